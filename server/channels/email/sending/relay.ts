import { hostname } from 'node:os'
import { plainRefused, type Relay as DeskRelay } from '../../../desks/index.ts'
import type { App } from '../../../access/index.ts'
import { checkHost, guardOf } from '../../../platform/outgoing/index.ts'
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'

/** Where outgoing mail is handed over, as the operator configured it or an admin for a desk. */
export interface Relay {
  readonly options: SMTPConnectionOptions
  readonly auth: SMTPConnectionAuth | null
}

const second = 1_000
// The answer to the final dot may take ten minutes (RFC 5321, 4.5.3.2.6).
const answerTimeoutMs = 630 * second

/**
 * Reads `smtp://user:password@host:port?tls=…`. TLS is required (STARTTLS for smtp:, from the first byte for smtps:) and
 * the certificate is checked, except on this very machine. `?tls=never` sends in the clear, `?tls=require` insists on TLS
 * even here. There is no "if possible": whoever can touch the connection could take it away.
 */
export function relayOf(smtpUrl: string, ownUrl: string | null = null): Relay {
  const url = new URL(smtpUrl)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  const wanted = url.searchParams.get('tls') ?? (isThisMachine(host) ? 'never' : 'require')
  if (wanted !== 'never' && wanted !== 'require') throw new Error(`tls=${wanted} is not known; it may be require or never`)
  return {
    options: {
      host,
      port: url.port ? Number(url.port) : secure ? 465 : wanted === 'never' ? 25 : 587,
      secure,
      requireTLS: !secure && wanted === 'require',
      ignoreTLS: !secure && wanted === 'never',
      ...common(ownUrl),
    },
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : null,
  }
}

/**
 * A desk's own relay. Whoever typed it is no operator: one of the addresses that were looked at is dialled, the certificate
 * is asked for by name, and in the clear mail goes only where the operator allowed.
 */
export async function deskRelay(
  app: Pick<App, 'config' | 'secrets'>,
  { relay, sealed }: { relay: DeskRelay; sealed: Buffer | null },
  attempt: number,
): Promise<Relay | { readonly problem: string }> {
  const { host, port, security, user } = relay
  const checked = await checkHost(guardOf(app.config), { host, port, protocol: 'smtp' })
  if (!checked.ok) return { problem: `The relay of the desk ${checked.message}.` }
  if (security === 'none' && !checked.isAllowed) return { problem: plainRefused }
  const auth = authOf(app, user, sealed)
  if (auth === 'closed') return { problem: passwordClosed }
  const { address } = checked.addresses[attempt % checked.addresses.length] ?? checked.addresses[0]
  return {
    options: {
      ...common(app.config.publicUrl),
      host: address,
      ...(checked.servername ? { servername: checked.servername } : {}),
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
    },
    auth,
  }
}

const passwordClosed =
  'The stored password of the desk’s relay does not open with this installation’s secret. Enter it again in the settings of the desk, or name the former secret in STATEDESK_OLD_SECRETS.'

function authOf({ secrets }: Pick<App, 'secrets'>, user: string | null, sealed: Buffer | null): SMTPConnectionAuth | null | 'closed' {
  if (user === null) return null
  try {
    return { user, pass: sealed === null ? '' : secrets.open('stored-password', sealed).toString('utf8') }
  } catch {
    return 'closed'
  }
}

function common(ownUrl: string | null): SMTPConnectionOptions {
  return {
    name: ehloName(ownUrl),
    connectionTimeout: 30 * second,
    greetingTimeout: 60 * second,
    dnsTimeout: 20 * second,
    socketTimeout: answerTimeoutMs,
    socketCloseTimeout: second,
    logger: false,
  }
}

export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

export function ehloName(ownUrl: string | null): string {
  const name = ownUrl === null ? hostname() : new URL(ownUrl).hostname
  return /^[a-z0-9.-]+$/i.test(name) && name.includes('.') ? name : `[127.0.0.1]`
}
