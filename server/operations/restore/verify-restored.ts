import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { openDatabase } from '../../platform/db/index.ts'
import { findHome, type Log, startEmbedded } from '../../platform/postgres/index.ts'
import { verify } from '../../tickets/verify.cli.ts'
import { tidyWhenInterrupted } from '../interrupt.ts'
import type { Progress } from '../progress.ts'
import { restoreBackup, type RestoreReport } from './restore-backup.ts'

export interface Verified {
  readonly tickets: number
  readonly events: number
  /** Sentences; empty when every chain of events and every counter holds. */
  readonly faults: string[]
}

/** The same as `statedesk verify`, over all workspaces. */
export async function verifyRestored(app: pg.PoolConfig): Promise<Verified> {
  const db = openDatabase({ ...app, max: 2 })
  try {
    const sum = { tickets: 0, events: 0, faults: [] as string[] }
    for (const report of await verify({ db }, null)) {
      sum.tickets += report.tickets
      sum.events += report.events
      sum.faults.push(...report.faults.map((fault) => `Workspace ${report.workspaceId}: ${fault}`))
    }
    return sum
  } finally {
    await db.close()
  }
}

/**
 * Proves a backup: restores it into a database of its own, made for this in `folder`, verifies that and takes it away again. Touches
 * no other database.
 */
export async function restoreIntoScratch(
  file: string,
  folder: string,
  { log, progress }: { log: Log; progress: Progress },
): Promise<{ report: RestoreReport; verified: Verified }> {
  const scratch = mkdtempSync(join(folder, 'statedesk-check-'))
  // The account that PostgreSQL runs under walks through it.
  if (process.getuid?.() === 0) chmodSync(scratch, 0o711)
  const database = await startEmbedded({
    dataFolder: join(scratch, 'data'),
    log,
    purpose: 'command',
    settings: { fsync: 'off', full_page_writes: 'off' },
  })
  const tidy = async () => {
    await database.stop('immediate')
    const elsewhere = findHome(join(scratch, 'data'))
    for (const place of [elsewhere, scratch]) if (place) rmSync(place, { recursive: true, force: true })
  }
  return tidyWhenInterrupted(tidy, async () => {
    try {
      const target = { owner: database.owner, appRole: database.app.user }
      const report = await restoreBackup(target, file, { force: false, moved: true, progress })
      return { report, verified: await verifyRestored(database.app) }
    } finally {
      await tidy()
    }
  })
}
