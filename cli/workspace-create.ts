import { z } from 'zod'
import { type Command, readFlags } from '../server/platform/command.ts'
import { lineIn } from '../server/platform/http/index.ts'
import { createWorkspace } from '../server/setup/index.ts'
import { withApp } from './with-app.ts'

const input = z.object({ name: lineIn(100) })

export const workspaceCreateCommand: Command = async (args, context) => {
  const { name } = input.parse(readFlags(args, { name: { type: 'string' } }, ['name']))
  const { workspaceId } = await withApp(context, (app) => createWorkspace(app, { name }))
  context.print(`Workspace ${workspaceId}: ${name}`)
}
