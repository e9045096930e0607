import { hostname } from 'node:os'
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'

/** Where outgoing mail is handed over, as the operator configured it. */
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
      name: ehloName(ownUrl),
      connectionTimeout: 30 * second,
      greetingTimeout: 60 * second,
      dnsTimeout: 20 * second,
      socketTimeout: answerTimeoutMs,
      socketCloseTimeout: second,
      logger: false,
    },
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : null,
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function ehloName(ownUrl: string | null): string {
  const name = ownUrl === null ? hostname() : new URL(ownUrl).hostname
  return /^[a-z0-9.-]+$/i.test(name) && name.includes('.') ? name : `[127.0.0.1]`
}
