import { type Http, itemsOf, route } from '../platform/http/index.ts'
import { fillWords, insertTextOn, textForTicket, textsForTicket } from './insert-text.ts'
import {
  FilledText,
  FilledWords,
  FillFirst,
  ForTicket,
  InsertedText,
  OfDesk,
  OnTicketToCome,
  TextOfDesk,
  TextSummary,
} from './texts.schema.ts'

const common = { tag: 'Prepared words', access: 'staff', verbPermission: 'tickets.create' } as const

/** Prepared words for a first message, whose ticket is made when it is sent. */
export function firstMessageTextRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/desks/:id/first-message/texts',
    summary: 'What can be inserted into a first message of this desk, what one uses oneself first',
    params: OfDesk,
    query: ForTicket,
    response: { 200: itemsOf(TextSummary) },
    handle: async ({ ctx, params, query }) => ({ items: await textsForTicket(ctx, { deskId: params.id, about: { title: '' } }, query) }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/first-message/texts/:text/fill',
    summary: 'A prepared text with its variables filled for the ticket to come; `ticket_id` is filled when it is sent',
    params: TextOfDesk,
    body: OnTicketToCome,
    response: { 200: FilledText },
    handle: ({ ctx, params, body }) =>
      textForTicket(ctx, { on: { deskId: params.id, about: body.ticket }, id: params.text }, body.language),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/first-message/texts/:text/insert',
    summary: 'The same to put into the message: copies of its files come along, and the use is counted',
    params: TextOfDesk,
    body: OnTicketToCome,
    response: { 200: InsertedText },
    handle: ({ ctx, params, body }) => insertTextOn(ctx, { on: { deskId: params.id, about: body.ticket }, id: params.text }, body.language),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/first-message/fill',
    summary: 'Fill the variables of a first message that is being written',
    params: OfDesk,
    body: FillFirst,
    response: { 200: FilledWords },
    handle: ({ ctx, params, body: { ticket, ...words } }) => fillWords(ctx, { deskId: params.id, about: ticket }, words),
  })
}
