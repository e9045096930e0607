import { setTimeout as pause } from 'node:timers/promises'
import { type Agents, agentsOf } from './agents.ts'
import type { BusinessClock } from './clock.ts'
import type { ImapServer } from './imap-server.ts'
import { mailOf, type Question, type SentMail } from './mails.ts'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'
import { type MailRecord, recordOf, type Request, type RequestKind } from './records.ts'
import type { Relay, TakenMail } from './relay.ts'
import { type AtByte, handOver } from './smtp-client.ts'

/** What comes in and goes on during a run. Everything made here is remembered and held against the product afterwards (P1 to P8). */
export interface Traffic {
  readonly apiKey: string
  /** Addresses that take mail over SMTP: of the first desk, of the second, and another of the first. */
  readonly addresses: readonly [string, string, string]
  readonly records: readonly MailRecord[]
  readonly requests: readonly Request[]
  /** A word that stands in nothing else yet; write it into whatever you make yourself. */
  canary(): string
  /** Writes a mail without sending it: a question of a new customer to the first desk, unless told otherwise. */
  compose(options?: Partial<Question>): SentMail
  /** Hands a mail in over SMTP, again and again until it is acknowledged. Without one, a new question. */
  mail(mail?: SentMail, atByte?: AtByte): Promise<MailRecord>
  /** The same mail again, from a sender that did not hear "250". */
  mailAgain(record: MailRecord): Promise<void>
  /** Puts a mail into the IMAP mailbox; it counts as handed over from then on. */
  imapMail(mail?: SentMail): Promise<MailRecord>
  /** One write through the API, again and again under one Idempotency-Key until it is answered. `at`: the reference of a ticket. */
  request(kind?: RequestKind, at?: string): Promise<Request>
  /** A reply that really leaves: asks until one was accepted, on another ticket each time. */
  reply(): Promise<{ readonly request: Request; readonly reference: string; readonly canary: string }>
  /** One call of the API as it stands, with the key; remembered nowhere. */
  api(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

export interface OwnedTraffic extends Traffic {
  /** Begins nothing new and settles when every mail is acknowledged and every request answered. */
  finish(): Promise<void>
}

export interface TrafficOptions {
  readonly random: Random
  readonly url: string
  readonly smtpPort: number
  readonly apiKey: string
  /** Begins every word that this run looks for. */
  readonly mark: string
  readonly addresses: readonly [string, string, string]
  readonly imapAddress: string
  readonly relay: Relay
  readonly imap: ImapServer
  readonly moments: Moments
  readonly clock: BusinessClock
}

/** Mail servers, a mailbox that fills and users of the API, all at once, as soon as it is made. */
export function startTraffic(options: TrafficOptions): OwnedTraffic {
  const { random, mark, relay, imap, moments, smtpPort, addresses } = options
  const records: MailRecord[] = []
  const requests: Request[] = []
  const answered = new Set<string>()
  const agents: Agents = agentsOf({ ...options, requests })
  let finishing = false
  let made = 0

  async function sender(index: number, own: Random): Promise<void> {
    for (let n = 0; !finishing; n += 1) {
      const record = recordOf(question(own, `${mark}m${index}x${n}z`, index))
      records.push(record)
      if (own.chance(0.06)) {
        record.repeated = true
        await Promise.all([offer(record, own), offer(record, own)])
      } else await offer(record, own)
      if (own.chance(0.08)) {
        record.repeated = true
        await offer(record, own)
      }
      await pause(own.between(0, 250) * slowness(n))
    }
  }

  async function mailbox(own: Random): Promise<void> {
    for (let n = 0; !finishing; n += 1) {
      await intoMailbox(mailOf(own, { canary: `${mark}i0x${n}z`, from: `i.${n}@imap.customer.example`, to: options.imapAddress }))
      await pause(own.between(100, 600) * slowness(n))
    }
  }

  async function agent(index: number, own: Random): Promise<void> {
    for (let n = 0; !finishing; n += 1) {
      const request = await agents.ask(own, `${mark}a${index}x${n}z`)
      if (request.answer !== null && own.chance(0.1)) await agents.askAgain(request, own)
      await pause(own.between(20, 250) * slowness(n))
    }
  }

  function question(own: Random, canary: string, index: number): SentMail {
    const wantsToAnswer = own.chance(0.35)
    const reply = relay.mails.findLast(
      ({ replyTo, messageId, recipient }) => replyTo !== '' && recipient.startsWith(`c${index}.`) && !answered.has(messageId),
    )
    if (wantsToAnswer && reply) return answerTo(own, reply, canary)
    // Many domains: what the product sends by itself is limited for each.
    const from = `c${index}.${canary}@${own.between(0, 400)}.customer.example`
    return mailOf(own, { canary, from, to: own.pick(addresses) })
  }

  function answerTo(own: Random, { recipient, replyTo, subject, messageId, text }: TakenMail, canary: string): SentMail {
    answered.add(messageId)
    return mailOf(own, { canary, from: recipient, to: replyTo, reply: { subject, messageId, quoted: text.split('\n')[0] ?? '' } })
  }

  async function offer(record: MailRecord, own: Random, atByte?: AtByte): Promise<void> {
    for (;;) {
      record.tries += 1
      const { outcome, words } = await handOver(smtpPort, record.mail, moments, record.tries === 1 ? atByte : undefined)
      if (outcome === 'accepted') {
        record.acknowledged = true
        return
      }
      if (outcome === 'refused') {
        record.refusal = words
        return
      }
      await pause(own.between(50, 300))
    }
  }

  async function intoMailbox(mail: SentMail): Promise<MailRecord> {
    const record = recordOf(mail, 'imap')
    records.push(record)
    await imap.append(mail.raw, mail.messageId)
    record.tries += 1
    record.acknowledged = true
    return record
  }

  const canary = () => `${mark}k${made++}x0z`
  const compose = ({ canary: word = canary(), ...rest }: Partial<Question> = {}) =>
    mailOf(random.branch(word), { canary: word, from: `k.${word}@${word}.customer.example`, to: addresses[0], ...rest })

  async function mail(sent = compose(), atByte?: AtByte): Promise<MailRecord> {
    const record = recordOf(sent)
    records.push(record)
    await offer(record, random.branch(sent.canary), atByte)
    return record
  }

  const ask = (kind?: RequestKind, at?: string) => {
    const word = canary()
    return agents.ask(random.branch(word), word, kind, at)
  }

  const loops = [
    ...[0, 1].map((index) => sender(index, random.branch(`sender ${index}`))),
    mailbox(random.branch('mailbox')),
    ...[0, 1].map((index) => agent(index, random.branch(`agent ${index}`))),
  ]

  return {
    apiKey: options.apiKey,
    addresses,
    records,
    requests,
    canary,
    compose,
    mail,
    async mailAgain(record) {
      record.repeated = true
      await offer(record, random.branch(`${record.mail.canary} again`))
    },
    imapMail: (sent = compose({ to: options.imapAddress })) => intoMailbox(sent),
    request: ask,
    async reply() {
      for (;;) {
        const created = await ask('create')
        const { reference } = JSON.parse(created.answer ?? '{}') as { reference?: string }
        const request = reference ? await ask('reply', reference) : null
        if (reference && request?.answer) return { request, reference, canary: request.canary ?? '' }
      }
    },
    api: agents.send,
    async finish() {
      finishing = true
      await Promise.all(loops)
    },
  }
}

/** A fault that takes long on a busy machine must not find ever more to do. */
function slowness(n: number): number {
  return n < 8 ? 1 : 10
}
