import { query } from '../platform/db/index.ts'

/**
 * The message a ticket was opened with, if it was opened with one; the ticket is `t`. What was held back before it left
 * counts as sent when it left, and is marked; only people hold words back, so that others' tickets are read no further.
 */
export const descriptionOf = (columns: string) => `SELECT ${columns} FROM messages m
     WHERE m.workspace_id = t.workspace_id AND m.ticket_id = t.id AND m.origin_ticket_id = t.id AND m.at <= CASE WHEN t.created_by IS NULL THEN t.created_at ELSE 'infinity' END AND (m.at <= t.created_at OR m.held ? 'first')
       AND m.kind IN ('customer', 'reply', 'note') AND m.state IN ('released', 'queued') ORDER BY m.at, m.id LIMIT 1`

/** It left by mail, or is handed over to be sent. */
const isMailed = 'EXISTS (SELECT FROM outbox o WHERE o.workspace_id = m.workspace_id AND o.message_id = m.id)'

/** Whether it may still be changed: not once it was mailed, and not while it waits to be, with its author's name under it. */
const descriptionFacts = `m.state = 'queued' AS held, ${isMailed} AS mailed`
export const descriptionFactsJson = `'held', m.state = 'queued', 'mailed', ${isMailed}`

export const readDescription = query(
  'description.read',
  `SELECT d.* FROM tickets t, LATERAL (${descriptionOf(`m.id, m.text, m.html, m.masks IS NOT NULL AS "isMasked", ${descriptionFacts}`)}) d WHERE t.workspace_id = $1 AND t.id = $2`,
)
