import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import {
  allAnnouncements,
  announce,
  changeAnnouncement,
  readAnnouncement,
  removeAnnouncement,
  shownAnnouncements,
} from './announcements.ts'
import { Announcement, AnnouncementId, ChangeAnnouncement, CreateAnnouncement, ShownQuery } from './announcements.schema.ts'

const common = { tag: 'Announcements', access: 'staff' } as const
const managed = { ...common, permission: 'settings.manage' } as const

export function announcementRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/me/announcements',
    summary: 'What admins pinned at the top of your screen, and you did not put away',
    query: ShownQuery,
    response: { 200: itemsOf(Announcement) },
    handle: async ({ ctx, query }) => ({ items: await shownAnnouncements(ctx, query.desk ?? null) }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/announcements/:id/read',
    summary: 'Put one away for yourself; it comes back when its words change',
    params: AnnouncementId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => readAnnouncement(ctx, params.id),
  })

  route(http, {
    ...managed,
    method: 'GET',
    url: '/announcements',
    summary: 'All announcements, also those that ended or did not begin yet',
    response: { 200: itemsOf(Announcement) },
    handle: async ({ ctx }) => ({ items: await allAnnouncements(ctx) }),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/announcements',
    summary: 'Pin something at the top of everybody’s screen, or of one desk’s',
    body: CreateAnnouncement,
    response: { 201: Announcement },
    handle: ({ ctx, body }) => announce(ctx, body),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/announcements/:id',
    summary: 'Change an announcement; everybody sees it again',
    params: AnnouncementId,
    body: ChangeAnnouncement,
    response: { 200: Announcement },
    handle: ({ ctx, params, body }) => changeAnnouncement(ctx, params.id, body),
  })

  route(http, {
    ...managed,
    method: 'DELETE',
    url: '/announcements/:id',
    summary: 'Take an announcement away',
    params: AnnouncementId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeAnnouncement(ctx, params.id),
  })
}
