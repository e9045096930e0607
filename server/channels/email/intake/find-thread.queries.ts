import { query } from '../../../platform/db/index.ts'

export interface FoundTicket {
  id: number
  reference: string
  purgedAt: Date | null
}

/**
 * A ticket, or where a message ($3) of it stands today; or the one that was merged into, however often. Where it begins is found
 * first, by itself: under policies an id that a COALESCE gives is looked for in every row.
 */
export const ticketAfterMerges = query(
  'threads.ticket_after_merges',
  `WITH RECURSIVE start AS MATERIALIZED (SELECT COALESCE(
     (SELECT m.ticket_id FROM messages m WHERE m.workspace_id = $1 AND m.id = $3 AND m.origin_ticket_id = $2), $2) AS id),
   chain AS (
     SELECT t.id, t.reference, t.purged_at, t.merged_into_id, 0 AS hops FROM start s JOIN tickets t ON t.workspace_id = $1 AND t.id = s.id
     UNION ALL
     SELECT t.id, t.reference, t.purged_at, t.merged_into_id, c.hops + 1 FROM tickets t JOIN chain c ON t.id = c.merged_into_id
      WHERE t.workspace_id = $1 AND c.hops < 100)
   SELECT id, reference, purged_at AS "purgedAt" FROM chain WHERE merged_into_id IS NULL`,
)

/** Whether somebody takes part in a ticket, or did: once for the ticket itself, once for the one named at first. */
export const takesPart = query(
  'threads.takes_part',
  `SELECT bool_or(p.removed_at IS NULL AND p.ticket_id = $2) AS now, bool_or(true) AS ever
     FROM contact_identities i JOIN participants p ON p.workspace_id = i.workspace_id AND p.contact_id = i.contact_id
    WHERE i.workspace_id = $1 AND i.kind = 'mail' AND i.value = $4 AND p.ticket_id IN ($2, $3)`,
)

/** Tickets on which this very sender wrote one of these mails, newest first. */
export const ticketsOfOwnMails = query(
  'threads.own_mails',
  `SELECT m.ticket_id AS id FROM messages m
    WHERE m.workspace_id = $1 AND m.mail_message_id = ANY ($2::text[]) AND m.author_kind = 'contact' AND m.author_email = $3
      AND m.audience = 'public'
    GROUP BY m.ticket_id ORDER BY max(m.id) DESC LIMIT 5`,
)

export const ticketsByNumber = query(
  'threads.by_number',
  'SELECT id FROM tickets WHERE workspace_id = $1 AND number = ANY ($2::int[]) ORDER BY id',
)
