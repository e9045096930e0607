import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { Filter, type Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { filterOfList, listInputOf, visibleTickets } from '../tickets/index.ts'
import {
  cancelRun,
  countRunning,
  freezeTickets,
  freezeUndo,
  insertRun,
  knownAgent,
  knownLabels,
  knownTeam,
  lockRun,
  type RunRow,
  runById,
  setTotal,
  type StoredAction,
  tally,
} from './bulk.queries.ts'
import type { BulkAction, BulkRun, BulkTickets, StartBulk } from './bulk.schema.ts'
import { missingToUndo, requireBulk } from './permissions.ts'
import { enqueueBatch, ways } from './work-bulk.ts'

/** Tickets of one run. */
export const mostTickets = 50_000
const mostRunning = 5
/** So long a run can be taken back. */
export const undoHours = 24

export type RunOut = z.input<typeof BulkRun>

/** Freezes the tickets and leaves the work for after the commit. */
export function startBulk(ctx: Context<StaffActor>, { act, on }: z.output<typeof StartBulk>): Promise<RunOut> {
  requireBulk(ctx, act.action)
  return ctx.transaction(async (tx) => {
    await requireRoom(ctx, tx)
    await requireSense(tx, act)
    const { id } = await tx.one<{ id: number }>(insertRun, [
      tx.workspaceId,
      ctx.actor.userId,
      JSON.stringify({ ...act, language: ctx.language }),
      null,
      tx.now,
    ])
    const filter = await filterOf(ctx, tx, on)
    const [run, most] = [filter.value(id), filter.value(mostTickets + 1)]
    const frozen = await tx.many<{ id: number }>({ text: freezeTickets(filter.where(), run, most) }, filter.values)
    if (frozen.length > mostTickets) {
      throw invalid(
        'on',
        `These are more than ${mostTickets.toLocaleString('en')} tickets. Narrow the list with a filter, and do the rest after.`,
      )
    }
    const seen = new Set(frozen.map((ticket) => ticket.id))
    const missing = 'ids' in on ? [...new Set(on.ids)].filter((one) => !seen.has(one)) : []
    if (frozen.length + missing.length === 0) throw invalid('on', 'No ticket matches any more. Reload the list.')
    return begin(ctx, tx, id, frozen.length, missing)
  })
}

/** A filter over `tickets t`: those of them that this person sees. */
export async function filterOf(ctx: Context<StaffActor>, tx: Tx, on: BulkTickets): Promise<Filter> {
  if ('query' in on) return filterOfList(ctx, tx, await listInputOf(tx, on.query))
  const filter = new Filter().and('t.workspace_id = ?', tx.workspaceId)
  filter.parts.push(visibleTickets(ctx.actor, filter))
  return filter.and('t.purged_at IS NULL').and('t.id = ANY (?::bigint[])', on.ids)
}

async function begin(ctx: Context<StaffActor>, tx: Tx, id: number, seen: number, missing: readonly number[]): Promise<RunOut> {
  await tx.run(setTotal, [tx.workspaceId, id, seen + missing.length, missing])
  if (seen === 0) await tx.one(tally, [tx.workspaceId, id, tx.now])
  else {
    for (const way of ways.slice(0, seen)) await enqueueBatch(ctx.app, tx, { run: id, way })
  }
  return runOut(ctx, tx, await tx.one<RunRow>(runById, [tx.workspaceId, ctx.actor.userId, id]))
}

async function requireRoom(ctx: Context<StaffActor>, tx: Tx): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countRunning, [tx.workspaceId, ctx.actor.userId])
  if (n >= mostRunning) throw new AppError('in_use', `${mostRunning} of your bulk changes are running already. Wait until one has ended.`)
}

