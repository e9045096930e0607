import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { messageQueries, type MessageRow } from '../messages/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { askNames, eventPage, readEvents } from './event-views.ts'
import { findTicket } from './find-ticket.ts'
import { idIn } from './ticket-address.ts'
import { besideMessages, type MessageOut, messageView } from './message-views.ts'
import { askBesideTicket, lifecyclesOf, makeTicketView } from './ticket-views.ts'
import type { TicketPage } from './tickets.schema.ts'

export type Included = 'messages' | 'events'

const most = { messages: 50, events: 100 }
const newestEvents = { before: 2 ** 31 - 1, limit: most.events }

/** A ticket and, if asked for, the newest part of its conversation and of its log: one answer, two round trips. */
export async function ticketPage(
  ctx: Context<StaffActor>,
  tx: Tx,
  ref: string,
  include: readonly Included[],
): Promise<z.input<typeof TicketPage>> {
  const found = idIn(ref) === null ? await findTicket(ctx, tx, ref) : null
  const id = found?.id ?? Number(ref)
  const [ticket, messages, events] = await together([
    // What is read of a ticket that one may not see goes nowhere.
    found ?? findTicket(ctx, tx, ref),
    include.includes('messages') ? readMessages(tx, id, { limit: most.messages }) : null,
    include.includes('events') ? readEvents(tx, id, newestEvents) : null,
  ])
  const lifecycles = await lifecyclesOf(tx, [ticket])
  const lifecycle = lifecycles.get(ticket.lifecycleVersionId)
  const [beside, besideThem, names] = await tx.last(() =>
    together([
      askBesideTicket(ctx, tx, ticket),
      messages &&
        besideMessages(
          tx,
          messages.map((row) => row.id),
        ),
      events && askNames(tx, events),
    ]),
  )
  const log = events && names && lifecycle && eventPage(events, most.events, lifecycle, names)
  return {
    ...makeTicketView(tx, ticket, lifecycles, beside),
    ...(messages &&
      besideThem && { messages: messagePage(messages, most.messages, (row) => messageView(ctx, row, besideThem, ctx.actor.userId)) }),
    ...(log && { events: { items: log.items, nextCursor: log.next === null ? null : String(log.next) } }),
  }
}

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
