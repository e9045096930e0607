import { expect, test } from 'vitest'
import type { Postgres } from './postgres.ts'
import { wordsOf } from './report.ts'
import { runKills } from './run-kills.ts'

test('killed four times while mail comes in and goes out, it keeps every promise', async () => {
  const report = await runKills({ seed: 'journey', kills: 4, withPostgres: true, senders: 3, agents: 2, spoil })
  expect(report.broken, wordsOf(report)).toEqual([])
  expect(report.kills.total).toBe(4)
  // A run in which nothing happened would keep every promise, too.
  expect(report.mailIn.acknowledged).toBeGreaterThan(10)
  expect(report.mailIn.acknowledged).toBe(report.mailIn.mails)
  expect(report.requests.replies).toBeGreaterThan(2)
  expect(report.mailOut.arrived).toBeGreaterThan(2)
  const seen = new Set(report.afterSpoiling.map(({ promise }) => promise))
  expect([...seen].toSorted(), 'the same checks must see what is broken on purpose').toEqual(['P1', 'P2', 'P3', 'P4', 'P5'])
})

/** Takes a mail's text, doubles another mail, forgets a delivery, drops an event and moves a counter. */
async function spoil(postgres: Postgres): Promise<void> {
  const customers = `SELECT id FROM messages WHERE kind = 'customer' AND mail_message_id LIKE '%@customer.example' ORDER BY id`
  await postgres.rows(`UPDATE messages SET text = '' WHERE id = (${customers} LIMIT 1)`)
  await postgres.rows(
    `INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, author_kind, at, body, text, mail_message_id)
     SELECT workspace_id, ticket_id, origin_ticket_id, kind, audience, author_kind, at, body, text, mail_message_id FROM messages
     WHERE id = (${customers} OFFSET 1 LIMIT 1)`,
  )
  await postgres.rows(`UPDATE outbox SET state = 'failed' WHERE id = (SELECT min(id) FROM outbox WHERE state = 'sent')`)
  const first = 'ticket_id = (SELECT min(ticket_id) FROM events) AND seq = 2'
  await postgres.rows(`DELETE FROM event_details WHERE ${first}`)
  await postgres.rows(`DELETE FROM events WHERE ${first}`)
  await postgres.rows('UPDATE count_totals SET n = n + 1')
}
