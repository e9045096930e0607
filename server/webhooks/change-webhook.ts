import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import { expectVersion, notFound } from '../platform/errors/index.ts'
import { assertDesks, checkedUrl } from './create-webhook.ts'
import { releaseAll } from './deliveries.queries.ts'
import { sealHeaders } from './headers.ts'
import { newSecret } from './signature.ts'
import { webhookIn, type WebhookView } from './webhook-views.ts'
import { deleteWebhook as deleteRow, type LockedWebhook, lockWebhook, setSecrets, updateWebhook } from './webhooks.queries.ts'
import type { WebhookChange } from './webhooks.schema.ts'

/**
 * Changes a webhook. Another server gets another secret, which the answer holds, and none of the headers that were meant
 * for the former one. After a new address what waits is tried at once.
 */
export async function changeWebhook(
  ctx: Context<StaffActor>,
  webhookId: number,
  { expectedVersion, ...change }: WebhookChange,
): Promise<WebhookView & { secret?: string }> {
  const url = change.url === undefined ? null : await checkedUrl(ctx.app, change.url)
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId])
    if (!row) throw notFound()
    expectVersion(expectedVersion, row.version)
    await assertDesks(tx, change.desks ?? null)
    const isElsewhere = url !== null && url.origin !== new URL(row.url).origin
    const isMoved = url !== null && url.href !== row.url
    const kept = isElsewhere ? { names: [], sealed: null } : { names: row.headerNames, sealed: row.headers }
    const headers = change.headers ? sealHeaders(ctx.app, change.headers) : kept
    const filters = [change.types === undefined ? row.types : change.types, change.desks === undefined ? row.deskIds : change.desks]
    const failingSince = isMoved ? null : row.failingSince
    const values = [change.name ?? row.name, url?.href ?? row.url, ...filters, headers.names, headers.sealed, failingSince]
    await tx.run(updateWebhook, [tx.workspaceId, webhookId, ...values])
    const secret = isElsewhere ? newSecret() : undefined
    if (secret) await tx.run(setSecrets, [tx.workspaceId, webhookId, ctx.app.secrets.seal('webhook', Buffer.from(secret)), null, null])
    if (isMoved) {
      await tx.run(releaseAll, [tx.workspaceId, webhookId, tx.now])
      tx.afterCommit(() => ctx.app.wake('webhooks'))
    }
    const former = { name: row.name, host: new URL(row.url).host, types: row.types, desks: row.deskIds, headers: row.headerNames }
    const wanted = { name: change.name, host: url?.host, types: change.types, desks: change.desks, headers: headers.names }
    const changed = differences(former, wanted) ?? (isMoved || change.headers ? { change: { rewritten: true }, former: {} } : null)
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'webhook', webhookId, changed.change, changed.former)
    return { ...(await webhookIn(tx, webhookId)), ...(secret && { secret }) }
  })
}

/** Nothing is sent any more, and its ledger goes with it. A message that is under way may still arrive. */
export async function deleteWebhook(ctx: Context<StaffActor>, webhookId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const row = await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, webhookId])
    if (!row) throw notFound()
    await tx.run(deleteRow, [tx.workspaceId, webhookId])
    await logSettingsChange(tx, ctx.actor.userId, 'webhook', webhookId, { removed: row.name })
  })
}
