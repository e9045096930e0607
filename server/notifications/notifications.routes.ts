import { type Http, nothing, route } from '../platform/http/index.ts'
import { listNotices, noticeChoices, readNotices, setNoticeChoices } from './notices.ts'
import { NoticeChoices, NoticePage, NoticesQuery, ReadNotices, SetNoticeChoices } from './notifications.schema.ts'

const common = { tag: 'Notices', access: 'staff' } as const

export function noticeRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/notices',
    summary: 'Your notices, newest first, and how many are unread',
    query: NoticesQuery,
    response: { 200: NoticePage },
    handle: ({ ctx, query }) => listNotices(ctx, query),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/notices/read',
    summary: 'Mark notices as read: those named, those about one ticket, else all',
    body: ReadNotices,
    response: { 204: nothing },
    handle: ({ ctx, body }) => readNotices(ctx, body),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/notices/choices',
    summary: 'What you are told about, in the inbox and by mail',
    response: { 200: NoticeChoices },
    handle: ({ ctx }) => noticeChoices(ctx),
  })

  route(http, {
    ...common,
    method: 'PUT',
    url: '/notices/choices',
    summary: 'Choose what you are told about; kinds that are not named stay as they are',
    body: SetNoticeChoices,
    response: { 200: NoticeChoices },
    handle: ({ ctx, body }) => setNoticeChoices(ctx, body),
  })
}
