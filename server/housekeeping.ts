import { type App, dropExpiredSessions, dropOldTries } from './access/index.ts'
import { dropOldBulk } from './bulk/index.ts'
import { messageQueries } from './messages/index.ts'
import { dropOldNotices } from './notifications/index.ts'
import { noticeLostConnections } from './people/index.ts'
import { query } from './platform/db/index.ts'
import { dropOldIdempotencyKeys } from './platform/http/index.ts'
import { dropPreviews } from './preview/index.ts'
import { dropOldDeliveries } from './webhooks/index.ts'

const connectionsEveryMs = 10_000
const sweepEveryMs = 3_600_000

const allWorkspaces = query('housekeeping.workspaces', `SELECT workspace_id AS id FROM due_work('workspaces', business_now(), 100000)`)

/** What nobody asks for and somebody must do: notice who is gone, forget what is old. Every process may do it. */
export function startHousekeeping(app: App): { stop(): Promise<void> } {
  const loops = [
    repeat(app, connectionsEveryMs, async () => {
      for (const workspace of await workspaces(app)) await noticeLostConnections(app, workspace)
    }),
    repeat(app, sweepEveryMs, () => sweep(app)),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/**
 * Forgets sessions that ended, failed sign-ins of yesterday, answers kept for repeated requests, uploads that were never sent,
 * mails that were only looked at, what webhooks were told long ago, and bulk changes that ended long ago.
 */
export async function sweep(app: App): Promise<void> {
  await dropOldTries(app)
  for (const workspace of await workspaces(app)) {
    await app.db.transaction(workspace, async (tx) => {
      await dropExpiredSessions(tx)
      await dropOldIdempotencyKeys(tx)
      await tx.run(messageQueries.dropOldUploads, [tx.workspaceId])
      await tx.run(dropPreviews, [tx.workspaceId])
      await dropOldDeliveries(tx)
      await dropOldNotices(tx)
      await dropOldBulk(tx)
    })
  }
}

async function workspaces(app: App): Promise<number[]> {
  return (await app.db.outside<{ id: number }>(allWorkspaces)).map(({ id }) => id)
}

function repeat(app: App, everyMs: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = work()
      // The next round tries again; the database being away is told by everything else.
      .catch((error: unknown) => app.log.warn({ err: error }, 'housekeeping failed'))
      .finally(() => {
        busy = false
      })
  }, everyMs)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      return running
    },
  }
}
