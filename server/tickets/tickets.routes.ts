import { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { type Http, idIn, nothing, pageOf, route } from '../platform/http/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { findingView, FindingView } from '../wording/index.ts'
import { ticketActions } from './actions.ts'
import { countByStatus } from './count-matching.ts'
import { readCounts } from './counts.ts'
import type { CreatedTicket } from './create-ticket.ts'
import { editTicket } from './edit-ticket.ts'
import { ticketEvents } from './event-views.ts'
import { findTicket } from './find-ticket.ts'
import { listInputOf } from './list-filter.ts'
import { listTickets } from './list-tickets.ts'
import { openTicketIn } from './open-ticket.ts'
import { actionPermissions, performAction } from './perform-action.ts'
import { starTicket } from './star-ticket.ts'
import type { Ticket } from './ticket.ts'
import { markRead } from './ticket-views.queries.ts'
import { type Included, ticketPage } from './ticket-page.ts'
import { changedTicket, rowsOf, ticketView } from './ticket-views.ts'
import { type ActionBody, type ActionName, actionBodies, CreateTicket, PatchTicket, refIn } from './ticket-bodies.schema.ts'
import { ActionView, CountsView, CreatedTicketView, EventView, TicketPage, TicketRow, TicketView } from './tickets.schema.ts'
import { CountQuery, ListQuery, MatchingView } from './ticket-lists.schema.ts'

/** `messages`, `events`, or both with a comma between. */
const included = z
  .string()
  .regex(/^(messages|events)(,(messages|events))?$/, 'may be messages, events, or both with a comma between')
  .transform((value) => value.split(',') as Included[])

export function ticketRoutes(http: Http): void {
  route(http, {
    method: 'POST',
    url: '/tickets',
    summary: 'Create a ticket',
    tag: 'tickets',
    access: 'staff',
    permission: 'tickets.create',
    idempotent: true,
    body: CreateTicket,
    response: { 201: CreatedTicketView },
    handle: ({ ctx, body }) =>
      ctx.transaction((tx) => openTicketIn(ctx, tx, body, (created) => createdTicket(ctx, tx, created)), { ahead: true }),
  })

  route(http, {
    method: 'GET',
    url: '/tickets',
    summary: 'List tickets, newest activity first, or search them',
    tag: 'tickets',
    access: 'staff',
    query: ListQuery,
    response: { 200: pageOf(TicketRow) },
    handle: ({ ctx, query }) => listPage(ctx, query),
  })

  route(http, {
    method: 'GET',
    url: '/search',
    summary: 'Search titles, messages, references and names',
    tag: 'tickets',
    access: 'staff',
    query: ListQuery,
    response: { 200: pageOf(TicketRow) },
    handle: ({ ctx, query }) => listPage(ctx, query),
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref',
    summary: 'Read a ticket, by id or reference; with `include` also the newest of its conversation and log',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    query: z.strictObject({ include: included.optional() }),
    response: { 200: TicketPage },
    handle: ({ ctx, params, query }) => ticketPage(ctx, params.ref, query.include ?? []),
  })

  route(http, {
    method: 'PATCH',
    url: '/tickets/:ref',
    summary: 'Edit title, description, type, inquiry type, fields, category, priority, labels, internal',
    tag: 'tickets',
    access: 'staff',
    verbPermission: 'tickets.edit',
    params: refIn,
    body: PatchTicket,
    response: { 200: TicketView },
    handle: async ({ ctx, params, body: { labels, ...body } }) => {
      const ticket = await ctx.transaction((tx) => findTicket(ctx, tx, params.ref))
      await editTicket(ctx, { ...body, labelIds: labels, ticketId: ticket.id })
      return ctx.transaction(async (tx) => ticketView(ctx, tx, await findAfterwards(ctx, tx, ticket.id)))
    },
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref/events',
    summary: 'The log of a ticket, newest first',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: z
        .string()
        .regex(/^\d{1,9}$/, 'is not a cursor')
        .optional(),
    }),
    response: { 200: pageOf(EventView) },
    handle: ({ ctx, params, query }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        const before = query.cursor ? Number(query.cursor) : 2 ** 31 - 1
        const page = await ticketEvents(ctx, tx, ticket, { before, limit: query.limit, language: ctx.language })
        return { items: page.items, nextCursor: page.next === null ? null : String(page.next) }
      }),
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref/actions',
    summary: 'What may be done to a ticket now, and what may not, with the reason',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    response: { 200: z.object({ ticketVersion: z.number(), actions: z.array(ActionView) }) },
    handle: ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        return { ticketVersion: ticket.version, actions: await ticketActions(ctx, tx, ticket) }
      }),
  })

  for (const action of Object.keys(actionBodies) as ActionName[]) actionRoute(http, action)

  route(http, {
    method: 'PUT',
    url: '/tickets/:ref/star',
    summary: 'Star a ticket for oneself',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    response: { 204: nothing },
    handle: async ({ ctx, params }) => void (await starTicket(ctx, params.ref, true)),
  })

  route(http, {
    method: 'DELETE',
    url: '/tickets/:ref/star',
    summary: 'Take the star away',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    response: { 204: nothing },
    handle: async ({ ctx, params }) => void (await starTicket(ctx, params.ref, false)),
  })

  route(http, {
    method: 'PUT',
    url: '/tickets/:ref/read',
    summary: 'Mark a ticket as read by oneself',
    tag: 'tickets',
    access: 'staff',
    params: refIn,
    response: { 204: nothing },
    handle: ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        await tx.run(markRead, [tx.workspaceId, ticket.id, ctx.actor.userId])
      }),
  })

  route(http, {
    method: 'GET',
    url: '/counts',
    summary: 'Exact counts of the fixed views and of every status',
    tag: 'tickets',
    access: 'staff',
    query: z.strictObject({ desk: idIn.optional() }),
    response: { 200: CountsView },
    handle: ({ ctx, query }) => ctx.transaction((tx) => readCounts(ctx, tx, query.desk ?? null), { ahead: true }),
  })

  route(http, {
    method: 'GET',
    url: '/counts/matching',
    summary: 'How many tickets a list holds and in which statuses, whatever it is filtered by: exact up to 10,000',
    tag: 'tickets',
    access: 'staff',
    query: CountQuery,
    response: { 200: MatchingView },
    handle: ({ ctx, query }) => matching(ctx, query),
  })
}

