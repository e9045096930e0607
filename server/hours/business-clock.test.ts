import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessClock } from './business-clock.ts'
import { type Hours, minutesOf, type Span, type Weekday, weekdays } from './hours.ts'
import { fits, workedMs } from '../testing/fits.ts'

const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const nine = [{ from: '09:00', to: '17:00' }]
const office: Hours = {
  zone: 'Europe/Berlin',
  week: { ...none, monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine },
  holidays: [
    { date: '2026-12-25', name: 'Christmas', yearly: true },
    { date: '2026-04-06', name: 'Easter Monday', yearly: false },
  ],
}
const hour = 3_600_000
const t = (text: string) => Date.parse(text)
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

test('business time passes over the night, the weekend and a holiday', () => {
  const clock = businessClock(office)
  // Thursday 16:00; Easter Monday is closed, and the clock went to summer time the week before.
  expect(iso(clock.add(t('2026-04-02T14:00:00Z'), 2 * hour))).toBe('2026-04-03T08:00:00.000Z')
  expect(iso(clock.add(t('2026-04-02T14:00:00Z'), 10 * hour))).toBe('2026-04-07T08:00:00.000Z')
  expect(clock.measure(t('2026-04-02T14:00:00Z'), t('2026-04-07T08:00:00Z'))).toBe(10 * hour)
  // What is due when the day ends is due then, and not when the next one begins.
  expect(iso(clock.add(t('2026-04-02T14:00:00Z'), hour))).toBe('2026-04-02T15:00:00.000Z')
  // What comes in at night begins in the morning.
  expect(iso(clock.add(t('2026-04-01T22:00:00Z'), hour))).toBe('2026-04-02T08:00:00.000Z')
  expect(clock.add(t('2026-04-01T22:00:00Z'), 0)).toBe(t('2026-04-01T22:00:00Z'))
})

test('a yearly holiday is closed every year, a single one in its year', () => {
  const clock = businessClock(office)
  for (const year of [2024, 2025, 2026, 2031]) {
    const christmas = t(`${year}-12-25T00:00:00+01:00`)
    expect(clock.measure(christmas, christmas + 24 * hour)).toBe(0)
  }
  expect(clock.measure(t('2026-04-06T00:00:00+02:00'), t('2026-04-07T00:00:00+02:00'))).toBe(0)
  expect(clock.measure(t('2027-04-06T00:00:00+02:00'), t('2027-04-07T00:00:00+02:00'))).toBe(8 * hour)
})

test('29 February every year is closed in leap years only', () => {
  const clock = businessClock({ ...office, zone: 'UTC', holidays: [{ date: '2024-02-29', name: 'Leap', yearly: true }] })
  // Thursday, and the first of March of a common year.
  expect(clock.measure(t('2024-02-29T00:00:00Z'), t('2024-03-01T00:00:00Z'))).toBe(0)
  expect(clock.measure(t('2027-03-01T00:00:00Z'), t('2027-03-02T00:00:00Z'))).toBe(8 * hour)
})

test('a night shift is longer or shorter when the clock is changed in it', () => {
  const night = [{ from: '22:00', to: '06:00' }]
  const clock = businessClock({ zone: 'Europe/Berlin', week: { ...none, saturday: night }, holidays: [] })
  const shift = (start: string) => clock.measure(t(start), t(start) + 24 * hour) / hour
  expect(shift('2026-03-21T12:00:00Z')).toBe(8)
  expect(shift('2026-03-28T12:00:00Z')).toBe(7)
  expect(shift('2026-10-24T12:00:00Z')).toBe(9)
  expect(clock.dayMs).toBe(8 * hour)
})

test('a holiday closes its own date: the shift before it ends at midnight', () => {
  const night = [{ from: '22:00', to: '06:00' }]
  const clock = businessClock({
    zone: 'Asia/Tokyo',
    week: { ...none, monday: night, tuesday: night },
    holidays: [{ date: '2026-05-05', name: 'こどもの日', yearly: true }],
  })
  // Monday 22:00 to midnight, nothing on Tuesday, and Tuesday's shift from midnight on.
  expect(clock.measure(t('2026-05-04T12:00:00+09:00'), t('2026-05-06T12:00:00+09:00'))).toBe(2 * hour + 6 * hour)
})

