import type { Context } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { DeliveryState } from './outbox.queries.ts'

/** What became of a mail to one recipient. */
export interface DeliveryChange {
  readonly outboxId: number
  readonly ticketId: number
  readonly messageId: number
  readonly state: DeliveryState
}

type Listener = (ctx: Context, tx: Tx, change: DeliveryChange) => Promise<void>

const listeners = new Set<Listener>()

/** Hears of every change in the transaction that makes it. */
export function onDelivery(listener: Listener): void {
  listeners.add(listener)
}

export async function announceDelivery(ctx: Context, tx: Tx, change: DeliveryChange): Promise<void> {
  for (const listener of listeners) await listener(ctx, tx, change)
}
