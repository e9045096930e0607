import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleAt } from '../lifecycles/index.ts'
import { messageQueries, type MessageRow } from '../messages/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { eventPage, readEvents } from './event-views.ts'
import { findTicket, mayOpen } from './find-ticket.ts'
import { idIn } from './ticket-address.ts'
import { newestShown } from './message-views.queries.ts'
import { type BesideMessages, type MessageOut, messageView } from './message-views.ts'
import type { Ticket } from './ticket.ts'
import { readServiceLevel, serviceLevel } from './service-clock.ts'
import { ticketAlone, ticketWithNewest } from './ticket-views.queries.ts'
import { type BesideTicket, makeTicketView } from './ticket-views.ts'
import type { TicketPage } from './tickets.schema.ts'

export type Included = 'messages' | 'events'

const most = { messages: newestShown, events: 100 }
const newestEvents = { before: 2 ** 31 - 1, limit: most.events }

/**
 * A ticket and, if asked for, the newest part of its conversation and of its log: one answer, and by id one round trip to
 * the database.
 * @throws not_found also for what one may not see
 */
export async function ticketPage(ctx: Context<StaffActor>, ref: string, include: readonly Included[]): Promise<z.input<typeof TicketPage>> {
  const read = await ctx.transaction((tx) => readPage(ctx, tx, ref, include), { ahead: true })
  const { ticket, messages, events } = read
  const lifecycle = await lifecycleAt(ctx, ticket.lifecycleVersionId)
  await readServiceLevel(ctx, ticket)
  const sla = serviceLevel({ database: ctx.app.db.pool, workspaceId: ctx.workspaceId }, ticket, lifecycle, read.now)
  const log = events && eventPage(events, most.events, lifecycle, ctx.language)
  return {
    ...makeTicketView(ticket, { lifecycle, beside: ticket, now: read.now, sla }),
    ...(messages && { messages: messagePage(messages, most.messages, (row) => messageView(ctx, row, ticket, ctx.actor.userId)) }),
    ...(log && { events: { items: log.items, nextCursor: log.next === null ? null : String(log.next) } }),
  }
}

async function readPage(ctx: Context<StaffActor>, tx: Tx, ref: string, include: readonly Included[]) {
  const id = idIn(ref) ?? (await findTicket(ctx, tx, ref)).id
  const withMessages = include.includes('messages')
  // All of it is asked for before it is known whether one may see it: what one may not see goes nowhere.
  const [ticket, messages, events] = await tx.last(() =>
    together([
      tx.maybe<ShownTicket>(withMessages ? ticketWithNewest : ticketAlone, [tx.workspaceId, id, ctx.actor.userId]),
      withMessages ? readMessages(tx, id, { limit: most.messages }) : null,
      include.includes('events') ? readEvents(ctx, tx, id, newestEvents) : null,
    ]),
  )
  if (!mayOpen(ctx, ticket)) throw notFound()
  return { now: tx.now, ticket, messages, events }
}

/** `BesideMessages` only if they were asked for. */
type ShownTicket = Ticket & BesideTicket & BesideMessages

/** The newest messages of a ticket, or those before one; one more than asked for tells that there are earlier ones. */
export function readMessages(tx: Tx, ticketId: number, page: { before?: string; limit: number }): Promise<MessageRow[]> {
  const [at, id] = page.before?.split('_').map(Number) ?? []
  const before = at === undefined ? null : new Date(at)
  return tx.many<MessageRow>(messageQueries.messagesOfTicket, [tx.workspaceId, ticketId, before, id ?? null, page.limit + 1])
}

export function messagePage(rows: readonly MessageRow[], limit: number, view: (row: MessageRow) => MessageOut) {
  const shown = rows.slice(0, limit).reverse()
  const first = shown[0]
  return {
    items: shown.map(view),
    previousCursor: rows.length > limit && first ? `${first.at.getTime()}_${first.id}` : null,
  }
}
