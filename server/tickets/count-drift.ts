import type { Tx } from '../platform/db/index.ts'
import { recount } from './counts.queries.ts'

/** By how much the counters of a workspace are off in all; 0 when they are exact. Call it in `db.snapshot`. */
export async function countDrift(tx: Tx): Promise<number> {
  const cells = await tx.many<{ kept: number; counted: number }>(recount, [tx.workspaceId])
  return cells.reduce((sum, { kept, counted }) => sum + Math.abs(kept - counted), 0)
}
