import { setTimeout as pause } from 'node:timers/promises'
import { mailOf, type SentMail } from './mails.ts'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'
import type { Sink } from './sink.ts'
import { handOver } from './smtp-client.ts'

export interface MailRecord {
  readonly mail: SentMail
  tries: number
  /** Heard "250" at least once. */
  acknowledged: boolean
  /** Was sent again although it had been acknowledged, or twice at once. */
  repeated: boolean
  refusal: string | null
}

export interface Senders {
  readonly records: readonly MailRecord[]
  /** Begins nothing new and settles when every mail is acknowledged. */
  finish(): Promise<void>
}

export interface SendersOptions {
  readonly random: Random
  readonly count: number
  readonly smtpPort: number
  /** Begins every word that this run looks for. */
  readonly mark: string
  readonly addresses: readonly string[]
  readonly sink: Sink
  readonly moments: Moments
}

/** Several mail servers at once; each keeps a mail until it hears "250", and offers the very same bytes again until then. */
export function startSenders(options: SendersOptions): Senders {
  const records: MailRecord[] = []
  const answered = new Set<string>()
  let finishing = false
  const loops = Array.from({ length: options.count }, (_, index) => run(index, options.random.branch(`sender ${index}`)))

  async function run(index: number, random: Random): Promise<void> {
    for (let n = 0; !finishing; n += 1) {
      const canary = `${options.mark}m${index}x${n}z`
      const record: MailRecord = { mail: compose(random, canary, index), tries: 0, acknowledged: false, repeated: false, refusal: null }
      records.push(record)
      if (random.chance(0.04)) {
        record.repeated = true
        await Promise.all([offer(record, random), offer(record, random)])
      } else await offer(record, random)
      if (random.chance(0.08)) {
        record.repeated = true
        await offer(record, random)
      }
      await pause(random.between(0, 250))
    }
  }

  function compose(random: Random, canary: string, index: number): SentMail {
    const wantsToAnswer = random.chance(0.35)
    const reply = options.sink.mails.findLast(
      ({ replyTo, messageId, recipient }) => replyTo !== '' && recipient.startsWith(`c${index}.`) && !answered.has(messageId),
    )
    if (!wantsToAnswer || !reply) {
      // Many domains: what the product sends by itself is limited for each.
      const from = `c${index}.${canary}@${random.between(0, 400)}.customer.example`
      return mailOf(random, { canary, from, to: random.pick(options.addresses) })
    }
    answered.add(reply.messageId)
    const { subject, messageId } = reply
    return mailOf(random, {
      canary,
      from: reply.recipient,
      to: reply.replyTo,
      reply: { subject, messageId, quoted: reply.text.split('\n')[0] ?? '' },
    })
  }

  async function offer(record: MailRecord, random: Random): Promise<void> {
    for (;;) {
      record.tries += 1
      const { outcome, words } = await handOver(options.smtpPort, record.mail, options.moments)
      if (outcome === 'accepted') {
        record.acknowledged = true
        return
      }
      if (outcome === 'refused') {
        record.refusal = words
        return
      }
      await pause(random.between(100, 600))
    }
  }

  return {
    records,
    async finish() {
      finishing = true
      await Promise.all(loops)
    },
  }
}
