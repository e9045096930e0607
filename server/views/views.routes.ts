import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { changeView, countOfViews, listViews, orderViews, removeView, saveView } from './saved-views.ts'
import { changeDeskSearchFields, chooseSearchFields, deskSearchFields, searchFields } from './search-fields.ts'
import { ChangeDeskSearchFields, ChooseFields, ConditionFields, DeskId, DeskSearchFields, OfDesk } from './search-fields.schema.ts'
import { ChangeView, CreateView, OrderViews, SavedView, ViewCount, ViewId } from './views.schema.ts'

const common = { tag: 'Views', access: 'staff' } as const

export function viewRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/views',
    summary: 'Saved views: one’s own and those that are shared; their tickets are `GET /tickets?where=`',
    response: { 200: itemsOf(SavedView) },
    handle: async ({ ctx }) => ({ items: await listViews(ctx) }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/counts/views',
    summary: 'How many tickets each saved view shows: exact up to 10,000, null where counting takes too long',
    query: OfDesk,
    response: { 200: itemsOf(ViewCount) },
    handle: async ({ ctx, query }) => ({ items: await countOfViews(ctx, query.desk) }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/views',
    summary: 'Save a view; to share it with everybody takes settings.manage',
    body: CreateView,
    response: { 201: SavedView },
    handle: ({ ctx, body }) => saveView(ctx, body),
  })

  route(http, {
    ...common,
    method: 'PATCH',
    url: '/views/:id',
    summary: 'Change a view of one’s own, or with settings.manage a shared one',
    params: ViewId,
    body: ChangeView,
    response: { 200: SavedView },
    handle: ({ ctx, params, body }) => changeView(ctx, params.id, body),
  })

  route(http, {
    ...common,
    method: 'PUT',
    url: '/view-order',
    summary: 'Put your own views, or with settings.manage the shared ones, in an order',
    body: OrderViews,
    response: { 204: nothing },
    handle: ({ ctx, body }) => orderViews(ctx, body),
  })

  route(http, {
    ...common,
    method: 'DELETE',
    url: '/views/:id',
    summary: 'Delete a view of one’s own, or with settings.manage a shared one',
    params: ViewId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeView(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/conditions/fields',
    summary: 'The fields that conditions over tickets can ask for, and those you search by',
    query: OfDesk,
    response: { 200: ConditionFields },
    handle: ({ ctx, query }) => searchFields(ctx, query.desk ?? null),
  })

  route(http, {
    ...common,
    method: 'PUT',
    url: '/me/search-fields',
    summary: 'Choose the fields you search by',
    body: ChooseFields,
    response: { 204: nothing },
    handle: ({ ctx, body }) => chooseSearchFields(ctx, body.fields),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/desks/:id/search-fields',
    summary: 'Which fields a desk offers to search by',
    permission: 'settings.manage',
    params: DeskId,
    response: { 200: DeskSearchFields },
    handle: ({ ctx, params }) => deskSearchFields(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'PUT',
    url: '/desks/:id/search-fields',
    summary: 'Choose which fields a desk offers to search by',
    permission: 'settings.manage',
    params: DeskId,
    body: ChangeDeskSearchFields,
    response: { 200: DeskSearchFields },
    handle: ({ ctx, params, body }) => changeDeskSearchFields(ctx, params.id, body),
  })
}
