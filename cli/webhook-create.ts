import { type Command, readFlags } from '../server/platform/command.ts'
import { webhookCreate } from '../server/webhooks/index.ts'
import { withWorkspace } from './with-app.ts'

/** The secret stands alone on the last line, so that a script can take it. */
export const webhookCreateCommand: Command = async (args, context) => {
  const text = { type: 'string' } as const
  const options = { name: text, url: text, types: text, desks: text, workspace: text }
  const { workspace, name = '', url = '', ...filters } = readFlags(args, options, ['name', 'url'])
  const { id, secret } = await withWorkspace(context, workspace, (app, workspaceId) =>
    webhookCreate(app, workspaceId, { name, url, ...filters }),
  )
  context.print(`Webhook ${String(id)}: ${name}`)
  context.print(secret)
}
