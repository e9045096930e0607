import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/** Never the caller's own: what is logged must not be chosen outside. */
export function newRequestId(): string {
  return randomUUID()
}

/**
 * One line per request, with the route's pattern instead of the address: addresses hold search words and link tokens.
 * Bodies, cookies and authorization headers are never logged.
 */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (reply.statusCode >= 500) request.log.warn(line, 'request')
    else request.log.debug(line, 'request')
  })
}
