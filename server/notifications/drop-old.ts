import type { Tx } from '../platform/db/index.ts'
import { dropOldNotices } from './notifications.queries.ts'

const keptMs = 90 * 86_400_000

/** The inbox goes back three months; what happened stands in the tickets for good. */
export async function dropOld(tx: Tx): Promise<void> {
  await tx.run(dropOldNotices, [tx.workspaceId, new Date(tx.now.getTime() - keptMs)])
}
