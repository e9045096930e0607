import type { Random } from './random.ts'
import type { Language } from './script.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

/** Winter time of the people who speak it; the demo does not look closer than an hour. */
const zoneHours: Readonly<Record<Language, number>> = { en: 1, ja: 9, ko: 9 }

/** The first moment from `time` on at which an agent would sit at work. */
export function whenAtWork(time: Date, language: Language, random: Random): Date {
  const { hour, weekday, midnight } = localTime(time, language)
  const isWorkday = weekday >= 1 && weekday <= 5
  if (isWorkday && hour >= 8.5 && hour < 18) return time
  let days = isWorkday && hour < 8.5 ? 0 : 1
  while ([0, 6].includes((weekday + days) % 7)) days += 1
  return new Date(midnight + days * 24 * hourMs + 8.5 * hourMs + random.between(2, 100) * minuteMs)
}

/** The first moment from `time` on at which a customer would write: not at night. */
export function whenAwake(time: Date, language: Language, random: Random): Date {
  const { hour, midnight } = localTime(time, language)
  if (hour >= 7 && hour < 23) return time
  return new Date(midnight + (hour >= 23 ? 24 : 0) * hourMs + 7 * hourMs + random.between(5, 120) * minuteMs)
}

/** The last moment up to `time` at which a customer would write. */
export function beforeNight(time: Date, language: Language, random: Random): Date {
  const { hour, midnight } = localTime(time, language)
  if (hour >= 7 && hour < 23) return time
  return new Date(midnight + (hour >= 23 ? 23 : -1) * hourMs - random.between(5, 180) * minuteMs)
}

function localTime(time: Date, language: Language): { hour: number; weekday: number; midnight: number } {
  const shift = zoneHours[language] * hourMs
  const local = new Date(time.getTime() + shift)
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - shift
  return { hour: (time.getTime() - midnight) / hourMs, weekday: local.getUTCDay(), midnight }
}
