import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { checkWebAddress, type CheckedWebAddress } from './check-web-address.ts'
import type { Guard } from './guard.ts'

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type OutgoingAnswer =
  /** Any status, also a redirect: none is followed. */
  { readonly ok: true; readonly status: number; readonly body: Buffer } | { readonly ok: false; readonly reason: OutgoingFailure }

/** One word for what went wrong; what the other side said stays out of it, since people see this. */
export const outgoingFailures = [
  'malformed',
  'port',
  'plain_http',
  'host_not_found',
  'address_refused',
  'unreachable',
  'tls',
  'timeout',
  'too_large',
  'broken_answer',
] as const
export type OutgoingFailure = (typeof outgoingFailures)[number]

const headerBytes = 16 * 1024

/**
 * Sends one request over a connection of its own to an address that was just checked. Never throws for what the other side
 * does. The answer may come late, never end or be endless: after `wholeMs` and `bodyBytes` it is given up.
 */
export async function sendRequest(guard: Guard, outgoing: OutgoingRequest): Promise<OutgoingAnswer> {
  const late = AbortSignal.timeout(guard.wholeMs)
  const target = await Promise.race([checkWebAddress(guard, outgoing.url), whenAborted(late)])
  if (target === 'timeout') return { ok: false, reason: 'timeout' }
  if (!target.ok) return { ok: false, reason: target.reason }
  return exchange(guard, outgoing, target, late)
}

function exchange(guard: Guard, outgoing: OutgoingRequest, target: CheckedWebAddress, late: AbortSignal): Promise<OutgoingAnswer> {
  const { url } = target
  const options: RequestOptions & { ca?: string; servername?: string } = {
    method: outgoing.method,
    host: target.host,
    port: target.port,
    path: url.pathname + url.search,
    headers: { 'user-agent': 'Statedesk', 'accept-encoding': 'identity', ...outgoing.headers, ...lengthOf(outgoing.body) },
    // A connection of its own: a kept one could lead to where the name pointed yesterday.
    agent: false,
    lookup: only(target),
    maxHeaderSize: headerBytes,
    signal: late,
    ...(guard.ca !== undefined && { ca: guard.ca }),
    ...(target.servername !== undefined && { servername: target.servername }),
  }
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(options)
    let answered = false
    const fail = (error: unknown) => {
      resolve({ ok: false, reason: late.aborted ? 'timeout' : failureOf(error) })
      request.destroy()
    }
    request.on('error', fail)
    // Also what was never an answer: a switch of protocols, a connection that ends without a word.
    request.on('close', () => answered || fail(undefined))
    request.on('response', (response) => {
      answered = true
      readBody(response, guard.bodyBytes).then((body) => {
        if (body) resolve({ ok: true, status: response.statusCode ?? 0, body })
        else resolve({ ok: false, reason: 'too_large' })
        destroy(request, response)
      }, fail)
    })
    request.end(outgoing.body)
  })
}

/** The name is not asked for again: what was checked is what is dialled. */
function only({ addresses }: CheckedWebAddress): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [...addresses])
    else callback(null, addresses[0].address, addresses[0].family)
  }
}

/** Null when there is more than `most` bytes of it. */
async function readBody(response: IncomingMessage, most: number): Promise<Buffer | null> {
  if (Number(response.headers['content-length']) > most) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function destroy(request: ClientRequest, response: IncomingMessage): void {
  response.on('error', () => {})
  response.destroy()
  request.destroy()
}

function lengthOf(body: string | undefined): Record<string, number> {
  return body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
}

function whenAborted(signal: AbortSignal): Promise<'timeout'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('timeout'), { once: true }))
}

const unreachable = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'EACCES', 'EPERM'])

function failureOf(error: unknown): OutgoingFailure {
  const { code = '', errors } = (error ?? {}) as { code?: string; errors?: { code?: string }[] }
  if (unreachable.has(code) || errors?.some((one) => unreachable.has(one.code ?? ''))) return 'unreachable'
  if (code === 'HPE_HEADER_OVERFLOW') return 'too_large'
  if (/CERT|SSL|TLS|UNABLE_TO|EPROTO/.test(code)) return 'tls'
  return 'broken_answer'
}
