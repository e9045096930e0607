import net, { type AddressInfo } from 'node:net'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import { type ImapSession, serveImap } from './imap-session.ts'

export const imapUser = 'post'
export const imapPassword = 'imap-password'
export const imapFolder = 'Support'

export interface StoredMail {
  uid: number
  readonly raw: Buffer
  readonly messageId: string
  readonly at: Date
  readonly flags: Set<string>
}

/** One mailbox, as the sessions see it. */
export interface Mailbox {
  /** What the folder is called now. */
  name: string
  validity: number
  next: number
  mails: StoredMail[]
}

/** A command that waits: what it asked for is done or not when it is let go. */
export interface Held {
  readonly messageId: string
  /** `done`: carries it out. `lost`: the connection ends instead, and nothing was changed. */
  let(how: 'done' | 'lost'): void
}

export interface ImapServer {
  readonly port: number
  readonly mails: readonly StoredMail[]
  /** The mails whose bytes were given out, once for each time. */
  readonly given: readonly string[]
  /** Puts a mail into the mailbox, as the provider does when one arrives. */
  append(raw: Buffer, messageId: string): Promise<void>
  /** The next command that marks a mail as read waits; null when none comes in time. */
  holdMark(patienceMs: number): Promise<Held | null>
  /** The next mail that is given out waits before its last byte. */
  holdFetch(patienceMs: number): Promise<Held | null>
  /** Another UIDVALIDITY, and all UIDs from 1 on, in an order of its own. Every connection ends. */
  renumber(random: Random): void
  /** The UIDs start from 1 again under the same UIDVALIDITY, as some servers do after a repair. Every connection ends. */
  resetUids(): void
  rename(to: string): void
  /** Another mail program marks every mail as unread. */
  clearFlags(): void
  /** How often the mailbox was opened, and how often it could not be. */
  readonly opened: number
  readonly refused: number
  close(): Promise<void>
}

/** A scripted IMAP server with one user and one mailbox. */
export async function startImap(ledger: Ledger): Promise<ImapServer> {
  // It had mails before, which are gone.
  const mailbox: Mailbox = { name: imapFolder, validity: 1, next: 1_000, mails: [] }
  const sessions = new Set<ImapSession>()
  const given: string[] = []
  const holds: Record<'mark' | 'fetch', ((held: Held) => void) | null> = { mark: null, fetch: null }
  let [opened, refused] = [0, 0]

  const server = net.createServer((socket) => {
    const session = serveImap(socket, mailbox, {
      ledger,
      given: (mail) => void given.push(mail.messageId),
      open: (worked) => {
        if (worked) opened += 1
        else refused += 1
      },
      wait: (what, mail) =>
        new Promise((resolve) => {
          const taker = holds[what]
          if (!taker) return resolve('done')
          holds[what] = null
          taker({ messageId: mail.messageId, let: resolve })
        }),
    })
    sessions.add(session)
    socket.on('close', () => sessions.delete(session))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  function hold(what: 'mark' | 'fetch', patienceMs: number): Promise<Held | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        holds[what] = null
        resolve(null)
      }, patienceMs)
      holds[what] = (held) => {
        clearTimeout(timer)
        resolve(held)
      }
    })
  }

  function disconnect(): void {
    for (const session of sessions) session.end()
  }

  return {
    port: (server.address() as AddressInfo).port,
    get mails() {
      return mailbox.mails
    },
    given,
    async append(raw, messageId) {
      mailbox.mails.push({ uid: mailbox.next, raw, messageId, at: new Date(), flags: new Set() })
      mailbox.next += 1
      await ledger.note({ imap: 'append', messageId })
      for (const session of sessions) session.arrived()
    },
    holdMark: (patienceMs) => hold('mark', patienceMs),
    holdFetch: (patienceMs) => hold('fetch', patienceMs),
    renumber(random) {
      mailbox.validity += random.between(1, 1_000)
      const order = mailbox.mails.map((mail) => ({ mail, place: random.next() })).toSorted((one, other) => one.place - other.place)
      for (const [index, { mail }] of order.entries()) mail.uid = index + 1
      mailbox.mails = order.map(({ mail }) => mail)
      mailbox.next = mailbox.mails.length + 1
      disconnect()
    },
    resetUids() {
      for (const [index, mail] of mailbox.mails.entries()) mail.uid = index + 1
      mailbox.next = mailbox.mails.length + 1
      disconnect()
    },
    rename(to) {
      mailbox.name = to
      disconnect()
    },
    clearFlags() {
      for (const mail of mailbox.mails) mail.flags.clear()
      for (const session of sessions) session.flagsChanged()
    },
    get opened() {
      return opened
    },
    get refused() {
      return refused
    },
    async close() {
      disconnect()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
