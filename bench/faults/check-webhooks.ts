import { type Broken, collector, grouped } from './findings.ts'
import { type Hooks, toldTypes } from './hooks.ts'
import type { RunDatabase } from './run-database.ts'

const toTell = `SELECT e.position::int AS position, e.type, e.ticket_id::text AS ticket, e.seq FROM events e
  WHERE e.workspace_id = 1 AND e.position IS NOT NULL AND e.type = ANY ($1) AND COALESCE(e.data->>'audience', '') <> 'staff'`

/** P9: whoever asked to be told was told of everything at least once, each time under the same id and in the same words, and of nothing else. */
export async function checkWebhooks(database: RunDatabase, hooks: Hooks, since: number, mark: string): Promise<Broken[]> {
  const { broken, say } = collector()
  const told = grouped(hooks.receipts, ({ position }) => String(position))
  const events = await database.rows<{ position: number; type: string; ticket: string; seq: number }>(toTell, [[...toldTypes]])
  for (const { position, type, ticket, seq } of events) {
    const receipts = told.get(String(position)) ?? []
    told.delete(String(position))
    // By the time its place was asked for it may have been told of a few already.
    if (position > since && !receipts.some(({ answered }) => answered === 'taken'))
      say('P9', `nobody was told of ${type} (ticket ${ticket}, event ${seq})`)
    if (new Set(receipts.map(({ id }) => id)).size > 1) say('P9', `${type} (ticket ${ticket}, event ${seq}) came under several ids`)
    if (new Set(receipts.map(({ body }) => body)).size > 1) say('P9', `${type} (ticket ${ticket}, event ${seq}) came in several words`)
  }
  for (const [position] of told) say('P9', `position ${position} was told and is no event that was asked for`)
  const ids = grouped(hooks.receipts, ({ id }) => id)
  for (const [id, receipts] of ids)
    if (new Set(receipts.map(({ position }) => position)).size > 1) say('P9', `${id} stands for several events`)
  const leak = hooks.receipts.find(({ body }) => body.includes(mark))
  if (leak) say('P8', `the webhook ${leak.id} carries what somebody wrote`)
  return broken
}
