import type { ServiceLevel } from '../../client/types.ts'
import { duration } from '../../ui/time.ts'

export type SlaState = ServiceLevel['state']

/** As it is at a moment, which may be later than what the server said. */
export function stateAt({ state, warnAt, resolution }: ServiceLevel, now: number): SlaState {
  if (resolution?.dueAt && Date.parse(resolution.dueAt) <= now) return 'breached'
  if (warnAt && Date.parse(warnAt) <= now) return 'warning'
  return state === 'breached' ? 'breached' : 'on_track'
}

/** Seconds of the time that counts until the ticket has to be resolved; less than nothing: over by so much. Null: none is promised. */
export function leftAt(sla: ServiceLevel, now: number): number | null {
  if (!sla.resolution) return null
  const { left, dueAt } = sla.resolution
  if (!dueAt) return left
  const asOf = Date.parse(sla.asOf)
  const changesAt = sla.changesAt ? Date.parse(sla.changesAt) : Number.POSITIVE_INFINITY
  const counted = sla.open ? Math.min(now, changesAt) - asOf : Math.max(0, now - changesAt)
  // Some clocks are a little behind the server's.
  return left - Math.max(0, counted) / 1000
}

export function isRunning(sla: ServiceLevel): boolean {
  return sla.resolution !== null && sla.resolution.dueAt !== null && sla.resolution.metAt === null && sla.resolution.pausedAt === null
}

/** Below this a countdown shows seconds. */
export const lastSeconds = 120

/** “2 h 10 m”, by the second only at the end. */
export function span(seconds: number): string {
  const size = Math.abs(seconds)
  return duration(size < lastSeconds ? Math.floor(size) : Math.floor(size / 60) * 60)
}
