import { percentile } from '../load/percentile.ts'

export interface Waited {
  readonly what: string
  readonly times: number
  readonly p50: number
  readonly p95: number
  readonly longest: number
  readonly budget: string
  readonly met: boolean
}

/** @param budget milliseconds that 95 of 100 may take */
export function waited(what: string, times: readonly number[], budget: number): Waited {
  const sorted = [...times].sort((one, other) => one - other)
  const p95 = percentile(sorted, 0.95)
  return {
    what,
    times: sorted.length,
    p50: percentile(sorted, 0.5),
    p95,
    longest: sorted.at(-1) ?? Number.NaN,
    budget: `p95 ≤ ${budget} ms`,
    met: p95 <= budget,
  }
}
