import net from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAddress, createDesk } from '../../desks/index.ts'
import { type MailApp, mailApp, mailOf } from './testing/mail-app.ts'
import { converse } from './testing/smtp-conversation.ts'

const limit = 200_000
let mail: MailApp

beforeAll(async () => {
  mail = await mailApp({ smtp: { maxMailBytes: limit } })
  await mail.app.db.transaction(mail.workspaceId, async (tx) => {
    await createDesk(mail.app, tx, { name: 'Sales', lifecycle: 'inbox', address: 'sales@desk.example' }, null)
    await addAddress(mail.app, tx, mail.deskId, { address: 'help@desk.example' })
  })
})
afterAll(() => mail.close())
beforeEach(() => mail.rows('DELETE FROM raw_mails'))

const stored = () =>
  mail.rows<{ size: number; outcome: string | null; state: string }>('SELECT size, outcome, state FROM raw_mails ORDER BY id')
const carl = { From: 'Carl Ito <carl@customer.example>', To: 'support@desk.example' }

async function begin(port = mail.smtp.port) {
  const client = await converse(port)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<carl@customer.example>')
  expect(await client.say('RCPT TO:<support@desk.example>')).toMatch(/^250/)
  expect(await client.say('DATA')).toMatch(/^354/)
  return client
}

describe('what is taken', () => {
  test('mail to an address of ours becomes a ticket of that desk', async () => {
    expect(await mail.deliver(mailOf({ ...carl, Subject: 'Re: AW: The printer is on fire' }))).toMatch(/^250 /)
    await mail.intake()
    const tickets = await mail.rows('SELECT title, channel, contact_email, desk_id FROM tickets')
    expect(tickets).toEqual([
      { title: 'The printer is on fire', channel: 'mail', contact_email: 'carl@customer.example', desk_id: mail.deskId },
    ])
  })

  test('mail to anybody else is refused: this is no relay', async () => {
    for (const to of [
      'nobody@desk.example',
      'victim@elsewhere.example',
      'support@desk.example.evil.example',
      '"support@desk.example"@evil.example',
    ]) {
      const client = await converse(mail.smtp.port)
      await client.say('EHLO client.example')
      await client.say('MAIL FROM:<carl@customer.example>')
      expect(await client.say(`RCPT TO:<${to}>`)).toMatch(/^5\d\d/)
      client.end()
    }
    expect(await stored()).toEqual([])
  })

  test('A2: a plus sign with an unknown token is plain mail, answered like any other', async () => {
    const plain = await mail.deliver(mailOf({ ...carl, Subject: 'one' }))
    expect(await mail.deliver(mailOf({ ...carl, Subject: 'two' }), { to: 'support+1042@desk.example' })).toBe(plain)
    expect(await mail.deliver(mailOf({ ...carl, Subject: 'three' }), { to: 'SUPPORT+TKT-0001@Desk.Example' })).toBe(plain)
  })

  test('the connection can be encrypted, with a certificate made for it', async () => {
    const client = await converse(mail.smtp.port)
    await client.say('EHLO client.example')
    expect(await client.say('STARTTLS')).toMatch(/^220/)
    const secured = await client.upgrade()
    expect(secured.getPeerCertificate().subject.CN).toBe('localhost')
    expect(await client.say('EHLO client.example')).toMatch(/^250/)
    await client.say('MAIL FROM:<carl@customer.example>')
    await client.say('RCPT TO:<support@desk.example>')
    await client.say('DATA')
    client.write(`${mailOf(carl).replaceAll('\n', '\r\n')}.\r\n`)
    expect(await client.answer()).toMatch(/^250/)
    client.end()
    expect(await stored()).toHaveLength(1)
  })

  test('the stored mail is sealed: its words are not in the database', async () => {
    await mail.deliver(mailOf(carl, 'canary-5b1c9'))
    const [row] = await mail.rows<{ sealed: Buffer }>('SELECT sealed FROM raw_mails')
    expect(row?.sealed.includes('canary-5b1c9')).toBe(false)
    expect(mail.app.secrets.open('raw-mail', row?.sealed ?? Buffer.alloc(0)).toString()).toContain('canary-5b1c9')
  })
})

