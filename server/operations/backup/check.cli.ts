import type { CommandContext } from '../../platform/command.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { tellProgress } from '../progress.ts'
import { restoreIntoScratch } from '../restore/verify-restored.ts'
import { checkBackup } from './check-backup.ts'

/**
 * `statedesk backup --check FILE` reads all of it; with a scratch folder (`--verify-restore`) it is restored there and verified. Gives
 * the exit code.
 */
export async function checkFile(
  file: string,
  { config, log, print, scratch, asJson }: Pick<CommandContext, 'config' | 'log' | 'print'> & { scratch: string | null; asJson: boolean },
): Promise<number> {
  const proved = scratch === null ? null : await restoreIntoScratch(file, scratch, { log, progress: tellProgress('Restore', asJson) })
  const { header, manifest } = proved?.report ?? (await checkBackup(file))
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  print(
    `Backup ${header.id} of ${header.takenAt}, Statedesk ${header.product}: tables ${manifest.tables.length}, rows ${rows}, all sums right.`,
  )
  print(
    sealerOf(config.secret, config.oldSecrets).knows(header.secretId)
      ? `The secret of this installation (${header.secretId}) opens what is sealed in it.`
      : `It needs the secret ${header.secretId}, which is not the one of this installation.`,
  )
  if (proved === null) return 0
  const { tickets, events, faults } = proved.verified
  print(`Checked by restoring: tickets ${tickets}, events ${events}, faults ${faults.length}`)
  for (const fault of faults) print(`  ${fault}`)
  return faults.length === 0 ? 0 : 1
}