/** `POST /tickets/{ref}/{action}`: all alike. */
function actionRoute(http: Http, action: ActionName): void {
  route(http, {
    method: 'POST',
    url: `/tickets/:ref/${action}`,
    summary: `${action.charAt(0).toUpperCase()}${action.slice(1).replaceAll('-', ' ')}: an action on a ticket`,
    tag: 'actions',
    access: 'staff',
    verbPermission: actionPermissions[action],
    idempotent: true,
    params: refIn,
    body: actionBodies[action],
    response: { 200: z.object({ ticket: TicketView.nullable(), warnings: z.array(FindingView) }) },
    handle: async ({ ctx, params, body }) => {
      const { ticket, warnings } = await performAction(ctx, params.ref, action, body as ActionBody<ActionName>)
      return { ticket: ticket && (await ctx.transaction((tx) => ticketView(ctx, tx, ticket))), warnings: warnings.map(findingView) }
    },
  })
}

async function createdTicket(
  ctx: Context<StaffActor>,
  tx: Tx,
  { ticket, lifecycle, messageId, isHeld, warnings }: CreatedTicket,
): Promise<z.input<typeof CreatedTicketView>> {
  return {
    ...(await changedTicket(ctx, tx, ticket, lifecycle)),
    heldMessage: isHeld ? messageId : null,
    warnings: warnings.map(findingView),
  }
}

async function listPage(ctx: Context<StaffActor>, query: z.output<typeof ListQuery>) {
  return ctx.transaction(
    async (tx) => {
      const page = await listTickets(ctx, tx, await listInputOf(tx, query))
      const rows = await rowsOf(ctx, tx, page.tickets, { last: true })
      return { items: rows.map((row) => ({ ...row, match: page.matches?.get(Number(row.id)) })), nextCursor: page.nextCursor }
    },
    { ahead: true },
  )
}

async function matching(ctx: Context<StaffActor>, query: z.output<typeof CountQuery>): Promise<z.input<typeof MatchingView>> {
  const { statuses, ...count } = await ctx.transaction(async (tx) => countByStatus(ctx, tx, await listInputOf(tx, query)), { ahead: true })
  return { ...count, statuses: statuses.map(({ status, ...share }) => ({ ...share, key: status })) }
}

/** What one just made or changed, even where one may not see it afterwards (it went to somebody else). */
async function findAfterwards(ctx: Context<StaffActor>, tx: Tx, ticketId: number): Promise<Ticket> {
  return findTicket({ ...ctx, actor: { kind: 'system' } }, tx, String(ticketId))
}
