import { tmpdir } from 'node:os'
import { backup, checkFile, size, tellProgress } from '../server/operations/operations.cli.ts'
import { type Command, type CommandContext, readWords, UsageProblem } from '../server/platform/command.ts'

const on = { type: 'boolean' } as const

/** Writes a backup, or looks at one with `--check` and `--verify-restore`. Words go to the standard error: `-` puts the bytes on the output. */
export const backupCommand: Command = async (args, context) => {
  const { flags, words } = readWords(args, { check: on, 'verify-restore': on, 'with-secret': on, json: on, scratch: { type: 'string' } }, 1)
  const [named] = words
  const isCheck = flags.check === true || flags['verify-restore'] === true
  if (isCheck && named === undefined) throw new UsageProblem('--check and --verify-restore need the FILE')
  if (isCheck)
    return checkFile(named as string, {
      ...context,
      scratch: flags['verify-restore'] ? (flags.scratch ?? tmpdir()) : null,
      asJson: flags.json === true,
    })
  const file = named ?? defaultName(new Date())
  return write(file, context, { withSecret: flags['with-secret'] === true, asJson: flags.json === true })
}

async function write(file: string, context: CommandContext, options: { withSecret: boolean; asJson: boolean }): Promise<void> {
  const { config, log } = context
  const progress = tellProgress('Backup', options.asJson)
  const { header, rows, bytes } = await context.withDatabase(
    ({ owner }) => backup(owner, file, { secret: config.secret, withSecret: options.withSecret, progress }),
    'as-is',
  )
  if (file !== '-') context.print(file)
  log.info(`Backup ${header.id} of ${header.takenAt}: ${rows} rows, ${size(bytes)}.`)
  if (options.withSecret) log.info('It holds the secret: who has the file can open everything in it.')
  else
    log.info(
      `The secret ${header.secretId} is not in it: keep a copy of secret.key (or STATEDESK_SECRET), without it sealed mail and passwords stay closed.`,
    )
}

function defaultName(now: Date): string {
  return `statedesk-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.tar`
}
