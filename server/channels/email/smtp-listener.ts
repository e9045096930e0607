import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { App } from '../../access/index.ts'
import { fingerprint } from './intake/fingerprint.ts'
import type { Mailbox } from './intake/intake.queries.ts'
import { mailboxOfAddress } from './intake/mailbox-of.ts'
import { storeRawMail } from './intake/store-raw-mail.ts'
import { selfSigned } from './self-signed.ts'
import { countedAtMost } from './counted.ts'

export interface SmtpListenerOptions {
  /** The certificate for STARTTLS; without it one is made at each start. */
  readonly tls?: { key: string | Buffer; cert: string | Buffer }
  readonly maxMailBytes?: number
  /** Silence of a client after which it is sent away. */
  readonly idleMs?: number
  /** A client that sends a mail slower than this after the first `graceMs` is sent away. */
  readonly slowest?: { readonly graceMs: number; readonly bytesPerSecond: number }
  readonly maxClients?: number
}

export interface SmtpListener {
  readonly port: number
  readonly maxMailBytes: number
  close(): Promise<void>
}

/** A mailbox of ours that a mail is for, with the addresses it was named by. */
interface Destination {
  readonly mailbox: Mailbox
  readonly recipients: string[]
}

interface Receiving {
  readonly destinations: Map<string, Destination>
  data: { readonly stream: SMTPServerDataStream; readonly since: number } | null
}

const megabyte = 1024 * 1024
const bufferedAtMost = 256 * megabyte
const storedAtOnce = 2
const mostRecipients = 100

/**
 * Takes mail for our own addresses and for no others; it never passes mail on. "250" after the final dot means that the
 * mail is committed in the database; as long as it is not, the client hears "451" and keeps it.
 */
