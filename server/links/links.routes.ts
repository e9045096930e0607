import { z } from 'zod'
import { type Http, nothing, route } from '../platform/http/index.ts'
import { findTicket, refIn, splitTicket, ticketView, TicketView, undoSplit } from '../tickets/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { linkTickets, unlinkTickets } from './link-tickets.ts'
import { AddLink, LinkIn, LinksView, Split, Unsplit } from './links.schema.ts'
import { readLinks } from './read-links.ts'

const common = { tag: 'Related tickets', access: 'staff' } as const

export function linkRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/links',
    summary: 'What a ticket has to do with others: parent, children, duplicates, related ones, and what was split off',
    params: refIn,
    response: { 200: LinksView },
    handle: ({ ctx, params }) => readLinks(ctx, params.ref),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/links',
    summary: 'Link a ticket to another one',
    verbPermission: 'tickets.edit',
    idempotent: true,
    params: refIn,
    body: AddLink,
    response: { 201: LinksView },
    handle: async ({ ctx, params, body }) => {
      await linkTickets(ctx, { ref: params.ref, kind: body.kind, to: body.to })
      return readLinks(ctx, params.ref)
    },
  })

  route(http, {
    ...common,
    method: 'DELETE',
    url: '/tickets/:ref/links/:id',
    summary: 'Take a link away',
    verbPermission: 'tickets.edit',
    params: LinkIn,
    response: { 204: nothing },
    handle: ({ ctx, params }) => unlinkTickets(ctx, { ref: params.ref, linkId: params.id }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/split',
    summary: 'Make a new ticket out of some messages; gives the new one',
    verbPermission: 'tickets.merge',
    idempotent: true,
    params: refIn,
    body: Split,
    response: { 201: z.object({ ticket: TicketView }) },
    handle: async ({ ctx, params, body: { messages, title, desk, expectedVersion } }) => {
      const ticketId = await idOf(ctx, params.ref)
      return shown(ctx, await splitTicket(ctx, { ticketId, messageIds: messages, title, deskId: desk, expectedVersion }))
    },
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/unsplit',
    summary: 'Take a split back, from either ticket; gives the one that has the messages again',
    verbPermission: 'tickets.merge',
    idempotent: true,
    params: refIn,
    body: Unsplit,
    response: { 200: z.object({ ticket: TicketView }) },
    handle: async ({ ctx, params, body }) =>
      shown(ctx, await undoSplit(ctx, { ticketId: await idOf(ctx, params.ref), splitId: body.split })),
  })
}

async function idOf(ctx: Context<StaffActor>, ref: string): Promise<number> {
  return (await ctx.transaction((tx) => findTicket(ctx, tx, ref))).id
}

function shown(ctx: Context<StaffActor>, ticketId: number) {
  return ctx.transaction(async (tx) => ({ ticket: await ticketView(ctx, tx, await findTicket(ctx, tx, String(ticketId))) }))
}
