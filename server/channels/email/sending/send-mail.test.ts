import { describe, expect, test } from 'vitest'
import { endAttempt, takeDueMail } from '../../../outbox/index.ts'
import type { MailApp } from '../testing/mail-app.ts'
import { eventually } from '../../../tickets/testing/scene.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'
import { sendingOf, withRelay } from '../testing/sending.ts'
import { handOver } from './hand-over.ts'
import { relayOf } from './relay.ts'

let mail: MailApp
let relay: RelaySink

withRelay((theMail, theRelay) => {
  mail = theMail
  relay = theRelay
})
const { rowsOf, replied } = sendingOf(() => mail)

describe('what becomes of it', () => {
  test('fault 8: refused at RCPT for one and taken for the other: no retry of the one, no second mail to the other', async () => {
    const { id } = await replied({ cc: [{ address: 'yuki@customer.example' }] })
    relay.script({ at: 'rcpt', answer: 550, says: '5.1.1 no such user' })
    await mail.sendDue()
    await mail.advance(86_400)
    await mail.sendDue()
    expect(relay.mails.map(({ to }) => to)).toEqual([['yuki@customer.example']])
    expect(await rowsOf(id)).toMatchObject([
      { state: 'failed', outcomes: ['refused'], final: true },
      { state: 'sent', outcomes: ['sent'] },
    ])
    const [identity] = await mail.rows<{ suppressed: boolean }>(
      "SELECT suppressed_at IS NOT NULL AS suppressed FROM contact_identities WHERE value = 'carl@customer.example'",
    )
    expect(identity?.suppressed).toBe(true)
    await mail.rows('UPDATE contact_identities SET suppressed_at = NULL')
    const events = await mail.rows<{ data: { state: string } }>(
      "SELECT data FROM events WHERE type = 'message.delivery_changed' AND (data->>'message')::bigint = $1 ORDER BY id",
      [id],
    )
    expect(events.map(({ data }) => data.state)).toEqual(['failed', 'sent'])
  })

  for (const at of ['mail', 'data'] as const) {
    test(`fault 8: refused at ${at.toUpperCase()} is final, and the response is kept`, async () => {
      const { id } = await replied()
      relay.script({ at, answer: 554, says: 'policy says no' })
      await mail.sendDue()
      await mail.advance(86_400)
      await mail.sendDue()
      expect(relay.mails).toEqual([])
      expect(await rowsOf(id)).toMatchObject([
        { state: 'failed', attempts: 1, final: true, lastResponse: expect.stringContaining('policy says no') as string },
      ])
    })

    test(`fault 7: deferred at ${at.toUpperCase()} is tried again, with the same Message-ID`, async () => {
      const { id } = await replied()
      relay.script({ at, answer: 451, says: 'greylisted' }, { at, answer: 452 })
      await mail.sendDue()
      expect(await rowsOf(id)).toMatchObject([{ state: 'waiting', outcomes: ['deferred'], final: false }])
      await mail.sendDue()
      expect(await rowsOf(id)).toMatchObject([{ attempts: 1 }])
      await mail.advance(100)
      await mail.sendDue()
      await mail.advance(200)
      await mail.sendDue()
      expect(relay.mails).toHaveLength(1)
      expect(await rowsOf(id)).toMatchObject([{ state: 'sent', outcomes: ['deferred', 'deferred', 'sent'] }])
    })
  }

  test('fault 7: after five days of "later" it has failed, and says so', async () => {
    const { id } = await replied()
    for (let day = 0; day <= 5; day += 1) {
      relay.script({ at: 'rcpt', answer: 421 })
      await mail.sendDue()
      await mail.advance(86_400)
    }
    await mail.sendDue()
    expect(relay.mails).toEqual([])
    expect(await rowsOf(id)).toMatchObject([{ state: 'failed', attempts: 6, final: true }])
  })

  test('fault 7: the order of a ticket is kept for each of its people, and nobody else waits', async () => {
    const first = await replied({ text: 'one' })
    const second = await mail.adaReplies(first.ticketId, { text: 'two', cc: [{ address: 'yuki@customer.example' }] })
    const other = await replied({ text: 'elsewhere' })
    relay.script({ at: 'mail', answer: 451 })
    await mail.sendDue()
    expect(await rowsOf(first.id)).toMatchObject([{ state: 'waiting' }])
    expect((await rowsOf(second)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['waiting', 0],
      ['sent', 1],
    ])
    expect(await rowsOf(other.id)).toMatchObject([{ state: 'sent' }])
    await mail.advance(100)
    await mail.sendDue()
    await mail.sendDue()
    const toCarl = relay.mails
      .filter(({ to }) => to[0] === 'carl@customer.example')
      .map(({ raw }) => /^(one|two|elsewhere)\r?$/m.exec(raw)?.[1])
    expect(toCarl).toEqual(['elsewhere', 'one', 'two'])
  })

  test('an answer that is written while the mail before it is being signed off leaves at once', async () => {
    const first = await replied({ text: 'one' })
    const { rows } = mail
    const [{ id: outboxId } = { id: 0 }] = await rows<{ id: number }>('SELECT id FROM outbox WHERE message_id = $1', [first.id])
    const taken = await takeDueMail(mail.system, outboxId, async () => 'installation')
    if (!taken || typeof taken === 'string') throw new Error('it was not taken')
    const second = await mail.adaReplies(first.ticketId, { text: 'two', to: [{ address: 'yuki@customer.example' }] })
    await mail.sendDue()

    // Somebody has the ticket in hand; the end of the first mail waits for it.
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const writing = mail.app.db.transaction(mail.workspaceId, async (tx) => {
      await tx.one({ text: 'SELECT id FROM tickets WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE' }, [
        mail.workspaceId,
        first.ticketId,
      ])
      await held
    })
    const ending = endAttempt(mail.system, taken, { outcome: 'sent', code: 250, response: '250 taken' })
    await eventually(
      () =>
        rows<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        ),
      ([row]) => row?.n === 1,
    )
    await rows(
      `INSERT INTO outbox (workspace_id, ticket_id, message_id, address_id, mail_from, recipient, role, automatic, next_attempt_at, created_at)
       SELECT workspace_id, ticket_id, $2, address_id, mail_from, recipient, role, automatic, business_now(), business_now() FROM outbox WHERE id = $1`,
      [outboxId, second],
    )
    await mail.sendDue()
    release()
    await Promise.all([writing, ending])
    await mail.sendDue()
    expect((await rowsOf(second)).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })

  test('a relay that is away, or refuses us before the mail, costs no mail its life', async () => {
    const { id } = await replied()
    relay.script({ at: 'greeting', answer: 554, says: 'go away' })
    await mail.sendDue()
    expect(await rowsOf(id)).toMatchObject([{ state: 'waiting', outcomes: ['deferred'] }])
    const gone = await handOver(relayOf('smtp://127.0.0.1:1'), {
      from: 'a@b.example',
      to: 'c@d.example',
      raw: Buffer.from('x'),
      beforeData: async () => {},
    })
    expect(gone).toMatchObject({ outcome: 'deferred', code: null })
  })
})

