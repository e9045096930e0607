import type { Context, StaffActor } from '../access/index.ts'
import type { Filter, Tx } from '../platform/db/index.ts'
import { searchTickets } from '../search/index.ts'
import { type ListedPage, readCursor, writeCursor } from './list-page.ts'
import { type Filtered, filterOf, type ListInput } from './list-filter.ts'
import { orders } from './list-order.ts'
import { matchesOf } from './matches.ts'
import { type ListedTicket, listedColumns } from './ticket.ts'

const mostFound = 2000

/** What a list shows from its first row to its last, as a filter over `tickets t`; a search only as far as it looks. */
export async function filterOfList(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Filter> {
  const filter = await filterOf(ctx, tx, input)
  const { only } = orders[input.sort ?? 'activity']
  if (input.q?.trim())
    return filter.and('t.id = ANY (?::bigint[])', (await searchTickets(tx, { q: input.q, staff: true, most: mostFound })).ids)
  return only ? filter.and(only) : filter
}

/** What a search found, in its order, as far as the other filters let it through. Its cursor is the number of hits seen. */
export async function foundTickets(ctx: Context<StaffActor>, tx: Tx, input: ListInput, q: string): Promise<ListedPage> {
  const skip = input.cursor ? readCursor(input.cursor).id : 0
  // Mostly all hits pass the other filters; where they do not, more are looked for.
  for (let more = input.limit + 1; ; more *= 4) {
    const most = Math.min(skip + more, mostFound)
    const found = await searchTickets(tx, { q, staff: true, most })
    const { ids } = found
    const page = await passing(ctx, tx, input, ids.slice(skip))
    if (page.tickets.length === input.limit || ids.length < most || most === mostFound) {
      const seen = skip + page.seen
      const matches = await matchesOf(tx, page.tickets, found)
      return { tickets: page.tickets, nextCursor: seen < ids.length ? writeCursor({ at: '', id: seen }) : null, matches }
    }
  }
}

/** Of these tickets, in their order, a page of those that pass the filters, and how many were looked at for it. */
async function passing(ctx: Context<StaffActor>, tx: Tx, input: ListInput, ids: readonly number[]) {
  const filter = await filterOf(ctx, tx, input)
  filter.and('t.id = ANY (?::bigint[])', ids)
  const found = await tx.many<ListedTicket>({ text: `SELECT ${listedColumns} FROM tickets t WHERE ${filter.where()}` }, filter.values)
  const byId = new Map(found.map((ticket) => [ticket.id, ticket]))
  const tickets: ListedTicket[] = []
  let seen = 0
  for (const id of ids) {
    if (tickets.length === input.limit) break
    seen += 1
    const ticket = byId.get(id)
    if (ticket) tickets.push(ticket)
  }
  return { tickets, seen }
}
