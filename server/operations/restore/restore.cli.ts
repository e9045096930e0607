import type { CommandContext } from '../../platform/command.ts'
import { type Sealer, sealerOf } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import type { Progress } from '../progress.ts'
import { restoreBackup } from './restore-backup.ts'
import { type SecretFile, secretFileOf } from './secret-file.ts'
import { verifyRestored } from './verify-restored.ts'

export interface RestoreCommandOptions {
  readonly force: boolean
  readonly moved: boolean
  /** Goes on although this installation has another secret than the backup needs. */
  readonly withoutSecret: boolean
  readonly progress: Progress
}

/** `statedesk restore FILE`: restores, verifies, and says what is held. Gives the exit code. */
export function restore(file: string, context: CommandContext, options: RestoreCommandOptions): Promise<number> {
  const { config, print } = context
  return context.withDatabase(async (database) => {
    if (database.beside) throw new StartProblem('A Statedesk works in this data folder.', 'Stop it, then restore.')
    const secretFile = secretFileOf(config)
    const report = await restoreBackup(database, file, {
      ...options,
      begin: async ({ secretId }, secret) =>
        chooseSecret(secretFile, secretId, secret, options.withoutSecret, sealerOf(config.secret, config.oldSecrets)),
    }).catch(async (error: unknown) => {
      secretFile.putBack()
      throw error
    })
    const { header, manifest, rows, migrated, held } = report
    print(
      `Restored the backup of ${header.takenAt} (Statedesk ${header.product}): tables ${manifest.tables.length}, rows ${rows}, as many as were written.`,
    )
    for (const name of migrated) print(`Migrated: ${name}`)
    if (secretFile.wasReplaced()) print(`The secret ${header.secretId} came with it and stands in ${secretFile.path}.`)
    if (!options.moved) {
      print('Everybody signs in anew, and numbers go on after a leap: what was given away since the backup is void.')
      print(`Held: mails ${held.mail}, replies ${held.reply}, timers ${held.timer}`)
      if (held.mail + held.reply + held.timer > 0)
        print('They may have left or happened since the backup. `statedesk restore --release` lets them go.')
    }
    const { tickets, events, faults } = await verifyRestored(database.app)
    print(`Verified: tickets ${tickets}, events ${events}, faults ${faults.length}`)
    for (const fault of faults) print(`  ${fault}`)
    return faults.length === 0 ? 0 : 1
  }, 'as-is')
}

function chooseSecret(file: SecretFile, needed: string, held: string | null, without: boolean, own: Sealer): void {
  if (without || own.knows(needed)) return
  if (held !== null && file.replace(held)) return
  throw new StartProblem(
    `This backup needs the secret ${needed}; this installation has ${own.keyId}.`,
    held === null || file.path === null
      ? 'Set STATEDESK_SECRET, or put the secret.key of the old installation into the data folder, and restore again. If it is lost: --without-secret restores everything else; sealed mails and stored passwords stay closed, and mail answers sent before count as unproved.'
      : `Remove STATEDESK_SECRET from the environment: the secret in the backup then goes to the data folder.`,
  )
}
