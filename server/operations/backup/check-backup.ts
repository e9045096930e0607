import type { Header, Manifest } from './format.ts'
import { readBackup } from './read-backup.ts'

/** Reads all of a backup and compares every sum, without a database. */
export function checkBackup(file: string): Promise<{ header: Header; manifest: Manifest }> {
  return readBackup(file, {
    begin: async () => undefined,
    async table(_name, rows) {
      for await (const _ of rows) continue
    },
  })
}
