import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { localTimeIn, snoozePresets, type SnoozePreset, timeAfter } from './snooze-time.ts'

const at = (text: string) => new Date(text)

it.each([
  [
    'Europe/Berlin, the day before summer time',
    '2026-03-28T08:00:00Z',
    '1d',
    'Europe/Berlin',
    '2026-03-29T07:00:00Z',
    '2026-03-29T09:00:00',
  ],
  [
    'Europe/Berlin, the day before winter time',
    '2026-10-24T07:00:00Z',
    '1d',
    'Europe/Berlin',
    '2026-10-25T08:00:00Z',
    '2026-10-25T09:00:00',
  ],
  ['Europe/Berlin, a week across', '2026-03-25T08:00:00Z', '1w', 'Europe/Berlin', '2026-04-01T07:00:00Z', '2026-04-01T09:00:00'],
  ['New York, the day before summer time', '2026-03-07T14:00:00Z', '1d', 'America/New_York', '2026-03-08T13:00:00Z', '2026-03-08T09:00:00'],
  [
    'New York, two days before winter time',
    '2026-10-30T13:00:00Z',
    '2d',
    'America/New_York',
    '2026-11-01T14:00:00Z',
    '2026-11-01T09:00:00',
  ],
  [
    'Lord Howe, whose summer time is half an hour',
    '2026-10-02T22:30:00Z',
    '1d',
    'Australia/Lord_Howe',
    '2026-10-03T22:00:00Z',
    '2026-10-04T09:00:00',
  ],
  [
    'Kolkata, half an hour off and no summer time',
    '2026-03-28T03:30:00Z',
    '1d',
    'Asia/Kolkata',
    '2026-03-29T03:30:00Z',
    '2026-03-29T09:00:00',
  ],
  [
    'Kathmandu, three quarters of an hour off',
    '2026-03-28T03:15:00Z',
    '1mo',
    'Asia/Kathmandu',
    '2026-04-28T03:15:00Z',
    '2026-04-28T09:00:00',
  ],
  [
    'Auckland, across the end of summer time',
    '2026-04-03T20:00:00Z',
    '1w',
    'Pacific/Auckland',
    '2026-04-10T21:00:00Z',
    '2026-04-11T09:00:00',
  ],
] as const)('fault 20: nine in the morning stays nine in the morning: %s', (_, from, preset, zone, until, local) => {
  expect(localTimeIn(at(from), zone)).toMatch(/T09:00:00$/)
  expect(timeAfter(at(from), preset, zone)).toEqual(at(until))
  expect(localTimeIn(at(until), zone)).toBe(local)
})

it.each([
  // The hour that summer time skips: the clock has jumped ahead by as much.
  ['Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-29T03:30:00'],
  ['America/New_York', '2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z', '2026-03-08T03:30:00'],
  ['Australia/Lord_Howe', '2026-10-02T15:45:00Z', '2026-10-03T15:45:00Z', '2026-10-04T02:45:00'],
  // The hour that comes twice: the first of the two.
  ['Europe/Berlin', '2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00'],
  ['America/New_York', '2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z', '2026-11-01T01:30:00'],
  ['Australia/Lord_Howe', '2026-04-03T14:45:00Z', '2026-04-04T14:45:00Z', '2026-04-05T01:45:00'],
])('fault 20: a day later in the gap or the overlap of %s', (zone, from, until, local) => {
  expect(timeAfter(at(from), '1d', zone)).toEqual(at(until))
  expect(localTimeIn(at(until), zone)).toBe(local)
})

it('fault 20: hours are hours, also across a change of summer time', () => {
  expect(timeAfter(at('2026-03-29T00:30:00Z'), '1h', 'Europe/Berlin')).toEqual(at('2026-03-29T01:30:00Z'))
  expect(timeAfter(at('2026-10-25T00:30:00Z'), '4h', 'Europe/Berlin')).toEqual(at('2026-10-25T04:30:00Z'))
})

it.each([
  ['2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z'],
  ['2028-01-31T08:00:00Z', '2028-02-29T08:00:00Z'],
  ['2028-02-29T08:00:00Z', '2028-03-29T08:00:00Z'],
  ['2026-12-31T08:00:00Z', '2027-01-31T08:00:00Z'],
  ['2026-05-31T08:00:00Z', '2026-06-30T08:00:00Z'],
])('fault 20: a month after %s is %s', (from, until) => {
  expect(timeAfter(at(from), '1mo', 'UTC')).toEqual(at(until))
})

it('fractions of a second do not survive: times are to the second (T9)', () => {
  for (const preset of Object.keys(snoozePresets) as SnoozePreset[]) {
    expect(timeAfter(at('2026-06-01T08:00:00.987Z'), preset, 'Asia/Seoul').getMilliseconds()).toBe(0)
  }
})

it('a zone that does not exist is refused with its name', () => {
  expect(() => timeAfter(at('2026-06-01T08:00:00Z'), '1d', 'Mars/Olympus')).toThrow(/Mars\/Olympus is not a time zone/)
})

/** What the wall shows, by another way than the code uses. */
const wallOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return (instant: number) => format.format(instant).replace(' ', 'T')
}

it('fault 20: around every change of summer time, days later agree with a search through all minutes', () => {
  const changes = [
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['America/St_Johns', '2026-03-08T05:30:00Z'],
    ['America/St_Johns', '2026-11-01T04:30:00Z'],
    ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
    ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
  ] as const
  const day = 86_400_000
  for (const [zone, change] of changes) {
    const wall = wallOf(zone)
    for (let minutes = -150; minutes <= 150; minutes += 15) {
      const from = Date.parse(change) + minutes * 60_000 - day
      const given = timeAfter(new Date(from), '1d', zone).getTime()
      const [date = '', time = ''] = wall(from).split('T')
      const wanted = `${new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10)}T${time}`
      const found: number[] = []
      for (let instant = from + day - 7_200_000; instant <= from + day + 7_200_000; instant += 60_000)
        if (wall(instant) === wanted) found.push(instant)
      // Nothing found: the clock jumped over it, and shows later than was wanted.
      if (found.length > 0) expect([zone, wanted, new Date(given)]).toEqual([zone, wanted, new Date(found[0] ?? 0)])
      else expect([zone, wall(given) > wanted]).toEqual([zone, true])
    }
  }
})

it('fault 20: gaps, overlaps, half-hour zones and leap days agree with an independent recount', () => {
  // Computed once with the zoneinfo module of Python 3.11 (tz 2025): zone, from, preset, until, local time then.
  const table = JSON.parse(readFileSync(new URL('testing/snooze-times.json', import.meta.url), 'utf8')) as [
    string,
    string,
    SnoozePreset,
    string,
    string,
  ][]
  expect(table.length).toBeGreaterThan(400)
  expect(new Set(table.map(([zone]) => zone)).size).toBeGreaterThan(15)
  for (const row of table) {
    const [zone, from, preset] = row
    const until = timeAfter(at(from), preset, zone)
    expect([zone, from, preset, until.toISOString().replace('.000Z', 'Z'), localTimeIn(until, zone)]).toEqual(row)
  }
})
