import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { webhook, type WebhookRow, webhooks } from './webhooks.queries.ts'
import type { Webhook } from './webhooks.schema.ts'

export type WebhookView = z.input<typeof Webhook>

/** All webhooks of the workspace, oldest first. */
export async function listWebhooks(ctx: Context<StaffActor>): Promise<WebhookView[]> {
  return (await ctx.transaction((tx) => tx.many<WebhookRow>(webhooks, [tx.workspaceId]))).map(viewOf)
}

export function getWebhook(ctx: Context<StaffActor>, webhookId: number): Promise<WebhookView> {
  return ctx.transaction((tx) => webhookIn(tx, webhookId))
}

export async function webhookIn(tx: Tx, webhookId: number): Promise<WebhookView> {
  const row = await tx.maybe<WebhookRow>(webhook, [tx.workspaceId, webhookId])
  if (!row) throw notFound()
  return viewOf(row)
}

// The secret and the values of headers are write-only.
function viewOf({ deskIds, headerNames, ...row }: WebhookRow): WebhookView {
  return { ...row, desks: deskIds, headers: headerNames, enabled: row.disabledAt === null }
}
