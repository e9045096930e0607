import type { FastifyRateLimitStore } from '@fastify/rate-limit'

interface Window {
  count: number
  readonly since: number
}

const most = 10_000

/**
 * Counts requests in windows of time that passed, not of time of day: a host whose clock is set back would keep people
 * out for as long. Forgets whoever was seen longest ago when too many are remembered.
 */
export class RequestCounts implements FastifyRateLimitStore {
  readonly #windows = new Map<string, Window>()

  incr(key: string, callback: (error: Error | null, result?: { current: number; ttl: number }) => void, windowMs: number): void {
    const now = performance.now()
    const known = this.#windows.get(key)
    const window = known && now - known.since < windowMs ? known : { count: 0, since: now }
    window.count += 1
    this.#windows.delete(key)
    this.#windows.set(key, window)
    if (this.#windows.size > most) for (const oldest of this.#windows.keys()) if (this.#windows.size > most) this.#windows.delete(oldest)
    callback(null, { current: window.count, ttl: windowMs - (now - window.since) })
  }

  child(): RequestCounts {
    return new RequestCounts()
  }
}
