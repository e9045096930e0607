import { watch } from './collector.ts'
import { learnRequest } from './learn-request.ts'
import type { Reader, Surface } from './rules.ts'

/** A server whose answers are looked at. */
export interface WatchedServer {
  /** Names its database: workspace 1 of one test app is not workspace 1 of another. */
  readonly name: string
  /** The workspace of a credential, null when it opens none. */
  readonly workspaceOf: (kind: 'session' | 'api_key', token: string) => Promise<number | null>
}

interface Watched extends WatchedServer {
  readonly readers: Map<string, Promise<Reader | null>>
  /** Links to message content are credentials of their own: whoever was given one may open it. */
  readonly contentLinks: Map<string, Reader>
}

const servers = new Map<string, Watched>()
const readable = /json|text|html|xml|javascript|csv|event-stream/
const mark = Symbol.for('statedesk.watched-fetch')

/** From now on every answer of this server to `fetch` is collected. Gives the way to end that. */
export function watchServer(url: string, server: WatchedServer): () => void {
  const { port } = new URL(url)
  servers.set(port, { ...server, readers: new Map(), contentLinks: new Map() })
  return () => void servers.delete(port)
}

/** Puts the collector between tests and servers, once for each worker. */
export function watchFetch(): void {
  if (mark in globalThis.fetch) return
  const plain = globalThis.fetch
  const watched: typeof fetch = async (input, init) => {
    const request = input instanceof Request ? input : null
    const url = input instanceof Request ? new URL(input.url) : new URL(input)
    const server = servers.get(url.port)
    if (!server) return plain(input, init)
    const headers = new Headers(init?.headers ?? request?.headers)
    const reader = await readerOf(server, url, headers)
    if (typeof init?.body === 'string') learnRequest(parsed(init.body), reader?.workspace ?? null)
    const response = await plain(input, init)
    return look(server, reader, `${init?.method ?? request?.method ?? 'GET'} ${url.pathname}`, response)
  }
  globalThis.fetch = Object.assign(watched, { [mark]: true })
}

async function readerOf(server: Watched, url: URL, headers: Headers): Promise<Reader | null> {
  const linked = server.contentLinks.get(/^\/content\/([^/]+)/.exec(url.pathname)?.[1] ?? '')
  if (linked) return linked
  const key = /^Bearer (sd_\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  const session = /(?:^|; )(?:__Host-)?statedesk=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  const token = key ?? session
  if (token === undefined) return null
  watch().learn('credential', token, null)
  const known = server.readers.get(token)
  if (known) return known.catch(() => null)
  const asked = server
    .workspaceOf(key ? 'api_key' : 'session', token)
    .then((id) => (id === null ? null : { workspace: `${server.name}/${id}` }))
  server.readers.set(token, asked)
  return asked.catch(() => {
    // The database is away, as some tests want it; who asks is then a stranger, who may see the least.
    server.readers.delete(token)
    return null
  })
}

async function look(server: Watched, reader: Reader | null, where: string, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? ''
  const surface: Surface = response.status >= 400 ? 'problem' : reader ? 'answer to staff' : 'answer to a stranger'
  const seen = (text: string) => watch().observe({ surface, where, text, ...(reader && { reader }) })
  seen(headLines(response))
  if (!response.body || !readable.test(type)) return response
  // A stream is looked at as far as the test reads it, so that a reader who stalls still does.
  if (type.includes('event-stream')) return tapped(response, seen)
  const text = await response.clone().text()
  seen(handOut(text))
  if (reader) for (const [, link] of text.matchAll(/\/content\/([\w.-]+)/g)) server.contentLinks.set(link as string, reader)
  return response
}

/** An answer that makes a credential shows it this once. From here on it is a secret, in this file's logs from the beginning. */
function handOut(text: string): string {
  return text.replace(/"key":"(sd_[\w-]{43})"/, (_whole, key: string) => {
    watch().learn('credential', key, null)
    return '"key":""'
  })
}

function headLines(response: Response): string {
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  return lines
    .map((line) =>
      line.replace(/^(set-cookie: (?:__Host-)?statedesk=)([\w-]{43})/, (_whole, name: string, token: string) => {
        watch().learn('credential', token, null)
        return name
      }),
    )
    .join('\n')
}

function tapped(response: Response, seen: (text: string) => void): Response {
  const decoder = new TextDecoder()
  let rest = ''
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      rest += decoder.decode(chunk, { stream: true })
      const end = rest.lastIndexOf('\n\n')
      if (end >= 0) {
        seen(rest.slice(0, end))
        rest = rest.slice(end)
      }
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(tap), { status: response.status, headers: response.headers })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A test may send what is no JSON on purpose; what it means by it is not known then.
    return null
  }
}
