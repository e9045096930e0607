import { query } from '../platform/db/index.ts'

/** What hangs on a ticket and goes with its words. Events stay, without their details. */
const tables = [
  'event_details',
  'drafts',
  'reads',
  'stars',
  'favourites',
  'ticket_labels',
  'timers',
  'assignment_queue',
  'surveys',
  'notifications',
  'viewers',
  'masks',
  'masked_words',
] as const

export const purgeStatements = tables.map((table) =>
  query(`purge.${table}`, `DELETE FROM ${table} WHERE workspace_id = $1 AND ticket_id = $2`),
)

export const purgeLinks = query('purge.links', 'DELETE FROM ticket_links WHERE workspace_id = $1 AND (from_id = $2 OR to_id = $2)')

/** Notices about it, and the mails of messages that are on it now: some were sent while the message was on another ticket. */
const mailsOfTicket = `workspace_id = $1 AND id IN (
     SELECT o.id FROM outbox o WHERE o.workspace_id = $1 AND o.ticket_id = $2 AND o.message_id IS NULL
     UNION ALL SELECT o.id FROM messages m JOIN outbox o ON o.workspace_id = $1 AND o.message_id = m.id WHERE m.workspace_id = $1 AND m.ticket_id = $2)`

export const purgeOutbox = query(
  'purge.outbox',
  `WITH gone AS (SELECT id FROM outbox WHERE ${mailsOfTicket}),
   attempts AS (DELETE FROM outbox_attempts WHERE workspace_id = $1 AND outbox_id IN (SELECT id FROM gone))
   SELECT count(*) FROM gone`,
)
export const deleteOutbox = query('purge.outbox_rows', `DELETE FROM outbox WHERE ${mailsOfTicket}`)

export const purgeParticipants = query('purge.participants', 'DELETE FROM participants WHERE workspace_id = $1 AND ticket_id = $2')

/** The sealed bytes go; the row stays, so that the same mail coming again is known. */
export const purgeRawMails = query(
  'purge.raw_mails',
  `UPDATE raw_mails SET sealed = '\\x', envelope = '{}', outcome = 'purged' WHERE workspace_id = $1 AND ticket_id = $2`,
)
