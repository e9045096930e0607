import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Moments } from './moments.ts'
import type { Random } from './random.ts'

export interface TakenMail {
  readonly messageId: string
  readonly recipient: string
  readonly replyTo: string
  readonly subject: string
  readonly text: string
  readonly raw: string
  readonly attachments: readonly string[]
  /** When the last byte was here, and when "250" was written; null: the product was gone by then. */
  readonly dotAt: number
  readonly answeredAt: number | null
}

export interface Sink {
  readonly url: string
  readonly mails: readonly TakenMail[]
  /** How many clients are connected. */
  clients(): number
  close(): Promise<void>
}

/** The relay outgoing mail is handed to. It takes every mail it got whole, also when nobody waits for the answer any more. */
export async function startSink(random: Random, moments: Moments, file: string): Promise<Sink> {
  const mails: TakenMail[] = []
  const gone = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 200,
    onData(stream, session, callback) {
      void (async () => {
        const raw = await read(stream)
        // Cut off in the middle: nothing was handed over.
        if (raw === null) return
        const dotAt = Date.now()
        // The session is cleared once it is answered.
        const recipient = session.envelope.rcptTo.map(({ address }) => address).join()
        moments.happened('sink-dot')
        // Servers think before they answer; the longer, the wider the window in which nobody can know.
        await pause(random.chance(0.3) ? random.between(50, 400) : random.between(0, 20))
        const answered = !gone.has(session.id)
        callback()
        if (answered) moments.happened('sink-answer')
        const taken = await describe(raw, recipient, dotAt, answered ? Date.now() : null)
        mails.push(taken)
        const { raw: _bytes, text: _text, ...line } = taken
        appendFileSync(file, `${JSON.stringify(line)}\n`)
      })()
    },
    onClose: (session) => void gone.add(session.id),
  })
  // A client that is killed breaks its connection; that is what we are here for.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    clients: () => server.connections.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
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

/** The whole mail; null when the client went away before its end. */
function read(stream: SMTPServerDataStream): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => resolve(Buffer.concat(chunks)))
    stream.on('error', () => resolve(null))
    stream.on('close', () => resolve(null))
  })
}
