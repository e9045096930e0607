import { createHash } from 'node:crypto'
import net, { type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createSecureContext, type SecureContext } from 'node:tls'
import { simpleParser } from 'mailparser'
import { selfSigned } from '../../server/channels/email/self-signed.ts'
import type { Ledger } from './ledger.ts'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'
import { serveSmtp } from './smtp-session.ts'

/** The relay's name, for which the run's DNS answers 127.0.0.1 and the good certificate stands. */
export const relayName = 'relay.desk.example'

export interface TakenMail {
  readonly messageId: string
  readonly recipient: string
  readonly replyTo: string
  readonly subject: string
  readonly text: string
  readonly raw: string
  readonly attachments: readonly string[]
  /** When the last byte was here, and when "250" was written; null: it never was. */
  readonly dotAt: number
  readonly answeredAt: number | null
}

export type Stage = 'greeting' | 'mail' | 'rcpt' | 'data' | 'dot'

/**
 * What the relay does instead of taking the mail. `say`: that answer. `drop`: the connection ends without one. `hold`:
 * takes the mail, waits, then answers 250 or drops. `lose`: has the whole mail, and drops it with the connection.
 */
export type Act =
  | { readonly say: string }
  | { readonly drop: 'lose' | 'take' }
  | { readonly hold: Promise<void>; readonly then: 'answer' | 'drop' }

export interface Rule {
  readonly stage: Stage
  readonly act: Act
  /** How often; then it is over. */
  readonly times: number
  /** Only for these; at the stage `dot`, `data` and `rcpt`. */
  readonly recipient?: (address: string) => boolean
}

export interface Hit {
  readonly stage: Stage
  readonly recipient: string
  readonly at: number
}

export interface Scripted {
  readonly hits: readonly Hit[]
  /** Settles at the nth time it was met, or after the patience; says whether it was. */
  met(times: number, patienceMs: number): Promise<boolean>
  lift(): void
}

export type TlsMood = 'good' | 'missing' | 'refused' | 'expired' | 'wrong-name'

export interface Relay {
  readonly port: number
  readonly mails: readonly TakenMail[]
  /** Every refusal for good (5xx) it spoke, with whom it was about. */
  readonly refusals: readonly Hit[]
  /** Envelopes that came over a connection without TLS; there must be none. */
  readonly inTheClear: readonly string[]
  readonly tlsFailures: number
  script(rule: Rule): Scripted
  /** How it does TLS from now on. */
  setTls(mood: TlsMood): void
  /** Connections that ended before a mail was begun, since the beginning. */
  readonly emptyVisits: number
  /** How many clients are connected. */
  clients(): number
  close(): Promise<void>
}

export interface Certificates {
  /** All of them, in one file: whoever trusts it trusts each. */
  readonly pem: string
  readonly contexts: Readonly<Record<'good' | 'expired' | 'wrong-name', SecureContext>>
}

const yearsMs = 12 * 365 * 86_400_000

export function makeCertificates(): Certificates {
  const made = {
    good: selfSigned(relayName, new Date()),
    // Good for ten years from then.
    expired: selfSigned(relayName, new Date(Date.now() - yearsMs)),
    'wrong-name': selfSigned('other.desk.example', new Date()),
  }
  return {
    pem: Object.values(made)
      .map(({ cert }) => cert)
      .join(''),
    contexts: {
      good: createSecureContext(made.good),
      expired: createSecureContext(made.expired),
      'wrong-name': createSecureContext(made['wrong-name']),
    },
  }
}

export interface RelayOptions {
  readonly random: Random
  readonly moments: Moments
  readonly ledger: Ledger
  readonly certificates: Certificates
}

