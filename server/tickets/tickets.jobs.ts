import { systemContext } from '../access/index.ts'
import { registerJob, registerWork } from '../platform/jobs/index.ts'
import { releaseTicketsOf } from './assignee-left.ts'
import { foldCountDeltas } from './counts.ts'
import { continueMigration, type MigrationJob, noteFailure } from './lifecycle-migration.ts'
import { releaseMessage } from './release-message.ts'
import { runTimers } from './run-timer.ts'

/** What tickets do by themselves, after a commit or when a time comes. */
export function registerTicketWork(): void {
  registerWork('timers', (app, workspaceId, ticketId) =>
    app.db.transaction(workspaceId, (tx) => runTimers(systemContext(app, workspaceId), tx, ticketId)),
  )
  registerWork('queued', (app, workspaceId, messageId) =>
    app.db.transaction(workspaceId, (tx) => releaseMessage(systemContext(app, workspaceId), tx, messageId)),
  )
  // The sum of totals and deltas is always exact; folding only keeps the deltas few, so a few seconds do not matter.
  registerWork('counts', (app, workspaceId) => app.db.transaction(workspaceId, foldCountDeltas), { pollMs: 5000, elected: true })
  registerJob('assignee_left', (app, tx, job) => releaseTicketsOf(app, tx, Number(job.payload.userId)))
  registerJob('lifecycle_migration', (app, tx, { payload }) => continueMigration(app, tx, payload as unknown as MigrationJob), noteFailure)
}
