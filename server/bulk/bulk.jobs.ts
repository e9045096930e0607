import type { Tx } from '../platform/db/index.ts'
import { registerJob } from '../platform/jobs/index.ts'
import { dropOldRuns } from './bulk.queries.ts'
import { type Batch, workBatch } from './work-bulk.ts'

/** Says how bulk changes are worked off; before `startWork`. */
export function registerBulkWork(): void {
  registerJob('bulk', (app, tx, job) => workBatch(app, tx, job.payload as unknown as Batch))
}

const keptMs = 14 * 86_400_000

/** What a bulk change did is told for two weeks. */
export async function dropOldBulk(tx: Tx): Promise<void> {
  await tx.run(dropOldRuns, [tx.workspaceId, new Date(tx.now.getTime() - keptMs)])
}
