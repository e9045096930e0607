import type { Tx } from '../platform/db/index.ts'
import { deliveriesOfTicket, type DeliveryRow, type DeliveryState } from './outbox.queries.ts'

/** The delivery ledger of a ticket: every recipient of every message, with every attempt. */
export function ticketDeliveries(tx: Tx, ticketId: number): Promise<DeliveryRow[]> {
  return tx.many<DeliveryRow>(deliveriesOfTicket, [tx.workspaceId, ticketId])
}

const worstFirst: readonly DeliveryState[] = ['failed', 'uncertain', 'suppressed', 'sending', 'waiting', 'sent']

/** One word for a message with several recipients: what most needs a look. */
export function deliveryState(rows: readonly { state: DeliveryState }[]): DeliveryState | null {
  return worstFirst.find((state) => rows.some((row) => row.state === state)) ?? null
}
