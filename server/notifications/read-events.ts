import type { App } from '../access/index.ts'
import { deskSettings } from '../desks/index.ts'
import { enqueueJob, registerWork } from '../platform/jobs/index.ts'
import { acknowledgeJob } from '../tickets/index.ts'
import { noticesOf } from './notices-of-event.ts'
import { ensureReader, type HappeningRow, happenings, lockReader, moveReader } from './notifications.queries.ts'
import { notify } from './notify.ts'

const mostAtOnce = 500
/** Who wrote longer ago than this is answered, not acknowledged: after an outage, or when a backup was restored. */
const acknowledgedForMs = 3_600_000

/** Says how events become notices; before `startWork`. */
export function registerNoticeWork(): void {
  registerWork('notices', readEvents, { paceMs: 50 })
}

/**
 * Makes notices of what the feed holds behind the last position. The position moves in the same transaction, so that
 * nothing is left out and nobody is told twice, whichever process reads.
 */
export async function readEvents(app: App, workspaceId: number): Promise<'busy' | void> {
  return app.db.transaction(workspaceId, async (tx) => {
    await tx.run(ensureReader, [workspaceId])
    const reader = await tx.maybe<{ position: number }>(lockReader, [workspaceId])
    if (!reader) return 'busy'
    const events = await tx.many<HappeningRow>(happenings, [workspaceId, reader.position, mostAtOnce])
    const last = events.at(-1)
    if (!last) return
    await notify(
      app,
      tx,
      events.flatMap((event) =>
        noticesOf(event).map((told) => ({
          ...told,
          ticketId: event.ticketId,
          at: event.at,
          key: `event ${event.position}`,
          actor: { kind: event.actorKind, id: event.actorId },
        })),
      ),
    )
    for (const event of events) {
      if (event.acknowledgedBy === null || tx.now.getTime() - event.at.getTime() > acknowledgedForMs) continue
      if (deskSettings(event.acknowledgedBy).acknowledgeNew) await enqueueJob(tx, acknowledgeJob, { ticketId: event.ticketId })
    }
    await tx.run(moveReader, [workspaceId, last.position])
    tx.afterCommit(() => {
      app.wake('jobs')
      if (events.length === mostAtOnce) app.wake('notices')
    })
  })
}
