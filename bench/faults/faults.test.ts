import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Broken } from './findings.ts'
import { allKinds } from './kinds.ts'
import { markdownOf, type Report } from './report.ts'
import type { RunResult } from './run-seed.ts'
import { runSeeds } from './run-seeds.ts'
import type { World } from './world.ts'

const kinds = (await allKinds()).filter(({ needsRoot }) => !needsRoot || process.getuid?.() === 0)
const afterSpoiling: Broken[] = []
let report: Report
let results: readonly RunResult[] = []

beforeAll(async () => {
  let spoiled = false
  ;({ report, results } = await runSeeds({
    seeds: ['cover'],
    cover: true,
    lanes: 2,
    // One of the runs is enough to see that the checks see.
    spoil: async (world) => {
      if (spoiled) return
      spoiled = true
      await spoil(world)
    },
  }))
  for (const result of results) afterSpoiling.push(...result.afterSpoiling)
}, 2_400_000)
afterAll(() => console.info(markdownOf(report)))

describe('the built product, its world made to fail', () => {
  test.each(kinds.map(({ number, title }) => [`fault ${number}: ${title}`, number] as const))('%s', (_title, number) => {
    const strikes = results.flatMap(({ faults }) => faults).filter((fault) => fault.number === number)
    // What found nothing to strike is tried once more.
    expect(strikes.length).toBeLessThanOrEqual(2)
    expect(strikes.map(({ struck, what }) => (struck ? 'struck' : what)).at(-1)).toBe('struck')
  })

  test('every promise is kept', () => {
    expect(report.broken).toEqual([])
    // Runs in which nothing happened would keep every promise, too.
    expect(report.totals.acknowledged).toBeGreaterThan(kinds.length * 2)
    expect(report.totals.acknowledged).toBe(report.totals.mailsIn)
    expect(report.totals.once).toBeGreaterThan(kinds.length / 2)
  })

  test('the same checks see what is broken on purpose', () => {
    const seen = new Set(afterSpoiling.map(({ promise }) => promise))
    expect([...seen].toSorted()).toEqual(['P1', 'P10', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'])
  })
})

/** Takes a mail's text, doubles another, forgets a delivery, drops an event, moves a counter, wakes a ticket twice, and so on. */
async function spoil({ database, traffic }: World): Promise<void> {
  const customers = `SELECT id FROM messages WHERE kind = 'customer' AND mail_message_id LIKE '%@customer.example' ORDER BY id`
  const columns = 'workspace_id, ticket_id, origin_ticket_id, audience, author_kind, at, body, text, mail_message_id'
  await database.rows(`UPDATE messages SET text = '' WHERE id = (${customers} LIMIT 1)`)
  await database.rows(
    `INSERT INTO messages (kind, ${columns}) SELECT kind, ${columns} FROM messages WHERE id = (${customers} OFFSET 1 LIMIT 1)`,
  )
  await database.rows(
    `INSERT INTO messages (kind, ${columns}) SELECT 'resolution', workspace_id, ticket_id, origin_ticket_id, audience, author_kind, at, body, 'Solved.', NULL
     FROM messages WHERE id = (${customers} OFFSET 2 LIMIT 1)`,
  )
  // All of them: one that arrived twice, and is flagged, may say anything.
  await database.rows(`UPDATE outbox SET state = 'failed' WHERE state = 'sent'`)
  await database.rows(`UPDATE raw_mails SET state = 'quarantined' WHERE id = (SELECT max(id) FROM raw_mails WHERE state = 'processed')`)
  const first = 'ticket_id = (SELECT min(ticket_id) FROM events) AND seq = 2'
  await database.rows(`DELETE FROM event_details WHERE ${first}`)
  await database.rows(`DELETE FROM events WHERE ${first}`)
  await database.rows(
    `INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, at, data, hash)
     SELECT workspace_id, max(id), 9999, 'ticket.woke', 'system', business_now(), '{"why": "time"}', '\\x00' FROM tickets WHERE workspace_id = 1 GROUP BY 1`,
  )
  await database.rows('UPDATE count_totals SET n = n + 1')
  const reply = traffic.requests.find(({ kind, answer }) => kind === 'reply' && answer !== null)
  if (reply) Object.assign(reply, { kind: 'note' })
}
