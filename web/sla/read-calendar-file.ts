import type { Calendar } from '../../client/types.ts'

type Holiday = Calendar['holidays'][number]

const dayMs = 86_400_000
const longestDays = 31

/** The whole days of a calendar file (RFC 5545): those of several days one by one, yearly ones as such. */
export function holidaysInFile(text: string): Holiday[] {
  // A line that begins with a space goes on the one before (§3.1).
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  const holidays: Holiday[] = []
  let event: Map<string, string> | null = null
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/i.exec(line) ?? []
    const key = name.toUpperCase()
    if (key === 'BEGIN' && value === 'VEVENT') event = new Map()
    else if (key === 'END' && value === 'VEVENT') {
      if (event) holidays.push(...holidaysOf(event))
      event = null
    } else event?.set(key, value)
  }
  return holidays
}

function holidaysOf(event: ReadonlyMap<string, string>): Holiday[] {
  const start = dayOf(event.get('DTSTART'))
  const name = wordsOf(event.get('SUMMARY') ?? '').slice(0, 100)
  if (start === null || name === '' || event.get('STATUS') === 'CANCELLED') return []
  // The end of whole days is the day after (§3.6.1).
  const days = Math.min(longestDays, Math.max(1, ((dayOf(event.get('DTEND')) ?? start + dayMs) - start) / dayMs))
  const yearly = /(^|;)FREQ=YEARLY(;|$)/i.test(event.get('RRULE') ?? '')
  return Array.from({ length: days }, (_, n) => ({ date: new Date(start + n * dayMs).toISOString().slice(0, 10), name, yearly }))
}

function dayOf(value: string | undefined): number | null {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(value ?? '') ?? []
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : null
}

/** Escaped as §3.3.11 says. */
function wordsOf(value: string): string {
  return value
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
}