describe('nothing is sent twice, except where nobody can know, and then at most twice (P3)', () => {
  test('fault 6: the answer to the final dot never comes: uncertain, once more after ten minutes, then flagged for good', async () => {
    const { id } = await replied()
    relay.script({ at: 'drop', accepted: true })
    await mail.sendDue()
    expect(await rowsOf(id)).toMatchObject([{ state: 'uncertain', outcomes: ['uncertain'], final: false }])
    await mail.advance(9 * 60)
    await mail.sendDue()
    expect(relay.mails).toHaveLength(1)
    await mail.advance(3 * 60)
    relay.script({ at: 'drop', accepted: true })
    await mail.sendDue()
    expect(relay.mails).toHaveLength(2)
    expect(new Set(relay.mails.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])).size).toBe(1)
    await mail.advance(30 * 86_400)
    await mail.sendDue()
    expect(relay.mails).toHaveLength(2)
    expect(await rowsOf(id)).toMatchObject([{ state: 'uncertain', outcomes: ['uncertain', 'uncertain'], final: true }])
  })

  test('fault 6: a relay that stalls at the dot holds up only its own mail', async () => {
    const stalled = await replied()
    const other = await replied()
    relay.script({ at: 'stall' })
    await mail.sendDue(2_500)
    expect(await rowsOf(stalled.id)).toMatchObject([{ state: 'uncertain' }])
    expect(await rowsOf(other.id)).toMatchObject([{ state: 'sent' }])
  })

  test('a connection that breaks in the middle of the mail delivered nothing, so it is simply tried again', async () => {
    relay.script({ at: 'cut' })
    const raw = Buffer.from(`Subject: long\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(300_000)}`)
    const result = await handOver(relayOf(relay.url), { from: 'a@b.example', to: 'c@d.example', raw, beforeData: async () => {} })
    expect(result).toMatchObject({ outcome: 'deferred', code: null })
  })

  test('fault 5: a process that died after the final dot: the mail is uncertain and goes once more, with the same id', async () => {
    const { id } = await replied()
    await died(id, 'data')
    await mail.sendDue()
    expect(await rowsOf(id)).toMatchObject([{ state: 'sending' }])
    await mail.advance(61)
    await mail.sendDue()
    expect(await rowsOf(id)).toMatchObject([{ state: 'uncertain', outcomes: ['uncertain'] }])
    expect(relay.mails).toEqual([])
    await mail.advance(11 * 60)
    await mail.sendDue()
    expect(relay.mails).toHaveLength(1)
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', outcomes: ['uncertain', 'sent'] }])
  })

  test('fault 5: a process that died before the first byte: sent as if nothing had happened', async () => {
    const { id } = await replied()
    await died(id, null)
    await mail.advance(61)
    await mail.sendDue()
    expect(relay.mails).toHaveLength(1)
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', outcomes: ['interrupted', 'sent'] }])
  })

  test('fault 21: many senders at once hand each mail over once', async () => {
    const { id } = await replied()
    await Promise.all(Array.from({ length: 4 }, () => mail.sendDue()))
    expect(relay.mails).toHaveLength(1)
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  async function died(id: number, outcome: string | null): Promise<void> {
    await mail.rows(
      "UPDATE outbox SET state = 'sending', attempts = 1, lease_until = business_now() + interval '60 s', next_attempt_at = business_now() + interval '60 s' WHERE message_id = $1",
      [id],
    )
    await mail.rows(
      'INSERT INTO outbox_attempts (workspace_id, outbox_id, n, started_at, outcome) SELECT workspace_id, id, 1, business_now(), $2 FROM outbox WHERE message_id = $1',
      [id, outcome],
    )
  }
})

