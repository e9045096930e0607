import { query, type Tx } from '../platform/db/index.ts'

export interface TicketForThreading {
  readonly id: number
  readonly reference: string
  readonly deskId: number
  readonly contactId: number | null
  readonly purged: boolean
  readonly mergedIntoId: number | null
  readonly participants: readonly { contactId: number; email: string }[]
}

const forThreading = query(
  'threading.ticket',
  `SELECT t.id, t.reference, t.desk_id AS "deskId", t.contact_id AS "contactId", t.purged_at IS NOT NULL AS purged, t.merged_into_id AS "mergedIntoId",
     COALESCE((SELECT json_agg(json_build_object('contactId', p.contact_id, 'email', i.value)) FROM participants p
       JOIN contact_identities i ON i.workspace_id = p.workspace_id AND i.contact_id = p.contact_id AND i.kind = 'mail'
       WHERE p.workspace_id = t.workspace_id AND p.ticket_id = t.id AND p.removed_at IS NULL), '[]') AS participants
   FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2`,
)

/** What the reading of a mail needs to know of a ticket: who takes part, and whether it still is one. */
export function ticketForThreading(tx: Tx, ticketId: number): Promise<TicketForThreading | null> {
  return tx.maybe<TicketForThreading>(forThreading, [tx.workspaceId, ticketId])
}
