import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outgoingMessageId, replyAddress } from '../../../outbox/index.ts'
import { listQuarantine, replayMail } from '../quarantine.ts'
import { dnsOf, type MailApp, mailApp, mailOf } from '../testing/mail-app.ts'
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

const carl = 'Carl Ito <carl@customer.example>'
const mallory = 'mallory@evil.example'
const genuine = dnsOf({
  'customer.example': 'v=spf1 ip4:127.0.0.1 -all',
  '_dmarc.customer.example': 'v=DMARC1; p=reject',
  'evil.example': 'v=spf1 ip4:127.0.0.1 -all',
  '_dmarc.evil.example': 'v=DMARC1; p=reject',
})
const forged = dnsOf({ 'customer.example': 'v=spf1 -all', '_dmarc.customer.example': 'v=DMARC1; p=reject' })

interface Filed {
  outcome: string
  state: string
  ticketId: number | null
  messageId: number | null
}

/** Sends a mail in and says what became of it. */
async function file(
  headers: Record<string, string | undefined>,
  options: { to?: string; from?: string; resolver?: ReturnType<typeof dnsOf>; text?: string } = {},
): Promise<Filed> {
  const raw = mailOf({ To: 'support@desk.example', ...headers }, options.text)
  expect(await mail.deliver(raw, { to: options.to, ...(options.from === undefined ? {} : { from: options.from }) })).toMatch(/^250/)
  await mail.intake(options.resolver ? { resolver: options.resolver } : {})
  const [filed] = await mail.rows<Filed>(
    'SELECT outcome, state, ticket_id AS "ticketId", message_id AS "messageId" FROM raw_mails ORDER BY id DESC LIMIT 1',
  )
  if (!filed) throw new Error('the mail was not stored')
  return filed
}

async function conversation(): Promise<{
  ticketId: number
  reference: string
  messageId: string
  contactId: number
  token: string
  answerTo: string
}> {
  const ticket = await mail.carlWrites(`Question ${Math.random()}`)
  const [row] = await mail.rows<{ contactId: number }>('SELECT contact_id AS "contactId" FROM tickets WHERE id = $1', [ticket.ticketId])
  const contactId = row?.contactId ?? 0
  const reply = await mail.adaReplies(ticket.ticketId, {})
  const token = replyAddress(mail.app.secrets, {
    address: 'support@desk.example',
    workspaceId: mail.workspaceId,
    ticketId: ticket.ticketId,
    contactId,
  })
  const answerTo = outgoingMessageId(mail.app.secrets, {
    workspaceId: mail.workspaceId,
    ticketId: ticket.ticketId,
    messageId: reply,
    domain: 'desk.example',
  })
  return { ...ticket, contactId, token, answerTo }
}

const message = async (id: number | null) =>
  (
    await mail.rows<{ audience: string; kind: string; author: string; why: string | null; verdict: string; auto: string }>(
      'SELECT audience, kind, author_kind AS author, why, verdict, auto_kind AS auto FROM messages WHERE id = $1',
      [id],
    )
  )[0]
const ticketRow = async (id: number | null) =>
  (
    await mail.rows<{ status: string; possibly: number | null; followUp: number | null; contact: string | null; messages: number }>(
      'SELECT status, possibly_of_id AS possibly, follow_up_of_id AS "followUp", contact_email AS contact, message_count AS messages FROM tickets WHERE id = $1',
      [id],
    )
  )[0]
const participants = async (id: number) =>
  (
    await mail.rows<{ value: string }>(
      'SELECT i.value FROM participants p JOIN contact_identities i ON i.contact_id = p.contact_id WHERE p.ticket_id = $1 AND p.removed_at IS NULL ORDER BY 1',
      [id],
    )
  ).map(({ value }) => value)
const mailedTo = async () =>
  (await mail.rows<{ recipient: string }>('SELECT DISTINCT recipient FROM outbox ORDER BY 1')).map(({ recipient }) => recipient)

