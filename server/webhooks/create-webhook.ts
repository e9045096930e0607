import { type App, type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { checkWebAddress, guardOf } from '../platform/outgoing/index.ts'
import { sealHeaders } from './headers.ts'
import { newSecret } from './signature.ts'
import { webhookIn, type WebhookView } from './webhook-views.ts'
import { countDesks, countWebhooks, insertWebhook, lockNumber } from './webhooks.queries.ts'
import type { WebhookInput } from './webhooks.schema.ts'

const mostWebhooks = 50

export type NewWebhook = WebhookView & { secret: string }

/** Makes a webhook that is told of everything from now on. Its secret is in this answer and never again. */
export function createWebhook(ctx: Context<StaffActor>, input: WebhookInput): Promise<NewWebhook> {
  return addWebhook(ctx.app, ctx.workspaceId, ctx.actor.userId, input)
}

export async function addWebhook(app: App, workspaceId: number, userId: number | null, input: WebhookInput): Promise<NewWebhook> {
  const url = await checkedUrl(app, input.url)
  const secret = newSecret()
  return app.db.transaction(workspaceId, async (tx) => {
    await tx.run(lockNumber, [workspaceId])
    const { n } = await tx.one<{ n: number }>(countWebhooks, [workspaceId])
    if (n >= mostWebhooks) throw invalid('', `There are ${mostWebhooks} webhooks already, and no more are possible. Delete one first.`)
    await assertDesks(tx, input.desks)
    const { names, sealed } = sealHeaders(app, input.headers)
    const sealedSecret = app.secrets.seal('webhook', Buffer.from(secret))
    const filters = [input.types, input.desks]
    const values = [workspaceId, input.name, url.href, ...filters, sealedSecret, names, sealed, userId, tx.now]
    const { id } = await tx.one<{ id: number }>(insertWebhook, values)
    await logSettingsChange(tx, userId, 'webhook', id, { created: input.name, host: url.host, types: input.types, desks: input.desks })
    return { ...(await webhookIn(tx, id)), secret }
  })
}

/**
 * Refuses an address that may not be sent to, and gives the others in one spelling. It is judged again before each
 * message; a name that cannot be found right now may be there later.
 */
export async function checkedUrl(app: App, typed: string): Promise<URL> {
  const checked = await checkWebAddress(guardOf(app.config), typed)
  if (!checked.ok && checked.reason !== 'host_not_found') throw invalid('url', checked.message)
  const url = new URL(typed)
  url.hash = ''
  return url
}

export async function assertDesks(tx: Tx, desks: readonly number[] | null): Promise<void> {
  if (desks === null) return
  const { n } = await tx.one<{ n: number }>(countDesks, [tx.workspaceId, desks])
  if (n !== new Set(desks).size) throw invalid('desks', 'names a desk that does not exist')
}
