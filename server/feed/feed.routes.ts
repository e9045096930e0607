import { z } from 'zod'
import { invalid } from '../platform/errors/index.ts'
import { type Http, nothing, route } from '../platform/http/index.ts'
import { FeedPage } from './feed.schema.ts'
import { openStream, readPage } from './open-stream.ts'
import { leaveTicket, viewTicket } from './viewing.ts'

const refIn = z.object({ ref: z.string().min(1).max(40) })
const timeToLeaveMs = 1_000
const positionIn = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export function feedRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/events',
    summary: 'What happens, as it happens: a stream of server-sent events that continues after Last-Event-ID, or pages of JSON',
    tag: 'Events',
    access: 'staff',
    query: z.strictObject({ after: positionIn.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    response: { 200: FeedPage },
    handle: async ({ ctx, query, request, reply }) => {
      const after = lastEventId(request.headers['last-event-id']) ?? query.after
      if (request.method !== 'GET' || !wantsStream(request.headers.accept)) return readPage(ctx, { after, limit: query.limit })
      const stream = await openStream(ctx, { after, again: () => http.authenticate(request) })
      // Whoever does not close their end after ours would hold up a shutdown.
      stream.once('close', () => setTimeout(() => request.raw.socket.destroy(), timeToLeaveMs).unref())
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store, no-transform')
        .header('x-accel-buffering', 'no')
        .header('connection', 'close')
        .send(stream)
    },
  })

  route(http, {
    method: 'PUT',
    url: '/tickets/:ref/viewing',
    summary: 'Say that you have this ticket open; again every 15 seconds',
    tag: 'Events',
    access: 'staff',
    params: refIn,
    body: z.strictObject({ typing: z.boolean().default(false) }),
    response: { 204: nothing },
    handle: ({ ctx, params, body }) => viewTicket(ctx, { ref: params.ref, typing: body.typing }),
  })

  route(http, {
    method: 'DELETE',
    url: '/tickets/:ref/viewing',
    summary: 'Say that you closed this ticket',
    tag: 'Events',
    access: 'staff',
    params: refIn,
    response: { 204: nothing },
    handle: ({ ctx, params }) => leaveTicket(ctx, { ref: params.ref }),
  })
}

function wantsStream(accept: string | undefined): boolean {
  return /\btext\/event-stream\b/i.test(accept ?? '')
}

function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined
  const parsed = positionIn.safeParse(header)
  if (!parsed.success) throw invalid('Last-Event-ID', 'is not a position of the feed')
  return parsed.data
}
