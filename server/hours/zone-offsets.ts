/** A stretch of time in which a zone keeps one distance from UTC. */
export interface OffsetStretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()
const years = new Map<string, readonly OffsetStretch[]>()
const mostYears = 5_000

/** How the clock of a zone runs in a year of UTC. Read from the time zone database once per zone and year. */
export function offsetsIn(zone: string, year: number): readonly OffsetStretch[] {
  const key = `${zone}/${year}`
  const known = years.get(key)
  if (known) return known
  if (years.size >= mostYears) years.clear()
  const found = readOffsets(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))
  years.set(key, found)
  return found
}

/** No zone ever changed its clock twice within a day, so that looking once a day finds every change. */
function readOffsets(zone: string, from: number, to: number): OffsetStretch[] {
  const stretches: OffsetStretch[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let day = from; day < to; day += dayMs) {
    const next = Math.min(day + dayMs, to)
    const after = offsetAt(zone, next)
    if (after === offset) continue
    const change = changeBetween(zone, { from: day, to: next, before: offset })
    if (change < to) {
      stretches.push({ from: start, to: change, offset })
      start = change
    }
    offset = after
  }
  const last = offsetAt(zone, start)
  stretches.push({ from: start, to, offset: last })
  return stretches
}

/** The second at which the clock is changed. */
function changeBetween(zone: string, { from, to, before }: { from: number; to: number; before: number }): number {
  let low = from / 1000
  let high = to / 1000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}

/** What the wall clock shows at an instant, less the instant. */
export function offsetAt(zone: string, at: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** Whether this is the name of a zone: `Europe/Berlin`, `UTC`; not an offset. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
