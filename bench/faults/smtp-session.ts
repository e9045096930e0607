import type net from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'

/** What an SMTP server decides about one client. Each step gives the answer to send; null ends the connection without one. */
export interface SmtpDecisions {
  greeting(): Promise<string | null>
  /** What to offer on EHLO besides SIZE and 8BITMIME. */
  startTls(): { readonly offered: boolean; readonly context: SecureContext; readonly refusal: string | null }
  mail(from: string, secure: boolean): Promise<string | null>
  rcpt(to: string): Promise<string | null>
  data(): Promise<string | null>
  /** The mail is whole. */
  dot(mail: { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }, isGone: () => boolean): Promise<string | null>
  tlsFailed(error: Error): void
  ended(): void
}

const endOfMail = Buffer.from('\r\n.\r\n')

/** Speaks the server's side of SMTP (RFC 5321, RFC 3207) on one connection. */
export function serveSmtp(plain: net.Socket, decide: SmtpDecisions): void {
  let socket: net.Socket = plain
  let gone = false
  let pending = Buffer.alloc(0)
  let envelope: { from: string; to: string[] } = { from: '', to: [] }
  let inData = false
  let busy = false

  function attach(to: net.Socket): void {
    socket = to
    to.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk])
      void work()
    })
    to.on('error', () => to.destroy())
  }
  plain.on('close', () => {
    gone = true
    decide.ended()
  })

  function say(words: string | null): void {
    if (words === null) plain.destroy()
    else if (socket.writable) socket.write(`${words}\r\n`)
    if (words?.startsWith('421')) socket.end()
  }

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    try {
      for (;;) {
        if (inData) {
          // The dot may be the very first thing: a mail without a byte.
          const at = pending.subarray(0, 3).toString() === '.\r\n' ? -2 : pending.indexOf(endOfMail)
          if (at === -1) return
          const raw = unstuffed(pending.subarray(0, Math.max(0, at + 2)))
          pending = pending.subarray(at + endOfMail.length)
          inData = false
          say(await decide.dot({ ...envelope, raw }, () => gone))
          continue
        }
        const end = pending.indexOf('\n')
        if (end < 0) return
        const line = pending.subarray(0, end).toString('utf8').trimEnd()
        pending = pending.subarray(end + 1)
        await command(line)
      }
    } finally {
      busy = false
    }
  }

  async function command(line: string): Promise<void> {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') {
      const offers = ['250-relay', '250-8BITMIME', '250-SMTPUTF8']
      if (decide.startTls().offered && socket === plain) offers.push('250-STARTTLS')
      return say([...offers, '250 SIZE 52428800'].join('\r\n'))
    }
    if (verb === 'STAR') return upgrade()
    if (verb === 'MAIL') {
      envelope = { from: pathOf(line), to: [] }
      return say(await decide.mail(envelope.from, socket !== plain))
    }
    if (verb === 'RCPT') {
      const answer = await decide.rcpt(pathOf(line))
      if (answer?.startsWith('2')) envelope.to.push(pathOf(line))
      return say(answer)
    }
    if (verb === 'DATA') {
      if (envelope.to.length === 0) return say('503 5.5.1 No recipients')
      const answer = await decide.data()
      inData = answer?.startsWith('354') ?? false
      return say(answer)
    }
    if (verb === 'QUIT') {
      say('221 2.0.0 Bye')
      socket.end()
      return
    }
    say(verb === 'RSET' || verb === 'NOOP' ? '250 2.0.0 Ok' : '502 5.5.2 What?')
  }

  function upgrade(): void {
    const { context, refusal } = decide.startTls()
    if (refusal !== null) return say(refusal)
    say('220 2.0.0 Go ahead')
    plain.removeAllListeners('data')
    // What came in the clear behind STARTTLS counts for nothing (RFC 3207, 4.2).
    pending = Buffer.alloc(0)
    const secure = new TLSSocket(plain, { isServer: true, secureContext: context })
    secure.once('error', (error) => decide.tlsFailed(error))
    attach(secure)
  }

  attach(plain)
  void decide.greeting().then(say)
}

function pathOf(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? ''
}

/** RFC 5321, 4.5.2. */
function unstuffed(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replace(/^\.\./gm, '.'), 'latin1')
}
