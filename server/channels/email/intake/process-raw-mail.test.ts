import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listQuarantine, replayMail } from '../quarantine.ts'
import { carl, filingOf } from '../testing/filing.ts'
import { type MailApp, mailApp, mailOf } from '../testing/mail-app.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'
import { processRawMail } from './process-raw-mail.ts'
import { readOffLoop } from './read-off-loop.ts'

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

describe('machines', () => {
  const marks = {
    'Auto-Submitted': { 'Auto-Submitted': 'auto-replied' },
    Precedence: { Precedence: 'bulk' },
    'List-Id': { 'List-Id': '<news.customer.example>' },
    'X-Auto-Response-Suppress': { 'X-Auto-Response-Suppress': 'All' },
  }
  for (const [name, header] of Object.entries(marks)) {
    test(`B3: ${name} is kept and marked; it reopens nothing and is answered by nobody`, async () => {
      const { ticketId, token } = await conversation()
      const before = await ticketRow(ticketId)
      const mailed = (await mail.rows('SELECT id FROM outbox')).length
      const filed = await file({ From: carl, ...header }, { to: token })
      expect(filed).toMatchObject({ outcome: 'message', ticketId })
      expect((await message(filed.messageId))?.auto).not.toBe('no')
      expect((await ticketRow(ticketId))?.status).toBe(before?.status)
      expect(await mail.rows('SELECT id FROM outbox')).toHaveLength(mailed)
    })
  }

  test('B5: mail from our own address, and our own mail coming back, open and answer nothing', async () => {
    const { ticketId } = await conversation()
    await mail.sendDue()
    const ours = relay.mails.at(-1)?.raw ?? ''
    const count = async () => (await mail.rows('SELECT id FROM messages')).length
    const before = await count()
    expect(await mail.deliver(Buffer.from(ours))).toMatch(/^250/)
    await mail.intake()
    expect(await file({ From: 'Support <support+x@desk.example>', Subject: 'ping' })).toMatchObject({ outcome: 'ignored_own' })
    expect(await mail.rows("SELECT id FROM raw_mails WHERE outcome = 'ignored_own'")).toHaveLength(2)
    expect(await count()).toBe(before)
    expect(ticketId).toBeGreaterThan(0)
  })

  const dsn = (originalId: string, status = '5.1.1', recipient = 'carl@customer.example') =>
    [
      'From: MAILER-DAEMON@mx.customer.example',
      'To: support@desk.example',
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${Math.random()}@mx.customer.example>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Your message could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.customer.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; 550 ${status} no such user`,
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${originalId}`,
      'Subject: Re: question',
      '--b--',
      '',
    ].join('\n')

  test('B6: a returned mail marks its delivery and the address, shows to the staff, and is answered by nobody', async () => {
    const { ticketId, answerTo } = await conversation()
    await mail.sendDue()
    const before = (await mail.rows('SELECT id FROM outbox')).length
    await mail.deliver(dsn(answerTo), { from: '' })
    await mail.intake()
    const [row] = await mail.rows('SELECT state, last_response AS response FROM outbox WHERE ticket_id = $1', [ticketId])
    expect(row).toMatchObject({ state: 'failed', response: expect.stringContaining('5.1.1') as string })
    const notes = await mail.rows('SELECT kind, audience, text FROM messages WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1', [ticketId])
    expect(notes).toMatchObject([
      { kind: 'system', audience: 'staff', text: expect.stringContaining('carl@customer.example came back') as string },
    ])
    expect(
      await mail.rows("SELECT id FROM contact_identities WHERE value = 'carl@customer.example' AND suppressed_at IS NOT NULL"),
    ).toHaveLength(1)
    await mail.deliver(dsn(answerTo, '5.1.1').replace('could not', 'really could not'), { from: '' })
    await mail.intake()
    expect(await mail.rows('SELECT id FROM outbox')).toHaveLength(before)
    await mail.rows('UPDATE contact_identities SET suppressed_at = NULL')
  })

  test('B6: a mailbox that is full is a delay: noted, and the address stays in use', async () => {
    const { ticketId, answerTo } = await conversation()
    await mail.sendDue()
    await mail.deliver(dsn(answerTo, '4.2.2').replace('Action: failed', 'Action: delayed'), { from: '' })
    await mail.intake()
    expect(await mail.rows('SELECT state FROM outbox WHERE ticket_id = $1', [ticketId])).toEqual([{ state: 'sent' }])
    expect(await mail.rows('SELECT id FROM contact_identities WHERE suppressed_at IS NOT NULL')).toEqual([])
  })

  test('B6: a forged return with no Message-ID of ours marks nothing', async () => {
    const { ticketId } = await conversation()
    await mail.sendDue()
    await mail.deliver(dsn('<made-up@desk.example>'), { from: '' })
    await mail.intake()
    expect(await mail.rows('SELECT state FROM outbox WHERE ticket_id = $1', [ticketId])).toEqual([{ state: 'sent' }])
    expect(await mail.rows('SELECT id FROM contact_identities WHERE suppressed_at IS NOT NULL')).toEqual([])
  })
})

