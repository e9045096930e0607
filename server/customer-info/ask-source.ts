import type { App } from '../access/index.ts'
import { type Guard, guardOf, type OutgoingAnswer, sendRequest } from '../platform/outgoing/index.ts'
import { fillRequest, type InfoValues, type RequestTemplate } from './fill-request.ts'
import { type InfoField, mapAnswer, type MappedField } from './map-answer.ts'
import type { Reason } from './outcome.ts'

export interface Source extends RequestTemplate {
  readonly auth: { readonly header: string; readonly sealed: Buffer } | null
  readonly timeoutSeconds: number
  readonly fields: readonly MappedField[]
}

/** How asking a source ended. It is kept nowhere but in the memory of this process, for a minute. */
export interface Asked {
  readonly reason: Reason | null
  /** In the order of the source; empty where there is a reason. */
  readonly fields: readonly InfoField[]
  readonly status: number | null
  readonly ms: number
  readonly variables: readonly string[]
  /** For whoever sets the source up: what was asked and what came back. */
  readonly sent: { readonly method: string; readonly url: string; readonly body: string | null } | null
  readonly body: Buffer | null
}

/** More of an answer is not read. */
const mostBytes = 256 * 1024

/** Asks a source about somebody, once. Never throws for what the other side does. */
export async function askSource(app: App, source: Source, values: InfoValues): Promise<Asked> {
  const startedAt = performance.now()
  const none: Asked = { reason: null, fields: [], status: null, ms: 0, variables: [], sent: null, body: null }
  const filled = fillRequest(source, values)
  if (!filled.ok) return { ...none, reason: filled.reason, variables: filled.variables }
  const headers = headersOf(app, source)
  if (!headers) return { ...none, reason: 'not_prepared' }
  const guard: Guard = { ...guardOf(app.config), wholeMs: source.timeoutSeconds * 1_000, bodyBytes: mostBytes }
  const answer = await sendRequest(guard, { method: filled.method, url: filled.url, headers, body: filled.body })
  const asked = { ...none, ...read(answer, source.fields), ms: Math.round(performance.now() - startedAt) }
  return { ...asked, sent: { method: filled.method, url: filled.url, body: filled.body ?? null }, body: answer.ok ? answer.body : null }
}

/** Null where the secret of the installation is another one than when the header was sealed. */
function headersOf(app: App, { auth, method, body }: Source): Record<string, string> | null {
  const usual = { accept: 'application/json', ...(method === 'POST' && body !== null && { 'content-type': 'application/json' }) }
  if (!auth) return usual
  try {
    return { ...usual, [auth.header]: app.secrets.open('customer-info', auth.sealed).toString('utf8') }
  } catch (error) {
    app.log.error({ err: error }, 'the secret of a customer information source cannot be opened')
    return null
  }
}

function read(answer: OutgoingAnswer, fields: readonly MappedField[]): Pick<Asked, 'reason' | 'fields' | 'status'> {
  if (!answer.ok) return { reason: answer.reason, fields: [], status: null }
  const { status } = answer
  const no = (reason: Reason) => ({ reason, fields: [], status })
  if (status >= 300 && status < 400) return no('redirect')
  if (status === 401 || status === 403 || status === 407) return no('not_permitted')
  if (status === 404 || status === 410 || status === 204) return no('not_known_there')
  if (status < 200 || status > 299) return no('status')
  const json = jsonIn(answer.body)
  if (json === undefined) return no('not_json')
  const mapped = mapAnswer(json, fields)
  return mapped.some(({ value }) => value !== null) ? { reason: null, fields: mapped, status } : no('no_value')
}

/** Undefined where it is none. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(body)) as unknown
  } catch {
    return undefined
  }
}
