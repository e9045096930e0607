import type { z } from 'zod'
import type { Condition } from '../../conditions/index.ts'
import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, forbidden, notFound } from '../platform/errors/index.ts'
import { countMatching, readCondition } from '../tickets/index.ts'
import { countViews, deleteView, insertView, lockView, updateView, viewById, type ViewRow, viewsOf } from './views.queries.ts'
import type { ChangeView, CreateView, SavedView, ViewCount } from './views.schema.ts'

const mostOwn = 100
const mostShared = 200
const countedUpTo = 10_000

type ViewOut = z.input<typeof SavedView>

/** One's own views and those that are shared with everybody; what they show is still only what one may see. */
export function listViews(ctx: Context<StaffActor>): Promise<ViewOut[]> {
  return ctx.transaction(async (tx) => (await seenBy(ctx, tx)).map((row) => viewOf(ctx, row)))
}

/** How many tickets each of them shows to whoever asks. */
export function countOfViews(ctx: Context<StaffActor>): Promise<z.input<typeof ViewCount>[]> {
  return ctx.transaction(async (tx) => {
    const counts: z.input<typeof ViewCount>[] = []
    for (const { id, where } of await seenBy(ctx, tx)) {
      const found = await countMatching(ctx, tx, where, countedUpTo + 1)
      counts.push({ id, count: Math.min(found, countedUpTo), more: found > countedUpTo })
    }
    return counts
  })
}

/** @throws forbidden to share one without `settings.manage`; too_many */
export function saveView(ctx: Context<StaffActor>, input: z.output<typeof CreateView>): Promise<ViewOut> {
  if (input.shared) requireSharing(ctx)
  return ctx.transaction(async (tx) => {
    await requireRoom(ctx, tx, input.shared)
    const where = await readCondition(tx, input.where, 'where')
    const values = [tx.workspaceId, ctx.actor.userId, input.name, JSON.stringify(where), input.shared, tx.now]
    const { id } = await tx.one<{ id: number }>(insertView, values)
    if (input.shared) await logSettingsChange(tx, ctx.actor.userId, 'view', id, { created: input.name })
    return viewOf(ctx, await tx.one<ViewRow>(viewById, [tx.workspaceId, ctx.actor.userId, id]))
  })
}

/** Personal views are their owner's; whoever may manage the settings changes shared ones. */
export function changeView(ctx: Context<StaffActor>, id: number, change: z.output<typeof ChangeView>): Promise<ViewOut> {
  return ctx.transaction(async (tx) => {
    const view = await lockedView(ctx, tx, id)
    if (change.expectedVersion !== undefined && change.expectedVersion !== view.version)
      throw new AppError('version_conflict', 'Somebody else changed this view meanwhile.')
    const next = {
      name: change.name ?? view.name,
      where: change.where ? await readCondition(tx, change.where, 'where') : view.where,
      shared: change.shared ?? view.shared,
    }
    if (next.shared !== view.shared) {
      requireSharing(ctx)
      // It would become somebody else's own, whom nobody asked.
      if (!next.shared && view.ownerId !== ctx.actor.userId) throw notTheirs()
      await requireRoom(ctx, tx, next.shared)
    }
    await tx.run(updateView, [tx.workspaceId, id, next.name, JSON.stringify(next.where), next.shared, tx.now])
    if (view.shared || next.shared) await logSettingsChange(tx, ctx.actor.userId, 'view', id, changesOf(view, next))
    return viewOf(ctx, await tx.one<ViewRow>(viewById, [tx.workspaceId, ctx.actor.userId, id]))
  })
}

export async function removeView(ctx: Context<StaffActor>, id: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const view = await lockedView(ctx, tx, id)
    await tx.run(deleteView, [tx.workspaceId, id])
    if (view.shared) await logSettingsChange(tx, ctx.actor.userId, 'view', id, { removed: view.name })
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

function changesOf(before: { name: string; where: Condition; shared: boolean }, after: typeof before): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const key of ['name', 'where', 'shared'] as const) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changes[key] = after[key]
  }
  return changes
}

function viewOf({ actor }: Context<StaffActor>, { ownerId, ownerName, ...row }: ViewRow): ViewOut {
  return { ...row, where: { ...row.where }, mine: ownerId === actor.userId, owner: { id: ownerId, name: ownerName } }
}
