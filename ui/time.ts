/** Times as people read them: relative up to a week, absolute after, exact on demand, in the agent's zone. */
import { formatter, localeOf, pageLanguage } from './formats.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let serverAhead = 0

/** The server's clock decides (a laptop's may be wrong, a developer may have moved the server's). */
export function setServerTime(asOf: string, received = Date.now()): void {
  const difference = Date.parse(asOf) - received
  serverAhead = Math.abs(difference) < 5000 ? 0 : difference
}

export function now(): number {
  return Date.now() + serverAhead
}

/** Short, for a list: "now", "4 m", "3 h", "2 d", then a date; 「4分」 and the like where the words are as short. */
export function shortAge(at: string, zone: string, language: string, current = now()): string {
  const age = current - Date.parse(at)
  const words = wordsOf(language)
  if (Math.abs(age) < minute) return words.now
  if (age < 0 || age >= 7 * day) return shortDate(at, zone, language, current)
  if (age < hour) return Math.floor(age / minute) + words.minutes
  if (age < day) return Math.floor(age / hour) + words.hours
  return Math.floor(age / day) + words.days
}

/** Spelled out, for a sentence: "4 minutes ago", "in 2 hours". */
export function longAge(at: string, zone: string, language: string, current = now()): string {
  const distance = Date.parse(at) - current
  const size = Math.abs(distance)
  if (size >= 7 * day) return shortDate(at, zone, language, current)
  if (size < minute) return wordsOf(language).justNow
  const format = formatter(`relative ${language}`, () => new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }))
  const [count, unit]: [number, Intl.RelativeTimeFormatUnit] =
    size < hour ? [distance / minute, 'minute'] : size < day ? [distance / hour, 'hour'] : [distance / day, 'day']
  const said = format.format(Math.trunc(count), unit)
  // Written as every other time is: 「4分前」.
  return language === 'ja' ? said.replaceAll(' ', '') : said
}

/** "12 Nov", with the year once it is another one. */
export function shortDate(at: string, zone: string, language: string, current = now()): string {
  const year = (time: number) => dateFormat('en', zone, { year: 'numeric' }).format(time)
  const other = year(Date.parse(at)) !== year(current)
  return dateFormat(localeOf(language), zone, { day: 'numeric', month: 'short', ...(other ? { year: 'numeric' } : {}) }).format(
    new Date(at),
  )
}

/** To the second, with the zone's name: what hovering shows. */
export function exactTime(at: string, zone: string, language: string): string {
  return dateFormat(localeOf(language), zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(at))
}

/** "10:42" today, "12 Nov, 10:42" otherwise. */
export function clockTime(at: string, zone: string, language: string, current = now()): string {
  const dayOf = (time: number) => dateFormat('en-CA', zone, { dateStyle: 'short' }).format(time)
  const clock = dateFormat(localeOf(language), zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
  if (dayOf(Date.parse(at)) === dayOf(current)) return clock
  return shortDate(at, zone, language, current) + wordsOf(language).beforeClock + clock
}

/** A duration in its two largest units: "2 h 10 m", "3 d 4 h", 「2時間10分」. */
export function duration(seconds: number, language = pageLanguage()): string {
  const words = wordsOf(language)
  const units: [number, string][] = [
    [86_400, words.days],
    [3600, words.hours],
    [60, words.minutes],
    [1, words.seconds],
  ]
  let rest = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  for (const [size, name] of units) {
    const count = Math.floor(rest / size)
    if (count > 0 || (parts.length === 0 && size === 1)) parts.push(count + name)
    rest -= count * size
    if (parts.length === 2) break
  }
  return parts.join(words.between)
}

/** A wall-clock time ("2026-11-22T18:30:00") of a zone as an instant. In the gap of a clock change the later instant is meant. */
export function instantOf(local: string, zone: string): string {
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`)
  let guess = asUtc - offsetAt(asUtc, zone)
  guess = asUtc - offsetAt(guess, zone)
  return new Date(guess).toISOString()
}

/** The wall clock of a zone in the form a datetime-local input takes. */
export function localInput(time: number, zone: string): string {
  return new Date(time + offsetAt(time, zone)).toISOString().slice(0, 19)
}

function offsetAt(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(time)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'))
  return wall - Math.floor(time / 1000) * 1000
}

function dateFormat(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formatter(
    `date ${locale} ${zone} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }),
  )
}

interface Words {
  readonly now: string
  readonly justNow: string
  readonly seconds: string
  readonly minutes: string
  readonly hours: string
  readonly days: string
  readonly between: string
  readonly beforeClock: string
}

const english: Words = {
  now: 'now',
  justNow: 'just now',
  seconds: ' s',
  minutes: ' m',
  hours: ' h',
  days: ' d',
  between: ' ',
  beforeClock: ', ',
}
const others: Readonly<Record<string, Words | undefined>> = {
  ja: { now: '今', justNow: 'たった今', seconds: '秒', minutes: '分', hours: '時間', days: '日', between: '', beforeClock: ' ' },
  ko: { now: '지금', justNow: '방금', seconds: '초', minutes: '분', hours: '시간', days: '일', between: ' ', beforeClock: ' ' },
}

function wordsOf(language: string): Words {
  return others[language] ?? english
}
