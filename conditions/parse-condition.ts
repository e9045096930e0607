import { parseValue } from './parse-value.ts'
import { type Catalogue, type Condition, type Operator, operatorsOf, type Test } from './types.ts'

export interface ConditionProblem {
  /** Where, as `all.0.value`; empty for the whole. */
  readonly path: string
  readonly message: string
}

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problems: readonly ConditionProblem[] }

const deepest = 6
const mostTests = 100

/** Checks a condition that came from outside; what it gives back holds nothing but known fields, operators and values. */
export function parseCondition(input: unknown, catalogue: Catalogue): ParsedCondition {
  const reader = new Reader(catalogue)
  const condition = reader.read(input, '', 1)
  if (reader.tests > mostTests) reader.problems.push({ path: '', message: `asks more than ${mostTests} things` })
  return condition && reader.problems.length === 0 ? { ok: true, condition } : { ok: false, problems: reader.problems }
}

class Reader {
  readonly problems: ConditionProblem[] = []
  tests = 0
  readonly #catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  read(input: unknown, path: string, depth: number): Condition | null {
    if (depth > deepest) return this.#wrong(path, `is nested deeper than ${deepest} levels`)
    if (!isObject(input)) return this.#wrong(path, 'must be an object')
    const keys = Object.keys(input)
    if (keys.length === 1 && (keys[0] === 'all' || keys[0] === 'any')) return this.#group(keys[0], input[keys[0]], path, depth)
    if (keys.length === 1 && keys[0] === 'not') {
      const inner = this.read(input.not, join(path, 'not'), depth + 1)
      return inner && { not: inner }
    }
    return this.#test(input, path)
  }

  #group(kind: 'all' | 'any', input: unknown, path: string, depth: number): Condition | null {
    if (!Array.isArray(input)) return this.#wrong(join(path, kind), 'must be a list')
    // What is far too long is not read one by one.
    if (input.length > mostTests) return this.#wrong(join(path, kind), `holds more than ${mostTests} conditions`)
    const read = input.map((one, index) => this.read(one, join(path, `${kind}.${index}`), depth + 1))
    const inner = read.filter((one) => one !== null)
    return inner.length < read.length ? null : kind === 'all' ? { all: inner } : { any: inner }
  }

  #test(input: Readonly<Record<string, unknown>>, path: string): Test | null {
    this.tests += 1
    const unknown = Object.keys(input).find((key) => !['field', 'op', 'value'].includes(key))
    if (unknown !== undefined) return this.#wrong(join(path, unknown.slice(0, 40)), 'is not known here')
    const { field: name, op } = input
    if (typeof name !== 'string' || !Object.hasOwn(this.#catalogue, name))
      return this.#wrong(join(path, 'field'), 'is not a field that can be asked for')
    const field = this.#catalogue[name]
    if (!field) return null
    const operators: readonly string[] = operatorsOf[field.kind]
    if (typeof op !== 'string' || !operators.includes(op)) return this.#wrong(join(path, 'op'), `must be one of ${operators.join(', ')}`)
    const value = parseValue(field, op as Operator, input.value)
    if (!value.ok) return this.#wrong(join(path, 'value'), value.message)
    const test = { field: name, op: op as Operator }
    return value.value === undefined ? test : { ...test, value: value.value }
  }

  #wrong(path: string, message: string): null {
    this.problems.push({ path, message })
    return null
  }
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
