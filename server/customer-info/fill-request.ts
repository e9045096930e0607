import { replaceVariables, variablesIn } from '../variables/index.ts'

/** Who a source is asked about beside a ticket. */
export const contactVariables = ['contact.email', 'contact.phone', 'contact.name', 'contact.external_id'] as const
/** What somebody typed; beside a ticket the contact’s address, else their number, else their name. */
export const searchVariable = 'search'
export type InfoVariable = (typeof contactVariables)[number] | typeof searchVariable

export type InfoValues = Readonly<Partial<Record<InfoVariable, string>>>

/** What is sent, as an admin wrote it. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** JSON with variables inside its strings. */
  readonly body: string | null
}

export type FilledRequest =
  | { readonly ok: true; readonly method: 'GET' | 'POST'; readonly url: string; readonly body?: string }
  /** `missing`: there is nothing to ask with. `in_path`: a value that would lead to another address. */
  | { readonly ok: false; readonly reason: 'missing' | 'in_path'; readonly variables: readonly InfoVariable[] }

/**
 * Puts values into a request, once and encoded for where they stand: what a customer is called can neither become a
 * variable nor leave its place. A value in the path has to be there; of the others one is enough.
 */
export function fillRequest({ method, url, body }: RequestTemplate, values: InfoValues): FilledRequest {
  const valueOf = (name: string) => values[name as InfoVariable]?.trim().toWellFormed() ?? ''
  const inPath = namesIn(pathOf(url))
  const used = [...new Set([...namesIn(url), ...(method === 'POST' && body ? namesIn(body) : [])])]
  const missing = used.filter((name) => valueOf(name) === '')
  const needed = missing.filter((name) => inPath.includes(name))
  if (needed.length > 0 || missing.length === used.length) {
    return { ok: false, reason: 'missing', variables: (needed.length > 0 ? needed : missing) as InfoVariable[] }
  }
  const filled = replaceVariables(url, (name) => encode(valueOf(name)))
  if (hasDotSegment(pathOf(filled))) return { ok: false, reason: 'in_path', variables: inPath as InfoVariable[] }
  return {
    ok: true,
    method,
    url: filled,
    ...(method === 'POST' && body !== null && { body: JSON.stringify(filledJson(JSON.parse(body), valueOf)) }),
  }
}

/** Everything between the host and the question mark. */
export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1)[0] ?? ''
}

/** An address with such a part is another one than it looks (URL standard, “double-dot URL path segment”). */
export function hasDotSegment(path: string): boolean {
  return path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))
}

/** The body is read as JSON before anything is put into it, so that no value can end its string. */
function filledJson(json: unknown, valueOf: (name: string) => string): unknown {
  if (typeof json === 'string') return replaceVariables(json, valueOf)
  if (Array.isArray(json)) return json.map((one) => filledJson(one, valueOf))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, filledJson(value, valueOf)]))
}

/** For any part of an address: also the signs that `encodeURIComponent` leaves (RFC 3986, 2.2). */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function namesIn(text: string): string[] {
  return [...new Set(variablesIn(text).map(({ name }) => name))]
}
