import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { noticeToAdmins, notifications, readNotifications, unreadNotifications } from './people.queries.ts'

interface Row {
  id: number
  kind: string
  /** Null for a notice about a setting, whose name is the subject. */
  ticket: string | null
  title: string | null
  subject: string | null
  at: Date
  readAt: Date | null
}

const sentences: Readonly<Record<string, (row: Row) => string>> = {
  assigned: ({ ticket, title }) => `${ticket} was assigned to you: ${title}`,
  customer_replied: ({ ticket, title }) => `The customer replied on ${ticket}: ${title}`,
  reply_returned: ({ ticket, title }) => `Your held-back reply on ${ticket} was not sent and is a draft again: ${title}`,
  escalated: ({ ticket, title }) => `${ticket} was escalated: ${title}`,
  webhook_gone: ({ subject }) => `The webhook “${subject}” was switched off: its receiver answered that it is gone`,
  webhook_failing: ({ subject }) => `The webhook “${subject}” was switched off: for five days nothing could be delivered`,
}

/** One's newest notices about tickets that one may still see. */
export async function listNotifications(ctx: Context<StaffActor>, limit: number) {
  const desks = [...ctx.actor.desks].filter(([, desk]) => desk.viewAll).map(([id]) => id)
  return ctx.transaction(async (tx) => {
    const rows = await tx.many<Row>(notifications, [tx.workspaceId, ctx.actor.userId, desks, limit])
    const { n } = await tx.one<{ n: number }>(unreadNotifications, [tx.workspaceId, ctx.actor.userId, desks])
    const items = rows.map((row) => ({
      ...row,
      text: sentences[row.kind]?.(row) ?? `${row.ticket ?? row.kind}: ${row.title ?? row.subject}`,
    }))
    return { items, unread: n }
  })
}

/** Tells everybody who manages settings about one of them. */
export async function noticeAdmins(tx: Tx, kind: 'webhook_gone' | 'webhook_failing', subject: string): Promise<void> {
  await tx.run(noticeToAdmins, [tx.workspaceId, kind, subject, tx.now])
}

export async function markRead(ctx: Context<StaffActor>, ids: number[] | null): Promise<void> {
  await ctx.transaction((tx) => tx.run(readNotifications, [tx.workspaceId, ctx.actor.userId, tx.now, ids]))
}
