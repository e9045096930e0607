import type { z } from 'zod'
import { type App, type Context, logSettingsChange, type StaffActor, systemContext } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { enqueueJob } from '../platform/jobs/index.ts'
import { bucketOf, changeTicketIn, isUnresolved } from '../tickets/index.ts'
import { chooseAnew } from './keep-clock.ts'
import { isSetAside } from './phase.ts'
import { advanceRun, finishRun, insertRun, lockPolicies, lockRun, newestRun, openTickets } from './sla.queries.ts'
import type { RunView } from './sla.schema.ts'

/** Tickets worked in one transaction; a crash between two batches loses nothing and repeats nothing. */
const batch = 100

type RunOut = z.input<typeof RunView>

export const applyJob = 'sla_apply'

/** Chooses anew for every ticket that is open, by the policies and hours of now, from its beginning. */
export function applyToOpen(ctx: Context<StaffActor>): Promise<RunOut> {
  return ctx.transaction(async (tx) => {
    await tx.many(lockPolicies, [tx.workspaceId])
    const running = await tx.maybe<RunOut>(newestRun, [tx.workspaceId])
    if (running && running.finishedAt === null)
      throw new AppError('in_use', 'The service levels are being applied already. Wait until that is done.')
    const { id } = await tx.one<{ id: number }>(insertRun, [tx.workspaceId, ctx.actor.userId, tx.now])
    await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', null, { appliedToOpen: id })
    await startBatch(ctx.app, tx, id)
    return tx.one<RunOut>(newestRun, [tx.workspaceId])
  })
}

export function lastRun(ctx: Context<StaffActor>): Promise<RunOut | null> {
  return ctx.transaction((tx) => tx.maybe<RunOut>(newestRun, [tx.workspaceId]))
}

/** One batch; it leaves a job for the next one in the same transaction. */
export async function continueApplying(app: App, tx: Tx, runId: number): Promise<void> {
  const run = await tx.maybe<{ lastTicketId: number }>(lockRun, [tx.workspaceId, runId])
  if (!run) return
  const found = await tx.many<{ id: number }>(openTickets, [tx.workspaceId, run.lastTicketId, batch])
  const last = found.at(-1)
  if (!last) {
    await tx.run(finishRun, [tx.workspaceId, runId, tx.now])
    return
  }
  let changed = 0
  for (const { id } of found) if (await applyTo(app, tx, id)) changed += 1
  await tx.run(advanceRun, [tx.workspaceId, runId, found.length, changed, last.id])
  await startBatch(app, tx, runId)
}

/** @returns whether anything is promised otherwise than before */
export function applyTo(app: App, tx: Tx, ticketId: number): Promise<boolean> {
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