describe('fault 9: TLS', () => {
  test('fault 9: without the TLS that is required nothing is sent, and nothing is lost', async () => {
    const { id } = await replied()
    const required = relayOf(`${relay.url}?tls=require`)
    const result = await handOver(required, {
      from: 'a@b.example',
      to: 'c@d.example',
      raw: Buffer.from('Subject: x\r\n\r\nx'),
      beforeData: async () => {},
    })
    expect(result).toMatchObject({ outcome: 'deferred' })
    expect(relay.mails).toEqual([])
    expect(await rowsOf(id)).toMatchObject([{ state: 'waiting' }])
  })

  test('fault 9: a certificate that nobody vouches for is refused', async () => {
    const secure = await relaySink({ starttls: true })
    const result = await handOver(relayOf(`${secure.url}?tls=require`), {
      from: 'a@b.example',
      to: 'c@d.example',
      raw: Buffer.from('x'),
      beforeData: async () => {},
    })
    expect(result).toMatchObject({ outcome: 'deferred', response: expect.stringMatching(/certificate|self.signed/i) as string })
    expect(secure.mails).toEqual([])
    await secure.close()
  })

  test('TLS is required unless the relay is this machine or the operator says never', () => {
    expect(relayOf('smtp://mail.example').options).toMatchObject({ requireTLS: true, secure: false, port: 587 })
    expect(relayOf('smtps://mail.example').options).toMatchObject({ secure: true, port: 465 })
    expect(relayOf('smtp://10.0.0.5:25?tls=never').options).toMatchObject({ requireTLS: false, ignoreTLS: true })
    expect(relayOf('smtp://127.0.0.1:1025').options).toMatchObject({ requireTLS: false, port: 1025 })
    expect(relayOf('smtp://user:p%40ss@mail.example').auth).toEqual({ user: 'user', pass: 'p@ss' })
    expect(() => relayOf('smtp://mail.example?tls=maybe')).toThrow('tls=maybe')
  })
})
