import { existsSync, readFileSync } from 'node:fs'

const rounds = 100_000_000
// What these rounds take on the core that the limits were chosen on.
const usually = 100
const kept = '/proc/thread-self/schedstat'
const isKept = existsSync(kept)

/**
 * How many milliseconds this thread has worked so far. How long others on the machine kept it waiting is not among them;
 * where the system does not tell, it is.
 */
export function workedMs(): number {
  return isKept ? Number(readFileSync(kept, 'latin1').split(' ')[0]) / 1e6 : performance.now()
}

/**
 * Whether work that took a thread this long would have taken less than `limitMs` on a usual core with nothing beside it.
 * Twice that is no fault yet: what is looked for takes many times as long.
 */
export function fits(ms: number, limitMs: number): boolean {
  if (ms < limitMs) return true
  const start = workedMs()
  let state = 1
  for (let n = 0; n < rounds; n += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  const slower = (workedMs() - start) / usually
  return state !== 0.5 && ms < 2 * limitMs * Math.max(1, slower)
}
