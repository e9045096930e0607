import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { notFound } from '../platform/errors/index.ts'
import type { NewWebhook } from './create-webhook.ts'
import { formerSecretMs } from './schedule.ts'
import { newSecret } from './signature.ts'
import { webhookIn } from './webhook-views.ts'
import { type LockedWebhook, lockWebhook, setSecrets } from './webhooks.queries.ts'

/** Gives a new secret. For 24 hours the former one signs as well, so that no message is lost while the receiver changes over. */
export function rotateSecret(ctx: Context<StaffActor>, webhookId: number): Promise<NewWebhook> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId])
    if (!row) throw notFound()
    const secret = newSecret()
    const until = new Date(tx.now.getTime() + formerSecretMs)
    await tx.run(setSecrets, [tx.workspaceId, webhookId, ctx.app.secrets.seal('webhook', Buffer.from(secret)), row.secret, until])
    await logSettingsChange(tx, ctx.actor.userId, 'webhook', webhookId, { rotated: true })
    return { ...(await webhookIn(tx, webhookId)), secret }
  })
}
