import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'
import { RequestCounts } from './count-requests.ts'

/** Requests a minute: one busy agent with many tabs, or an automation, stays far below the first number. */
const perCaller = 12_000
const perStranger = 1_200

/**
 * Counts requests per signed-in caller, else per address, before anything else is done about them: also those that are
 * then refused. Answers carry the RateLimit headers.
 */
export async function addRateLimit(server: FastifyInstance, knownCaller: (request: FastifyRequest) => string | null): Promise<void> {
  await server.register(rateLimit, { global: false, enableDraftSpec: true, store: RequestCounts })
  const count = server.rateLimit({
    timeWindow: 60_000,
    keyGenerator: (request) => knownCaller(request) ?? `ip:${request.ip}`,
    max: (_request, key) => (key.startsWith('ip:') ? perStranger : perCaller),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, context) => new AppError('rate_limited', undefined, { retryAfter: Math.ceil(context.ttl / 1000) }),
  })
  server.addHook('onRequest', count)
}
