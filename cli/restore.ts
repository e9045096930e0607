import { heldWork, releaseHeld, restore, tellProgress } from '../server/operations/operations.cli.ts'
import { type Command, readWords, UsageProblem } from '../server/platform/command.ts'
import { withApp } from './with-app.ts'

const on = { type: 'boolean' } as const

/** Puts a backup back; ends with 1 when what came back does not verify. */
export const restoreCommand: Command = async (args, context) => {
  const { flags, words } = readWords(args, { force: on, moved: on, 'without-secret': on, json: on, held: on, release: on }, 1)
  const [file] = words
  if (flags.held || flags.release) {
    if (file !== undefined) throw new UsageProblem('--held and --release go without a FILE')
    const { mail, reply, timer } = await withApp(context, flags.release ? releaseHeld : heldWork)
    context.print(`${flags.release ? 'Released' : 'Held'}: mails ${mail}, replies ${reply}, timers ${timer}`)
    return
  }
  if (file === undefined) throw new UsageProblem('the FILE is missing')
  return restore(file, context, {
    force: flags.force === true,
    moved: flags.moved === true,
    withoutSecret: flags['without-secret'] === true,
    progress: tellProgress('Restore', flags.json === true),
  })
}
