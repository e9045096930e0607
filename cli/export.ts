import { exportWorkspace } from '../server/operations/operations.cli.ts'
import { type Command, readWords, UsageProblem } from '../server/platform/command.ts'
import { workspaceFor } from '../server/setup/index.ts'
import { withApp } from './with-app.ts'

/** Ends with 1 when an attachment is damaged; everything else is exported all the same. */
export const exportCommand: Command = async (args, context) => {
  const { flags, words } = readWords(args, { workspace: { type: 'string' } }, 1)
  const [target] = words
  if (target === undefined) throw new UsageProblem('the FILE or DIR is missing')
  const { tickets, messages, attachments, events, damaged } = await withApp(context, async (app) =>
    exportWorkspace(app, await workspaceFor(app, flags.workspace, { make: false }), target),
  )
  context.log.info(`Exported: tickets ${tickets}, messages ${messages}, attachments ${attachments}, events ${events}`)
  for (const path of damaged) context.log.warn(`The bytes of ${path} are not what was stored.`)
  return damaged.length === 0 ? 0 : 1
}
