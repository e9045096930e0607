import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { findTicket, ticketRows, type TicketRowOut, undoHours } from '../tickets/index.ts'
import { kindOf } from './link-tickets.ts'
import { type LinkRow, linksOf, type SplitRow, splitsOf } from './links.queries.ts'
import type { LinksView } from './links.schema.ts'

/** Everything a ticket has to do with other ones, as far as this person sees those. */
export function readLinks(ctx: Context<StaffActor>, ref: string): Promise<z.input<typeof LinksView>> {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const links = await tx.many<LinkRow>(linksOf, [tx.workspaceId, ticket.id])
    const splits = await tx.many<SplitRow>(splitsOf, [tx.workspaceId, ticket.id])
    const otherOf = (one: number, two: number) => (one === ticket.id ? two : one)
    const ids = [...links.map((link) => otherOf(link.fromId, link.toId)), ...splits.map((split) => otherOf(split.sourceId, split.madeId))]
    const rows = await ticketRows(ctx, tx, [...new Set(ids)])
    const seen = new Map(rows.filter((row) => row.bucket !== 'purged').map((row) => [Number(row.id), row]))
    const shown = links.flatMap((link) => {
      const row = seen.get(otherOf(link.fromId, link.toId))
      return row ? [{ id: link.id, kind: kindOf(link, ticket.id), ticket: brief(row), createdAt: link.createdAt }] : []
    })
    const children = shown.filter((link) => link.kind === 'child')
    const done = children.filter(({ ticket: { status } }) => status.category === 'resolved' || status.category === 'closed')
    return {
      links: shown,
      children: { total: children.length, done: done.length },
      splits: splits.flatMap((split) => {
        const row = seen.get(otherOf(split.sourceId, split.madeId))
        const undoable = tx.now.getTime() - split.splitAt.getTime() < undoHours * 3_600_000
        return row
          ? [{ id: split.id, kind: split.sourceId === ticket.id ? ('made' as const) : ('source' as const), ticket: brief(row), undoable }]
          : []
      }),
    }
  })
}

function brief({ id, reference, title, status, assignee, bucket }: TicketRowOut) {
  return { id, reference, title, status, assignee, bucket }
}
