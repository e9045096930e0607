/** Days of a calendar in a time zone, written as `2026-01-31`. */

/** The day that a moment falls on there. */
export function dayOf(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(at),
  )
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** Its first moment there. Where midnight is left out because clocks go forward, the first that there is. */
export function startOfDay(day: string, zone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // No zone is further away than 14 hours; the first quarter of an hour that falls on the day begins it.
  for (let at = utc - 14 * 3_600_000; at <= utc + 14 * 3_600_000; at += 900_000) {
    if (dayOf(new Date(at).toISOString(), zone) >= day) return new Date(at).toISOString()
  }
  return new Date(utc).toISOString()
}
