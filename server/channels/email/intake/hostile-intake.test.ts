import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveTicket } from '../../../tickets/move-ticket.ts'
import { carl, type Filed, filingOf, forged, mallory } from '../testing/filing.ts'
import { type MailApp, mailApp } from '../testing/mail-app.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'

let mail: MailApp
let relay: RelaySink

beforeAll(async () => {
  relay = await relaySink()
  mail = await mailApp({ smtpUrl: relay.url })
})
afterAll(async () => {
  await mail.close()
  await relay.close()
})

const { file, conversation, message, ticketRow } = filingOf(() => mail)

/** Sends these bytes in as they are. */
async function fileRaw(raw: Buffer, to = 'support@desk.example', from = 'carl@customer.example'): Promise<Filed & { raw: Buffer }> {
  expect(await mail.deliver(raw, { to, from })).toMatch(/^250/)
  await mail.intake()
  const [row] = await mail.rows<Filed & { sealed: Buffer }>(
    'SELECT outcome, state, ticket_id AS "ticketId", message_id AS "messageId", sealed FROM raw_mails ORDER BY id DESC LIMIT 1',
  )
  if (!row) throw new Error('the mail was not stored')
  return { ...row, raw: mail.app.secrets.open('raw-mail', row.sealed) }
}

const outgoing = async () => (await mail.rows('SELECT id FROM outbox')).length
const head = 'From: carl@customer.example\r\nTo: support@desk.example\r\nSubject: odd\r\n'

describe('who may speak', () => {
  test('A1: after a forged mail with a Cc, what the agent answers goes to the customer alone', async () => {
    const { ticketId, token } = await conversation()
    await file({ From: carl, To: token, Cc: mallory }, { to: token, resolver: forged })
    await mail.adaReplies(ticketId, { text: 'The next answer.' })
    expect(await mail.rows('SELECT DISTINCT recipient FROM outbox WHERE ticket_id = $1', [ticketId])).toEqual([
      { recipient: 'carl@customer.example' },
    ])
  })

  test('A5: the token of a closed ticket opens a linked one, and an answer there quotes nothing of the old', async () => {
    const { ticketId, token } = await conversation()
    await mail.adaReplies(ticketId, { text: 'canary-of-the-closed-ticket' })
    await mail.sendDue()
    await mail.rows("UPDATE tickets SET status = 'closed', category = 'closed' WHERE id = $1", [ticketId])
    const filed = await file({ From: carl, Subject: 'Once more' }, { to: token, text: 'It is back.' })
    expect(filed).toMatchObject({ outcome: 'follow_up' })
    expect(filed.ticketId).not.toBe(ticketId)
    expect(await ticketRow(filed.ticketId)).toMatchObject({ followUp: ticketId })
    const before = relay.mails.length
    await mail.adaReplies(filed.ticketId ?? 0, { text: 'We look at it.' })
    await mail.sendDue()
    expect(relay.mails.length).toBeGreaterThan(before)
    for (const { raw } of relay.mails.slice(before)) expect(raw).not.toContain('canary-of-the-closed-ticket')
  })

  test('A6: a group in From is nobody, and every address of it is shown', async () => {
    const filed = await file({ From: `Team: ${carl}, ${mallory};`, Subject: 'group' }, { from: mallory })
    const [row] = await mail.rows('SELECT contact_email AS contact FROM tickets WHERE id = $1', [filed.ticketId])
    expect(row).toEqual({ contact: null })
    const [author] = await mail.rows<{ name: string }>('SELECT author_name AS name FROM messages WHERE id = $1', [filed.messageId])
    expect(author?.name).toContain('carl@customer.example')
    expect(author?.name).toContain('mallory@evil.example')
  })
})

