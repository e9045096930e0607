import type { z } from 'zod'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, forbidden, notFound } from '../platform/errors/index.ts'
import { type Count, countInTime, keptConditions, readCondition } from '../tickets/index.ts'
import {
  countViews,
  deleteView,
  insertView,
  limitStatements,
  lockList,
  lockView,
  placeViews,
  updateView,
  viewById,
  type ViewRow,
  viewsOf,
} from './views.queries.ts'
import type { ChangeView, CreateView, OrderViews, SavedView, ViewCount } from './views.schema.ts'

const mostOwn = 100
const mostShared = 200

type ViewOut = z.input<typeof SavedView>

/** One's own views and those that are shared with everybody; what they show is still only what one may see. */
export function listViews(ctx: Context<StaffActor>): Promise<ViewOut[]> {
  return ctx.transaction(async (tx) => viewsOut(ctx, tx, await seenBy(ctx, tx)))
}

/** What a count may take: first so little that one which reads every ticket keeps nobody waiting, then what is left of the whole time. */
const patienceMs = [150, 1_000]
const wholeMs = 4_000

/** How many tickets each of them shows to whoever asks, of all desks or of one; null for those that take too long to count. */
export function countOfViews(ctx: Context<StaffActor>, deskId: number | undefined): Promise<z.input<typeof ViewCount>[]> {
  return ctx.transaction(async (tx) => {
    const views = await seenBy(ctx, tx)
    const conditions = await keptConditions(
      tx,
      views.map(({ where }) => where),
    )
    const counts = conditions.map((where): Count | null => (where ? null : { count: 0, more: false }))
    const until = performance.now() + wholeMs
    for (const patience of patienceMs) {
      await tx.run(limitStatements, [String(patience)])
      for (const [i, where] of conditions.entries())
        if (where && !counts[i] && performance.now() < until) counts[i] = await countInTime(ctx, tx, { where, deskId })
    }
    return views.map(({ id }, i) => ({ id, ...(counts[i] ?? { count: null, more: false }) }))
  })
}

/** @throws forbidden to share one without `settings.manage`; invalid_input when there are too many already */
export function saveView(ctx: Context<StaffActor>, input: z.output<typeof CreateView>): Promise<ViewOut> {
  if (input.shared) requireSharing(ctx)
  return ctx.transaction(async (tx) => {
    const condition = await readCondition(tx, input.where, 'where')
    await requireRoom(ctx, tx, input.shared)
    const values = [tx.workspaceId, ctx.actor.userId, input.name, JSON.stringify(condition), input.shared, tx.now]
    const { id } = await tx.one<{ id: number }>(insertView, values)
    if (input.shared) await logSettingsChange(tx, ctx.actor.userId, 'view', id, { created: input.name })
    return viewOut(ctx, tx, id)
  })
}

/** Personal views are their owner's; whoever may manage the settings changes shared ones. */
export function changeView(ctx: Context<StaffActor>, id: number, change: z.output<typeof ChangeView>): Promise<ViewOut> {
  return ctx.transaction(async (tx) => {
    const view = await lockedView(ctx, tx, id)
    if (change.expectedVersion !== undefined && change.expectedVersion !== view.version)
      throw new AppError('version_conflict', 'Somebody else changed this view meanwhile.')
    const where = change.where === undefined ? view.where : await readCondition(tx, change.where, 'where')
    const next = { name: change.name ?? view.name, where, shared: change.shared ?? view.shared }
    if (next.shared !== view.shared) {
      requireSharing(ctx)
      // It would become somebody else's own, whom nobody asked.
      if (!next.shared && view.ownerId !== ctx.actor.userId) throw notTheirs()
      await requireRoom(ctx, tx, next.shared)
    }
    await tx.run(updateView, [tx.workspaceId, id, next.name, JSON.stringify(next.where), next.shared, tx.now])
    if (view.shared || next.shared) {
      const changed = differences({ name: view.name, where: view.where, shared: view.shared }, next)
      if (changed) await logSettingsChange(tx, ctx.actor.userId, 'view', id, changed.change, changed.former)
    }
    return viewOut(ctx, tx, id)
  })
}

export async function removeView(ctx: Context<StaffActor>, id: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const view = await lockedView(ctx, tx, id)
    await tx.run(deleteView, [tx.workspaceId, id])
    if (view.shared) await logSettingsChange(tx, ctx.actor.userId, 'view', id, { removed: view.name })
  })
}

/** Puts one's own views, or with `settings.manage` the shared ones, in an order; those not named come after them. */
export async function orderViews(ctx: Context<StaffActor>, { shared, ids }: z.output<typeof OrderViews>): Promise<void> {
  if (shared) requireSharing(ctx)
  await ctx.transaction(async (tx) => {
    const rows = await tx.many<{ id: number; place: number }>(lockList, [tx.workspaceId, ctx.actor.userId, shared])
    const there = rows.sort((a, b) => a.place - b.place || a.id - b.id).map(({ id }) => id)
    if (ids.some((id) => !there.includes(id))) throw notFound()
    const order = [...ids, ...there.filter((id) => !ids.includes(id))]
    await tx.run(placeViews, [tx.workspaceId, order])
    const changed = shared ? differences({ order: there }, { order }) : null
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'view', null, changed.change, changed.former)
  })
}

function seenBy(ctx: Context<StaffActor>, tx: Tx): Promise<ViewRow[]> {
  return tx.many<ViewRow>(viewsOf, [tx.workspaceId, ctx.actor.userId])
}

async function lockedView(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<ViewRow> {
  const view = await tx.maybe<ViewRow>(lockView, [tx.workspaceId, ctx.actor.userId, id])
  if (!view) throw notFound()
  if (view.shared) requireSharing(ctx)
  return view
}

function requireSharing({ actor }: Context<StaffActor>): void {
  if (!actor.permissions.has('settings.manage')) throw forbidden('settings.manage')
}

function notTheirs(): AppError {
  return new AppError('invalid_input', 'Only who made this view can take it back for themselves. Delete it, or leave it shared.', {
    errors: [{ path: 'shared', message: 'can be taken back only by who made it' }],
  })
}

async function requireRoom(ctx: Context<StaffActor>, tx: Tx, shared: boolean): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countViews, [tx.workspaceId, ctx.actor.userId, shared])
  const most = shared ? mostShared : mostOwn
  if (n < most) return
  const message = `There are ${most} ${shared ? 'shared ' : ''}views already. Delete one first.`
  throw new AppError('invalid_input', message, { errors: [{ path: '', message }] })
}

async function viewOut(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<ViewOut> {
  const [view] = await viewsOut(ctx, tx, [await tx.one<ViewRow>(viewById, [tx.workspaceId, ctx.actor.userId, id])])
  return view as ViewOut
}

async function viewsOut({ actor }: Context<StaffActor>, tx: Tx, rows: readonly ViewRow[]): Promise<ViewOut[]> {
  const conditions = await keptConditions(
    tx,
    rows.map(({ where }) => where),
  )
  return rows.map(({ ownerId, ownerName, place: _, ...row }, i) => ({
    ...row,
    where: { ...row.where },
    mine: ownerId === actor.userId,
    owner: { id: ownerId, name: ownerName },
    works: conditions[i] !== null,
  }))
}
