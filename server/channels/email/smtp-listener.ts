import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { App } from '../../access/index.ts'
import { byteBudget, usableMemory } from '../../platform/memory.ts'
import { isOutOfRoom } from '../../platform/http/unavailable.ts'
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
  /** Connections of one address; a quarter of all. */
  readonly maxPerAddress?: number
  /** Bytes of mail held in memory at once; the rest waits on its way, or comes again. */
  readonly maxBufferedBytes?: number
  /** How long a mail waits for its turn before its sender is told to come again. */
  readonly patienceMs?: number
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
/** A mail whose size was not said takes its place as one of this size. */
const usualSize = megabyte
const storedAtOnce = 4
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
  const maxClients = options.maxClients ?? 200
  const maxPerAddress = options.maxPerAddress ?? Math.max(10, Math.ceil(maxClients / 4))
  const patienceMs = options.patienceMs ?? 20_000
  // Storing copies a mail a few times over.
  const spare = Math.min(256 * megabyte, Math.floor(usableMemory() / 12))
  const budget = byteBudget(Math.max(options.maxBufferedBytes ?? spare, maxMailBytes))
  let unannounced = 0

  const server = new SMTPServer({
    ...(options.tls ?? selfSigned(name, new Date())),
    name,
    banner: 'Statedesk',
    size: maxMailBytes,
    rejectOversized: true,
    disabledCommands: ['AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    maxClients,
    socketTimeout: options.idleMs ?? 60_000,
    closeTimeout: 5_000,
    logger: false,

    onConnect(session, callback) {
      let open = 0
      for (const connection of server.connections) if (connection.session.remoteAddress === session.remoteAddress) open += 1
      if (open > maxPerAddress) return callback(reply(421, 'Too many connections from your address'))
      callback()
    },

    onMailFrom(_address, session, callback) {
      sessions.set(session.id, { destinations: new Map(), data: null })
      callback()
    },

    onRcptTo(address, session, callback) {
      void answer(app, acceptRecipient(app, receiving(session), address), (error) => callback(error))
    },

    onData(stream, session, callback) {
      const current = receiving(session)
      const announced = Math.min(sizeOf(session) ?? usualSize, maxMailBytes)
      let beyond = 0
      const mayKeep = (all: number) => {
        const more = Math.max(0, all - announced) - beyond
        beyond += more
        unannounced += more
        return unannounced <= budget.total / 2
      }
      const stored = budget
        .take(announced, patienceMs)
        .then(async (giveBack) => {
          try {
            current.data = { stream, since: performance.now() }
            const raw = await collect(stream, giveBack ? mayKeep : () => false)
            return await storing(() => storeForAll(app, raw, session, current))
          } finally {
            giveBack?.()
          }
        })
        .finally(() => {
          unannounced -= beyond
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
function collect(stream: SMTPServerDataStream, mayKeep: (all: number) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // It may have waited for its turn, and its client may not have.
    if (stream.destroyed) return reject(reply(451, 'The connection broke off'))
    const chunks: Buffer[] = []
    let refusal: Error | null = null
    let kept = 0
    stream.on('data', (chunk: Buffer) => {
      // The rest of a refused mail is read and dropped: SMTP has no other way to answer.
      if (refusal) return
      kept += chunk.length
      if (!mayKeep(kept)) refusal = reply(452, 'Too much mail at once, try again in a minute')
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

/** What the client said how large the mail is (RFC 1870). */
function sizeOf(session: SMTPServerSession): number | null {
  const { mailFrom } = session.envelope
  const said = mailFrom === false ? undefined : (mailFrom.args as { SIZE?: string } | false | undefined)
  const size = Number((said || {}).SIZE)
  return Number.isFinite(size) && size > 0 ? size : null
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
  if (isOutOfRoom(error)) return reply(452, 'There is no room for mail right now, try again later')
  return reply(451, 'This server cannot take mail right now, try again later')
}

function hostName(app: App): string {
  const name = app.config.publicUrl === null ? 'localhost' : new URL(app.config.publicUrl).hostname
  return /^[a-z0-9.-]{1,200}$/i.test(name) ? name : 'localhost'
}
