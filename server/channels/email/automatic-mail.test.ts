import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { automaticPerHour, outboxRows } from '../../outbox/index.ts'
import { readMail } from './reading/index.ts'
import { type MailApp, mailApp } from './testing/mail-app.ts'
import { type RelaySink, relaySink } from './testing/relay-sink.ts'

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

/** A mail that nobody wrote by hand, about a public message of this ticket. */
async function automatic(ticketId: number, recipient: string): Promise<number> {
  const [message] = await mail.rows<{ id: number }>(
    `INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, author_kind, author_name, at, body, text)
     SELECT workspace_id, id, id, 'resolution', 'public', 'system', 'Statedesk', business_now(), '{"blocks":[]}', '' FROM tickets WHERE id = $1 RETURNING id`,
    [ticketId],
  )
  const messageId = message?.id ?? 0
  await mail.app.db.transaction(mail.workspaceId, (tx) =>
    tx.run(
      ...outboxRows(tx, {
        ticketId,
        messageId,
        addressId: null,
        mailFrom: 'support@desk.example',
        recipients: [{ address: recipient, role: 'to' }],
        automatic: true,
      }),
    ),
  )
  return messageId
}

const states = (recipientLike: string) =>
  mail
    .rows<{ state: string }>('SELECT state FROM outbox WHERE recipient LIKE $1 ORDER BY id', [recipientLike])
    .then((rows) => rows.map(({ state }) => state))

describe('automatic mail', () => {
  test('it is marked, leaves with the null path, and says that no machine need answer', async () => {
    const { ticketId } = await mail.carlWrites('Marked?')
    await automatic(ticketId, 'carl@customer.example')
    await mail.sendDue()
    const sent = relay.mails.at(-1)
    expect(sent?.from).toBe('')
    expect(sent?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect((await readMail(Buffer.from(sent?.raw ?? ''))).auto).not.toBe('no')
  })

  test('B4: a ticket gets so many in an hour and then silence, which its log shows; later it may speak again', async () => {
    const { ticketId } = await mail.carlWrites('A talkative machine')
    for (let n = 0; n < automaticPerHour.thread + 2; n += 1) await automatic(ticketId, `bot${n}@machine.example`)
    await mail.sendDue()
    expect(await states('bot%@machine.example')).toEqual([
      ...Array<string>(automaticPerHour.thread).fill('sent'),
      'suppressed',
      'suppressed',
    ])
    const events = await mail.rows(
      "SELECT seq FROM events WHERE ticket_id = $1 AND type = 'message.delivery_changed' AND data->>'state' = 'suppressed'",
      [ticketId],
    )
    expect(events).toHaveLength(2)
    await mail.advance(3_700)
    await automatic(ticketId, 'late@machine.example')
    await mail.sendDue()
    expect(await states('late@machine.example')).toEqual(['sent'])
  })

  test('B4: a domain gets so many in an hour, whoever is named there', async () => {
    const { ticketId } = await mail.carlWrites('A large domain')
    await mail.rows(
      'INSERT INTO automatic_mails (workspace_id, ticket_id, domain, at) SELECT $1, 0, $2, business_now() FROM generate_series(1, $3)',
      [mail.workspaceId, 'crowd.example', automaticPerHour.domain],
    )
    await automatic(ticketId, 'one-more@crowd.example')
    await mail.sendDue()
    expect(await states('%@crowd.example')).toEqual(['suppressed'])
  })

  test('an address that bounced gets nothing automatic, and still what somebody writes by hand', async () => {
    const { ticketId } = await mail.carlWrites('Bounced before')
    await mail.rows(
      "UPDATE contact_identities SET suppressed_at = business_now(), suppressed_why = '5.1.1' WHERE value = 'carl@customer.example'",
    )
    const before = relay.mails.length
    await automatic(ticketId, 'Carl@customer.example')
    await mail.sendDue()
    expect(relay.mails).toHaveLength(before)
    await mail.adaReplies(ticketId, { text: 'By hand.' })
    await mail.sendDue()
    expect(relay.mails).toHaveLength(before + 1)
  })
})
