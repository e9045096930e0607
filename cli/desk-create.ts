import { z } from 'zod'
import { deskCreate } from '../server/desks/index.ts'
import { type Command, readFlags } from '../server/platform/command.ts'
import { emailIn, lineIn } from '../server/platform/http/index.ts'
import { withWorkspace } from './with-app.ts'

const input = z.object({ lifecycle: z.string(), name: lineIn(80), address: emailIn.optional() })

export const deskCreateCommand: Command = async (args, context) => {
  const text = { type: 'string' } as const
  const { workspace, ...flags } = readFlags(args, { lifecycle: text, name: text, address: text, workspace: text }, ['lifecycle', 'name'])
  const desk = input.parse(flags)
  const { id } = await withWorkspace(context, workspace, (app, workspaceId) => deskCreate(app, workspaceId, desk))
  context.print(`Desk ${id}: ${desk.name}${desk.address ? `, mail for ${desk.address}` : ''}`)
}
