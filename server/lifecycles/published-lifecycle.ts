import type { Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { lifecycleKeys, newestPublished } from './lifecycles.queries.ts'

/** The version that a new desk of this lifecycle works by. */
export async function publishedLifecycle(tx: Tx, key: string): Promise<{ id: number; version: number; key: string }> {
  const found = await tx.maybe<{ id: number; version: number; key: string }>(newestPublished, [tx.workspaceId, key])
  if (found) return found
  const known = await tx.many<{ key: string }>(lifecycleKeys, [tx.workspaceId])
  throw invalid('lifecycle', `is not one of ${known.map((one) => one.key).join(', ')}`)
}
