import type { z } from 'zod'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import {
  type AnnouncementRow,
  allOfThem,
  announcementById,
  countThem,
  deleteAnnouncement,
  deskThere,
  insertAnnouncement,
  lockAnnouncement,
  putAway,
  shownTo,
  updateAnnouncement,
} from './announcements.queries.ts'
import type { Announcement, ChangeAnnouncement, CreateAnnouncement } from './announcements.schema.ts'

type AnnouncementOut = z.input<typeof Announcement>

const most = 200

/** What is pinned now for whoever asks, on all their desks or on one, less what they put away. */
export function shownAnnouncements(ctx: Context<StaffActor>, deskId: number | null): Promise<AnnouncementOut[]> {
  const { actor } = ctx
  return ctx.transaction(async (tx) => {
    const rows = await tx.many<AnnouncementRow>(shownTo, [tx.workspaceId, actor.userId, [...actor.desks.keys()], deskId, tx.now])
    return rows.map(viewOf)
  })
}

export function allAnnouncements(ctx: Context<StaffActor>): Promise<AnnouncementOut[]> {
  return ctx.transaction(async (tx) => (await tx.many<AnnouncementRow>(allOfThem, [tx.workspaceId])).map(viewOf))
}

/** @throws invalid_input when there are too many, the desk is none, or it would end before it begins */
export function announce(ctx: Context<StaffActor>, input: z.output<typeof CreateAnnouncement>): Promise<AnnouncementOut> {
  return ctx.transaction(async (tx) => {
    const { n } = await tx.one<{ n: number }>(countThem, [tx.workspaceId])
    if (n >= most) throw invalid('', `There are ${most} announcements already. Delete one first.`)
    const startsAt = input.startsAt ?? tx.now
    await requireSense(tx, { deskId: input.desk, startsAt, endsAt: input.endsAt })
    const values = [input.title, input.body, input.tone, input.desk, startsAt, input.endsAt, ctx.actor.userId, tx.now]
    const { id } = await tx.one<{ id: number }>(insertAnnouncement, [tx.workspaceId, ...values])
    await logSettingsChange(tx, ctx.actor.userId, 'announcement', id, { created: input.title })
    return viewOf(await tx.one<AnnouncementRow>(announcementById, [tx.workspaceId, id]))
  })
}

/** @throws not_found; version_conflict; invalid_input */
export function changeAnnouncement(
  ctx: Context<StaffActor>,
  id: number,
  change: z.output<typeof ChangeAnnouncement>,
): Promise<AnnouncementOut> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<AnnouncementRow>(lockAnnouncement, [tx.workspaceId, id])
    if (!row) throw notFound()
    const { expectedVersion, desk, ...words } = change
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw new AppError('version_conflict', 'Somebody else changed this announcement meanwhile.')
    const next = { ...row, ...words, deskId: desk === undefined ? row.deskId : desk }
    await requireSense(tx, next)
    const values = [next.title, next.body, next.tone, next.deskId, next.startsAt, next.endsAt, tx.now]
    await tx.run(updateAnnouncement, [tx.workspaceId, id, ...values])
    const former = { title: row.title, body: row.body, tone: row.tone, startsAt: row.startsAt, endsAt: row.endsAt, desk: row.deskId }
    const changed = differences(former, { ...words, desk })
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'announcement', id, changed.change, changed.former)
    return viewOf(await tx.one<AnnouncementRow>(announcementById, [tx.workspaceId, id]))
  })
}

export function removeAnnouncement(ctx: Context<StaffActor>, id: number): Promise<void> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<AnnouncementRow>(lockAnnouncement, [tx.workspaceId, id])
    if (!row) throw notFound()
    await tx.run(deleteAnnouncement, [tx.workspaceId, id])
    await logSettingsChange(tx, ctx.actor.userId, 'announcement', id, { removed: row.title })
  })
}

/** Puts it away for oneself, until its words change. */
export function readAnnouncement(ctx: Context<StaffActor>, id: number): Promise<void> {
  return ctx.transaction(async (tx) => {
    if ((await tx.run(putAway, [tx.workspaceId, id, ctx.actor.userId])) === 0) throw notFound()
  })
}

async function requireSense(tx: Tx, { deskId, startsAt, endsAt }: Pick<AnnouncementRow, 'deskId' | 'startsAt' | 'endsAt'>): Promise<void> {
  if (endsAt && endsAt <= startsAt) throw invalid('endsAt', 'must be after it begins')
  if (deskId !== null && !(await tx.maybe(deskThere, [tx.workspaceId, deskId]))) throw invalid('desk', 'is not a desk')
}

function viewOf({ deskId, createdById, createdByName, ...row }: AnnouncementRow): AnnouncementOut {
  return { ...row, desk: deskId, createdBy: { id: createdById, name: createdByName } }
}
