import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import {
  ChangeSource,
  CreateSource,
  CustomerInfoSource,
  InfoResult,
  OfTicket,
  SearchInformation,
  SourceBrief,
  SourceId,
  TicketRef,
  TriedSource,
  TrySource,
} from './customer-info.schema.ts'
import { customerInfoOf, searchInformation } from './look-up.ts'
import { addSource, changeSource, deleteSource } from './save-source.ts'
import { getSource, listSources, usableSources } from './sources.ts'
import { trySource } from './try-source.ts'

const common = { tag: 'Customer information', access: 'staff' } as const
const managed = { ...common, permission: 'settings.manage' } as const

/** What other systems know about a customer; docs/guides/customer-information.md tells admins how to set one up. */
export function customerInfoRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/customer-info',
    summary: 'What other systems know about the contact of a ticket, each with its values or why there are none; takes up to 10 seconds',
    params: TicketRef,
    query: OfTicket,
    response: { 200: itemsOf(InfoResult) },
    handle: async ({ ctx, params, query }) => ({ items: await customerInfoOf(ctx, params.ref, query) }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/customer-info',
    summary: 'The sources you can use, beside tickets and in searches',
    response: { 200: itemsOf(SourceBrief) },
    handle: async ({ ctx }) => ({ items: await usableSources(ctx) }),
  })

  route(http, {
    ...common,
    permission: 'tickets.create',
    method: 'POST',
    url: '/customer-info/search',
    summary: 'Search information: ask the sources of your desks about anybody, without a ticket; takes up to 10 seconds',
    body: SearchInformation,
    response: { 200: itemsOf(InfoResult) },
    handle: async ({ ctx, body }) => ({ items: await searchInformation(ctx, body) }),
  })

  route(http, {
    ...managed,
    method: 'GET',
    url: '/customer-info-sources',
    summary: 'The sources of customer information of the workspace, at most 20',
    response: { 200: itemsOf(CustomerInfoSource) },
    handle: async ({ ctx }) => ({ items: await listSources(ctx) }),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/customer-info-sources',
    summary: 'Set up another system that is asked about customers',
    body: CreateSource,
    response: { 201: CustomerInfoSource },
    handle: ({ ctx, body }) => addSource(ctx, body),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/customer-info/try',
    summary: 'Ask a source, kept or not, about somebody and see what came back; nothing of it is kept',
    body: TrySource,
    response: { 200: TriedSource },
    handle: ({ ctx, body }) => trySource(ctx, body),
  })

  route(http, {
    ...managed,
    method: 'GET',
    url: '/customer-info-sources/:id',
    summary: 'One source',
    params: SourceId,
    response: { 200: CustomerInfoSource },
    handle: ({ ctx, params }) => getSource(ctx, params.id),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/customer-info-sources/:id',
    summary: 'Change a source; another server never gets the secret of the former one',
    params: SourceId,
    body: ChangeSource,
    response: { 200: CustomerInfoSource },
    handle: ({ ctx, params, body }) => changeSource(ctx, params.id, body),
  })

  route(http, {
    ...managed,
    method: 'DELETE',
    url: '/customer-info-sources/:id',
    summary: 'Delete a source and its secret',
    params: SourceId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => deleteSource(ctx, params.id),
  })
}
