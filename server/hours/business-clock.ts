import { type Hours, minutesOf, weekdays } from './hours.ts'
import { openTimesIn, type OpenYear, readyHours } from './open-times.ts'

/** Counts the time in which a place is open. Instants and durations are milliseconds. */
export interface BusinessClock {
  /** The first instant at which so much open time has passed; null where that is never, or not within a generation. */
  add(from: number, duration: number): number | null
  /** The open time between two instants; less than nothing if `to` is before `from`. */
  measure(from: number, to: number): number
  isOpen(at: number): boolean
  /** When it next opens or closes; null where it never does. */
  nextChange(at: number): number | null
  /** How long a day of it is: the average of the days on which it opens. */
  readonly dayMs: number
}

const dayMs = 86_400_000
const furthestYears = 30

export const aroundTheClock: BusinessClock = {
  add: (from, duration) => from + duration,
  measure: (from, to) => to - from,
  isOpen: () => true,
  nextChange: () => null,
  dayMs,
}

/** Each year is laid out when it is first asked for; after that every answer is a few searches. */
export function businessClock(hours: Hours): BusinessClock {
  const ready = readyHours(hours)
  const years = new Map<number, OpenYear>()
  const yearOf = (at: number) => new Date(at).getUTCFullYear()
  const inYear = (year: number): OpenYear => {
    const known = years.get(year)
    if (known) return known
    const laidOut = openTimesIn(ready, year)
    years.set(year, laidOut)
    return laidOut
  }

  const measure = (from: number, to: number): number => {
    if (to < from) return -measure(to, from)
    const [first, last] = [yearOf(from), yearOf(to)]
    let sum = openUntil(inYear(last), to) - openUntil(inYear(first), from)
    for (let year = first; year < last; year++) sum += inYear(year).total
    return sum
  }

  const isOpen = (instant: number): boolean => {
    const { starts, ends } = inYear(yearOf(instant))
    const n = firstWhere(ends, (end) => end > instant)
    return n < starts.length && at(starts, n) <= instant
  }

  return {
    measure,
    add(from, duration) {
      if (duration <= 0) return from
      const first = yearOf(from)
      let wanted = duration + openUntil(inYear(first), from)
      for (let year = first; year <= first + furthestYears; year++) {
        const open = inYear(year)
        if (wanted <= open.total) {
          const n = firstWhere(open.sums, (sum) => sum >= wanted)
          return at(open.ends, n) - (at(open.sums, n) - wanted)
        }
        wanted -= open.total
      }
      return null
    },
    isOpen,
    nextChange(instant) {
      const first = yearOf(instant)
      const wasOpen = isOpen(instant)
      for (let year = first; year <= first + furthestYears; year++) {
        const { starts, ends } = inYear(year)
        const n = firstWhere(ends, (end) => end > instant)
        if (n === starts.length) {
          // The new year finds it closed.
          if (wasOpen && year > first) return Date.UTC(year, 0, 1)
          continue
        }
        const start = at(starts, n)
        if (!wasOpen) return start
        if (year > first && start > Date.UTC(year, 0, 1)) return Date.UTC(year, 0, 1)
        const end = at(ends, n)
        if (end < Date.UTC(year + 1, 0, 1)) return end
      }
      return null
    },
    dayMs: averageDay(hours),
  }
}

/** Open time from the beginning of the year to an instant of it. */
function openUntil({ starts, ends, sums }: OpenYear, instant: number): number {
  const n = firstWhere(ends, (end) => end > instant)
  const before = n === 0 ? 0 : at(sums, n - 1)
  return n < starts.length ? before + Math.max(0, instant - at(starts, n)) : before
}

function averageDay({ week }: Hours): number {
  const open = weekdays.map((day) => week[day]).filter((spans) => spans.length > 0)
  if (open.length === 0) return dayMs
  let minutes = 0
  for (const { from, to } of open.flat()) minutes += (minutesOf(to) > minutesOf(from) ? 0 : 1_440) + minutesOf(to) - minutesOf(from)
  return Math.min(dayMs, Math.round((minutes * 60_000) / open.length))
}

function firstWhere(values: Float64Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(at(values, middle))) high = middle
    else low = middle + 1
  }
  return low
}

function at(values: Float64Array, n: number): number {
  const value = values[n]
  if (value === undefined) throw new RangeError(`there is no open time ${n}`)
  return value
}
