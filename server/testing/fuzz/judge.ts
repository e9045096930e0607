import { errorCatalogue } from '../../platform/errors/index.ts'
import type { ApiDocument, Operation, Schema } from '../api-operations.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly ms: number
}

/** Longer than this and something hangs, even on a machine that has other things to do. In milliseconds. */
const longest = 20_000

/** What an answer has that no answer may have. */
export function faultsOf(
  document: ApiDocument,
  operation: Operation | null,
  method: string,
  answer: Answer,
  foreignCanary: string,
): string[] {
  const faults: string[] = []
  if (answer.ms > longest) faults.push(`took ${Math.round(answer.ms)} ms`)
  if (`${JSON.stringify(answer.headers)}${answer.body}`.includes(foreignCanary)) faults.push('holds words of the other workspace')
  if (answer.status >= 500) faults.push(`answered ${answer.status}`)
  if (answer.headers['x-content-type-options'] !== 'nosniff') faults.push('lacks nosniff')
  if (!/no-store/.test(String(answer.headers['cache-control']))) faults.push('may be cached')
  if (/node_modules|\bat \S+ \(|\.ts:\d+|\bSELECT\b.+\bFROM\b|PG::|postgres:\/\//.test(answer.status >= 400 ? answer.body : ''))
    faults.push('tells of its inside')
  if (answer.status >= 400) faults.push(...(method === 'HEAD' ? [] : faultsOfProblem(answer)))
  else if (answer.status >= 300 || answer.status < 200) faults.push(`answered ${answer.status}, which is not documented`)
  else if (operation && answer.status !== operation.status) faults.push(`answered ${answer.status} instead of ${operation.status}`)
  else if (operation && method !== 'HEAD') faults.push(...faultsOfSuccess(document, operation, answer))
  return faults
}

function faultsOfSuccess(document: ApiDocument, operation: Operation, answer: Answer): string[] {
  if (operation.status === 204) return answer.body === '' ? [] : ['answered 204 with a body']
  if (!operation.answer) return []
  if (!String(answer.headers['content-type']).startsWith('application/json')) return [`is ${String(answer.headers['content-type'])}`]
  return misfits(document, operation.answer, parsed(answer.body), '')
}

function faultsOfProblem(answer: Answer): string[] {
  const problem = parsed(answer.body) as Record<string, unknown> | undefined
  if (answer.headers['content-type'] !== 'application/problem+json; charset=utf-8')
    return [`is a problem as ${String(answer.headers['content-type'])}: ${answer.body.slice(0, 200)}`]
  if (typeof problem !== 'object' || problem === null) return ['is a problem that is no object']
  const known = Object.hasOwn(errorCatalogue, String(problem.code)) ? errorCatalogue[problem.code as keyof typeof errorCatalogue] : null
  if (!known) return [`has the unknown code ${String(problem.code)}`]
  const faults: string[] = []
  if (known.status !== answer.status || problem.status !== answer.status) faults.push(`says ${String(problem.status)} in ${answer.status}`)
  if (problem.type !== `urn:statedesk:problem:${String(problem.code)}` || problem.title !== known.title)
    faults.push('has another type or title than its code')
  if (typeof problem.detail !== 'string' || problem.detail === '' || problem.detail.length > 2_000) faults.push('has no readable detail')
  if (problem.requestId !== answer.headers['x-request-id']) faults.push('names another request')
  if (problem.errors !== undefined && !isErrorList(problem.errors)) faults.push('has malformed errors')
  return faults
}

const isErrorList = (value: unknown) =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'object' && one !== null && typeof one.path === 'string' && typeof one.message === 'string')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Where a value does not fit a schema of the document; the part of JSON Schema that the document uses. */
export function misfits(document: ApiDocument, schema: Schema, value: unknown, at: string): string[] {
  if (schema.$ref) {
    const named = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
    return named ? misfits(document, named, value, at) : [`${at}: no schema ${schema.$ref}`]
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.some((one) => misfits(document, one, value, at).length === 0) ? [] : [`${at} fits none of its shapes`]
  if (schema.allOf) return schema.allOf.flatMap((one) => misfits(document, one, value, at))
  if (schema.const !== undefined && schema.const !== value) return [`${at} is not ${JSON.stringify(schema.const)}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is none of its words`]
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return [`${at} is not ${types.join(' or ')}`]
  if (Array.isArray(value)) return value.flatMap((item, n) => misfits(document, schema.items ?? {}, item, `${at}[${n}]`))
  if (typeof value === 'object' && value !== null) return misfitsOfObject(document, schema, value as Record<string, unknown>, at)
  if (typeof value === 'string' && schema.format === 'date-time' && Number.isNaN(Date.parse(value))) return [`${at} is no time`]
  return []
}

function misfitsOfObject(document: ApiDocument, schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`)
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const property = schema.properties?.[name]
    if (property) return misfits(document, property, part, `${at}.${name}`)
    if (schema.additionalProperties === false) return [`${at}.${name} is not documented`]
    return typeof schema.additionalProperties === 'object' ? misfits(document, schema.additionalProperties, part, `${at}.${name}`) : []
  })
  return [...missing, ...wrong]
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