describe('reply authority', () => {
  test('a reply to the token address, in another case of letters, is a normal reply and says why', async () => {
    const { ticketId, token } = await conversation()
    const filed = await file({ From: carl, Subject: 'whatever' }, { to: token.toUpperCase() })
    expect(filed).toMatchObject({ outcome: 'message', ticketId })
    expect(await message(filed.messageId)).toMatchObject({
      audience: 'public',
      kind: 'customer',
      why: expect.stringContaining('reply address') as string,
    })
  })

  test('an answer to our Message-ID is a normal reply, also without the address', async () => {
    const { ticketId, answerTo } = await conversation()
    expect(await file({ From: carl, 'In-Reply-To': answerTo })).toMatchObject({ outcome: 'message', ticketId })
    const other = await conversation()
    expect(await file({ From: carl, References: `<a@b.example> ${other.answerTo} <c@d.example>` })).toMatchObject({
      outcome: 'message',
      ticketId: other.ticketId,
    })
  })

  test('A1: forged From with a Cc to the attacker: unverified, nobody joins, nobody is mailed, nothing moves', async () => {
    const { ticketId, token } = await conversation()
    const before = await ticketRow(ticketId)
    const mailed = await mailedTo()
    const filed = await file({ From: carl, To: token, Cc: mallory }, { to: token, resolver: forged })
    expect(filed).toMatchObject({ outcome: 'unverified', ticketId })
    expect(await message(filed.messageId)).toMatchObject({
      audience: 'unverified',
      verdict: 'fail',
      why: expect.stringContaining('not from there') as string,
    })
    expect(await participants(ticketId)).toEqual(['carl@customer.example'])
    expect(await mailedTo()).toEqual(mailed)
    expect((await ticketRow(ticketId))?.status).toBe(before?.status)
  })

  test('A1: without a token and without proof: a new ticket that possibly belongs to the other', async () => {
    const { ticketId, reference, messageId } = await conversation()
    const bySubject = await file({ From: carl, Subject: `Re: [${reference}]`, Cc: mallory })
    expect(bySubject).toMatchObject({ outcome: 'new_ticket' })
    expect(await ticketRow(bySubject.ticketId)).toMatchObject({ possibly: ticketId })
    const byAnswer = await file({ From: carl, 'In-Reply-To': `<${messageId}>` }, { resolver: forged })
    expect(await ticketRow(byAnswer.ticketId)).toMatchObject({ possibly: ticketId })
    expect(await participants(byAnswer.ticketId ?? 0)).toEqual(['carl@customer.example'])
  })

  test('a reference in the subject, or an own earlier mail, is enough when the domain vouches for the mail', async () => {
    const { ticketId, reference, messageId } = await conversation()
    expect(await file({ From: carl, Subject: `Fwd: ${reference.toLowerCase()}` }, { resolver: genuine })).toMatchObject({
      outcome: 'message',
      ticketId,
    })
    expect(await file({ From: carl, References: `<${messageId}>` }, { resolver: genuine })).toMatchObject({ outcome: 'message', ticketId })
  })

  test('A2: a stranger with a reference or a guessed token gets a ticket of their own, and the same answer either way', async () => {
    const { ticketId, reference } = await conversation()
    const before = await ticketRow(ticketId)
    const existing = await mail.deliver(mailOf({ From: mallory, Subject: `[${reference}]` }), { to: 'support+1042@desk.example' })
    const absent = await mail.deliver(mailOf({ From: mallory, Subject: '[TKT-999999]' }), { to: 'support+999999@desk.example' })
    expect(existing).toBe(absent)
    await mail.intake({ resolver: genuine })
    const opened = await mail.rows("SELECT possibly_of_id AS possibly FROM tickets WHERE contact_email = 'mallory@evil.example'")
    expect(opened).toEqual([{ possibly: null }, { possibly: null }])
    expect(await ticketRow(ticketId)).toEqual(before)
  })

  test('A3: From an agent, answering a notification of ours: a third party that waits, never an agent’s reply', async () => {
    const { ticketId, answerTo } = await conversation()
    const mailed = await mailedTo()
    for (const resolver of [genuine, forged]) {
      const filed = await file({ From: 'Ada Berg <ada@desk.example>', 'In-Reply-To': answerTo }, { resolver })
      expect(filed).toMatchObject({ outcome: 'pending', ticketId })
      expect(await message(filed.messageId)).toMatchObject({ audience: 'pending', author: 'contact' })
    }
    expect(await mailedTo()).toEqual(mailed)
  })

  test('A4: a forwarded mail: the token without its person is a pending message that changes nothing', async () => {
    const { ticketId, token } = await conversation()
    const before = await ticketRow(ticketId)
    const filed = await file({ From: mallory, To: token, Cc: 'accomplice@evil.example' }, { to: token, resolver: genuine })
    expect(filed).toMatchObject({ outcome: 'pending', ticketId })
    expect(await participants(ticketId)).toEqual(['carl@customer.example'])
    expect(await ticketRow(ticketId)).toMatchObject({ status: before?.status, contact: 'carl@customer.example' })
  })

  test('A5: the token of somebody who was removed opens a linked ticket; that of a purged ticket a plain one', async () => {
    const left = await conversation()
    await mail.rows('UPDATE participants SET removed_at = business_now() WHERE ticket_id = $1', [left.ticketId])
    const followUp = await file({ From: carl }, { to: left.token })
    expect(followUp).toMatchObject({ outcome: 'follow_up' })
    expect(await ticketRow(followUp.ticketId)).toMatchObject({ followUp: left.ticketId, messages: 1 })

    const purged = await conversation()
    await mail.rows('UPDATE tickets SET purged_at = business_now() WHERE id = $1', [purged.ticketId])
    const fresh = await file({ From: carl }, { to: purged.token })
    expect(fresh).toMatchObject({ outcome: 'new_ticket' })
    expect(await ticketRow(fresh.ticketId)).toMatchObject({ followUp: null, possibly: null })
  })

  test('A5: the token of a merged ticket follows it to the primary, if its sender takes part there', async () => {
    const [primary, duplicate, stray] = [await conversation(), await conversation(), await conversation()]
    await mail.rows('UPDATE tickets SET merged_into_id = $2 WHERE id = ANY ($1::bigint[])', [
      [duplicate.ticketId, stray.ticketId],
      primary.ticketId,
    ])
    expect(await file({ From: carl }, { to: duplicate.token })).toMatchObject({ outcome: 'message', ticketId: primary.ticketId })
    await mail.rows('DELETE FROM participants WHERE ticket_id = $1', [primary.ticketId])
    const elsewhere = await file({ From: carl }, { to: stray.token })
    expect(elsewhere).toMatchObject({ outcome: 'follow_up' })
    expect(await ticketRow(elsewhere.ticketId)).toMatchObject({ followUp: primary.ticketId })
  })

  test('A6: two From headers, many authors, a name that looks like an address: the identity is none, or the address', async () => {
    const { ticketId, token } = await conversation()
    const two = mailOf({ From: carl, To: token }).replace('From:', `From: ${mallory}\nFrom:`)
    await mail.deliver(two, { to: token, from: mallory })
    await mail.intake()
    const [filed] = await mail.rows<Filed>(
      'SELECT outcome, ticket_id AS "ticketId", message_id AS "messageId" FROM raw_mails ORDER BY id DESC LIMIT 1',
    )
    expect(filed).toMatchObject({ outcome: 'pending', ticketId })
    expect(await file({ From: `${carl}, ${mallory}` })).toMatchObject({ outcome: 'new_ticket' })
    const masked = await file({ From: '"carl@customer.example" <mallory@evil.example>' }, { to: token })
    expect(masked).toMatchObject({ outcome: 'pending' })
    const empty = await file({ From: '<>' }, { from: '' })
    expect(await ticketRow(empty.ticketId)).toMatchObject({ contact: null })
  })

  test('the token in an address of another desk, or of another workspace, proves nothing', async () => {
    const { ticketId } = await conversation()
    const foreign = replyAddress(mail.app.secrets, {
      address: 'support@desk.example',
      workspaceId: mail.workspaceId + 1,
      ticketId,
      contactId: 1,
    })
    expect(await file({ From: carl }, { to: foreign })).toMatchObject({ outcome: 'new_ticket' })
  })

  test('the customer’s own token is not shown to whoever reads the message', async () => {
    const { token } = await conversation()
    const filed = await file({ From: carl, To: `Support <${token}>` }, { to: token })
    const [row] = await mail.rows<{ to: unknown }>('SELECT to_addresses AS to FROM messages WHERE id = $1', [filed.messageId])
    expect(row?.to).toEqual([{ address: 'support@desk.example', name: 'Support' }])
  })
})

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
    // Three processes took it and never came back.
    await mail.rows('UPDATE raw_mails SET attempts = 3 WHERE id = $1', [row?.id])
    await mail.intake({
      read: async () => {
        throw new Error('must not be read')
      },
    })
    expect(await mail.rows('SELECT state, error FROM raw_mails WHERE id = $1', [row?.id])).toEqual([
      { state: 'quarantined', error: 'Reading this mail ended the process several times.' },
    ])
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
