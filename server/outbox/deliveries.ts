import type { Tx } from '../platform/db/index.ts'
import { deliveriesOfMessages, deliveriesOfTicket, type DeliveryRow, type DeliveryState } from './outbox.queries.ts'

/** The delivery ledger of a ticket: every recipient of every message, with every attempt. */
export function ticketDeliveries(tx: Tx, ticketId: number): Promise<DeliveryRow[]> {
  return tx.many<DeliveryRow>(deliveriesOfTicket, [tx.workspaceId, ticketId])
}

/** The ledgers of some messages, by message. */
export async function messageDeliveries(tx: Tx, messageIds: readonly number[]): Promise<Map<number, DeliveryRow[]>> {
  const byMessage = new Map<number, DeliveryRow[]>()
  if (messageIds.length === 0) return byMessage
  for (const row of await tx.many<DeliveryRow>(deliveriesOfMessages, [tx.workspaceId, messageIds])) {
    const rows = byMessage.get(row.messageId)
    if (rows) rows.push(row)
    else byMessage.set(row.messageId, [row])
  }
  return byMessage
}

const worstFirst: readonly DeliveryState[] = ['failed', 'uncertain', 'suppressed', 'sending', 'waiting', 'sent']

/** One word for a message with several recipients: what most needs a look. */
export function deliveryState(rows: readonly { state: DeliveryState }[]): DeliveryState | null {
  return worstFirst.find((state) => rows.some((row) => row.state === state)) ?? null
}
