import { type Broken, collector } from './findings.ts'
import type { Request } from './records.ts'
import type { RunDatabase } from './run-database.ts'

/** A solution consists of its text and of the line in the log; both or none. */
const halfSolutions = `SELECT 'a solution without its event' AS what, m.origin_ticket_id::text AS ticket FROM messages m WHERE m.kind = 'resolution'
    AND NOT EXISTS (SELECT FROM events e WHERE e.workspace_id = m.workspace_id AND e.ticket_id = m.origin_ticket_id AND e.type = 'ticket.resolved' AND e.at = m.at)
  UNION ALL
  SELECT 'a solution without a change', e.ticket_id::text FROM events e WHERE e.type = 'ticket.resolved'
    AND NOT EXISTS (SELECT FROM events c WHERE c.workspace_id = e.workspace_id AND c.ticket_id = e.ticket_id AND c.at = e.at AND c.type IN ('ticket.status_changed', 'message.added'))`

/** A merge consists of a pointer, a record, two lines in two logs, and of messages that moved. */
const halfMerges = `SELECT 'a merge without its record' AS what, t.id::text AS ticket FROM tickets t WHERE t.merged_into_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM merges g WHERE g.workspace_id = t.workspace_id AND g.duplicate_id = t.id AND g.primary_id = t.merged_into_id AND g.undone_at IS NULL)
  UNION ALL
  SELECT 'a record of a merge without the merge', g.duplicate_id::text FROM merges g JOIN tickets t ON t.workspace_id = g.workspace_id AND t.id = g.duplicate_id
    WHERE g.undone_at IS NULL AND t.merged_into_id IS DISTINCT FROM g.primary_id
  UNION ALL
  SELECT 'a merge that one of the logs does not know', g.duplicate_id::text FROM merges g WHERE
    NOT EXISTS (SELECT FROM events e WHERE e.workspace_id = g.workspace_id AND e.ticket_id = g.duplicate_id AND e.type = 'ticket.merged_into' AND (e.data->>'primary')::bigint = g.primary_id)
    OR NOT EXISTS (SELECT FROM events e WHERE e.workspace_id = g.workspace_id AND e.ticket_id = g.primary_id AND e.type = 'ticket.merged' AND (e.data->>'duplicate')::bigint = g.duplicate_id)
  UNION ALL
  SELECT 'a merge that left a message behind', m.ticket_id::text FROM merges g JOIN messages m ON m.workspace_id = g.workspace_id AND m.id = ANY (g.moved_messages)
    WHERE g.undone_at IS NULL AND m.ticket_id = g.duplicate_id`

/** Written by hand and public: somebody has to hear of it, unless the ticket has nobody. */
const mailed = `SELECT count(*)::int AS mails, m.ticket_id::text AS ticket, (SELECT count(*)::int FROM participants p WHERE p.workspace_id = m.workspace_id AND p.ticket_id = m.ticket_id AND p.removed_at IS NULL) AS people
  FROM messages m LEFT JOIN outbox o ON o.workspace_id = m.workspace_id AND o.message_id = m.id
  WHERE position($1 IN m.text) > 0 AND m.kind IN ('reply', 'resolution') GROUP BY m.workspace_id, m.id, m.ticket_id, o.id HAVING o.id IS NULL`

/** P7: what consists of several steps happened whole or not at all. */
export async function checkSteps(database: RunDatabase, requests: readonly Request[]): Promise<Broken[]> {
  const { broken, say } = collector()
  for (const sql of [halfSolutions, halfMerges])
    for (const { what, ticket } of await database.rows<{ what: string; ticket: string }>(sql)) say('P7', `${what}: ticket ${ticket}`)
  for (const { canary, kind, answer } of requests) {
    if (canary === null || answer === null || (kind !== 'resolve' && kind !== 'reply')) continue
    for (const { ticket, people } of await database.rows<{ ticket: string; people: number }>(mailed, [canary]))
      if (people > 0) say('P7', `${canary} (${kind}) stands on ticket ${ticket} and no mail of it was ever to leave`)
  }
  return broken
}
