import { setImmediate as turn } from 'node:timers/promises'
import { type App, contextOf, staffActorOf } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { within } from '../platform/http/idempotency.ts'
import { isUnavailable } from '../platform/http/unavailable.ts'
import { enqueueJob } from '../platform/jobs/index.ts'
import { applyAction, type Beside } from './apply-action.ts'
import { cancelRun, type Claimed, claimTicket, countTry, lockFacts, markDone, markFailed, tally } from './bulk.queries.ts'
import type { Facts } from './facts.ts'
import { takeBack } from './take-back.ts'

/** A batch ends after this time, so that other jobs get their turn. */
const batchMs = 1_000
/** After so many tickets in a row on which something broke it is not theirs; the rest waits a little. */
const mostBroken = 3
const mostTries = 3
const restMs = 5_000

/**
 * One batch of a run, each ticket in a transaction of its own: its change and the mark that it is done are one, so that
 * a crash loses nothing and repeats nothing. Any number of batches may run at once, in any number of processes.
 * @param tx of the job; it says that the batch is over
 */
export async function workBatch(app: App, tx: Tx, runId: number): Promise<void> {
  const until = performance.now() + batchMs
  let broken = 0
  let went: Went = 'done'
  while (went !== 'nothing' && broken < mostBroken && performance.now() < until) {
    went = await workNext(app, tx.workspaceId, runId)
    broken = went === 'broken' ? broken + 1 : 0
    await turn()
  }
  const { state, waiting } = await tx.one<{ state: string; waiting: number }>(tally, [tx.workspaceId, runId, tx.now])
  // What waits and was not found is in the hands of another batch, which comes back here itself.
  if (state !== 'running' || waiting === 0 || went === 'nothing') return
  await enqueueJob(tx, 'bulk', { run: runId }, went === 'broken' ? new Date(tx.now.getTime() + restMs) : tx.now)
  tx.afterCommit(() => app.wake('jobs'))
}

type Went = 'done' | 'broken' | 'nothing'

async function workNext(app: App, workspaceId: number, runId: number): Promise<Went> {
  let at: number | undefined
  try {
    return await app.db.transaction(workspaceId, async (tx) => {
      const claimed = await tx.maybe<Claimed>(claimTicket, [workspaceId, runId])
      if (!claimed) return 'nothing'
      at = claimed.ticketId
      return workTicket(app, tx, runId, claimed)
    })
  } catch (error) {
    if (at === undefined || isUnavailable(error)) throw error
    const ticketId = at
    app.log.error({ err: error, workspaceId, run: runId, ticket: ticketId }, 'a ticket of a bulk change broke')
    await app.db.transaction(workspaceId, (tx) =>
      tx.run(countTry, [workspaceId, runId, ticketId, 'Something broke on our side. Try it again.', mostTries]),
    )
    return 'broken'
  }
}

async function workTicket(app: App, tx: Tx, runId: number, claimed: Claimed): Promise<Went> {
  const { ticketId, action, undoOf, before, after } = claimed
  const key = [tx.workspaceId, runId, ticketId]
  // With the rights of now: whoever lost them since, or left, changes nothing more.
  const actor = await staffActorOf(tx, claimed.userId)
  if (!actor) {
    await tx.run(cancelRun, [tx.workspaceId, runId, tx.now])
    return 'nothing'
  }
  const ctx = within(contextOf(app, tx.workspaceId, actor), tx)
  try {
    const row = await tx.maybe<{ facts: Facts }>(lockFacts, [tx.workspaceId, ticketId])
    if (!row) throw new AppError('not_found')
    let beside: Beside = { before: {}, after: {} }
    if (undoOf !== null && before && after) await takeBack(ctx, ticketId, action, { was: before, now: row.facts, goal: after })
    else beside = await applyAction(ctx, ticketId, action, row.facts)
    await tx.run(markDone, [...key, JSON.stringify(row.facts), JSON.stringify(beside)])
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await tx.run(markFailed, [...key, typeof error.extra.reason === 'string' ? error.extra.reason : error.code, error.message])
  }
  return 'done'
}