describe('A8: SMTP smuggling', () => {
  for (const [name, dot] of Object.entries({
    'LF.LF': '\n.\n',
    'LF.CRLF': '\n.\r\n',
    'CRLF.LF': '\r\n.\n',
    'CR.CR': '\r.\r',
    'CRLF.CR': '\r\n.\r',
    'LF.CR': '\n.\r',
  })) {
    test(`A8: ${name} inside DATA ends nothing: exactly one mail`, async () => {
      const client = await begin()
      const smuggled = 'MAIL FROM:<admin@corp.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nsmuggled'
      client.write(`From: carl@customer.example\r\nSubject: outer\r\n\r\nfirst${dot}${smuggled}\r\n.\r\n`)
      expect(await client.answer()).toMatch(/^250/)
      expect(await client.say('NOOP')).toMatch(/^250/)
      client.end()
      expect(await stored()).toHaveLength(1)
      await mail.intake()
      const titles = await mail.rows<{ title: string }>("SELECT title FROM tickets WHERE title IN ('outer', 'smuggled')")
      expect(titles).toEqual([{ title: 'outer' }])
      await mail.rows("UPDATE tickets SET title = 'done'")
    })
  }

  test('A8: the same, sent a byte at a time', async () => {
    const client = await begin()
    for (const byte of 'Subject: drop\r\n\r\n..a\n.\nb\r\n.\r\n') {
      client.write(byte)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(await client.answer()).toMatch(/^250/)
    client.end()
    expect(await stored()).toHaveLength(1)
  })
})

describe('C2: too large, too slow', () => {
  test('C2: a mail over the limit is refused, whatever SIZE it claimed', async () => {
    const client = await converse(mail.smtp.port)
    await client.say('EHLO client.example')
    expect(await client.say(`MAIL FROM:<carl@customer.example> SIZE=${limit * 2}`)).toMatch(/^552/)
    client.end()
    const lying = await converse(mail.smtp.port)
    await lying.say('EHLO client.example')
    await lying.say('MAIL FROM:<carl@customer.example> SIZE=10')
    await lying.say('RCPT TO:<support@desk.example>')
    await lying.say('DATA')
    for (let i = 0; i < 30; i += 1) lying.write(`${'x'.repeat(9_998)}\r\n`)
    lying.write('\r\n.\r\n')
    expect(await lying.answer()).toMatch(/^552/)
    expect(await lying.say('NOOP')).toMatch(/^250/)
    lying.end()
    expect(await stored()).toEqual([])
  })

  test('C2: a byte now and then is sent away, and others are served meanwhile', async () => {
    const other = await mailApp({ smtp: { maxMailBytes: limit, slowest: { graceMs: 2_000, bytesPerSecond: 1_000 } } })
    const slow = await begin(other.smtp.port)
    const drip = setInterval(() => slow.write('x'), 20)
    expect(await other.deliver(mailOf(carl))).toMatch(/^250/)
    expect(await slow.answer()).toMatch(/^421/)
    clearInterval(drip)
    await slow.closed
    expect(await other.rows('SELECT id FROM raw_mails')).toHaveLength(1)
    await other.close()
  })
})

describe('acknowledged mail is kept, once (P1, P2)', () => {
  test('fault 1: a connection that breaks off during DATA leaves nothing', async () => {
    const client = await begin()
    client.write('Subject: half\r\n\r\nhalf of it')
    client.end()
    await client.closed
    expect(await mail.deliver(mailOf(carl))).toMatch(/^250/)
    expect(await stored()).toHaveLength(1)
  })

  test('fault 2: the same mail again is answered 250 and kept once', async () => {
    const raw = mailOf({ ...carl, Subject: 'once' })
    expect(await mail.deliver(raw)).toMatch(/^250/)
    expect(await mail.deliver(`Received: from another.example by us; Mon, 2 Nov 2026 10:00:01 +0000\n${raw}`)).toMatch(/^250/)
    expect(await stored()).toHaveLength(1)
  })

  test('C8: the same Message-ID with other content is another mail', async () => {
    const headers = { ...carl, 'Message-ID': '<reused@parcels.example>' }
    await mail.deliver(mailOf(headers, 'parcel 1'))
    await mail.deliver(mailOf(headers, 'parcel 2'))
    await mail.deliver(mailOf({ ...headers, 'Message-ID': undefined }, 'parcel 3'))
    await mail.deliver(mailOf({ ...headers, 'Message-ID': `<${'x'.repeat(2_000)}@long.example>` }, 'parcel 4'))
    expect(await stored()).toHaveLength(4)
    await mail.intake()
    expect((await stored()).every(({ outcome }) => outcome === 'new_ticket')).toBe(true)
  })

  test('one mail to two mailboxes of ours is kept for each; to two addresses of one desk it is one message', async () => {
    const client = await converse(mail.smtp.port)
    await client.say('EHLO client.example')
    await client.say('MAIL FROM:<carl@customer.example>')
    for (const to of ['support@desk.example', 'help@desk.example', 'sales@desk.example']) await client.say(`RCPT TO:<${to}>`)
    await client.say('DATA')
    client.write(`${mailOf({ ...carl, Subject: 'to all of you' }).replaceAll('\n', '\r\n')}.\r\n`)
    expect(await client.answer()).toMatch(/^250/)
    client.end()
    await mail.intake()
    expect((await stored()).map(({ outcome }) => outcome)).toEqual(['new_ticket', 'duplicate', 'new_ticket'])
    const desks = await mail.rows(
      "SELECT d.name FROM tickets t JOIN desks d ON d.id = t.desk_id WHERE t.title = 'to all of you' ORDER BY 1",
    )
    expect(desks).toEqual([{ name: 'Sales' }, { name: 'Support' }])
  })

  test('fault 12: without its database it says 451, at RCPT and after the final dot, and never 250', async () => {
    const other = await mailApp()
    const early = await converse(other.smtp.port)
    await early.say('EHLO client.example')
    await early.say('MAIL FROM:<carl@customer.example>')
    await early.say('RCPT TO:<support@desk.example>')
    await early.say('DATA')
    await other.app.db.close()
    early.write('Subject: lost?\r\n\r\nNo.\r\n.\r\n')
    expect(await early.answer()).toMatch(/^451/)
    await early.say('MAIL FROM:<carl@customer.example>')
    expect(await early.say('RCPT TO:<support@desk.example>')).toMatch(/^451/)
    early.end()
    await other.smtp.close()
  })
})

describe('too much at once', () => {
  const size = 150_000
  const large = (n: number) =>
    `Subject: large ${n}\r\nMessage-ID: <large-${n}@customer.example>\r\n\r\n${`${'x'.repeat(98)}\r\n`.repeat(size / 100)}`

  async function announce(port: number) {
    const client = await converse(port)
    await client.say('EHLO client.example')
    expect(await client.say(`MAIL FROM:<carl@customer.example> SIZE=${size}`)).toMatch(/^250/)
    await client.say('RCPT TO:<support@desk.example>')
    expect(await client.say('DATA')).toMatch(/^354/)
    return client
  }

  test('fault 17: more large mail at once than fits in memory waits on its way, and all of it is taken', async () => {
    const other = await mailApp({ smtp: { maxMailBytes: limit, maxBufferedBytes: 2 * size + 10_000 } })
    const clients = await Promise.all(Array.from({ length: 8 }, () => announce(other.smtp.port)))
    // Two have begun and hold the room; the others send as much as the network takes.
    for (const [n, client] of clients.entries()) client.write(large(n))
    for (const client of clients) client.write('.\r\n')
    for (const answer of await Promise.all(clients.map((client) => client.answer()))) expect(answer).toMatch(/^250/)
    for (const client of clients) client.end()
    expect(await other.rows('SELECT id FROM raw_mails')).toHaveLength(8)
    await other.close()
  })

  test('fault 17: who waits too long for room is told to come again, and room that nobody uses is given back', async () => {
    const other = await mailApp({ smtp: { maxMailBytes: limit, maxBufferedBytes: limit, patienceMs: 150 } })
    const slow = await announce(other.smtp.port)
    slow.write('Subject: still coming\r\n\r\n')
    const late = await announce(other.smtp.port)
    late.write(`${large(1)}.\r\n`)
    expect(await late.answer()).toMatch(/^452/)
    // The one that held the room goes away without a word.
    slow.end()
    for (let tries = 0; ; tries += 1) {
      const again = await announce(other.smtp.port)
      again.write(`${large(1)}.\r\n`)
      const answer = await again.answer()
      again.end()
      if (answer.startsWith('250')) break
      expect(tries).toBeLessThan(200)
    }
    late.end()
    expect(await other.rows('SELECT id FROM raw_mails')).toHaveLength(1)
    await other.close()
  })

  test('fault 18: one address has so many connections and no more; others come through', async () => {
    const other = await mailApp({ smtp: { maxPerAddress: 5 } })
    const sockets: net.Socket[] = []
    const greeting = (from: string) =>
      new Promise<[string, net.Socket]>((resolve) => {
        const socket = net.connect({ port: other.smtp.port, host: '127.0.0.1', localAddress: from })
        sockets.push(socket)
        socket.on('error', () => {})
        socket.once('data', (chunk) => resolve([chunk.toString(), socket]))
      })
    const held = [await greeting('127.0.0.1')]
    while (held.length < 5) held.push(await greeting('127.0.0.1'))
    expect(held.every(([said]) => said.startsWith('220'))).toBe(true)
    expect((await greeting('127.0.0.1'))[0]).toMatch(/^421/)
    const [said, elsewhere] = await greeting('127.0.0.2')
    expect(said).toMatch(/^220/)
    for (const [, socket] of [...held, ['', elsewhere] as const]) socket.destroy()
    for (let tries = 0; !(await greeting('127.0.0.1'))[0].startsWith('220'); tries += 1) expect(tries).toBeLessThan(1_000)
    for (const socket of sockets) socket.destroy()
    await other.close()
  })
})
