import type { App } from '../access/index.ts'
import { addWebhook, type NewWebhook } from './create-webhook.ts'
import { CreateWebhook } from './webhooks.schema.ts'

/** `statedesk webhook create`: gives the secret, which the command prints on its last line. `types` and `desks` are parted by commas. */
export async function webhookCreate(
  app: App,
  workspaceId: number,
  given: { name: string; url: string; types?: string; desks?: string },
): Promise<NewWebhook> {
  const listed = (text: string | undefined) => text?.split(',').map((one) => one.trim())
  return addWebhook(app, workspaceId, null, CreateWebhook.parse({ ...given, types: listed(given.types), desks: listed(given.desks) }))
}
