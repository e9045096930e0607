import { setTimeout as pause } from 'node:timers/promises'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'

export interface Request {
  readonly key: string
  readonly kind: 'reply' | 'note' | 'resolve' | 'status' | 'take' | 'create'
  /** Stands in what it wrote; null when it writes nothing. */
  readonly canary: string | null
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  tries: number
  status: number | null
  /** The body of the 2xx answer. */
  answer: string | null
  /** A repeat of a finished request got another answer than the first. */
  differs: boolean
}

export interface Agents {
  readonly requests: readonly Request[]
  /** Begins nothing new and settles when every request has an answer. */
  finish(): Promise<void>
}

export interface AgentsOptions {
  readonly random: Random
  readonly count: number
  readonly url: string
  readonly apiKey: string
  readonly mark: string
  readonly moments: Moments
}

interface TicketRow {
  readonly reference: string
}

const statuses = ['open', 'in_progress', 'waiting', 'closed']

/** Several users of the API; each repeats a request under the same Idempotency-Key until it has an answer. */
export function startAgents(options: AgentsOptions): Agents {
  const requests: Request[] = []
  let finishing = false
  const loops = Array.from({ length: options.count }, (_, index) => run(index, options.random.branch(`agent ${index}`)))

  async function run(index: number, random: Random): Promise<void> {
    for (let n = 0; !finishing; n += 1) {
      const ticket = await someTicket(random)
      const request = compose(random, ticket, `${options.mark}a${index}x${n}z`)
      requests.push(request)
      await ask(request, random)
      if (request.answer !== null && random.chance(0.1)) await askAgain(request, random)
      await pause(random.between(20, 250))
    }
  }

  async function someTicket(random: Random): Promise<TicketRow | null> {
    try {
      const response = await send('GET', '/tickets?view=all&limit=40')
      if (!response.ok) return null
      const { items } = (await response.json()) as { items: TicketRow[] }
      return items.length > 0 ? random.pick(items) : null
    } catch {
      // It is down: the request that is made of nothing is retried like any other.
      return null
    }
  }

  async function ask(request: Request, random: Random): Promise<void> {
    for (;;) {
      request.tries += 1
      const result = await once(request)
      if (result && !(result.status >= 500 || (result.status === 409 && /idempotency_running/.test(result.text)))) {
        request.status = result.status
        request.answer = result.status < 300 ? result.text : null
        return
      }
      await pause(random.between(100, 500))
    }
  }

  async function askAgain(request: Request, random: Random): Promise<void> {
    const first = { status: request.status, answer: request.answer }
    await ask(request, random)
    request.differs = first.status !== request.status || first.answer !== request.answer
  }

  async function once(request: Request): Promise<{ status: number; text: string } | null> {
    try {
      const answering = send('POST', request.path, request.body, request.key)
      setTimeout(() => options.moments.happened('request'), 1)
      const response = await answering
      return { status: response.status, text: await response.text() }
    } catch {
      // The connection broke: nobody knows, so the same request goes out again under the same key.
      return null
    }
  }

  function send(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    const headers = {
      authorization: `Bearer ${options.apiKey}`,
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    }
    const init = { method, headers, signal: AbortSignal.timeout(20_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return fetch(`${options.url}/api/v1${path}`, init)
  }

  return {
    requests,
    async finish() {
      finishing = true
      await Promise.all(loops)
    },
  }
}

function compose(random: Random, ticket: TicketRow | null, canary: string): Request {
  const unasked = { key: canary, tries: 0, status: null, answer: null, differs: false }
  if (ticket === null || random.chance(0.06)) {
    const contact = { email: `walkin.${canary}@customer.example` }
    const body = { title: `Call ${canary}`, description: `Noted ${canary} down.`, contact, firstMessage: 'customer' }
    return { ...unasked, kind: 'create', canary, path: '/tickets', body }
  }
  const at = `/tickets/${ticket.reference}`
  const dice = random.next()
  if (dice < 0.5)
    return { ...unasked, kind: 'reply', canary, path: `${at}/messages`, body: { kind: 'reply', text: `Try ${canary} instead.` } }
  if (dice < 0.7)
    return { ...unasked, kind: 'note', canary, path: `${at}/messages`, body: { kind: 'note', text: `Between us, ${canary} is odd.` } }
  if (dice < 0.8) return { ...unasked, kind: 'resolve', canary, path: `${at}/resolve`, body: { text: `Solved by ${canary}.`, mail: true } }
  if (dice < 0.93) return { ...unasked, kind: 'status', canary: null, path: `${at}/status`, body: { to: random.pick(statuses) } }
  return { ...unasked, kind: 'take', canary: null, path: `${at}/take`, body: {} }
}
