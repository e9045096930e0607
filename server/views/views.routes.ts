import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { changeView, countOfViews, listViews, removeView, saveView } from './saved-views.ts'
import { ChangeView, CreateView, SavedView, ViewCount, ViewId } from './views.schema.ts'

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
    summary: 'How many tickets each saved view shows: exact up to 10,000',
    response: { 200: itemsOf(ViewCount) },
    handle: async ({ ctx }) => ({ items: await countOfViews(ctx) }),
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
    method: 'DELETE',
    url: '/views/:id',
    summary: 'Delete a view of one’s own, or with settings.manage a shared one',
    params: ViewId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeView(ctx, params.id),
  })
}
