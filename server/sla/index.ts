import { registerJob } from '../platform/jobs/index.ts'
import { registerServiceClock } from '../tickets/index.ts'
import { applyJob, continueApplying } from './apply-to-open.ts'
import { keepClock } from './keep-clock.ts'
import { ring } from './ring.ts'
import { knows, readFor, slaView } from './sla-view.ts'

registerServiceClock({
  keep: keepClock,
  ring,
  read: readFor,
  knows: (database, workspaceId, ticket) => knows({ database, workspaceId }, ticket),
  view: (database, workspaceId, ...shown) => slaView({ database, workspaceId }, ...shown),
})

/** What service levels do by themselves. */
export function registerSlaWork(): void {
  registerJob(applyJob, (app, tx, job) => continueApplying(app, tx, Number(job.payload.runId)))
}

export { createPolicy } from './policies.ts'
export { slaRoutes } from './sla.routes.ts'
export { type Mark, onSlaMark, ringClockOf } from './ring.ts'
