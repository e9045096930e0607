import { type Broken, collector } from './findings.ts'
import type { World } from './world.ts'

const gaps = `SELECT t.reference, t.event_seq AS last, count(e.seq)::int AS events, COALESCE(max(e.seq), 0) AS highest, COALESCE(min(e.seq), 0) AS lowest
  FROM tickets t LEFT JOIN events e ON e.workspace_id = t.workspace_id AND e.ticket_id = t.id
  GROUP BY t.workspace_id, t.id HAVING count(e.seq) <> t.event_seq OR COALESCE(max(e.seq), 0) <> t.event_seq OR COALESCE(min(e.seq), 0) <> 1`

const feed = `SELECT workspace_id AS workspace, count(*)::int AS events, count(position)::int AS placed, min(position)::int AS lowest, max(position)::int AS highest
  FROM events GROUP BY 1`

const disorder = `SELECT count(*)::int AS n FROM (SELECT position < lag(position) OVER (PARTITION BY workspace_id, ticket_id ORDER BY seq) AS wrong FROM events) e WHERE wrong`

const unsaid = `SELECT m.id FROM messages m WHERE NOT EXISTS (SELECT FROM events e WHERE e.workspace_id = m.workspace_id AND e.type = 'message.added' AND (e.data->>'message')::bigint = m.id)`

const counted = `SELECT count(*) FILTER (WHERE bucket = 'active')::int AS all FROM tickets WHERE workspace_id = (SELECT workspace_id FROM api_keys ORDER BY workspace_id LIMIT 1)`

/** P4 and P5: numbers without gaps, chains that hold, a feed without gaps, counters like a recount. */
export async function checkLedger({ database, product, traffic }: World): Promise<Broken[]> {
  const { broken, say } = collector()
  for (const row of await database.rows<Record<string, unknown>>(gaps)) say('P4', `events have a gap: ${JSON.stringify(row)}`)
  for (const row of await database.rows<{ workspace: number; events: number; placed: number; lowest: number; highest: number }>(feed)) {
    if (row.events !== row.placed || row.lowest !== 1 || row.highest !== row.placed) say('P4', `the feed has a gap: ${JSON.stringify(row)}`)
  }
  const [order] = await database.rows<{ n: number }>(disorder)
  if (order?.n !== 0) say('P4', `${order?.n} events stand in the feed before an earlier one of their ticket`)
  for (const { id } of await database.rows<{ id: string }>(unsaid)) say('P4', `message ${id} is in no event`)

  const { output, code } = await product.command('verify')
  if (code !== 0) say('P4', `statedesk verify ended with ${code}:\n${output}`)

  const response = await traffic.api('GET', '/counts')
  const { views } = (await response.json()) as { views: Record<string, number> }
  const [recount] = await database.rows<{ all: number }>(counted)
  if (views.all !== recount?.all) say('P5', `the counter of all tickets says ${views.all}, a recount ${recount?.all}`)
  return broken
}
