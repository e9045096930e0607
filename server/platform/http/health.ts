import { setTimeout as pause } from 'node:timers/promises'
import { AppError, forbidden } from '../errors/index.ts'
import { knownMigrations, query } from '../db/index.ts'
import { metricsContentType, metricsText } from '../metrics.ts'
import type { Http } from './http.ts'

const applied = query('health.migrations', 'SELECT name FROM migrations')
/** Who asks whether we are ready wants to know now; a database that takes longer does not answer. */
const patienceMs = 3_000

/**
 * `/healthz`: the process lives. `/readyz`: the database answers and has the schema this version needs, else 503.
 * `/metrics`: the text format of Prometheus, for who may read it. None says a version.
 */
export function addHealth(http: Http): void {
  const { fastify, app } = http
  fastify.get('/healthz', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  fastify.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const answer = app.db.outside<{ name: string }>(applied)
    answer.catch(() => {})
    const seen = await Promise.race([answer, pause(patienceMs, null, { ref: false })])
    if (!seen) throw new AppError('unavailable')
    // A newer database is fine: another process of a later version has begun to take over.
    const names = new Set(seen.map(({ name }) => name))
    if ((await knownMigrations()).some((name) => !names.has(name)))
      throw new AppError('unavailable', 'The database waits for its migrations.')
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
  fastify.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const { actor } = await http.authenticate(request)
    if (!actor.permissions.has('metrics.read')) throw forbidden('metrics.read')
    return reply
      .type(metricsContentType)
      .header('cache-control', 'no-store')
      .send(await metricsText(app))
  })
}
