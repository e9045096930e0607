import { logSettingsChange } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { storedLifecycle } from './lifecycle-version.ts'
import { lockLifecycle, publishVersionRow, versionDetail } from './lifecycles.queries.ts'
import { refuseFaults } from './read-definition.ts'

/** Publishes a draft: from then on it never changes. Which desks and tickets follow is the caller's to do in the same transaction. */
export async function publishIn(tx: Tx, userId: number, input: { lifecycleId: number; version: number }): Promise<number> {
  const locked = await tx.maybe(lockLifecycle, [tx.workspaceId, input.lifecycleId])
  const draft = await tx.maybe<{ id: number; definition: unknown; publishedAt: Date | null }>(versionDetail, [
    tx.workspaceId,
    input.lifecycleId,
    input.version,
  ])
  if (!locked || !draft) throw notFound()
  if (draft.publishedAt) throw new AppError('already_exists', 'This version is published already.')
  refuseFaults(storedLifecycle(draft.definition))
  await tx.run(publishVersionRow, [tx.workspaceId, draft.id, tx.now])
  await logSettingsChange(tx, userId, 'lifecycle', input.lifecycleId, { published: input.version })
  return draft.id
}
