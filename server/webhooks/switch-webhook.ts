import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { noticeAdmins } from '../notifications/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { releaseAll } from './deliveries.queries.ts'
import { webhookIn, type WebhookView } from './webhook-views.ts'
import { disable, enable, type LockedWebhook, lockWebhook } from './webhooks.queries.ts'

/** So far back a webhook that is switched on again is told what it missed, as far as the feed goes for everybody. */
const catchUpMs = 7 * 86_400_000

/** Goes on where it stopped: with what waited, then with what happened since, as far as seven days back. */
export function enableWebhook(ctx: Context<StaffActor>, webhookId: number): Promise<WebhookView> {
  return ctx.transaction(async (tx) => {
    if (!(await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId]))) throw notFound()
    const changed = await tx.run(enable, [tx.workspaceId, webhookId, new Date(tx.now.getTime() - catchUpMs)])
    if (changed > 0) {
      await tx.run(releaseAll, [tx.workspaceId, webhookId, tx.now])
      await logSettingsChange(tx, ctx.actor.userId, 'webhook', webhookId, { enabled: true })
      tx.afterCommit(() => {
        ctx.app.wake('webhooks')
        ctx.app.wake('webhook_events')
      })
    }
    return webhookIn(tx, webhookId)
  })
}

export function disableWebhook(ctx: Context<StaffActor>, webhookId: number): Promise<WebhookView> {
  return ctx.transaction(async (tx) => {
    if (!(await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId]))) throw notFound()
    if ((await tx.run(disable, [tx.workspaceId, webhookId, tx.now, 'by_hand'])) > 0) {
      await logSettingsChange(tx, ctx.actor.userId, 'webhook', webhookId, { enabled: false })
    }
    return webhookIn(tx, webhookId)
  })
}

/** The receiver asked for it, or failed for too long. The admins hear of it. */
export async function disableByItself(tx: Tx, webhook: LockedWebhook, why: 'gone' | 'failing'): Promise<void> {
  if ((await tx.run(disable, [tx.workspaceId, webhook.id, tx.now, why])) === 0) return
  await logSettingsChange(tx, null, 'webhook', webhook.id, { enabled: false, why })
  await noticeAdmins(tx, why === 'gone' ? 'webhook_gone' : 'webhook_failing', webhook.name)
}
