import { invalid } from '../platform/errors/index.ts'

/** What the menu offers. Days and longer keep the local time of day, across a change of summer time as well. */
export const snoozePresets = {
  '1h': { hours: 1 },
  '4h': { hours: 4 },
  '1d': { days: 1 },
  '2d': { days: 2 },
  '1w': { days: 7 },
  '1mo': { months: 1 },
} as const

export type SnoozePreset = keyof typeof snoozePresets

interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** @returns the time `preset` from `at` on in the zone, to the second */
export function timeAfter(at: Date, preset: SnoozePreset, zone: string): Date {
  const step = snoozePresets[preset]
  if ('hours' in step) return new Date(Math.floor(at.getTime() / 1000) * 1000 + step.hours * 3_600_000)
  const wall = wallTimeOf(at, zone)
  if ('days' in step) return instantOf({ ...wall, day: wall.day + step.days }, zone)
  // The 31st becomes the last day of a shorter month.
  const lastDay = new Date(Date.UTC(wall.year, wall.month + 1, 0)).getUTCDate()
  return instantOf({ ...wall, month: wall.month + 1, day: Math.min(wall.day, lastDay) }, zone)
}

/** The wall clock's time in a zone, `2026-03-01T09:00:00`. */
export function localTimeIn(instant: Date, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTimeOf(instant, zone)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
}

function wallTimeOf(instant: Date, zone: string): WallTime {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  )
  return {
    year: parts.year ?? 0,
    month: parts.month ?? 0,
    day: parts.day ?? 0,
    hour: parts.hour ?? 0,
    minute: parts.minute ?? 0,
    second: parts.second ?? 0,
  }
}

/**
 * The instant at which the clock on the wall shows this. In the hour that a change to summer time skips, the clock has
 * jumped ahead: the instant is the one the same distance after midnight; in the hour that comes twice, the first counts.
 */
function instantOf(wall: WallTime, zone: string): Date {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)
  const offsetAt = (instant: number) => {
    const shown = wallTimeOf(new Date(instant), zone)
    return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second) - instant
  }
  // Zones are up to 14 hours ahead, so a day before on the clock of UTC is before in every zone.
  const before = offsetAt(wanted - 24 * 3_600_000)
  const after = offsetAt(wanted + 24 * 3_600_000)
  const candidates = [wanted - before, wanted - after].filter((instant) => offsetAt(instant) === wanted - instant)
  return new Date(candidates.length > 0 ? Math.min(...candidates) : wanted - before)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch {
      throw invalid('zone', `${zone} is not a time zone; use a name like Europe/Berlin.`)
    }
    formatters.set(zone, formatter)
  }
  return formatter
}
