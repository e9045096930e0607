import { type Command, readFlags } from '../server/platform/command.ts'
import { workspaceFor } from '../server/setup/index.ts'
import { verify } from '../server/tickets/verify.cli.ts'
import { withApp } from './with-app.ts'

/** One line for each workspace, one for each fault. Ends with 1 when there is a fault. */
export const verifyCommand: Command = async (args, context) => {
  const { workspace } = readFlags(args, { workspace: { type: 'string' } })
  const reports = await withApp(context, async (app) => verify(app, workspace === undefined ? null : await workspaceFor(app, workspace)))
  for (const { workspaceId, tickets, events, erased, faults } of reports) {
    context.print(`Workspace ${workspaceId}: tickets ${tickets}, events ${events}, erased details ${erased}, faults ${faults.length}`)
    for (const fault of faults) context.print(`  ${fault}`)
  }
  return reports.some(({ faults }) => faults.length > 0) ? 1 : 0
}
