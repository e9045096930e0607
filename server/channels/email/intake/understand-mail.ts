import { promises as dns } from 'node:dns'
import type { App } from '../../../access/index.ts'
import { type Authentication, normaliseAddress, type Resolver, verifyMail } from '../reading/index.ts'
import type { DeskOfAddress, RawMail } from './intake.queries.ts'
import type { PreparedMail } from './prepare-mail.ts'
import { readOffLoop } from './read-off-loop.ts'
import { rememberAnswers } from './remembered-dns.ts'

export interface IntakeOptions {
  /** Asks the DNS; the system's by default. */
  readonly resolver?: Resolver
  readonly read?: typeof readOffLoop
}

export interface UnderstoodMail {
  readonly mail: PreparedMail
  readonly authentication: Authentication
  /** The author's address in normal spelling; null when the mail names none, or several. */
  readonly from: string | null
}

const dnsTimeoutMs = 10_000
const systemDns = rememberAnswers((name, type) => dns.resolve(name, type))

/** Opens, reads and verifies a stored mail. Outside any transaction: the DNS may be slow. */
export async function understandMail(app: App, raw: RawMail, desk: DeskOfAddress, options: IntakeOptions): Promise<UnderstoodMail> {
  if (!app.secrets.knows(raw.keyId)) throw new Error(`it was sealed with another secret (key ${raw.keyId})`)
  const bytes = app.secrets.open('raw-mail', raw.sealed)
  const mail = await (options.read ?? readOffLoop)(bytes, { envelopeFrom: raw.envelope.mailFrom })
  const authentication = await verifyMail(bytes, {
    source: raw.source,
    resolver: options.resolver ?? systemDns,
    ip: raw.envelope.ip,
    helo: raw.envelope.helo,
    mailFrom: raw.envelope.mailFrom ?? undefined,
    trustedRelays: desk.trustedRelays,
    trustedAuthservId: desk.trustedAuthservId ?? undefined,
    timeoutMs: dnsTimeoutMs,
    now: raw.receivedAt,
  })
  return { mail, authentication, from: mail.from ? normaliseAddress(mail.from.address) : null }
}
