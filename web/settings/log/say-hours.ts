const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

type Day = (typeof days)[number]
export type Week = Readonly<Partial<Record<Day, readonly { from: string; to: string }[]>>>
export type Holiday = { readonly date: string; readonly name: string; readonly yearly: boolean }

export function isWeek(value: object): value is Week {
  return days.every((day) => Array.isArray((value as Record<string, unknown>)[day]))
}

/** “Mon–Fri 09:00–18:00, Sat 10:00–14:00”: days in a row with the same hours are said together, closed ones not at all. */
export function sayWeek(week: Week, language: string, closed: string): string {
  const parts: { from: Day; to: Day; hours: string }[] = []
  let before: Day | null = null
  for (const day of days) {
    const hours = (week[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(' + ')
    const last = parts.at(-1)
    if (hours !== '' && last && last.to === before && last.hours === hours) last.to = day
    else if (hours !== '') parts.push({ from: day, to: day, hours })
    before = day
  }
  const said = parts.map(({ from, to, hours }) => {
    const [first, last] = [dayName(from, language), dayName(to, language)]
    return `${from === to ? first : `${first}–${last}`} ${hours}`
  })
  return said.length === 0 ? closed : said.join(', ')
}

/** “25 December: Christmas, every year” */
export function sayHoliday({ date, name, yearly }: Holiday, language: string, everyYear: (day: string) => string): string {
  const format = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    ...(yearly ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
  const day = format.format(new Date(`${date}T00:00:00Z`))
  return `${name}: ${yearly ? everyYear(day) : day}`
}

/** The first of January 2024 was a Monday. */
function dayName(day: Day, language: string): string {
  const date = new Date(Date.UTC(2024, 0, 1 + days.indexOf(day)))
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(date)
}
