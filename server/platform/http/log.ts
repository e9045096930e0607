import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, Context } from '../context.ts'
import { timeOne } from '../metrics.ts'

/** Never the caller's own: what is logged must not be chosen outside. */
export function newRequestId(): string {
  return randomUUID()
}

const workspaces = new WeakMap<FastifyRequest, number>()

/** Remembers for the log in whose workspace a request works. */
export function nameCaller<C extends Context>(request: FastifyRequest, ctx: C): C {
  workspaces.set(request, ctx.workspaceId)
  return ctx
}

/**
 * One line per request, with the route's pattern instead of the address: addresses hold search words and link tokens.
 * Bodies, cookies and authorization headers are never logged. The same goes into the metrics.
 */
export function logRequests(server: FastifyInstance, app: App): void {
  server.addHook('onResponse', async (request, reply) => {
    const line = {
      requestId: request.id,
      workspaceId: workspaces.get(request),
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (reply.statusCode >= 500) request.log.warn(line, 'request')
    else request.log.debug(line, 'request')
    if (!isStream(reply)) {
      timeOne(app, 'statedesk_http_request_duration_seconds', 'How long requests took, by route.', reply.elapsedTime / 1_000, {
        method: methods.has(request.method) ? request.method : 'other',
        route: line.route,
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      })
    }
  })
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A stream takes as long as its reader stays. */
function isStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith('text/event-stream')
}
