import { collectDefaultMetrics, Registry } from 'prom-client'
import { forbidden } from '../errors/index.ts'
import { query } from '../db/index.ts'
import type { Http } from './http.ts'

const answers = query('health.answers', 'SELECT 1 AS one')

/** What the whole process measures; parts add their own gauges and counters to it. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

/** `/healthz`: the process lives. `/readyz`: the database answers. `/metrics`: for who may read them. */
export function addHealth(http: Http): void {
  const { fastify, app } = http
  fastify.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  fastify.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    await app.db.outside(answers)
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
  fastify.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const { actor } = await http.authenticate(request)
    if (!actor.permissions.has('metrics.read')) throw forbidden('metrics.read')
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.metrics())
  })
}
