import { randomUUID } from 'node:crypto'
import type { Context, StaffActor } from '../access/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { insertTest } from './deliveries.queries.ts'
import { type DeliveryView, getDelivery } from './delivery-views.ts'
import { leaseMs } from './schedule.ts'
import { attempt } from './send-delivery.ts'
import type { TakenDelivery } from './take-delivery.ts'
import { type LockedWebhook, lockWebhook } from './webhooks.queries.ts'

/** Sends a message of type `webhook.test` once, now, also while the webhook is off, and says what came of it. */
export async function testWebhook(ctx: Context<StaffActor>, webhookId: number): Promise<DeliveryView> {
  const taken = await ctx.transaction(async (tx): Promise<TakenDelivery> => {
    const webhook = await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId])
    if (!webhook) throw notFound()
    const messageId = `msg_test-${randomUUID()}`
    const body = JSON.stringify({ type: 'webhook.test', timestamp: tx.now.toISOString(), data: { webhook: String(webhookId) } })
    const until = new Date(tx.now.getTime() + leaseMs)
    const values = [tx.workspaceId, webhookId, messageId, body, until, tx.now]
    const row = await tx.one<Pick<TakenDelivery, 'id' | 'attempts' | 'tries' | 'sentAt'>>(insertTest, values)
    return { ...row, webhookId, webhook, messageId, body, ticketId: null }
  })
  await attempt(ctx.app, ctx.workspaceId, taken)
  return getDelivery(ctx, webhookId, taken.id)
}
