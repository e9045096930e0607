import type { z } from 'zod'
import { type App, type Context, logSettingsChange, type StaffActor, systemContext } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { isUnavailable } from '../platform/http/unavailable.ts'
import { enqueueJob, isJobWaiting } from '../platform/jobs/index.ts'
import { bucketOf, changeTicketIn, isUnresolved } from '../tickets/index.ts'
import { chooseAnew } from './keep-clock.ts'
import { isSetAside } from './phase.ts'
import { advanceRun, finishRun, insertRun, lockPolicies, newestRun, openTickets, runToWork } from './sla.queries.ts'
import type { RunView } from './sla.schema.ts'

/** Tickets worked in one job, or as many as this time is enough for: other jobs get their turn. */
const batch = 100
const batchMs = 1_000

type RunOut = z.input<typeof RunView>

export const applyJob = 'sla_apply'

/** Chooses anew for every ticket that is open, by the policies and hours of now, from its beginning. */
export function applyToOpen(ctx: Context<StaffActor>): Promise<RunOut> {
  return ctx.transaction(async (tx) => {
    await tx.many(lockPolicies, [tx.workspaceId])
    const last = await newest(tx)
    if (last && last.finishedAt === null && !last.stopped)
      throw new AppError('in_use', 'The service levels are being applied already. Wait until that is done.')
    const { id } = await tx.one<{ id: number }>(insertRun, [tx.workspaceId, ctx.actor.userId, tx.now])
    await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', null, { appliedToOpen: id })
    await startBatch(ctx.app, tx, id)
    return (await newest(tx)) as RunOut
  })
}

export function lastRun(ctx: Context<StaffActor>): Promise<RunOut | null> {
  return ctx.transaction(newest)
}

/** One that is not done while nobody is to work on it was given up: it stands in nobody's way. */
async function newest(tx: Tx): Promise<RunOut | null> {
  const run = await tx.maybe<Omit<RunOut, 'stopped'>>(newestRun, [tx.workspaceId])
  return run && { ...run, stopped: run.finishedAt === null && !(await isJobWaiting(tx, applyJob, { runId: run.id })) }
}

/**
 * One batch; the job of the next one is left with its end. Each ticket has a transaction of its own, so that nobody who
 * answers one waits for the others: its change and the mark how far the run is are one, so a crash loses and repeats nothing.
 */
export async function continueApplying(app: App, tx: Tx, runId: number): Promise<void> {
  const run = await tx.maybe<{ lastTicketId: number }>(runToWork, [tx.workspaceId, runId])
  if (!run) return
  const found = await tx.many<{ id: number }>(openTickets, [tx.workspaceId, run.lastTicketId, batch])
  if (found.length === 0) {
    await tx.run(finishRun, [tx.workspaceId, runId, tx.now])
    return
  }
  const until = performance.now() + batchMs
  for (const { id } of found) {
    await workOne(app, tx.workspaceId, runId, id)
    if (performance.now() > until) break
  }
  await startBatch(app, tx, runId)
}

/** What breaks on one ticket is counted, and the others go on. */
async function workOne(app: App, workspaceId: number, runId: number, ticketId: number): Promise<void> {
  try {
    await app.db.transaction(
      workspaceId,
      async (tx) => {
        const changed = await applyTo(app, tx, ticketId)
        await tx.run(advanceRun, [workspaceId, runId, ticketId, changed, false])
      },
      { ahead: true },
    )
  } catch (error) {
    if (isUnavailable(error)) throw error
    app.log.error({ err: error, workspaceId, run: runId, ticket: ticketId }, 'service levels could not be applied to a ticket')
    await app.db.transaction(workspaceId, (tx) => tx.run(advanceRun, [workspaceId, runId, ticketId, false, true]))
  }
}

/** @returns whether anything is promised otherwise than before */
function applyTo(app: App, tx: Tx, ticketId: number): Promise<boolean> {
  return changeTicketIn(systemContext(app, tx.workspaceId), tx, { ticketId }, async (door) => {
    const { ticket, before } = door
    // Somebody may have finished it since it was found.
    if (!isUnresolved(ticket) || isSetAside({ bucket: bucketOf(ticket) })) return false
    await chooseAnew(door)
    return (
      ticket.slaPolicyVersionId !== before?.slaPolicyVersionId ||
      ticket.slaFirstDueAt?.getTime() !== before?.slaFirstDueAt?.getTime() ||
      ticket.slaDueAt?.getTime() !== before?.slaDueAt?.getTime()
    )
  })
}

async function startBatch(app: App, tx: Tx, runId: number): Promise<void> {
  await enqueueJob(tx, applyJob, { runId })
  tx.afterCommit(() => app.wake('jobs'))
}
