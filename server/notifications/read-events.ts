import type { App } from '../access/index.ts'
import { registerWork } from '../platform/jobs/index.ts'
import { noticesOf, type TicketHappening } from './notices-of-event.ts'
import { ensureReader, happenings, lockReader, moveReader } from './notifications.queries.ts'
import { notify } from './notify.ts'

const mostAtOnce = 500

/** Says how events become notices; before `startWork`. */
export function registerNoticeWork(): void {
  // A fifth of a second is at once for a person; under load each page costs a transaction of its own.
  registerWork('notices', readEvents, { paceMs: 200 })
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
    const events = await tx.many<TicketHappening>(happenings, [workspaceId, reader.position, mostAtOnce])
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
    await tx.run(moveReader, [workspaceId, last.position])
    tx.afterCommit(() => {
      if (events.length === mostAtOnce) app.wake('notices')
    })
  })
}
