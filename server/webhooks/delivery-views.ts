import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { deliveries, delivery, type DeliveryRow, redeliver } from './deliveries.queries.ts'
import { webhookIn } from './webhook-views.ts'
import { type LockedWebhook, lockWebhook } from './webhooks.queries.ts'
import type { DeliveriesQuery, WebhookDelivery } from './webhooks.schema.ts'

export type DeliveryView = z.input<typeof WebhookDelivery>

/** The ledger of a webhook, newest first. */
export function listDeliveries(
  ctx: Context<StaffActor>,
  webhookId: number,
  { state, limit, cursor }: z.output<typeof DeliveriesQuery>,
): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
  return ctx.transaction(async (tx) => {
    await webhookIn(tx, webhookId)
    const below = cursor ?? Number.MAX_SAFE_INTEGER
    const rows = await tx.many<DeliveryRow>(deliveries, [tx.workspaceId, webhookId, below, state ?? null, limit + 1])
    const items = rows.slice(0, limit)
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null }
  })
}

export function getDelivery(ctx: Context<StaffActor>, webhookId: number, deliveryId: number): Promise<DeliveryView> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<DeliveryRow>(delivery, [tx.workspaceId, webhookId, deliveryId])
    if (!row) throw notFound()
    return row
  })
}

/** Sends a message again, with the id it had. It begins a new round of attempts. */
export async function redeliverMessage(ctx: Context<StaffActor>, at: { webhookId: number; deliveryId: number }): Promise<DeliveryView> {
  await ctx.transaction(async (tx) => {
    if (!(await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, at.webhookId]))) throw notFound()
    const row = await tx.maybe<DeliveryRow>(delivery, [tx.workspaceId, at.webhookId, at.deliveryId])
    if (!row) throw notFound()
    if ((await tx.run(redeliver, [tx.workspaceId, at.webhookId, at.deliveryId, tx.now])) === 0) {
      const detail = 'This message is being sent right now, waits for an earlier one of its ticket, or is a test.'
      throw new AppError('refused', detail, { action: 'redeliver' })
    }
    tx.afterCommit(() => ctx.app.wake('webhooks'))
  })
  return getDelivery(ctx, at.webhookId, at.deliveryId)
}
