import type { FastifyInstance } from 'fastify'
import { AppError, notFound } from '../errors/index.ts'

interface Known {
  readonly pattern: RegExp
  readonly methods: Set<string>
}

/** Tells "no such address" (404) from "not with that method" (405). */
export function addMethodCheck(server: FastifyInstance): void {
  const known = new Map<string, Known>()
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() }
    known.set(url, entry)
    for (const one of [method].flat()) entry.methods.add(one)
  })
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = new Set([...known.values()].filter(({ pattern }) => pattern.test(path)).flatMap((entry) => [...entry.methods]))
    if (methods.size === 0) {
      if (path.startsWith('/api/')) throw notFound()
      return
    }
    reply.header('allow', [...methods].sort().join(', '))
    throw new AppError('method_not_allowed')
  })
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}$`)
}
