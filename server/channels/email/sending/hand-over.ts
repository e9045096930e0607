import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { AttemptResult } from '../../../outbox/index.ts'
import type { Relay } from './relay.ts'

export interface HandOver {
  /** '' is the null path. */
  readonly from: string
  readonly to: string
  readonly raw: Buffer
  /** Runs after the server's 354 and before the first byte; when it fails nothing is sent. */
  readonly beforeData: () => Promise<void>
}

/**
 * How far the conversation got. Until the last byte was passed on the final dot cannot have left, so a failure means that
 * nothing was delivered. After it only the server's answer tells.
 */
type Progress = 'greeting' | 'envelope' | 'data' | 'dot'

/** Hands one mail for one recipient to the relay, and says what became of it. Never throws for what the relay does. */
export async function handOver(relay: Relay, mail: HandOver): Promise<AttemptResult> {
  const connection = new SMTPConnection(relay.options)
  let progress: Progress = 'greeting'
  let notBegun: Error | null = null
  // Read only once the server has said 354, since nodemailer pipes the stream then.
  const body = Readable.from(
    (async function* () {
      try {
        await mail.beforeData()
      } catch (error) {
        notBegun = error instanceof Error ? error : new Error(String(error))
        throw notBegun
      }
      progress = 'data'
      yield* slices(mail.raw)
      progress = 'dot'
    })(),
    { objectMode: false, highWaterMark: sliceBytes },
  )

  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.connect((error) => (error ? reject(error) : resolve()))
    })
    connection.on('error', () => {})
    if (relay.auth) await login(connection, relay)
    progress = 'envelope'
    const info = await send(connection, mail, body)
    connection.quit()
    return { outcome: 'sent', code: codeOf(info.response), response: oneLine(info.response) }
  } catch (error) {
    connection.close()
    body.destroy()
    if (notBegun !== null) throw notBegun as Error
    return failed(error as SmtpError, progress)
  }
}

const sliceBytes = 64 * 1024

function* slices(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += sliceBytes) yield raw.subarray(at, at + sliceBytes)
}

function login(connection: SMTPConnection, relay: Relay): Promise<void> {
  return new Promise((resolve, reject) => connection.login(relay.auth ?? undefined, (error) => (error ? reject(error) : resolve())))
}

function send(connection: SMTPConnection, mail: HandOver, body: Readable): Promise<SMTPConnectionSendInfo> {
  return new Promise((resolve, reject) => {
    const envelope = { from: mail.from === '' ? (false as const) : mail.from, to: [mail.to], size: mail.raw.length, use8BitMime: true }
    connection.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info as SMTPConnectionSendInfo)))
  })
}

interface SmtpError extends Error {
  responseCode?: number
  response?: string
  code?: string
  command?: string
}

function failed(error: SmtpError, progress: Progress): AttemptResult {
  const code = error.responseCode ?? null
  const response = oneLine(error.response ?? error.message)
  if (code !== null) {
    // Before the envelope a refusal is about us and the relay, not about this mail: it must not cost a mail its life.
    // 530 asks for a sign-in that the operator has yet to configure.
    const permanent = code >= 500 && progress !== 'greeting' && code !== 530
    return { outcome: permanent ? 'refused' : 'deferred', code, response }
  }
  if (progress === 'dot') {
    return { outcome: 'uncertain', code: null, response: `The mail was handed over, but the answer never came (${response}).` }
  }
  // The server named a largest size (RFC 1870) and this mail is larger: trying again cannot help.
  if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE') return { outcome: 'refused', code: null, response }
  return { outcome: 'deferred', code: null, response }
}

function codeOf(response: string): number | null {
  const code = Number.parseInt(response, 10)
  return Number.isNaN(code) ? null : code
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
