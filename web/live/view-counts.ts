import { api } from '../../client/api.ts'

let took = 0

/** Asks how many tickets each saved view shows, and remembers how long the answer took. */
export async function timedViewCounts(desk?: string) {
  const began = performance.now()
  const counts = await api.views.counts(desk)
  took = performance.now() - began
  return counts
}

const soonest = 3_000
const share = 20

/**
 * How long to wait after a change before asking again. Most views are counted in no time; one that has to look at every
 * ticket is asked for as seldom as it is dear, so that a busy desk does not count all day.
 */
export function viewCountsPause(): number {
  return Math.max(soonest, took * share)
}
