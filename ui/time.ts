/** Times as people read them: relative up to a week, absolute after, exact on demand, in the agent's zone. */

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

/** Short, for a list: "now", "4 m", "3 h", "2 d", then a date. */
export function shortAge(at: string, zone: string, language: string, current = now()): string {
  const age = current - Date.parse(at)
  if (Math.abs(age) < minute) return language === 'ja' ? '今' : language === 'ko' ? '지금' : 'now'
  if (age < 0 || age >= 7 * day) return shortDate(at, zone, language, current)
  if (age < hour) return `${Math.floor(age / minute)} m`
  if (age < day) return `${Math.floor(age / hour)} h`
  return `${Math.floor(age / day)} d`
}

/** Spelled out, for a sentence: "4 minutes ago", "in 2 hours". */
export function longAge(at: string, zone: string, language: string, current = now()): string {
  const distance = Date.parse(at) - current
  const size = Math.abs(distance)
  if (size >= 7 * day) return shortDate(at, zone, language, current)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (size < minute) return format.format(0, 'minute') === 'this minute' ? 'just now' : format.format(0, 'minute')
  if (size < hour) return format.format(Math.trunc(distance / minute), 'minute')
  if (size < day) return format.format(Math.trunc(distance / hour), 'hour')
  return format.format(Math.trunc(distance / day), 'day')
}

/** "12 Nov", with the year once it is another one. */
export function shortDate(at: string, zone: string, language: string, current = now()): string {
  const year = (time: number) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(time)
  const other = year(Date.parse(at)) !== year(current)
  return new Intl.DateTimeFormat(locale(language), {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    ...(other ? { year: 'numeric' } : {}),
  }).format(new Date(at))
}

/** To the second, with the zone's name: what hovering shows. */
export function exactTime(at: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), {
    timeZone: zone,
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
  const dayOf = (time: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(time)
  const clock = new Intl.DateTimeFormat(locale(language), { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )
  return dayOf(Date.parse(at)) === dayOf(current) ? clock : `${shortDate(at, zone, language, current)}, ${clock}`
}

/** A duration in its two largest units: "2 h 10 m", "3 d 4 h". */
export function duration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ]
  let rest = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  for (const [size, name] of units) {
    const count = Math.floor(rest / size)
    if (count > 0 || (parts.length === 0 && size === 1)) parts.push(`${count} ${name}`)
    rest -= count * size
    if (parts.length === 2) break
  }
  return parts.join(' ')
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

function locale(language: string): string {
  return language === 'en' ? 'en-GB' : language
}
