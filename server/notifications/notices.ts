import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { noticeKind, noticeKinds, optionalKinds } from './kinds.ts'
import {
  countUnread,
  markNoticesRead,
  markTicketNoticesRead,
  type NoticeRow,
  notices,
  preferences,
  setPreference,
  unreadNotices,
} from './notifications.queries.ts'
import type { NoticeChoices, NoticePage, NoticesQuery, ReadNotices, SetNoticeChoices } from './notifications.schema.ts'
import { findTicket } from '../tickets/index.ts'

/** A badge says no more than this. */
const countedUpTo = 100

/** One's notices, newest first, about what one may see now. */
export function listNotices(ctx: Context<StaffActor>, asked: z.output<typeof NoticesQuery>): Promise<z.input<typeof NoticePage>> {
  const desks = desksSeen(ctx.actor)
  return ctx.transaction(async (tx) => {
    const who = [tx.workspaceId, ctx.actor.userId, desks]
    const below = asked.cursor ?? Number.MAX_SAFE_INTEGER
    const rows = await tx.many<NoticeRow>(asked.unread ? unreadNotices : notices, [...who, below, asked.limit + 1])
    const { n } = await tx.one<{ n: number }>(countUnread, [...who, countedUpTo])
    const items = rows.slice(0, asked.limit)
    return { items: items.map(noticeView), nextCursor: rows.length > asked.limit ? String(items.at(-1)?.id) : null, unread: n }
  })
}

/** Those named, those about one ticket, or all. */
export function readNotices(ctx: Context<StaffActor>, { ids, ticket }: z.output<typeof ReadNotices>): Promise<void> {
  return ctx.transaction(async (tx) => {
    const who = [tx.workspaceId, ctx.actor.userId, tx.now]
    if (ticket !== undefined) await tx.run(markTicketNoticesRead, [...who, (await findTicket(ctx, tx, ticket)).id])
    else await tx.run(markNoticesRead, [...who, ids ?? null])
  })
}

export function noticeChoices(ctx: Context<StaffActor>): Promise<z.input<typeof NoticeChoices>> {
  return ctx.transaction(async (tx) => {
    const chosen = await tx.many<{ kind: string; inbox: boolean; mail: boolean }>(preferences, [tx.workspaceId, ctx.actor.userId])
    return {
      items: optionalKinds.map(
        (kind) => chosen.find((choice) => choice.kind === kind) ?? { kind, inbox: true, mail: noticeKinds[kind].mail },
      ),
    }
  })
}

export async function setNoticeChoices(
  ctx: Context<StaffActor>,
  { items }: z.output<typeof SetNoticeChoices>,
): Promise<z.input<typeof NoticeChoices>> {
  await ctx.transaction(async (tx) => {
    for (const { kind, inbox, mail } of items) await tx.run(setPreference, [tx.workspaceId, ctx.actor.userId, kind, inbox, mail])
  })
  return noticeChoices(ctx)
}

function desksSeen(actor: StaffActor): number[] {
  return [...actor.desks].filter(([, desk]) => desk.viewAll).map(([id]) => id)
}

function noticeView(row: NoticeRow): z.input<typeof NoticePage>['items'][number] {
  const { id, kind, at, readAt, subject, reference, title } = row
  const who = row.actorName ?? (row.actorKind === 'customer' ? 'The customer' : 'Statedesk')
  return {
    id,
    kind,
    at,
    readAt,
    subject,
    ticket: reference === null ? null : { reference, title: title ?? '' },
    actor: row.actorKind === null ? null : { kind: row.actorKind, id: row.actorId, name: row.actorName },
    text:
      noticeKind(kind)?.says({ who, ticket: reference ?? '', title: title ?? '', subject: subject ?? '' }) ??
      `${reference ?? kind}: ${title ?? subject ?? ''}`,
  }
}