describe('what a mail brings', () => {
  test('Japanese and Korean mail keeps its words, names and files', async () => {
    const subject = `=?ISO-2022-JP?B?${Buffer.from('1b2442252d257c25732529186b1b2842', 'hex').toString('base64')}?=`
    const filed = await file(
      {
        From: '=?utf-8?B?55Sw5LitIOmbquWtkA==?= <yuki@customer.example>',
        Subject: '=?utf-8?B?7ZmY67aIIOusuOydmA==?=',
        'Content-Type': 'multipart/mixed; boundary=x',
        'X-Note': subject,
      },
      {
        text: [
          '--x',
          'Content-Type: text/plain; charset=utf-8',
          '',
          'お世話になっております。환불 부탁드립니다.',
          '--x',
          'Content-Type: application/pdf',
          "Content-Disposition: attachment; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf",
          'Content-Transfer-Encoding: base64',
          '',
          'JVBERi0x',
          '--x--',
        ].join('\n'),
      },
    )
    const [ticket] = await mail.rows('SELECT title, contact_name AS name FROM tickets WHERE id = $1', [filed.ticketId])
    expect(ticket).toEqual({ title: '환불 문의', name: '田中 雪子' })
    const [row] = await mail.rows('SELECT text FROM messages WHERE id = $1', [filed.messageId])
    expect(row).toEqual({ text: 'お世話になっております。환불 부탁드립니다.' })
    expect(await mail.rows('SELECT filename, size FROM attachments WHERE message_id = $1', [filed.messageId])).toEqual([
      { filename: '請求書.pdf', size: 6 },
    ])
  })

  test('C9: a mail from 1970 or 2099 stands where it arrived', async () => {
    for (const date of ['Thu, 01 Jan 1970 00:00:00 +0000', 'Fri, 31 Dec 2099 00:00:00 +9999', 'yesterday']) {
      const filed = await file({ From: carl, Date: date })
      const [row] = await mail.rows<{ age: number }>(
        'SELECT abs(extract(epoch FROM business_now() - at))::float8 AS age FROM messages WHERE id = $1',
        [filed.messageId],
      )
      expect(row?.age).toBeLessThan(30)
    }
  })
})

describe('C10: poison', () => {
  test('C10: a mail that makes the reader throw ends in quarantine with its bytes; the next goes on; it can be read again', async () => {
    await mail.deliver(mailOf({ From: carl, Subject: 'poison' }))
    const read: NonNullable<Parameters<MailApp['intake']>[0]>['read'] = async () => {
      throw new Error('the parser choked')
    }
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await mail.intake({ read })
      await mail.advance(60)
    }
    const quarantined = () =>
      mail.rows<{ id: number; error: string; attempts: number }>("SELECT id, error, attempts FROM raw_mails WHERE state = 'quarantined'")
    expect(await quarantined()).toMatchObject([{ error: 'Error: the parser choked', attempts: 3 }])
    expect(await file({ From: carl, Subject: 'after it' })).toMatchObject({ outcome: 'new_ticket' })
    const { items } = await listQuarantine(mail.ada, { limit: 10 })
    expect(items).toMatchObject([{ from: carl, subject: 'poison', error: 'Error: the parser choked', address: 'support@desk.example' }])
    for (const { id } of items) await replayMail(mail.ada, Number(id))
    await mail.intake()
    expect(await quarantined()).toEqual([])
    expect(await mail.rows("SELECT id FROM tickets WHERE title = 'poison'")).toHaveLength(1)
  })

  test('fault 25: a mail that ends the process each time is put away without being read again', async () => {
    await mail.deliver(mailOf({ From: carl, Subject: 'killer' }))
    const [row] = await mail.rows<{ id: number }>("SELECT id FROM raw_mails WHERE state = 'received'")
    const stored = await mail.rows<{ state: string; lost: number }>('SELECT state, lost FROM raw_mails WHERE id = $1', [row?.id])
    expect(stored).toEqual([{ state: 'received', lost: 0 }])
    // Three processes read it and nothing else, and never came back.
    await mail.rows('UPDATE raw_mails SET taken_alone = true, lost = 2 WHERE id = $1', [row?.id])
    await mail.intake({
      read: async () => {
        throw new Error('must not be read')
      },
    })
    expect(await mail.rows('SELECT state, error FROM raw_mails WHERE id = $1', [row?.id])).toEqual([
      { state: 'quarantined', error: 'Reading this mail ended the process several times.' },
    ])
  })

  test('fault 17: mails whose process ended while it read several are read one at a time, and none is blamed', async () => {
    for (let n = 0; n < 6; n += 1) await mail.deliver(mailOf({ From: carl, Subject: `beside ${n}` }))
    // Four times in a row the process ended while it read them together.
    await mail.rows("UPDATE raw_mails SET taken_alone = false WHERE state = 'received'")
    const reading = { now: 0, most: 0 }
    const due = await mail.rows<{ id: number }>("SELECT id FROM raw_mails WHERE state = 'received' ORDER BY id")
    const read: typeof readOffLoop = async (...given) => {
      reading.most = Math.max(reading.most, ++reading.now)
      try {
        return await readOffLoop(...given)
      } finally {
        reading.now -= 1
      }
    }
    await Promise.all(due.map(({ id }) => processRawMail(mail.app, mail.workspaceId, id, { read })))
    expect(reading.most).toBe(1)
    expect(await mail.rows("SELECT id FROM raw_mails WHERE state = 'processed' AND id = ANY ($1)", [due.map(({ id }) => id)])).toHaveLength(
      6,
    )
  })

  test('fault 31: a mail sealed with a lost secret waits in quarantine and says so', async () => {
    await mail.deliver(mailOf({ From: carl, Subject: 'sealed away' }))
    await mail.rows("UPDATE raw_mails SET key_id = 'another' WHERE state = 'received'")
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await mail.intake()
      await mail.advance(60)
    }
    const [row] = await mail.rows<{ error: string }>("SELECT error FROM raw_mails WHERE key_id = 'another'")
    expect(row?.error).toContain('another secret')
  })

  test('fault 21: two processes that read one mail make one message of it', async () => {
    await mail.deliver(mailOf({ From: carl, Subject: 'raced' }))
    await Promise.all([mail.intake(), mail.intake(), mail.intake()])
    expect(await mail.rows("SELECT id FROM tickets WHERE title = 'raced'")).toHaveLength(1)
  })
})