/** The server outgoing mail is handed to. It takes every mail it got whole, also when nobody waits for the answer any more. */
export async function startRelay({ random, moments, ledger, certificates }: RelayOptions): Promise<Relay> {
  const mails: TakenMail[] = []
  const refusals: Hit[] = []
  const inTheClear: string[] = []
  const rules = new Set<Rule & { hits: Hit[]; wake: () => void }>()
  const sockets = new Set<net.Socket>()
  let tls: TlsMood = 'good'
  let [tlsFailures, emptyVisits] = [0, 0]

  function ruleFor(stage: Stage, recipient: string): (Rule & { hits: Hit[] }) | null {
    for (const rule of rules) {
      if (rule.stage !== stage || (rule.recipient && !rule.recipient(recipient))) continue
      rule.hits.push({ stage, recipient, at: Date.now() })
      if (rule.hits.length >= rule.times) rules.delete(rule)
      rule.wake()
      return rule
    }
    return null
  }

  /** What a rule says at this stage; otherwise the usual answer. */
  async function answer(stage: Stage, recipient: string, usual: string): Promise<string | null> {
    const act = ruleFor(stage, recipient)?.act
    const words = act ? ('say' in act ? act.say : null) : usual
    if (words?.startsWith('5')) refusals.push({ stage, recipient, at: Date.now() })
    await ledger.note({ relay: stage, recipient, answer: words })
    return words
  }

  async function take(recipient: string, raw: Buffer, isGone: () => boolean): Promise<string | null> {
    const dotAt = Date.now()
    await ledger.note({ relay: 'dot', recipient, raw: raw.toString('base64') })
    moments.happened('relay-dot')
    const act = ruleFor('dot', recipient)?.act
    const keep = async (answeredAt: number | null) => {
      mails.push(await describe(raw, recipient, dotAt, answeredAt))
      await ledger.note({
        relay: 'taken',
        recipient,
        sha256: createHash('sha256').update(raw).digest('hex'),
        answered: answeredAt !== null,
      })
    }
    if (act && 'say' in act) {
      if (act.say.startsWith('5')) refusals.push({ stage: 'dot', recipient, at: Date.now() })
      await ledger.note({ relay: 'dot', recipient, answer: act.say })
      return act.say
    }
    if (act && 'drop' in act) {
      if (act.drop === 'take') await keep(null)
      return null
    }
    if (act) await act.hold
    // Servers think before they answer; the longer, the wider the window in which nobody can know.
    else await pause(random.chance(0.2) ? random.between(20, 150) : random.between(0, 10))
    if (isGone() || act?.then === 'drop') {
      await keep(null)
      return null
    }
    await keep(Date.now())
    setImmediate(() => moments.happened('relay-answer'))
    return '250 2.0.0 Taken'
  }

  const server = net.createServer((socket) => {
    sockets.add(socket)
    let [recipient, begun] = ['', false]
    serveSmtp(socket, {
      greeting: () => answer('greeting', '', `220 ${relayName} ESMTP`),
      startTls: () => ({
        offered: tls !== 'missing',
        context: certificates.contexts[tls === 'expired' || tls === 'wrong-name' ? tls : 'good'],
        refusal: tls === 'refused' || tls === 'missing' ? '454 4.7.0 TLS is not available' : null,
      }),
      mail: (from, secure) => {
        begun = true
        if (!secure) inTheClear.push(from)
        return answer('mail', '', '250 2.1.0 Ok')
      },
      rcpt: (to) => {
        recipient = to
        return answer('rcpt', to, '250 2.1.5 Ok')
      },
      data: () => answer('data', recipient, '354 Go on'),
      dot: ({ raw }, isGone) => take(recipient, raw, isGone),
      tlsFailed: () => {
        tlsFailures += 1
      },
      ended: () => {
        sockets.delete(socket)
        if (!begun) emptyVisits += 1
      },
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    port: (server.address() as AddressInfo).port,
    mails,
    refusals,
    inTheClear,
    get tlsFailures() {
      return tlsFailures
    },
    get emptyVisits() {
      return emptyVisits
    },
    script(rule) {
      let wake = () => {}
      const scripted = { ...rule, hits: [] as Hit[], wake: () => wake() }
      rules.add(scripted)
      return {
        hits: scripted.hits,
        lift: () => void rules.delete(scripted),
        async met(times, patienceMs) {
          const late = AbortSignal.timeout(patienceMs)
          while (scripted.hits.length < times && !late.aborted) {
            await new Promise<void>((resolve) => {
              wake = resolve
              late.addEventListener('abort', () => resolve(), { once: true })
            })
          }
          return scripted.hits.length >= times
        },
      }
    },
    setTls(mood) {
      tls = mood
    },
    clients: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function describe(raw: Buffer, recipient: string, dotAt: number, answeredAt: number | null): Promise<TakenMail> {
  const mail = await simpleParser(raw)
  return {
    messageId: mail.messageId ?? '',
    recipient,
    replyTo: mail.replyTo?.value[0]?.address ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    raw: raw.toString('latin1'),
    attachments: mail.attachments.map(({ content }) => createHash('sha256').update(content).digest('hex')),
    dotAt,
    answeredAt,
  }
}
