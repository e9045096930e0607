import { setTimeout as pause } from 'node:timers/promises'
import type { BusinessClock } from './clock.ts'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'
import type { Request, RequestKind } from './records.ts'

export interface AgentsOptions {
  readonly random: Random
  readonly url: string
  readonly apiKey: string
  readonly mark: string
  readonly moments: Moments
  readonly clock: BusinessClock
  readonly requests: Request[]
}

interface TicketRow {
  readonly reference: string
}

export interface Agents {
  /** Asks until there is an answer. */
  ask(random: Random, canary: string, kind?: RequestKind, at?: string): Promise<Request>
  /** The same request again, under the same key. */
  askAgain(request: Request, random: Random): Promise<void>
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

const statuses = ['open', 'in_progress', 'waiting', 'closed']
const quietly: readonly RequestKind[] = ['status', 'take', 'snooze', 'merge']

/** A user of the API who repeats a request under the same Idempotency-Key until it has an answer. */
export function agentsOf(options: AgentsOptions): Agents {
  async function someTickets(): Promise<TicketRow[]> {
    try {
      const response = await send('GET', '/tickets?view=all&limit=40')
      return response.ok ? ((await response.json()) as { items: TicketRow[] }).items : []
    } catch {
      // It is down: asked again.
      return []
    }
  }

  async function compose(random: Random, canary: string, wanted?: RequestKind, at?: string): Promise<Request> {
    const kind = wanted ?? usualKind(random)
    for (;;) {
      const tickets = kind === 'create' ? [] : await someTickets()
      const ticket = at ?? (tickets.length > 0 ? random.pick(tickets).reference : null)
      if (kind === 'create' || ticket !== null) return requestOf(random, kind, canary, ticket ?? '', tickets)
      await pause(100)
    }
  }

  function requestOf(random: Random, kind: RequestKind, canary: string, ticket: string, tickets: readonly TicketRow[]): Request {
    const { path, body } = written(random, kind, canary, ticket, tickets)
    const own = quietly.includes(kind) ? null : canary
    return { key: canary, kind, canary: own, path, body, tries: 0, status: null, answer: null, differs: false }
  }

  function written(random: Random, kind: RequestKind, canary: string, ticket: string, tickets: readonly TicketRow[]) {
    const at = `/tickets/${ticket}`
    switch (kind) {
      case 'create': {
        const contact = { email: `walkin.${canary}@customer.example` }
        const body = { title: `Call ${canary}`, description: `Noted ${canary} down.`, contact, firstMessage: 'customer' }
        return { path: '/tickets', body }
      }
      case 'reply':
        return { path: `${at}/messages`, body: { kind, text: `Try ${canary} instead.` } }
      case 'note':
        return { path: `${at}/messages`, body: { kind, text: `Between us, ${canary} is odd.` } }
      case 'resolve':
        return { path: `${at}/resolve`, body: { text: `Solved by ${canary}.`, mail: true } }
      case 'status':
        return { path: `${at}/status`, body: { to: random.pick(statuses) } }
      case 'take':
        return { path: `${at}/take`, body: {} }
      case 'snooze': {
        const until = new Date(options.clock.now().getTime() + random.between(5, 7_200) * 1_000)
        return { path: `${at}/snooze`, body: { until: until.toISOString(), zone: 'Europe/Berlin' } }
      }
      case 'merge':
        return { path: `${at}/merge`, body: { duplicate: random.pick(tickets).reference } }
    }
  }

  async function again(request: Request, random: Random): Promise<void> {
    for (;;) {
      request.tries += 1
      const result = await once(request)
      if (result && !(result.status >= 500 || (result.status === 409 && /idempotency_running/.test(result.text)))) {
        request.status = result.status
        request.answer = result.status < 300 ? result.text : null
        return
      }
      await pause(random.between(50, 300))
    }
  }

  async function once(request: Request): Promise<{ status: number; text: string } | null> {
    try {
      const answering = send('POST', request.path, request.body, { 'idempotency-key': request.key })
      setTimeout(() => options.moments.happened('request'), 1)
      const response = await answering
      return { status: response.status, text: await response.text() }
    } catch {
      // The connection broke: nobody knows, so the same request goes out again under the same key.
      return null
    }
  }

  function send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const all = { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json', ...headers }
    const init = {
      method,
      headers: all,
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    return fetch(`${options.url}/api/v1${path}`, init)
  }

  return {
    async ask(random, canary, kind, at) {
      const request = await compose(random, canary, kind, at)
      options.requests.push(request)
      await again(request, random)
      return request
    },
    async askAgain(request, random) {
      const first = { status: request.status, answer: request.answer }
      await again(request, random)
      request.differs = first.status !== request.status || first.answer !== request.answer
    },
    send,
  }
}

function usualKind(random: Random): RequestKind {
  const dice = random.next()
  if (dice < 0.06) return 'create'
  if (dice < 0.46) return 'reply'
  if (dice < 0.62) return 'note'
  if (dice < 0.72) return 'resolve'
  if (dice < 0.82) return 'status'
  if (dice < 0.88) return 'take'
  return dice < 0.96 ? 'snooze' : 'merge'
}
