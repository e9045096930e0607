import type { App } from '../access/index.ts'
import { registerWork } from '../platform/jobs/index.ts'
import { ensureHead, lockHead, moveHead, placeWaiting, tellPosition } from './feed.queries.ts'

const mostAtOnce = 1_000

registerWork('events', placeEvents, { elected: true, parallel: 4, paceMs: 30 })

/**
 * Gives committed events of a workspace their places in its feed: consecutive, in the order of their ids, those of one
 * ticket in the order of their numbers and never past a missing one. Ids are handed out before commits, so a smaller one
 * may appear later; it then stands later in the feed, and no reader has skipped it. One process does this for all; the
 * lock on the head keeps it right while an election changes hands.
 */
export async function placeEvents(app: App, workspaceId: number): Promise<'busy' | void> {
  return app.db.transaction(workspaceId, async (tx) => {
    await tx.run(ensureHead, [workspaceId])
    const head = await tx.maybe<{ position: number }>(lockHead, [workspaceId])
    if (!head) return 'busy'
    // A statement of its own: it must see what the last holder of the lock placed.
    const { waiting, placed } = await tx.one<{ waiting: number; placed: number }>(placeWaiting, [workspaceId, head.position, mostAtOnce])
    if (waiting === 0) return
    if (placed < waiting)
      app.log.error({ workspaceId, waiting, placed }, 'events of a ticket follow a missing one and stay out of the feed')
    if (placed === 0) return 'busy'
    const position = head.position + placed
    await tx.run(moveHead, [workspaceId, position])
    await tx.run(tellPosition, [`${workspaceId}:${position}`])
    tx.afterCommit(() => {
      for (const work of ['webhook_events', 'notices'] as const) app.wake(work)
    })
  })
}
