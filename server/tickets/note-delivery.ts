import { systemContext, type App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { changeTicketIn } from './change-ticket.ts'

/** Writes into a ticket's log what became of one of its mails. */
export async function noteDelivery(app: App, tx: Tx, change: { ticketId: number; messageId: number; state: string }): Promise<void> {
  await changeTicketIn(systemContext(app, tx.workspaceId), tx, { ticketId: change.ticketId }, async (door) => {
    door.log('message.delivery_changed', { message: change.messageId, state: change.state })
  })
}
