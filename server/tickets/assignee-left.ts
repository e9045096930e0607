import { type App, systemContext } from '../access/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { changeTicketIn } from './change-ticket.ts'

const heldTickets = query(
  'assignee_left.held',
  `SELECT id FROM tickets WHERE workspace_id = $1 AND assignee_id = $2 AND bucket IN ('active', 'snoozed')
   AND category IN ('new', 'open', 'waiting', 'transferred') ORDER BY id`,
)

/** An agent went away: every ticket they hold is told, one door each; what that means is its lifecycle's to say. */
export async function releaseTicketsOf(app: App, tx: Tx, userId: number): Promise<void> {
  const ctx = systemContext(app, tx.workspaceId)
  for (const { id } of await tx.many<{ id: number }>(heldTickets, [tx.workspaceId, userId])) {
    await changeTicketIn(ctx, tx, { ticketId: id }, async (door) => {
      await door.fire('assignee_left', { by: 'system' })
    })
  }
}
