const rounds = 100_000_000
// What these rounds take on a core of its own.
const alone = 100

/** Whether work that took this long would have taken less than `limitMs` had the machine had nothing else to do. */
export function fits(ms: number, limitMs: number): boolean {
  if (ms < limitMs) return true
  const start = performance.now()
  let state = 1
  for (let n = 0; n < rounds; n += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  const busy = (performance.now() - start) / alone
  return state !== 0.5 && ms < limitMs * Math.max(1, busy)
}
