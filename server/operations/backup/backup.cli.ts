import type pg from 'pg'
import { tidyWhenInterrupted } from '../interrupt.ts'
import { openOutput } from '../output.ts'
import { type BackupOptions, type BackupReport, writeBackup } from './write-backup.ts'

/** `statedesk backup FILE`: the file appears under its name when all of it is on the disk. */
export async function backup(owner: pg.ClientConfig, file: string, options: BackupOptions): Promise<BackupReport> {
  const output = await openOutput(file)
  return tidyWhenInterrupted(output.discard, async () => {
    try {
      const report = await writeBackup(owner, output, options)
      await output.commit()
      return report
    } catch (error) {
      await output.discard()
      throw error
    }
  })
}
