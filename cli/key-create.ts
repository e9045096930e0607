import { z } from 'zod'
import { keyCreate } from '../server/access/index.ts'
import { type Command, readFlags } from '../server/platform/command.ts'
import { lineIn } from '../server/platform/http/index.ts'
import { withWorkspace } from './with-app.ts'

const input = z.object({ role: z.string(), name: lineIn(100) })

/** The key stands alone on the last line, so that a script can take it. */
export const keyCreateCommand: Command = async (args, context) => {
  const flags = readFlags(args, { role: { type: 'string' }, name: { type: 'string' }, workspace: { type: 'string' } }, ['role', 'name'])
  const key = await withWorkspace(context, flags.workspace, (app, workspaceId) => keyCreate(app, workspaceId, input.parse(flags)))
  context.print(key)
}
