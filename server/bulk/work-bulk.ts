import { type App, contextOf, staffActorOf } from '../access/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { within } from '../platform/http/idempotency.ts'
import { detailOf } from '../platform/http/problem.ts'
import { isUnavailable } from '../platform/http/unavailable.ts'
import { enqueueJob } from '../platform/jobs/index.ts'
import { applyAction, type Beside } from './apply-action.ts'
import {
  cancelRun,
  type Claimed,
  claimTicket,
  countTry,
  lockFacts,
  lockToTally,
  markDone,
  markFailed,
  runToWork,
  tally,
  waitingAfter,
  type WorkedRun,
} from './bulk.queries.ts'
import type { BulkAction } from './bulk.schema.ts'
import type { Facts } from './facts.ts'
import { takeBack } from './take-back.ts'

/** A batch ends after this time, so that other jobs get their turn. */
const batchMs = 1_000
/** Tickets looked up at once. */
const chunk = 100
/** After so many tickets in a row on which something broke it is not theirs; the rest waits a little. */
const mostBroken = 3
const mostTries = 3
const restMs = 3_000

/** Two batches work on a run at once, in whatever process: from both ends, so that they meet once. Not more, so that everybody else's work goes on beside. */
export const ways = ['up', 'down'] as const

export interface Batch {
  readonly run: number
  readonly way: (typeof ways)[number]
  /** The ticket it has come to; absent: the end it starts from. */
  readonly after?: number
}

export async function enqueueBatch(app: App, tx: Tx, batch: Batch, inMs = 0): Promise<void> {
  await enqueueJob(tx, 'bulk', { ...batch }, new Date(tx.now.getTime() + inMs))
  tx.afterCommit(() => app.wake('jobs'))
}

/**
 * One batch of a run, each ticket in a transaction of its own: its change and the mark that it is done are one, so that
 * a crash loses nothing and repeats nothing. Any number of batches may run at once, in any number of processes.
 * @param tx of the job; it says that the batch is over
 */
export async function workBatch(app: App, tx: Tx, batch: Batch): Promise<void> {
  const run = await tx.maybe<WorkedRun>(runToWork, [tx.workspaceId, batch.run])
  const ended = run ? await workUntil(app, tx, batch, run, performance.now() + batchMs) : null
  await tx.run(lockToTally, [tx.workspaceId, batch.run])
  const { state, waiting } = await tx.one<{ state: string; waiting: number }>(tally, [tx.workspaceId, batch.run, tx.now])
  if (!ended || state !== 'running' || waiting === 0) return
  // What waits behind the end is in the hands of the other batch, or broke: once more from the start, after a rest.
  if (ended.at === 'end') await enqueueBatch(app, tx, { run: batch.run, way: batch.way }, restMs)
  else await enqueueBatch(app, tx, { ...batch, after: ended.after }, ended.at === 'trouble' ? restMs : 0)
}

interface Ended {
  readonly at: 'time' | 'end' | 'trouble'
  readonly after: number
}

async function workUntil(app: App, tx: Tx, batch: Batch, run: WorkedRun, until: number): Promise<Ended> {
  let after = batch.after ?? (batch.way === 'up' ? 0 : Number.MAX_SAFE_INTEGER)
  let broken = 0
  for (;;) {
    const next = await tx.many<{ id: number }>(waitingAfter[batch.way], [tx.workspaceId, batch.run, after, chunk])
    if (next.length === 0) return { at: 'end', after }
    for (const { id } of next) {
      if (performance.now() > until) return { at: 'time', after }
      const whole = await workOne(app, tx.workspaceId, batch.run, run, id)
      after = id
      broken = whole ? 0 : broken + 1
      if (broken >= mostBroken) return { at: 'trouble', after }
    }
  }
}

/** Gives false when something broke that is not a refusal. */
async function workOne(app: App, workspaceId: number, runId: number, run: WorkedRun, ticketId: number): Promise<boolean> {
  try {
    await app.db.transaction(workspaceId, (tx) => workTicket(app, tx, runId, run, ticketId), { ahead: true })
    return true
  } catch (error) {
    if (isUnavailable(error)) throw error
    app.log.error({ err: error, workspaceId, run: runId, ticket: ticketId }, 'a ticket of a bulk change broke')
    const words = 'Something broke on our side. Try it again.'
    await app.db.transaction(workspaceId, (tx) => tx.run(countTry, [workspaceId, runId, ticketId, words, mostTries]))
    return false
  }
}

async function workTicket(app: App, tx: Tx, runId: number, { userId, action: stored, undoOf }: WorkedRun, ticketId: number): Promise<void> {
  const key = [tx.workspaceId, runId, ticketId]
  const { language, ...action } = stored
  // With the rights of now: whoever lost them since, or left, changes nothing more.
  const [claimed, actor, row] = await together([
    tx.maybe<Claimed>(claimTicket, key),
    staffActorOf(tx, userId),
    tx.maybe<{ facts: Facts }>(lockFacts, [tx.workspaceId, ticketId]),
  ])
  if (!claimed) return
  if (!actor) {
    await tx.run(cancelRun, [tx.workspaceId, runId, tx.now])
    return
  }
  const ctx = within(contextOf(app, tx.workspaceId, actor), tx)
  const { before, after } = claimed
  try {
    if (!row) throw new AppError('not_found')
    let beside: Beside = { before: {}, after: {} }
    if (undoOf !== null && before && after)
      await takeBack(ctx, ticketId, action as BulkAction, { was: before, now: row.facts, goal: after })
    else beside = await applyAction(ctx, ticketId, action as BulkAction, row.facts)
    await tx.last(() => tx.run(markDone, [...key, JSON.stringify(row.facts), JSON.stringify(beside)]))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await tx.last(() =>
      tx.run(markFailed, [...key, typeof error.extra.reason === 'string' ? error.extra.reason : error.code, detailOf(error, language)]),
    )
  }
}
