import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { changeCalendar, createCalendar, listCalendars, openNow, removeCalendar } from './calendars.ts'
import { CalendarId, CalendarView, ChangeCalendar, CreateCalendar, HoursIn, OpenNow } from './hours.schema.ts'

const common = { tag: 'Business hours', access: 'staff' } as const
const changing = { ...common, permission: 'settings.manage' } as const

export function hoursRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/calendars',
    summary: 'Business hours and holidays, and whether it is open now; a desk picks one with `PATCH /desks/{id}`',
    response: { 200: itemsOf(CalendarView) },
    handle: async ({ ctx }) => ({ items: await listCalendars(ctx) }),
  })

  route(http, {
    ...changing,
    method: 'POST',
    url: '/calendars',
    summary: 'Add business hours',
    body: CreateCalendar,
    response: { 201: CalendarView },
    handle: ({ ctx, body }) => createCalendar(ctx, body),
  })

  route(http, {
    ...changing,
    method: 'POST',
    url: '/hours/preview',
    summary: 'Whether it would be open now by these hours, and when that changes; keeps nothing',
    body: HoursIn,
    response: { 200: OpenNow },
    handle: ({ ctx, body }) => ctx.transaction(async (tx) => openNow(body, tx.now)),
  })

  route(http, {
    ...changing,
    method: 'PATCH',
    url: '/calendars/:id',
    summary: 'Change business hours; open tickets keep what they were promised until the change is applied to them',
    params: CalendarId,
    body: ChangeCalendar,
    response: { 200: CalendarView },
    handle: ({ ctx, params, body }) => changeCalendar(ctx, params.id, body),
  })

  route(http, {
    ...changing,
    method: 'DELETE',
    url: '/calendars/:id',
    summary: 'Remove business hours that no desk keeps',
    params: CalendarId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeCalendar(ctx, params.id),
  })
}
