import { messageQueries } from '../messages/index.ts'
import { query, type Tx } from '../platform/db/index.ts'

/** The journal of what a message sent stands where the message stands, and goes with it. */
const setMailsTicket = query(
  'outbox.set_ticket',
  'UPDATE outbox SET ticket_id = $3 WHERE workspace_id = $1 AND message_id = ANY ($2::bigint[])',
)

/** Puts messages on another ticket, with their files and mails. Both tickets are locked by the caller. */
export async function putMessages(tx: Tx, messageIds: readonly number[], ticketId: number): Promise<void> {
  const what = [tx.workspaceId, messageIds, ticketId]
  await tx.run(messageQueries.setMessageTicket, what)
  await tx.run(messageQueries.setAttachmentsTicket, what)
  await tx.run(setMailsTicket, what)
}