test('it says when it opens and closes next, and that it never does', () => {
  const clock = businessClock(office)
  expect([
    clock.isOpen(t('2026-04-02T06:59:59Z')),
    clock.isOpen(t('2026-04-02T07:00:00Z')),
    clock.isOpen(t('2026-04-02T15:00:00Z')),
  ]).toEqual([false, true, false])
  expect(iso(clock.nextChange(t('2026-04-02T07:00:00Z')))).toBe('2026-04-02T15:00:00.000Z')
  expect(iso(clock.nextChange(t('2026-04-03T15:00:00Z')))).toBe('2026-04-07T07:00:00.000Z')
  const closed = businessClock({ zone: 'UTC', week: none, holidays: [] })
  expect([closed.nextChange(0), closed.add(0, 1), closed.isOpen(0)]).toEqual([null, null, false])
  const always = { zone: 'Asia/Kolkata', week: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]])) }
  const open = businessClock({ ...always, holidays: [] } as unknown as Hours)
  expect([open.nextChange(t('2026-01-01T00:00:00Z')), open.add(0, hour), open.measure(0, 5 * hour)]).toEqual([null, hour, 5 * hour])
  const newYear = businessClock({ ...always, holidays: [{ date: '2027-01-01', name: 'New year', yearly: true }] } as unknown as Hours)
  expect(iso(newYear.nextChange(t('2026-06-01T00:00:00Z')))).toBe('2026-12-31T18:30:00.000Z')
})

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']
const minutes = fc.integer({ min: 0, max: 1_440 }).map((n) => Math.min(1_440, Math.round(n / 5) * 5))
const clockText = (n: number) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
const span: fc.Arbitrary<Span> = fc.record({ from: minutes.map((n) => clockText(Math.min(n, 1_435))), to: minutes.map(clockText) })
const week = fc
  .array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
  .map((days) => Object.fromEntries(weekdays.map((day, n) => [day, days[n] ?? []])) as Record<Weekday, Span[]>)
// Around the changes of the clock of these zones, a skipped day (Apia, 2011), a leap day and the turn of a year.
const moments = fc.tuple(
  fc.constantFrom(
    ...['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-04', '2026-02-15', '2011-12-30', '2024-02-29', '2027-01-01'].map(
      (day) => t(`${day}T00:00:00Z`),
    ),
  ),
  fc.integer({ min: -36 * 60, max: 36 * 60 }),
)
const moment = moments.map(([day, minute]) => day + minute * 60_000)
const holiday = fc.record({
  date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-02', '2011-12-31', '2024-02-29', '2026-12-31'),
  name: fc.constant('Holiday'),
  yearly: fc.boolean(),
})
const anyHours = fc.record({ zone: fc.constantFrom(...zones), week, holidays: fc.array(holiday, { maxLength: 2 }) })

/** The same, minute by minute: what does the clock on the wall show? */
function slowly(hours: Hours): (from: number, to: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: hours.zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  const isOpen = (at: number) => {
    const [date = '', clock = ''] = format.format(at).split(', ')
    if (hours.holidays.some((one) => (one.yearly ? one.date.slice(5) === date.slice(5) : one.date === date))) return false
    const minute = minutesOf(clock)
    const day = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
    const within = (name: Weekday | undefined, shown: number) =>
      hours.week[name ?? 'monday'].some(({ from, to }) => {
        const end = minutesOf(to) > minutesOf(from) ? minutesOf(to) : minutesOf(to) + 1_440
        return shown >= minutesOf(from) && shown < end
      })
    return within(weekdays[day], minute) || within(weekdays[(day + 6) % 7], minute + 1_440)
  }
  return (from, to) => {
    let sum = 0
    for (let at = from; at < to; at += 60_000) if (isOpen(at)) sum += 60_000
    return sum
  }
}

test('it agrees with looking at the clock every minute, over every change of the clock', () => {
  fc.assert(
    fc.property(anyHours, moment, fc.integer({ min: 0, max: 2_000 }), (hours, from, length) => {
      const to = from + length * 60_000
      expect(businessClock(hours).measure(from, to)).toBe(slowly(hours)(from, to))
    }),
    { numRuns: 150 },
  )
})

test('what was added is what is measured, no instant before has it, and more time never ends earlier', () => {
  fc.assert(
    fc.property(
      anyHours,
      moment,
      fc.integer({ min: 1, max: 40 * hour }),
      fc.integer({ min: 0, max: 30 * hour }),
      (hours, from, some, more) => {
        const clock = businessClock(hours)
        const end = clock.add(from, some)
        const later = clock.add(from, some + more)
        if (end === null || later === null) {
          // It is never open for so long.
          expect(clock.measure(from, from + 20 * 365 * 24 * hour)).toBeLessThan(some + more)
          return
        }
        expect(clock.measure(from, end)).toBe(some)
        expect(clock.measure(from, end - 1)).toBe(some - 1)
        expect(later).toBeGreaterThanOrEqual(end)
        expect(clock.measure(end, from)).toBe(-some)
        const between = from + (later - from) / 3
        expect(clock.measure(from, between) + clock.measure(between, later)).toBe(some + more)
      },
    ),
    { numRuns: 400 },
  )
})

test('ten years are measured in microseconds', () => {
  const clock = businessClock(office)
  const [from, to] = [t('2020-01-01T00:00:00Z'), t('2030-01-01T00:00:00Z')]
  const whole = clock.measure(from, to)
  expect(clock.measure(from, clock.add(from, whole) ?? 0)).toBe(whole)
  const begun = workedMs()
  for (let n = 0; n < 10_000; n++) clock.measure(from + n, clock.add(from, whole - n) ?? 0)
  expect(fits(workedMs() - begun, 500)).toBe(true)
})
