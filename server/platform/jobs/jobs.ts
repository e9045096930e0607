import type { App } from '../context.ts'
import { query, type Tx } from '../db/index.ts'
import { backoffMs, errorLine } from './backoff.ts'
import type { DueItem } from './work.ts'

export interface Job {
  readonly id: number
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly attempts: number
}

/** Runs in the transaction that takes the job away: what it writes and the end of the job are one. */
export type JobHandler = (app: App, tx: Tx, job: Job) => Promise<void>

/** Told of a failure, in the transaction that writes it down. */
export type JobFailed = (tx: Tx, job: Pick<Job, 'payload'>, failure: { line: string; givenUp: boolean }) => Promise<void>

/** After so many failures a job is dead: it stays for a person to look at, and nobody tries it again. */
const mostAttempts = 8

const handlers = new Map<string, JobHandler>()
const toldOfFailures = new Map<string, JobFailed>()

const insertJob = query('jobs.insert', 'INSERT INTO jobs (workspace_id, kind, payload, run_at) VALUES ($1, $2, $3::jsonb, $4) RETURNING id')

const lockJob = query(
  'jobs.lock',
  `SELECT id, kind, payload, attempts FROM jobs
   WHERE workspace_id = $1 AND id = $2 AND dead_at IS NULL AND run_at <= business_now() FOR UPDATE SKIP LOCKED`,
)

const waitingJob = query(
  'jobs.waiting',
  'SELECT EXISTS (SELECT FROM jobs WHERE workspace_id = $1 AND kind = $2 AND payload @> $3::jsonb AND dead_at IS NULL) AS waits',
)

const deleteJob = query('jobs.delete', 'DELETE FROM jobs WHERE workspace_id = $1 AND id = $2')

const countFailure = query(
  'jobs.count_failure',
  `UPDATE jobs SET attempts = attempts + 1, last_error = $3, run_at = business_now() + make_interval(secs => $4),
     dead_at = CASE WHEN attempts + 1 >= $5 THEN business_now() END
   WHERE workspace_id = $1 AND id = $2 AND dead_at IS NULL RETURNING dead_at IS NOT NULL AS dead`,
)

const attemptsOf = query('jobs.attempts', 'SELECT attempts, kind, payload FROM jobs WHERE workspace_id = $1 AND id = $2 FOR UPDATE')

/** Says what runs for a kind of job; once, when its slice is loaded. */
export function registerJob(kind: string, handler: JobHandler, failed?: JobFailed): void {
  const known = handlers.get(kind)
  if (known && known !== handler) throw new Error(`two slices want to do the job ${kind}`)
  handlers.set(kind, handler)
  if (failed) toldOfFailures.set(kind, failed)
}

/**
 * Leaves work for after the commit. It runs at least once; with what it writes to the database, exactly once. Wake the
 * loop with `tx.afterCommit(() => app.wake('jobs'))` if it should not wait for the next look.
 */
export async function enqueueJob(tx: Tx, kind: string, payload: Readonly<Record<string, unknown>>, runAt: Date = tx.now): Promise<number> {
  return (await tx.one<{ id: number }>(insertJob, [tx.workspaceId, kind, JSON.stringify(payload), runAt])).id
}

/** Whether such a job runs or waits for its turn; one that was given up does neither. */
export async function isJobWaiting(tx: Tx, kind: string, payload: Readonly<Record<string, unknown>>): Promise<boolean> {
  return (await tx.one<{ waits: boolean }>(waitingJob, [tx.workspaceId, kind, JSON.stringify(payload)])).waits
}

export async function workJob(app: App, workspaceId: number, id: number): Promise<'busy' | void> {
  return app.db.transaction(workspaceId, async (tx) => {
    const job = await tx.maybe<Job>(lockJob, [workspaceId, id])
    if (!job) return 'busy'
    const handler = handlers.get(job.kind)
    if (!handler) throw new Error(`nobody does the job ${job.kind}`)
    await handler(app, tx, job)
    await tx.run(deleteJob, [workspaceId, id])
  })
}

export async function recordJobFailure(app: App, { workspaceId, id }: DueItem, error: unknown): Promise<number> {
  await app.db.transaction(workspaceId, async (tx) => {
    const job = await tx.maybe<Pick<Job, 'attempts' | 'kind' | 'payload'>>(attemptsOf, [workspaceId, id])
    if (!job) return
    const waitMs = backoffMs(job.attempts + 1)
    const line = errorLine(error)
    const after = await tx.maybe<{ dead: boolean }>(countFailure, [workspaceId, id, line, waitMs / 1_000, mostAttempts])
    if (after) await toldOfFailures.get(job.kind)?.(tx, job, { line, givenUp: after.dead })
    if (after?.dead) tx.afterCommit(() => app.log.error({ err: error, workspaceId, job: id, kind: job.kind }, 'a job is given up'))
  })
  // The row itself says when to look again.
  return 0
}
