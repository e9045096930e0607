import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAddress } from '../../../desks/index.ts'
import { retryMail } from '../../../outbox/index.ts'
import { carl, filingOf } from '../testing/filing.ts'
import { type MailApp, mailApp, mailOf } from '../testing/mail-app.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'

let mail: MailApp
let relay: RelaySink

beforeAll(async () => {
  relay = await relaySink()
  mail = await mailApp({ smtpUrl: relay.url })
  await mail.app.db.transaction(mail.workspaceId, (tx) => addAddress(mail.app, tx, mail.deskId, { address: 'help@desk.example' }))
})
afterAll(async () => {
  await mail.close()
  await relay.close()
})

const { file, conversation, ticketRow } = filingOf(() => mail)
const titled = (title: string) => mail.rows('SELECT id FROM tickets WHERE title = $1', [title])

describe('the same mail twice', () => {
  const letter = (Subject: string) => mailOf({ From: carl, To: 'support@desk.example', Subject })

  test('fault 23: to an alias and directly: one ticket', async () => {
    const raw = letter('by two addresses')
    await mail.deliver(raw, { to: 'support@desk.example' })
    await mail.deliver(raw, { to: 'help@desk.example' })
    await mail.intake()
    expect(await titled('by two addresses')).toHaveLength(1)
  })

  test('fault 23: again after 250, and several times at once: one ticket', async () => {
    const raw = letter('again and again')
    await mail.deliver(raw)
    expect(await mail.deliver(raw)).toMatch(/^250/)
    await Promise.all(Array.from({ length: 4 }, () => mail.deliver(raw)))
    await mail.intake()
    expect(await titled('again and again')).toHaveLength(1)
  })

  test('fault 23: by another path, with other Received lines: one ticket', async () => {
    const raw = letter('by another path')
    await mail.deliver(raw)
    await mail.deliver(`Received: from mx2.customer.example by mx.desk.example; Mon, 02 Nov 2026 10:00:01 +0000\n${raw}`)
    await mail.intake()
    expect(await titled('by another path')).toHaveLength(1)
  })

  test('fault 23: another mail under a Message-ID that was used before is no copy', async () => {
    const id = '<parcel-1@customer.example>'
    await file({ From: carl, Subject: 'parcel one', 'Message-ID': id }, { text: 'The first parcel.' })
    await file({ From: carl, Subject: 'parcel two', 'Message-ID': id }, { text: 'The second parcel.' })
    expect([...(await titled('parcel one')), ...(await titled('parcel two'))]).toHaveLength(2)
  })
})

describe('out of order', () => {
  test('fault 24: a reply that comes before what it answers is kept, and so is the original', async () => {
    const original = '<original@customer.example>'
    const reply = await file({ From: carl, Subject: 'Re: early', 'In-Reply-To': original, References: original })
    const first = await file({ From: carl, Subject: 'early', 'Message-ID': original })
    expect([reply.state, first.state]).toEqual(['processed', 'processed'])
    expect([reply.messageId, first.messageId]).not.toContain(null)
    expect((await ticketRow(reply.ticketId))?.messages).toBeGreaterThan(0)
  })

  test('fault 24: a mail that came back while it was still being handed over stays one that came back', async () => {
    const { ticketId, answerTo } = await conversation()
    const [row] = await mail.rows<{ id: number }>("SELECT id FROM outbox WHERE ticket_id = $1 AND state = 'waiting'", [ticketId])
    relay.script({ at: 'stall' })
    const sending = mail.sendDue(5_000)
    await expect.poll(() => mail.rows("SELECT FROM outbox_attempts WHERE outbox_id = $1 AND outcome = 'data'", [row?.id])).toHaveLength(1)
    const bounce = await file(
      { From: 'MAILER-DAEMON@mx.customer.example', Subject: 'Undelivered', ...reportHeaders },
      { from: '', text: reportOf(answerTo) },
    )
    expect(bounce).toMatchObject({ outcome: 'bounce_recorded', ticketId })
    await sending
    expect(await mail.rows('SELECT state FROM outbox WHERE id = $1', [row?.id])).toEqual([{ state: 'failed' }])
  })

  describe('fault 24: a mail that came back does not stop the one more try that somebody asked for', () => {
    const bounce = (answerTo: string) =>
      file({ From: 'MAILER-DAEMON@mx.customer.example', Subject: 'Undelivered', ...reportHeaders }, { from: '', text: reportOf(answerTo) })
    const states = (id: number) => mail.rows('SELECT state FROM outbox WHERE id = $1', [id])

    /** It was sent, and came back once already. */
    async function cameBack() {
      const { ticketId, answerTo } = await conversation()
      await mail.sendDue()
      await bounce(answerTo)
      const [row] = await mail.rows<{ id: number; state: string }>('SELECT id, state FROM outbox WHERE ticket_id = $1', [ticketId])
      expect(row?.state).toBe('failed')
      return { ticketId, answerTo, id: row?.id ?? 0 }
    }

    test('fault 24: asked for before it came back', async () => {
      const { ticketId, answerTo, id } = await cameBack()
      expect(await mail.app.db.transaction(mail.workspaceId, (tx) => retryMail(tx, id))).toBe(true)
      expect(await bounce(answerTo)).toMatchObject({ outcome: 'bounce_recorded', ticketId })
      expect(await states(id)).toEqual([{ state: 'waiting' }])

      relay.script({ at: 'stall' })
      const sending = mail.sendDue(2_000)
      await expect
        .poll(() => mail.rows("SELECT FROM outbox_attempts WHERE outbox_id = $1 AND n = 2 AND outcome = 'data'", [id]))
        .toHaveLength(1)
      await bounce(answerTo)
      expect(await states(id)).toEqual([{ state: 'sending' }])
      await sending
      expect(await states(id)).toEqual([{ state: 'uncertain' }])
    })

    test('fault 24: asked for while that is being filed', async () => {
      const { answerTo, id } = await cameBack()
      let filing: ReturnType<typeof bounce> | undefined
      await mail.app.db.transaction(mail.workspaceId, async (tx) => {
        await retryMail(tx, id)
        filing = bounce(answerTo)
        await expect
          .poll(() => mail.rows("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))
          .toHaveLength(1)
      })
      expect(await filing).toMatchObject({ outcome: 'bounce_recorded' })
      expect(await states(id)).toEqual([{ state: 'waiting' }])
      await mail.sendDue()
      expect(await states(id)).toEqual([{ state: 'sent' }])
    })
  })
})

const reportHeaders = {
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
  'Auto-Submitted': 'auto-replied',
}

/** RFC 3464. */
function reportOf(messageId: string): string {
  return `--b
Content-Type: text/plain

There is no such person.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; carl@customer.example
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: ${messageId}
To: carl@customer.example
Subject: Re: Question

Have you tried turning it off?
--b--
`
}
