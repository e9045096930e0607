import type { Tx } from '../platform/db/index.ts'
import { deliveriesOfMessages, deliveriesOfNewest, deliveriesOfTicket, type DeliveryRow, type DeliveryState } from './outbox.queries.ts'

/** The delivery ledger of a ticket: every recipient of every message, with every attempt. */
export function ticketDeliveries(tx: Tx, ticketId: number): Promise<DeliveryRow[]> {
  return tx.many<DeliveryRow>(deliveriesOfTicket, [tx.workspaceId, ticketId])
}

/** The ledgers of some messages, by message. */
export async function messageDeliveries(tx: Tx, messageIds: readonly number[]): Promise<Map<number, DeliveryRow[]>> {
  return byMessage(messageIds.length === 0 ? [] : await tx.many<DeliveryRow>(deliveriesOfMessages, [tx.workspaceId, messageIds]))
}

/** Those of the messages that the newest page of a ticket's conversation shows. */
export async function newestDeliveries(tx: Tx, ticketId: number): Promise<Map<number, DeliveryRow[]>> {
  return byMessage(await tx.many<DeliveryRow>(deliveriesOfNewest, [tx.workspaceId, ticketId]))
}

function byMessage(rows: readonly DeliveryRow[]): Map<number, DeliveryRow[]> {
  const found = new Map<number, DeliveryRow[]>()
  for (const row of rows) {
    const ofOne = found.get(row.messageId)
    if (ofOne) ofOne.push(row)
    else found.set(row.messageId, [row])
  }
  return found
}

const worstFirst: readonly DeliveryState[] = ['failed', 'uncertain', 'suppressed', 'sending', 'waiting', 'sent']

/** One word for a message with several recipients: what most needs a look. */
export function deliveryState(rows: readonly { state: DeliveryState }[]): DeliveryState | null {
  return worstFirst.find((state) => rows.some((row) => row.state === state)) ?? null
}
