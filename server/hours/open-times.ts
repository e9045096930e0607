import { type Hours, minutesOf, weekdays } from './hours.ts'
import { offsetsIn } from './zone-offsets.ts'

/** The open times of one year of UTC, in order and apart from each other. */
export interface OpenYear {
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Open time of the year up to the end of each. */
  readonly sums: Float64Array
  readonly total: number
}

/** Hours as the calculation wants them. */
export interface ReadyHours {
  readonly zone: string
  /** Monday first; the minutes of each day at which it is open, in order and apart from each other. */
  readonly week: readonly (readonly (readonly [number, number])[])[]
  /** Days since 1970. */
  readonly onceClosed: ReadonlySet<number>
  /** Month and day. */
  readonly yearlyClosed: readonly (readonly [number, number])[]
}

const minuteMs = 60_000
const dayMinutes = 1_440
const dayMs = dayMinutes * minuteMs

export function readyHours(hours: Hours): ReadyHours {
  const week: [number, number][][] = weekdays.map(() => [])
  for (const [day, name] of weekdays.entries()) {
    for (const span of hours.week[name]) {
      const from = minutesOf(span.from)
      const to = minutesOf(span.to) > from ? minutesOf(span.to) : minutesOf(span.to) + dayMinutes
      week[day]?.push([from, Math.min(to, dayMinutes)])
      if (to > dayMinutes) week[(day + 1) % 7]?.push([0, to - dayMinutes])
    }
  }
  const dates = hours.holidays.map(({ date, yearly }) => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
    return { yearly, year, month, day }
  })
  return {
    zone: hours.zone,
    week: week.map(joined),
    onceClosed: new Set(dates.filter(({ yearly }) => !yearly).map(({ year, month, day }) => Date.UTC(year, month - 1, day) / dayMs)),
    yearlyClosed: dates.filter(({ yearly }) => yearly).map(({ month, day }) => [month, day]),
  }
}

function joined(spans: readonly [number, number][]): [number, number][] {
  const apart: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = apart.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

/**
 * It is open when the clock on the wall shows opening hours. While the clock keeps one distance from UTC its days are plain
 * arithmetic; at a change the stretches meet, so that an hour that is left out is nobody's and one that comes twice counts twice.
 */
export function openTimesIn(hours: ReadyHours, year: number): OpenYear {
  const closed = closedDays(hours, year)
  const starts: number[] = []
  const ends: number[] = []
  for (const { from, to, offset } of offsetsIn(hours.zone, year)) {
    for (let day = Math.floor((from + offset) / dayMs); day * dayMs < to + offset; day++) {
      if (closed.has(day)) continue
      // The first day of 1970 was a Thursday.
      for (const [opens, closes] of hours.week[(((day + 3) % 7) + 7) % 7] ?? []) {
        const start = Math.max(from, day * dayMs + opens * minuteMs - offset)
        const end = Math.min(to, day * dayMs + closes * minuteMs - offset)
        if (start >= end) continue
        if (ends.at(-1) === start) ends[ends.length - 1] = end
        else {
          starts.push(start)
          ends.push(end)
        }
      }
    }
  }
  const sums = new Float64Array(starts.length)
  let total = 0
  for (const [n, start] of starts.entries()) {
    total += (ends[n] ?? start) - start
    sums[n] = total
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), sums, total }
}

function closedDays({ onceClosed, yearlyClosed }: ReadyHours, year: number): ReadonlySet<number> {
  if (yearlyClosed.length === 0) return onceClosed
  const days = new Set(onceClosed)
  // At the edges of a year of UTC the wall shows days of its neighbours.
  for (const shown of [year - 1, year, year + 1]) {
    for (const [month, day] of yearlyClosed) {
      const date = new Date(Date.UTC(shown, month - 1, day))
      if (date.getUTCDate() === day) days.add(date.getTime() / dayMs)
    }
  }
  return days
}