describe('what is answered by nobody', () => {
  test('B2: a stranger’s mail is answered by no mail, so nothing of it can reach the address it names', async () => {
    const before = await outgoing()
    for (const address of ['victim1@corp.example', 'victim2@corp.example'])
      await file(
        { From: `"Your account is locked" <${address}>`, Subject: 'URGENT https://evil.example/login' },
        { text: 'Click https://evil.example' },
      )
    expect(await outgoing()).toBe(before)
  })

  const machines: [name: string, headers: Record<string, string>, envelope?: string][] = [
    ['Auto-Submitted: auto-generated', { 'Auto-Submitted': 'auto-generated' }],
    ['Precedence: list', { Precedence: 'list' }],
    ['the null path', {}, ''],
    ['a delivery report', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' }],
    ['a complaint', { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b' }],
  ]
  test.each(machines)('B3: %s reopens no resolved ticket and starts no mail', async (_name, headers, envelope) => {
    const { ticketId, token } = await conversation()
    await resolveTicket(mail.ada, { ticketId, text: 'Done.', mail: false })
    const before = await ticketRow(ticketId)
    const mailed = await outgoing()
    const filed = await file({ From: carl, ...headers }, { to: token, ...(envelope === undefined ? {} : { from: envelope }) })
    expect((await message(filed.messageId))?.auto).not.toBe('no')
    expect((await ticketRow(ticketId))?.status).toBe(before?.status)
    expect(await outgoing()).toBe(mailed)
  })

  test('B6: a report about a report is kept and answered by nobody', async () => {
    const before = await outgoing()
    const report = `From: MAILER-DAEMON@mx.evil.example\r\nTo: support@desk.example\r\nSubject: Undelivered Mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nnot delivered\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: MAILER-DAEMON@other.example\r\nSubject: Undelivered Mail\r\nMessage-ID: <dsn@other.example>\r\n\r\nnot delivered\r\n--b--\r\n`
    const filed = await fileRaw(Buffer.from(report), 'support@desk.example', '')
    expect((await message(filed.messageId))?.auto).toBe('bounce')
    expect(await outgoing()).toBe(before)
    expect(await mail.rows('SELECT id FROM contact_identities WHERE suppressed_at IS NOT NULL')).toEqual([])
  })

  test('B10: who was copied in secret stands in no later mail either', async () => {
    const { ticketId, token } = await conversation()
    await mail.adaReplies(ticketId, { text: 'first', bcc: [{ address: 'boss@hidden.example' }] })
    await mail.sendDue()
    await file({ From: carl }, { to: token, text: 'And now?' })
    const before = relay.mails.length
    await mail.adaReplies(ticketId, { text: 'second' })
    await mail.sendDue()
    expect(relay.mails.length).toBeGreaterThan(before)
    for (const { raw, to } of relay.mails.slice(before)) {
      expect(raw).not.toContain('hidden.example')
      expect(to).toEqual(['carl@customer.example'])
    }
  })
})

describe('what is kept', () => {
  test.each([
    ['10,000 parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`],
    ['100,000 headers', `${'X-A: b\r\n'.repeat(100_000)}\r\ntext\r\n`],
    [
      '1,000 nested parts',
      `${Array.from({ length: 1_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\ntext\r\n`,
    ],
  ])('C1: a mail of %s is taken, marked as shown in part, and kept whole', async (_name, rest) => {
    const raw = Buffer.from(`${head}Message-ID: <${Math.random()}@customer.example>\r\n${rest}`)
    const filed = await fileRaw(raw)
    expect(filed).toMatchObject({ state: 'processed', outcome: 'new_ticket' })
    expect(filed.raw.equals(raw)).toBe(true)
    expect((await message(filed.messageId))?.why).toContain('the original mail has them')
  })

  test('C3: an archive is kept as it came and never opened', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const filed = await fileRaw(
      Buffer.from(
        `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/zip; name=bomb.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${bomb.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`,
      ),
    )
    const files = await mail.rows<{ size: number; data: Buffer }>(
      'SELECT a.size, b.bytes AS data FROM attachments a JOIN blobs b ON b.id = a.blob_id WHERE a.message_id = $1',
      [filed.messageId],
    )
    expect(files.map(({ size }) => size)).toEqual([bomb.length])
    expect(files[0]?.data.equals(bomb)).toBe(true)
  })

  test.each<[string, Buffer]>([
    [
      'lone surrogates, NUL and overlong forms',
      Buffer.concat([
        Buffer.from(`${head}Content-Type: text/plain; charset=utf-8\r\n\r\na`),
        Buffer.from([0, 0xed, 0xa0, 0x80, 0xc0, 0xaf]),
        Buffer.from('b\r\n'),
      ]),
    ],
    ['UTF-7 said to be ASCII', Buffer.from(`${head}Content-Type: text/plain; charset=us-ascii\r\n\r\n+ADw-script+AD4-\r\n`)],
    ['ISO-2022-JP that never ends', Buffer.from(`${head}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\u001b$B$3$s\r\n`, 'latin1')],
    [
      'a character set nobody knows',
      Buffer.concat([Buffer.from(`${head}Content-Type: text/plain; charset=x-none\r\n\r\n`), Buffer.from([0xe4, 0xfc, 0xdf, 0x0d, 0x0a])]),
    ],
  ])('C7: %s are stored with replacements, and the bytes are kept', async (_name, raw) => {
    const unique = Buffer.concat([Buffer.from(`X-Run: ${Math.random()}\r\nMessage-ID: <${Math.random()}@customer.example>\r\n`), raw])
    const filed = await fileRaw(unique)
    expect(filed).toMatchObject({ state: 'processed', outcome: 'new_ticket' })
    expect(filed.raw.equals(unique)).toBe(true)
    const [row] = await mail.rows<{ text: string; html: string }>('SELECT text, html FROM messages WHERE id = $1', [filed.messageId])
    expect(`${row?.text}${row?.html}`).not.toMatch(/<script|\0|\p{Surrogate}/u)
    expect(row?.text).not.toBe('')
  })

  test('C6: a megabyte of HTML is filed within seconds, with every form of its text', async () => {
    const start = performance.now()
    const filed = await fileRaw(
      Buffer.from(
        `${head}Content-Type: text/html\r\nMessage-ID: <${Math.random()}@customer.example>\r\n\r\n${'<p>a <b>b</b></p>'.repeat(60_000)}`,
      ),
    )
    // Another thread reads it.
    expect(performance.now() - start).toBeLessThan(30_000)
    const [row] = await mail.rows<{ text: number; html: number; preview: string }>(
      'SELECT length(text) AS text, length(html) AS html, preview FROM messages WHERE id = $1',
      [filed.messageId],
    )
    expect(row?.text).toBeGreaterThan(100_000)
    expect(row?.html).toBeGreaterThan(500_000)
    expect(row?.preview).toMatch(/^a b/)
  })
})