export async function startSmtpListener(app: App, options: SmtpListenerOptions = {}): Promise<SmtpListener> {
  const maxMailBytes = options.maxMailBytes ?? 25 * megabyte
  const slowest = options.slowest ?? { graceMs: 60_000, bytesPerSecond: 1_000 }
  const name = hostName(app)
  const sessions = new Map<string, Receiving>()
  const storing = countedAtMost(storedAtOnce)
  let buffered = 0

  const server = new SMTPServer({
    ...(options.tls ?? selfSigned(name, new Date())),
    name,
    banner: 'Statedesk',
    size: maxMailBytes,
    rejectOversized: true,
    disabledCommands: ['AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: options.maxClients ?? 200,
    socketTimeout: options.idleMs ?? 60_000,
    closeTimeout: 5_000,
    logger: false,

    onMailFrom(_address, session, callback) {
      if (buffered > bufferedAtMost) return callback(reply(452, 'Too much mail at once, try again in a minute'))
      sessions.set(session.id, { destinations: new Map(), data: null })
      callback()
    },

    onRcptTo(address, session, callback) {
      void answer(app, acceptRecipient(app, receiving(session), address), (error) => callback(error))
    },

    onData(stream, session, callback) {
      const current = receiving(session)
      current.data = { stream, since: performance.now() }
      let kept = 0
      const mayKeep = (bytes: number) => {
        kept += bytes
        buffered += bytes
        return buffered <= bufferedAtMost + maxMailBytes
      }
      const stored = collect(stream, mayKeep)
        .then((raw) => storing(() => storeForAll(app, raw, session, current)))
        .finally(() => {
          buffered -= kept
          sessions.delete(session.id)
        })
      void answer(app, stored, callback)
    },

    onClose(session) {
      sessions.delete(session.id)
    },
  })
  // A client that breaks off or speaks TLS badly concerns nobody else.
  server.on('error', (error: Error) => app.log.debug({ err: error }, 'smtp connection failed'))

  function receiving(session: SMTPServerSession): Receiving {
    const current = sessions.get(session.id)
    if (!current) throw new Error('a mail without MAIL FROM')
    return current
  }

  const sweep = setInterval(
    () => {
      for (const connection of server.connections) {
        const data = sessions.get(connection.id)?.data
        if (!data || data.stream.writableEnded) continue
        const graced = performance.now() - data.since - slowest.graceMs
        if (graced > 0 && data.stream.byteLength < (graced / 1_000) * slowest.bytesPerSecond)
          connection.send(421, 'The mail comes too slowly')
      }
    },
    Math.min(5_000, slowest.graceMs),
  )
  sweep.unref()

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(app.config.smtpPort, app.config.smtpHost, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  const { port } = server.server.address() as AddressInfo
  // With port 0 the system chose one; help texts and test mails name it.
  app.config.smtpPort = port
  app.log.info({ host: app.config.smtpHost, port }, 'smtp listening')
  return {
    port,
    maxMailBytes,
    async close() {
      clearInterval(sweep)
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function acceptRecipient(app: App, current: Receiving, { address }: SMTPServerAddress): Promise<void> {
  const mailbox = await mailboxOfAddress(app.db, address)
  if (!mailbox) throw reply(550, 'There is no such mailbox here, and this server does not pass mail on')
  const key = `${mailbox.workspaceId}:${mailbox.addressId}`
  const known = current.destinations.get(key)
  const named = [...current.destinations.values()].reduce((sum, { recipients }) => sum + recipients.length, 0)
  if (named >= mostRecipients) throw reply(452, 'Too many recipients')
  if (known) known.recipients.push(address)
  else current.destinations.set(key, { mailbox, recipients: [address] })
}

/** The whole mail, or a failure when it is larger than we take or the client goes away. */
function collect(stream: SMTPServerDataStream, mayKeep: (bytes: number) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let refusal: Error | null = null
    stream.on('data', (chunk: Buffer) => {
      // The rest of a refused mail is read and dropped: SMTP has no other way to answer.
      if (refusal) return
      if (!mayKeep(chunk.length)) refusal = reply(452, 'Too much mail at once, try again in a minute')
      else if (stream.sizeExceeded) refusal = reply(552, 'The mail is larger than this server takes')
      if (refusal) chunks.length = 0
      else chunks.push(chunk)
    })
    stream.on('end', () => (refusal ? reject(refusal) : resolve(Buffer.concat(chunks))))
    // Also without an error: nobody is left to hear the answer then.
    stream.on('error', () => {})
    stream.on('close', () => reject(reply(451, 'The connection broke off')))
  })
}

/** One raw mail for each mailbox of ours that was named. One that has it already takes no second. */
async function storeForAll(app: App, raw: Buffer, session: SMTPServerSession, current: Receiving): Promise<string> {
  const print = await fingerprint(raw)
  const mailFrom = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
  const peer = { helo: String(session.hostNameAppearsAs ?? ''), ip: session.remoteAddress }
  const stored = []
  for (const { mailbox, recipients } of current.destinations.values()) {
    const envelope = { mailFrom, recipients, ...peer }
    stored.push(
      await app.db.transaction(mailbox.workspaceId, (tx) =>
        storeRawMail(app, tx, { addressId: mailbox.addressId, source: 'smtp', raw, envelope, print }),
      ),
    )
  }
  return stored.some((id) => id !== null) ? 'Accepted' : 'Accepted, it was here already'
}

interface Reply extends Error {
  responseCode: number
}

function reply(responseCode: number, message: string): Reply {
  return Object.assign(new Error(message), { responseCode })
}

/** Tells the client how it went. */
async function answer<T>(app: App, work: Promise<T>, callback: (error: Error | null, answer?: T) => void): Promise<void> {
  let result: T
  try {
    result = await work
  } catch (error) {
    return callback(asReply(app, error as Error))
  }
  callback(null, result)
}

/** Whatever breaks on our side is temporary to the client: it keeps the mail and comes again. */
function asReply(app: App, error: Error): Error {
  if ('responseCode' in error) return error
  app.log.error({ err: error }, 'a mail could not be taken; its sender was told to try again')
  return reply(451, 'This server cannot take mail right now, try again later')
}

function hostName(app: App): string {
  const name = app.config.publicUrl === null ? 'localhost' : new URL(app.config.publicUrl).hostname
  return /^[a-z0-9.-]{1,200}$/i.test(name) ? name : 'localhost'
}
