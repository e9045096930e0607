import type { Context, StaffActor } from '../access/index.ts'
import type { Query, Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { foundTickets } from './found-tickets.ts'
import { type ListInput, strandsOf } from './list-filter.ts'
import { orders } from './list-order.ts'
import { type ListedPage, readCursor, writeCursor } from './list-page.ts'
import { type ListedTicket, listedColumns } from './ticket.ts'

/** A page of tickets in the order of the list; the next one starts after its last row, at any depth at the same cost. */
export async function listTickets(ctx: Context<StaffActor>, tx: Tx, input: ListInput): Promise<ListedPage> {
  if (input.q?.trim()) return foundTickets(ctx, tx, input, input.q)
  const { query, values } = await pageQuery(ctx, tx, input)
  const rows = await tx.many<ListedTicket>(query, values)
  const tickets = rows.slice(0, input.limit)
  const last = tickets.at(-1)
  return {
    tickets,
    nextCursor: rows.length > input.limit && last ? writeCursor({ at: orders[input.sort ?? 'activity'].place(last), id: last.id }) : null,
  }
}

async function pageQuery(ctx: Context<StaffActor>, tx: Tx, input: ListInput): Promise<{ query: Query; values: unknown[] }> {
  const order = orders[input.sort ?? 'activity']
  const { filter, strands, shape } = await strandsOf(ctx, tx, input)
  if (order.only) filter.and(order.only)
  if (input.cursor) {
    const { at, id } = readCursor(input.cursor)
    // One of a search.
    if (at === '') throw new AppError('invalid_cursor')
    filter.and(order.after, at, id)
  }
  const limit = filter.value(input.limit + 1)
  const inOrder = `ORDER BY ${order.by} LIMIT ${limit}`
  const strand = (condition: string) =>
    `SELECT ${listedColumns} FROM tickets t WHERE ${filter.where()}${condition && ` AND ${condition}`} ${inOrder}`
  const [only = '', ...more] = strands
  const text =
    more.length === 0
      ? strand(only)
      : `${strands.map((condition) => `(${strand(condition)})`).join(' UNION ALL ')} ORDER BY ${order.byShown} LIMIT ${limit}`
  return { query: { text, name: nameOf(input, shape) }, values: filter.values }
}

/** The lists people open all day are prepared; what is filtered further is composed too variously to be remembered. */
function nameOf(input: ListInput, shape: string): string | undefined {
  const { view, cursor, limit: _, ...filters } = input
  const asked = Object.entries(filters).filter(([, value]) => value !== undefined)
  const remembered: readonly string[] = ['deskId', 'status']
  if (asked.some(([key, value]) => !remembered.includes(key) && !(key === 'assignee' && value === 'me'))) return undefined
  const names = asked.map(([key]) => key).sort()
  return ['tickets.list', view ?? 'plain', ...names, shape, cursor ? 'more' : 'first'].join('.')
}
