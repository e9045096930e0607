import { describe, expect, test } from 'vitest'
import { beginData, endAttempt, type TakenMail, takeDueMail } from '../../../outbox/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { mergeTickets } from '../../../tickets/index.ts'
import { eventually } from '../../../tickets/testing/scene.ts'
import type { MailApp } from '../testing/mail-app.ts'
import type { RelaySink } from '../testing/relay-sink.ts'
import { sendingOf, withRelay } from '../testing/sending.ts'

let mail: MailApp
let relay: RelaySink

withRelay((theMail, theRelay) => {
  mail = theMail
  relay = theRelay
})
const { rowsOf, replied } = sendingOf(() => mail)

const accepted = { outcome: 'sent', code: 250, response: '250 taken' } as const

async function outboxId(messageId: number): Promise<number> {
  const [row] = await mail.rows<{ id: number }>('SELECT id FROM outbox WHERE message_id = $1', [messageId])
  return row?.id ?? 0
}
const take = async (messageId: number) => takeDueMail(mail.system, await outboxId(messageId), async () => 'installation')

async function taken(messageId: number): Promise<TakenMail> {
  const it = await take(messageId)
  if (!it || it === 'no_way') throw new Error('it was not taken')
  return it
}

/** What the log of tickets says of a message, and of which ticket. */
const told = (messageId: number) =>
  mail.rows<{ ticket: number; state: string }>(
    `SELECT ticket_id AS ticket, data->>'state' AS state FROM events
     WHERE type = 'message.delivery_changed' AND (data->>'message')::bigint = $1 ORDER BY id`,
    [messageId],
  )
const statesTold = async (messageId: number) => (await told(messageId)).map(({ state }) => state)

const uncertainAttempts = async (messageId: number) =>
  (await mail.rows<{ n: number }>('SELECT uncertain_attempts AS n FROM outbox WHERE message_id = $1', [messageId]))[0]?.n

/** Begins a transaction, and ends it when the given work waits for its locks. */
async function meanwhile<T>(hold: (tx: Tx) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  let working: Promise<T> | undefined
  await mail.app.db.transaction(mail.workspaceId, async (tx) => {
    await hold(tx)
    working = work()
    let over = false
    void working.then(
      () => (over = true),
      () => (over = true),
    )
    await eventually(
      () =>
        mail.rows<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        ),
      ([row]) => over || row?.n === 1,
    )
  })
  return working as Promise<T>
}

describe('an answer that comes after its attempt was taken for lost', () => {
  /** The mail is being handed over when its lease ends, and another process takes it for lost. */
  async function givenUp(messageId: number): Promise<TakenMail> {
    const attempt = await taken(messageId)
    await beginData(mail.system, attempt)
    await mail.advance(61)
    await mail.sendDue()
    expect(await rowsOf(messageId)).toMatchObject([{ state: 'uncertain', outcomes: ['uncertain'], final: false }])
    return attempt
  }

  test('fault 6: it was sent, so it is not sent again', async () => {
    const { id } = await replied()
    const attempt = await givenUp(id)
    await endAttempt(mail.system, attempt, accepted)
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', outcomes: ['sent'], final: true, lastResponse: '250 taken' }])
    expect(await uncertainAttempts(id)).toBe(0)
    expect(await statesTold(id)).toEqual(['uncertain', 'sent'])
    await mail.advance(12 * 60)
    await mail.sendDue()
    expect(relay.mails).toEqual([])
  })

  test('it was sent, so it is not sent again though somebody asked for it meanwhile', async () => {
    const { id } = await replied()
    const attempt = await givenUp(id)
    await mail.rows("UPDATE outbox SET state = 'waiting', next_attempt_at = business_now(), uncertain_attempts = 0 WHERE message_id = $1", [
      id,
    ])
    await endAttempt(mail.system, attempt, accepted)
    await mail.sendDue()
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', attempts: 1 }])
    expect(relay.mails).toEqual([])
  })

  test('it was put off, so it waits as usual; nobody knows, so it stays uncertain and that is told once', async () => {
    const off = await replied()
    await endAttempt(mail.system, await givenUp(off.id), { outcome: 'deferred', code: 451, response: '451 later' })
    expect(await rowsOf(off.id)).toMatchObject([{ state: 'waiting', outcomes: ['deferred'], final: false }])
    expect(await uncertainAttempts(off.id)).toBe(0)
    expect(await statesTold(off.id)).toEqual(['uncertain', 'waiting'])

    const unknown = await replied()
    await endAttempt(mail.system, await givenUp(unknown.id), { outcome: 'uncertain', code: null, response: 'No answer.' })
    expect(await rowsOf(unknown.id)).toMatchObject([{ state: 'uncertain', lastResponse: 'No answer.', final: false }])
    expect(await uncertainAttempts(unknown.id)).toBe(1)
    expect(await statesTold(unknown.id)).toEqual(['uncertain'])
  })

  test('a newer attempt has begun, so only the journal is told', async () => {
    const { id } = await replied()
    const attempt = await givenUp(id)
    await mail.advance(12 * 60)
    await taken(id)
    await endAttempt(mail.system, attempt, accepted)
    expect(await rowsOf(id)).toMatchObject([{ state: 'sending', attempts: 2, outcomes: ['sent', null] }])
  })

  test('fault 5: whoever begins with the mail in the moment it is taken for lost keeps it, and it is not sent by both', async () => {
    const { id } = await replied()
    const attempt = await taken(id)
    await mail.advance(61)
    const again = await meanwhile(
      (tx) => tx.run({ text: "UPDATE outbox_attempts SET outcome = 'data' WHERE outbox_id = $1" }, [attempt.row.id]),
      () => take(id),
    )
    expect(again).toBe(null)
    expect(await rowsOf(id)).toMatchObject([{ state: 'uncertain', attempts: 1, outcomes: ['uncertain'] }])
  })
})

describe('the mail before it', () => {
  test('one that is behind a mail being sent is looked at again in a moment, however long that mail is leased', async () => {
    const first = await replied({ text: 'one' })
    const second = await mail.adaReplies(first.ticketId, { text: 'two' })
    await taken(first.id)
    expect(await take(second)).toBe(null)
    const [row] = await mail.rows<{ soon: boolean }>(
      "SELECT next_attempt_at <= business_now() + interval '2 s' AS soon FROM outbox WHERE message_id = $1",
      [second],
    )
    expect(row?.soon).toBe(true)
  })

  test('H9: a ticket that is merged while its first mail is sent: the second leaves at once, and the primary hears of both', async () => {
    const first = await replied({ text: 'one' })
    const second = await mail.adaReplies(first.ticketId, { text: 'two' })
    const primary = await mail.carlWrites('The same again')
    const attempt = await taken(first.id)
    expect(await take(second)).toBe(null)
    await mergeTickets(mail.ada, { ticketId: primary.ticketId, duplicateId: first.ticketId })
    await endAttempt(mail.system, attempt, accepted)
    await mail.sendDue()
    expect(await rowsOf(second)).toMatchObject([{ state: 'sent' }])
    const onPrimary = [{ ticket: primary.ticketId, state: 'sent' }]
    expect([await told(first.id), await told(second)]).toEqual([onPrimary, onPrimary])
  })
})