/** What would be wrong with every ticket alike is said before the first is touched. */
async function requireSense(tx: Tx, act: BulkAction): Promise<void> {
  if (act.action === 'labels') {
    const wanted = [...new Set([...act.add, ...act.remove])]
    if (wanted.length === 0) throw invalid('act.add', 'Name a label to put on or to take off.')
    if (act.add.some((id) => act.remove.includes(id))) throw invalid('act.remove', 'A label cannot be put on and taken off at once.')
    const { n } = await tx.one<{ n: number }>(knownLabels, [tx.workspaceId, wanted])
    if (n < wanted.length) throw invalid('act.add', 'One of the labels does not exist.')
  }
  if (act.action === 'assign') {
    if (!act.agent && !act.team) throw invalid('act.agent', 'Name an agent or a team.')
    if (act.team && !(await tx.maybe(knownTeam, [tx.workspaceId, act.team]))) throw invalid('act.team', 'There is no such team.')
    if (act.agent) {
      const agent = await tx.maybe<{ teams: number[] }>(knownAgent, [tx.workspaceId, act.agent])
      if (!agent) throw invalid('act.agent', 'There is no such agent.')
      if (act.team && !agent.teams.includes(act.team)) throw invalid('act.team', 'The agent is not in this team.')
    }
  }
  if (act.action === 'snooze') {
    if (!act.until && !act.preset) throw invalid('act.until', 'Give a time, or one of the presets.')
    if (act.until && act.until <= tx.now) throw invalid('act.until', 'That time is past. Choose one to come.')
  }
}

export function readRun(ctx: Context<StaffActor>, id: number): Promise<RunOut> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<RunRow>(runById, [tx.workspaceId, ctx.actor.userId, id])
    if (!row) throw notFound()
    return runOut(ctx, tx, row)
  })
}

/** Nothing more of it is begun; what is done stays done. */
export function cancelBulk(ctx: Context<StaffActor>, id: number): Promise<RunOut> {
  return ctx.transaction(async (tx) => {
    const key = [tx.workspaceId, ctx.actor.userId, id]
    if (!(await tx.maybe(lockRun, key))) throw notFound()
    await tx.run(cancelRun, [tx.workspaceId, id, tx.now])
    await tx.one(tally, [tx.workspaceId, id, tx.now])
    return runOut(ctx, tx, await tx.one<RunRow>(runById, key))
  })
}

/** Takes a run back in a run of its own: every ticket that nobody changed since. */
export function undoBulk(ctx: Context<StaffActor>, id: number): Promise<RunOut> {
  return ctx.transaction(async (tx) => {
    const key = [tx.workspaceId, ctx.actor.userId, id]
    if (!(await tx.maybe(lockRun, key))) throw notFound()
    const run = await tx.one<RunRow>(runById, key)
    const no = whyNotUndoable(ctx, tx, run)
    if (no) throw no
    await requireRoom(ctx, tx)
    const { text: _, ...act } = run.action as StoredAction & { text?: string }
    const made = await tx.one<{ id: number }>(insertRun, [
      tx.workspaceId,
      ctx.actor.userId,
      JSON.stringify({ ...act, language: ctx.language }),
      id,
      tx.now,
    ])
    const frozen = await tx.run(freezeUndo, [tx.workspaceId, id, made.id])
    return begin(ctx, tx, made.id, frozen, [])
  })
}

function whyNotUndoable(ctx: Context<StaffActor>, tx: Tx, run: RunRow): AppError | null {
  const no = (detail: string) => new AppError('in_use', detail)
  const missing = missingToUndo(ctx, run.action.action)
  if (missing === undefined || run.undoOf !== null) return no('This cannot be taken back.')
  if (missing !== null)
    return new AppError('forbidden', `This needs the permission ${missing}. An admin can grant it.`, { permission: missing })
  if (run.state === 'running') return no('It is still running. Cancel it first, or wait until it has ended.')
  if (run.undone) return no('It was taken back already.')
  if (tx.now.getTime() - run.createdAt.getTime() > undoHours * 3_600_000) return no(`It can be taken back within ${undoHours} hours.`)
  return null
}

export function runOut(ctx: Context<StaffActor>, tx: Tx, run: RunRow): RunOut {
  const { id, action, state, total, done, failed, undoOf, createdAt, endedAt } = run
  return {
    id,
    action: action.action,
    state,
    total,
    done,
    failed,
    left: total - done - failed,
    undoOf,
    undoable: done > 0 && whyNotUndoable(ctx, tx, run) === null,
    createdAt,
    endedAt,
  }
}
