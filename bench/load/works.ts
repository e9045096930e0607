import { dice, type Dice } from './data/random.ts'
import { requestBytes } from './http-client.ts'

/** Whom the load is about; read from the database before anything is measured. */
export interface Subject {
  readonly keys: readonly string[]
  readonly agents: readonly number[]
  readonly desk: number
  readonly emails: readonly string[]
  /** Unresolved tickets that somebody has. */
  readonly replyable: readonly number[]
  /** Tickets of ten messages. */
  readonly tens: readonly number[]
  /** Texts to write, as the data is written. */
  readonly texts: readonly string[]
  readonly titles: readonly string[]
}

/** What is asked over HTTP. */
export type WorkName = 'create' | 'reply' | 'mine' | 'ticket' | 'counts' | 'search'
/** What takes more than to ask: hand over a mail, see how long it takes until something is found, or counted. */
export type ProbeName = 'mail' | 'searchable' | 'counted'
export type Target = 'product' | 'thin'

/** The requests of one piece of work, one after the other; more than one where the product has more than one address for it. */
export type Work = (n: number) => readonly string[]

export interface WorkInput {
  readonly name: WorkName | ProbeName
  readonly target: Target
  readonly subject: Subject
  readonly seed: number
  /** Only so many of the agents, from the first. */
  readonly agents?: number
  /** For lists: go on from there. */
  readonly cursor?: string
  /** For searches. */
  readonly queries?: readonly string[]
}

const createCharacters = 600
const replyCharacters = 400

export function workOf(input: WorkInput): Work {
  const random = dice(input.seed)
  if (!isAsked(input.name)) throw new Error(`${input.name} is not asked over HTTP alone`)
  return works[input.name](input, random)
}

export function isAsked(name: WorkName | ProbeName): name is WorkName {
  return name in works
}

/** A mail as a customer's program writes it, from somebody known. */
export function mailOf(subject: Subject, random: Dice, to: string): { from: string; raw: string } {
  const from = pick(subject.emails, random)
  const id = `${random.next().toString(36)}.${random.next().toString(36)}@customer.example`
  const head = [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${pick(subject.titles, random)}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  return { from, raw: `${head.join('\r\n')}\r\n\r\n${textOf(subject, random, createCharacters)}` }
}

const works: Record<WorkName, (input: WorkInput, random: Dice) => Work> = {
  create({ target, subject }, random) {
    return (n) => {
      const agent = n % subject.keys.length
      const title = `${pick(subject.titles, random)}`
      const text = textOf(subject, random, createCharacters)
      const email = pick(subject.emails, random)
      return [
        target === 'product'
          ? requestBytes({
              method: 'POST',
              path: '/api/v1/tickets',
              key: subject.keys[agent],
              body: { title, description: text, desk: String(subject.desk), channel: 'api', contact: { email } },
            })
          : requestBytes({
              method: 'POST',
              path: '/tickets',
              body: { title, description: text, desk: subject.desk, email, agent: subject.agents[agent] },
            }),
      ]
    }
  },
  reply({ target, subject }, random) {
    return (n) => {
      const agent = n % subject.keys.length
      const ticket = pick(subject.replyable, random)
      const text = textOf(subject, random, replyCharacters)
      return [
        target === 'product'
          ? requestBytes({
              method: 'POST',
              path: `/api/v1/tickets/${ticket}/messages`,
              key: subject.keys[agent],
              body: { kind: 'reply', text },
            })
          : requestBytes({ method: 'POST', path: `/tickets/${ticket}`, body: { text, agent: subject.agents[agent] } }),
      ]
    }
  },
  mine({ target, subject, agents = subject.keys.length, cursor }) {
    const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const requests = subject.keys
      .slice(0, agents)
      .map((key, i) =>
        target === 'product'
          ? requestBytes({ method: 'GET', path: `/api/v1/tickets?view=my_in_progress&limit=50${from}`, key })
          : requestBytes({ method: 'GET', path: `/mine/${subject.agents[i]}` }),
      )
    return (n) => [requests[n % requests.length] as string]
  },
  ticket({ target, subject }, random) {
    return (n) => {
      const ticket = pick(subject.tens, random)
      const key = subject.keys[n % subject.keys.length]
      if (target === 'thin') return [requestBytes({ method: 'GET', path: `/tickets/${ticket}` })]
      return [requestBytes({ method: 'GET', path: `/api/v1/tickets/${ticket}?include=messages,events`, key })]
    }
  },
  counts({ target, subject, agents = subject.keys.length }) {
    const requests = subject.keys
      .slice(0, agents)
      .map((key, i) =>
        target === 'product'
          ? requestBytes({ method: 'GET', path: '/api/v1/counts', key })
          : requestBytes({ method: 'GET', path: `/counts/${subject.agents[i]}` }),
      )
    return (n) => [requests[n % requests.length] as string]
  },
  search({ subject, queries = [] }) {
    return (n) => [
      requestBytes({
        method: 'GET',
        path: `/api/v1/search?limit=50&q=${encodeURIComponent(queries[n % queries.length] ?? '')}`,
        key: subject.keys[n % subject.keys.length],
      }),
    ]
  },
}

function textOf(subject: Subject, random: Dice, length: number): string {
  let text = pick(subject.texts, random)
  while (text.length < length) text += ` ${pick(subject.texts, random)}`
  return text.slice(0, length).trimEnd()
}

function pick<T>(from: readonly T[], random: Dice): T {
  return from[random.below(from.length)] as T
}
