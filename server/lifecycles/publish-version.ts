import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { storedLifecycle } from './lifecycle-version.ts'
import { desksOnLifecycle, lockLifecycle, publishVersionRow, setDeskVersion, versionDetail } from './lifecycles.queries.ts'
import { refuseFaults } from './read-definition.ts'

/** Publishes a draft: from then on it never changes, and the desks of this lifecycle work by it. */
export async function publishVersion(ctx: Context<StaffActor>, input: { lifecycleId: number; version: number }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const versionId = await publishIn(tx, ctx.actor.userId, input)
    const desks = await tx.many<{ id: number; hasTickets: boolean }>(desksOnLifecycle, [tx.workspaceId, input.lifecycleId])
    if (desks.some((desk) => desk.hasTickets)) {
      throw new AppError('in_use', 'Tickets live by an older version of this lifecycle. Say where each of their statuses goes.')
    }
    const ids = desks.map((desk) => desk.id)
    await tx.run(setDeskVersion, [tx.workspaceId, ids, versionId])
  })
}

/** The publishing itself; which desks and tickets follow is the caller's to do in the same transaction. */
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
