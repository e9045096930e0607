import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { passwordIn, userCreate } from '../server/access/index.ts'
import { type Command, readFlags } from '../server/platform/command.ts'
import { emailIn, lineIn } from '../server/platform/http/index.ts'
import { withWorkspace } from './with-app.ts'

const input = z.object({ email: emailIn, name: lineIn(100), role: z.string(), password: passwordIn })

/** Without a password it makes one, and prints it. */
export const userCreateCommand: Command = async (args, context) => {
  const text = { type: 'string' } as const
  const flags = readFlags(args, { email: text, name: text, role: text, password: text, workspace: text }, ['email', 'name', 'role'])
  const person = input.parse({ password: randomBytes(12).toString('base64url'), ...flags })
  const { id } = await withWorkspace(context, flags.workspace, (app, workspaceId) => userCreate(app, workspaceId, person))
  context.print(`User ${id}: ${person.name} <${person.email}>, ${person.role}`)
  if (flags.password === undefined) context.print(`Password: ${person.password}`)
}
