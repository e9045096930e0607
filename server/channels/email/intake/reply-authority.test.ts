import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replyAddress } from '../../../outbox/index.ts'
import { carl, filingOf, forged, type Filed, genuine, mallory } from '../testing/filing.ts'
import { type MailApp, mailApp, mailOf } from '../testing/mail-app.ts'
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

const { file, conversation, message, ticketRow, participants, mailedTo } = filingOf(() => mail)

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
