import net from 'node:net'
import tls, { type PeerCertificate, type TLSSocket } from 'node:tls'
import { Fault } from './trial.ts'

/** For each piece of an answer; how long the whole may take is the deadline's to say. */
const patienceMs = 10_000
/** All that a server has to say in a trial is shorter. */
const mostBytes = 64 * 1024

export interface Dialled {
  readonly address: string
  /** The name to check the certificate against; absent where an address was typed. */
  readonly servername?: string | undefined
  readonly port: number
  /** Instead of the system's authorities for certificates. */
  readonly ca?: string | undefined
  /** Then the connection ends, however far it got. */
  readonly deadline: AbortSignal
}

/** Lines to and from a mail server, over a connection that may become encrypted on the way. */
export interface Conversation {
  /** The next line, without its end. */
  line(): Promise<string>
  say(text: string): void
  /** Encrypts from here on, and looks at the certificate. */
  secure(): Promise<void>
  close(): void
}

export async function dial(to: Dialled): Promise<Conversation> {
  let socket: net.Socket | TLSSocket = await connected(to)
  let heard = Buffer.alloc(0)
  let received = 0
  let ended: Error | null = null
  let waiting: (() => void) | null = null
  listen(socket)
  to.deadline.addEventListener('abort', () => socket.destroy(new Fault('too_slow')))
  if (to.deadline.aborted) socket.destroy(new Fault('too_slow'))

  function listen(to: net.Socket): void {
    to.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk])
      received += chunk.length
      if (received > mostBytes) to.destroy(new Fault('not_mail'))
      waiting?.()
    })
    to.on('error', (error) => end(error))
    to.on('close', () => end(new Fault('closed')))
  }

  function end(error: Error): void {
    ended ??= error
    waiting?.()
  }

  return {
    async line() {
      for (;;) {
        const at = heard.indexOf(10)
        if (at >= 0) {
          const text = heard.subarray(0, at).toString('utf8').replace(/\r$/, '')
          heard = heard.subarray(at + 1)
          return text
        }
        if (ended) throw ended
        await within(new Promise<void>((resolve) => (waiting = resolve)), () => new Fault('silent'))
      }
    },
    say: (text) => void socket.write(`${text}\r\n`),
    async secure() {
      for (const event of ['data', 'error', 'close']) socket.removeAllListeners(event)
      // What was said before the handshake and not yet read would count as said inside it (RFC 3207, 6).
      heard = Buffer.alloc(0)
      ended = null
      socket = await secured(socket, to)
      listen(socket)
    },
    close() {
      socket.removeAllListeners('close')
      socket.on('error', () => undefined)
      socket.destroy()
    },
  }
}

function connected({ address, port }: Dialled): Promise<net.Socket> {
  const socket = net.connect({ host: address, port })
  const done = new Promise<net.Socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
  return within(
    done,
    () => new Fault('timeout'),
    () => socket.destroy(),
  ).finally(() => {
    socket.removeAllListeners('connect')
    socket.removeAllListeners('error')
    socket.on('error', () => undefined)
  })
}

/** The certificate is judged after the handshake, so that what is wrong with it can be said. Nothing is sent before. */
async function secured(plain: net.Socket, { address, servername, ca }: Dialled): Promise<TLSSocket> {
  const socket = tls.connect({
    socket: plain,
    host: address,
    ...(servername ? { servername } : {}),
    ...(ca ? { ca } : {}),
    rejectUnauthorized: false,
  })
  const done = new Promise<TLSSocket>((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket))
    socket.once('error', (error) => reject(handshakeFault(error)))
    socket.once('close', () => reject(new Fault('not_tls')))
  })
  await within(
    done,
    () => new Fault('not_tls'),
    () => socket.destroy(),
  )
  for (const event of ['secureConnect', 'error', 'close']) socket.removeAllListeners(event)
  if (!socket.authorized) {
    const fault = certificateFault(socket.authorizationError as unknown, socket.getPeerCertificate(), servername ?? address)
    socket.on('error', () => undefined)
    socket.destroy()
    throw fault
  }
  return socket
}

function handshakeFault(error: NodeJS.ErrnoException): Fault {
  const plainAnswer = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|ECONNRESET/.test(`${error.code} ${error.message}`)
  return new Fault(plainAnswer ? 'not_tls' : 'tls_failed', plainAnswer ? null : error.message)
}

function certificateFault(why: unknown, certificate: PeerCertificate, host: string): Fault {
  const code = why instanceof Error ? ((why as NodeJS.ErrnoException).code ?? why.message) : String(why)
  const names = (certificate.subjectaltname ?? '').replace(/(DNS|IP Address):/g, '') || asLine(certificate.subject?.CN)
  const facts = {
    host,
    names,
    from: isoDay(certificate.valid_from),
    until: isoDay(certificate.valid_to),
    issuer: asLine(certificate.issuer?.O ?? certificate.issuer?.CN),
  }
  const known: Record<string, Fault['code']> = {
    CERT_HAS_EXPIRED: 'certificate_expired',
    CERT_NOT_YET_VALID: 'certificate_not_yet',
    ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_self_signed',
    SELF_SIGNED_CERT_IN_CHAIN: 'certificate_unknown',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_unknown',
    UNABLE_TO_GET_ISSUER_CERT: 'certificate_unknown',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_unknown',
  }
  return new Fault(known[code] ?? 'tls_failed', known[code] ? null : code, { facts })
}

function asLine(name: string | string[] | undefined): string {
  return Array.isArray(name) ? name.join(', ') : (name ?? '')
}

function isoDay(date: string | undefined): string {
  const at = new Date(date ?? '')
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10)
}

function within<T>(work: Promise<T>, late: () => Error, giveUp: () => void = () => {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      giveUp()
      reject(late())
    }, patienceMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
