import type net from 'node:net'
import type { Mailbox, StoredMail } from './imap-server.ts'
import type { Ledger } from './ledger.ts'

export interface ImapSession {
  arrived(): void
  flagsChanged(): void
  end(): void
}

interface Events {
  readonly ledger: Ledger
  given(mail: StoredMail): void
  open(worked: boolean): void
  /** Before a mail is marked, and before the last byte of one is given out. */
  wait(what: 'mark' | 'fetch', mail: StoredMail): Promise<'done' | 'lost'>
}

/** Speaks as much of IMAP4rev1 (RFC 3501) and IDLE (RFC 2177) as a fetcher needs, on one connection. */
export function serveImap(socket: net.Socket, mailbox: Mailbox, events: Events): ImapSession {
  let pending = ''
  let selected = false
  let idling: string | null = null
  let told = 0
  let turn: Promise<void> = Promise.resolve()

  const say = (words: string) => void (socket.writable && socket.write(`${words}\r\n`))
  say('* OK ready')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1')
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end)
      pending = pending.slice(end + 2)
      turn = turn.then(() => command(line))
    }
  })

  async function command(line: string): Promise<void> {
    if (idling !== null) {
      if (/^done$/i.test(line)) say(`${idling} OK`)
      idling = null
      return
    }
    const [tag = '*', verb = ''] = line.split(' ')
    const rest = line.slice(tag.length + verb.length + 2)
    switch (verb.toUpperCase()) {
      case 'CAPABILITY':
        say('* CAPABILITY IMAP4rev1 IDLE')
        return say(`${tag} OK`)
      case 'LOGIN':
      case 'NOOP':
        report()
        return say(`${tag} OK`)
      case 'LIST':
      case 'LSUB':
        say(`* ${verb.toUpperCase()} () "/" ${rest.endsWith('""') ? '""' : `"${mailbox.name}"`}`)
        return say(`${tag} OK`)
      case 'SELECT':
      case 'EXAMINE':
        return select(tag, rest)
      case 'UID':
        return byUid(tag, rest)
      case 'IDLE':
        idling = tag
        say('+ idling')
        return report()
      case 'LOGOUT':
        say('* BYE')
        say(`${tag} OK`)
        socket.end()
        return
      default:
        return say(`${tag} BAD unknown command`)
    }
  }

  function select(tag: string, name: string): void {
    selected = name.replaceAll('"', '') === mailbox.name
    events.open(selected)
    if (!selected) return say(`${tag} NO [NONEXISTENT] There is no such mailbox`)
    told = mailbox.mails.length
    say(`* ${told} EXISTS`)
    say('* 0 RECENT')
    say('* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)')
    say('* OK [PERMANENTFLAGS (\\Seen \\*)]')
    say(`* OK [UIDVALIDITY ${mailbox.validity}]`)
    say(`* OK [UIDNEXT ${mailbox.next}]`)
    say(`${tag} OK [READ-WRITE]`)
  }

  async function byUid(tag: string, rest: string): Promise<void> {
    if (!selected) return say(`${tag} BAD no mailbox is open`)
    const [what = '', ...more] = rest.split(' ')
    const args = more.join(' ')
    if (what.toUpperCase() === 'SEARCH') {
      const uids = mailbox.mails.filter((mail) => matches(mail, args)).map(({ uid }) => uid)
      say(`* SEARCH${uids.map((uid) => ` ${uid}`).join('')}`)
      return say(`${tag} OK`)
    }
    for (const mail of chosen(more[0] ?? '')) {
      const place = mailbox.mails.indexOf(mail) + 1
      if (what.toUpperCase() === 'STORE') {
        await events.ledger.note({ imap: 'store', messageId: mail.messageId, flags: args })
        if ((await events.wait('mark', mail)) === 'lost') return void socket.destroy()
        mail.flags.add('\\Seen')
        say(`* ${place} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`)
        continue
      }
      const partial = /<0\.\d+>/.test(args) ? '<0>' : ''
      socket.write(`* ${place} FETCH (UID ${mail.uid} RFC822.SIZE ${mail.raw.length} BODY[]${partial} {${mail.raw.length}}\r\n`)
      socket.write(mail.raw.subarray(0, -1))
      if ((await events.wait('fetch', mail)) === 'lost') return void socket.destroy()
      socket.write(mail.raw.subarray(-1))
      events.given(mail)
      say(')')
    }
    say(`${tag} OK`)
  }

  /** `5`, `3:9`, `7:*`; the last also when it is older (RFC 3501, 6.4.8). */
  function chosen(set: string): StoredMail[] {
    const [from = 0, to = from] = set.split(':').map((part) => (part === '*' ? Number.POSITIVE_INFINITY : Number(part)))
    const found = mailbox.mails.filter(({ uid }) => uid >= from && uid <= to)
    const newest = mailbox.mails.at(-1)
    return found.length === 0 && set.endsWith('*') && newest ? [newest] : found
  }

  function matches(mail: StoredMail, criteria: string): boolean {
    const range = /UID (\S+)/i.exec(criteria)?.[1]
    if (range && !chosen(range).includes(mail)) return false
    if (/UNSEEN/i.test(criteria) && mail.flags.has('\\Seen')) return false
    const since = /SINCE "?([\w-]+)/i.exec(criteria)?.[1]
    return !since || mail.at >= new Date(`${since} UTC`)
  }

  function report(): void {
    if (selected && told !== mailbox.mails.length) say(`* ${mailbox.mails.length} EXISTS`)
    told = mailbox.mails.length
  }

  return {
    arrived: () => {
      if (idling !== null) report()
    },
    flagsChanged() {
      if (idling === null) return
      for (const [index, mail] of mailbox.mails.entries()) say(`* ${index + 1} FETCH (UID ${mail.uid} FLAGS ())`)
    },
    end: () => void socket.destroy(),
  }
}
