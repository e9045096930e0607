import type { Condition } from '../../conditions/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import type { Category } from '../../lifecycle/index.ts'
import { Filter, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { searchTicketIds } from '../search/index.ts'
import { type ListedTicket, listedColumns } from './ticket.ts'
import type { Priority, Channel } from './ticket.ts'
import { type SlaChoice, slaIs } from './sla-filter.ts'
import { readCondition, whereCondition } from './ticket-conditions.ts'
import { fixedViews, type ViewKey } from './views.ts'
import { visibleTickets } from './visible-tickets.ts'

export interface ListInput {
  readonly view?: ViewKey
  readonly deskId?: number
  readonly status?: string
  readonly category?: Category
  /** An agent's id, `me`, or `none`. */
  readonly assignee?: number | 'me' | 'none'
  readonly teamId?: number
  readonly priority?: Priority
  readonly type?: string
  readonly channel?: Channel
  readonly sla?: SlaChoice
  readonly labelId?: number
  readonly contactId?: number
  readonly starred?: boolean
  /** Whatever else they have to fulfil. */
  readonly where?: Condition
  readonly q?: string
  readonly sort?: 'activity' | 'due'
  readonly limit: number
  readonly cursor?: string
}

interface Order {
  readonly by: string
  readonly after: string
  readonly only?: string
  place(ticket: ListedTicket): string
}

/** Each is read off an index, a page at any depth at the same cost. */
const orders: Record<NonNullable<ListInput['sort']>, Order> = {
  activity: {
    by: 't.last_activity_at DESC, t.id DESC',
    after: '(t.last_activity_at, t.id) < (?::timestamptz, ?::bigint)',
    place: (ticket) => ticket.lastActivityAt.toISOString(),
  },
  due: {
    by: 't.sla_next_due_at, t.id',
    after: '(t.sla_next_due_at, t.id) > (?::timestamptz, ?::bigint)',
    only: 't.sla_next_due_at IS NOT NULL',
    place: (ticket) => ticket.slaNextDueAt?.toISOString() ?? '',
  },
}

/** What a list was asked for, in the words of its query. */
export async function listInputOf<Q extends ListedBy>(tx: Tx, { desk, team, label, contact, where, ...rest }: Q) {
  const condition = where === undefined ? undefined : await readCondition(tx, where, 'where')
  return { ...rest, where: condition, deskId: desk, teamId: team, labelId: label, contactId: contact }
}

interface ListedBy {
  readonly desk?: number
  readonly team?: number
  readonly label?: number
  readonly contact?: number
  readonly where?: unknown
}

/** A page of tickets, newest activity first; the next one starts after its last row, at any depth at the same cost. */
export async function listTickets(
  ctx: Context<StaffActor>,
  tx: Tx,
  input: ListInput,
): Promise<{ tickets: ListedTicket[]; nextCursor: string | null }> {
  if (input.q?.trim()) return foundTickets(ctx, tx, input, input.q)
  const order = orders[input.sort ?? 'activity']
  const filter = await filterOf(ctx, tx, input)
  if (order.only) filter.and(order.only)
  if (input.cursor) {
    const { at, id } = readCursor(input.cursor)
    // One of a search.
    if (at === '') throw new AppError('invalid_cursor')
    filter.and(order.after, at, id)
  }
  const limit = filter.value(input.limit + 1)
  const text = `SELECT ${listedColumns} FROM tickets t WHERE ${filter.where()} ORDER BY ${order.by} LIMIT ${limit}`
  const rows = await tx.many<ListedTicket>({ text, name: nameOf(input) }, filter.values)
  const tickets = rows.slice(0, input.limit)
  const last = tickets.at(-1)
  return {
    tickets,
    nextCursor: rows.length > input.limit && last ? writeCursor({ at: order.place(last), id: last.id }) : null,
  }
}

/** The lists people open all day are prepared; what is filtered further is composed too variously to be remembered. */
function nameOf(input: ListInput): string | undefined {
  const { view, cursor, limit: _, ...filters } = input
  if (Object.values(filters).some((value) => value !== undefined)) return undefined
  return `tickets.list.${view ?? 'plain'}${cursor ? '.more' : ''}`
}

const mostFound = 2000

/** What a search found, in its order, as far as the other filters let it through. Its cursor is the number of hits seen. */
async function foundTickets(ctx: Context<StaffActor>, tx: Tx, input: ListInput, q: string) {
  const skip = input.cursor ? readCursor(input.cursor).id : 0
  // Mostly all hits pass the other filters; where they do not, more are looked for.
  for (let more = input.limit + 1; ; more *= 4) {
    const most = Math.min(skip + more, mostFound)
    const ids = await searchTicketIds(tx, { q, staff: true, most })
    const page = await passing(ctx, tx, input, ids.slice(skip))
    if (page.tickets.length === input.limit || ids.length < most || most === mostFound) {
      const seen = skip + page.seen
      return { tickets: page.tickets, nextCursor: seen < ids.length ? writeCursor({ at: '', id: seen }) : null }
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

/** How many active tickets somebody sees that fulfil a condition; counts no further than `most`. */
export async function countMatching(ctx: Context<StaffActor>, tx: Tx, where: Condition, most: number): Promise<number> {
  const filter = await filterOf(ctx, tx, { where })
  const limit = filter.value(most)
  const text = `SELECT count(*)::int AS n FROM (SELECT FROM tickets t WHERE ${filter.where()} LIMIT ${limit}) counted`
  return (await tx.one<{ n: number }>({ text }, filter.values)).n
}

/** What a list shows from its first row to its last, as a filter over `tickets t`; a search only as far as it looks. */
export async function filterOfList(ctx: Context<StaffActor>, tx: Tx, input: Omit<ListInput, 'limit' | 'cursor'>): Promise<Filter> {
  const filter = await filterOf(ctx, tx, input)
  const { only } = orders[input.sort ?? 'activity']
  if (input.q?.trim())
    return filter.and('t.id = ANY (?::bigint[])', await searchTicketIds(tx, { q: input.q, staff: true, most: mostFound }))
  return only ? filter.and(only) : filter
}

async function filterOf(ctx: Context<StaffActor>, tx: Tx, input: Omit<ListInput, 'limit'>): Promise<Filter> {
  const { actor } = ctx
  const filter = new Filter().and('t.workspace_id = ?', tx.workspaceId)
  filter.parts.push(visibleTickets(actor, filter))
  filter.and('t.purged_at IS NULL')
  if (input.view) fixedViews[input.view](filter, actor)
  // A search looks everywhere but in the spam folder and the trash; a plain list shows what is active.
  else if (input.q) filter.and(`t.bucket NOT IN ('spam', 'trash')`)
  else filter.and(`t.bucket = 'active'`)
  if (input.deskId !== undefined) filter.and('t.desk_id = ?', input.deskId)
  if (input.status !== undefined) filter.and('t.status = ?', input.status)
  if (input.category !== undefined) filter.and('t.category = ?', input.category)
  if (input.assignee === 'none') filter.and('t.assignee_id IS NULL')
  else if (input.assignee === 'me') filter.and('t.assignee_id = ?', actor.userId)
  else if (input.assignee !== undefined) filter.and('t.assignee_id = ?', input.assignee)
  if (input.teamId !== undefined) filter.and('t.team_id = ?', input.teamId)
  if (input.priority !== undefined) filter.and('t.priority = ?', input.priority)
  if (input.type !== undefined) filter.and('t.type = ?', input.type)
  if (input.channel !== undefined) filter.and('t.channel = ?', input.channel)
  if (input.sla !== undefined) filter.parts.push(slaIs(filter, [input.sla], ctx.app.db.time()))
  if (input.contactId !== undefined) filter.and('t.contact_id = ?', input.contactId)
  if (input.labelId !== undefined) {
    filter.and(
      'EXISTS (SELECT 1 FROM ticket_labels l WHERE l.workspace_id = t.workspace_id AND l.ticket_id = t.id AND l.label_id = ?)',
      input.labelId,
    )
  }
  if (input.starred) {
    filter.and(
      'EXISTS (SELECT 1 FROM stars s WHERE s.workspace_id = t.workspace_id AND s.user_id = ? AND s.ticket_id = t.id)',
      actor.userId,
    )
  }
  if (input.where) await whereCondition(tx, filter, input.where, { me: String(actor.userId), now: ctx.app.db.time() })
  return filter
}

function writeCursor(place: { at: string; id: number }): string {
  return Buffer.from(`${place.at}|${place.id}`).toString('base64url')
}

function readCursor(cursor: string): { at: string; id: number } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|')
  const number = Number(id)
  if (at === undefined || !Number.isSafeInteger(number) || number < 0 || (at !== '' && Number.isNaN(Date.parse(at))))
    throw new AppError('invalid_cursor')
  return { at, id: number }
}
