import { describe, expect, test } from 'vitest'
import { clockTime, duration, exactTime, instantOf, localInput, longAge, shortAge, shortDate } from './time.ts'

const now = Date.parse('2026-11-22T08:00:00Z')
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('ages in a list', () => {
  test.each([
    [0, 'now'],
    [59, 'now'],
    [60, '1 m'],
    [3599, '59 m'],
    [3600, '1 h'],
    [86_399, '23 h'],
    [86_400, '1 d'],
    [7 * 86_400 - 1, '6 d'],
    [7 * 86_400, '15 Nov'],
    [400 * 86_400, '18 Oct 2025'],
  ])('%i seconds read as %s', (seconds, words) => {
    expect(shortAge(before(seconds), 'UTC', 'en', now)).toBe(words)
  })

  test('what is to come is a date, not a negative age', () => {
    expect(shortAge(before(-7200), 'UTC', 'en', now)).toBe('22 Nov')
  })
})

describe('ages in a sentence', () => {
  test('are relative in both directions up to a week', () => {
    expect(longAge(before(30), 'UTC', 'en', now)).toBe('just now')
    expect(longAge(before(240), 'UTC', 'en', now)).toBe('4 minutes ago')
    expect(longAge(before(-7200), 'UTC', 'en', now)).toBe('in 2 hours')
    expect(longAge(before(8 * 86_400), 'UTC', 'en', now)).toBe('14 Nov')
  })
})

describe('the agent’s zone', () => {
  test('decides which day it is', () => {
    const at = '2026-11-21T23:30:00Z'
    expect(clockTime(at, 'Asia/Tokyo', 'en', now)).toBe('08:30')
    expect(clockTime(at, 'UTC', 'en', now)).toBe('21 Nov, 23:30')
  })

  test('decides which year it is', () => {
    const newYear = Date.parse('2026-12-31T20:00:00Z')
    expect(shortDate('2026-12-31T10:00:00Z', 'Asia/Tokyo', 'en', newYear)).toBe('31 Dec 2026')
    expect(shortDate('2026-12-31T10:00:00Z', 'UTC', 'en', newYear)).toBe('31 Dec')
  })

  test('the exact time has seconds and the name of the zone', () => {
    expect(exactTime('2026-11-22T08:00:07Z', 'UTC', 'en')).toMatch(/Sun.*22 Nov.*2026.*08:00:07.*UTC/)
  })
})

describe('a wall clock as an instant', () => {
  test.each([
    ['2026-11-22T18:30:05', 'Asia/Tokyo', '2026-11-22T09:30:05.000Z'],
    ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ['2026-12-01T12:00', 'Europe/Berlin', '2026-12-01T11:00:00.000Z'],
    ['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-11-22T12:00:00', 'Asia/Kolkata', '2026-11-22T06:30:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOf(local, zone)).toBe(instant)
  })

  test('goes back to the same wall clock', () => {
    for (const zone of ['Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      const time = Date.parse('2026-08-05T03:04:05Z')
      expect(Date.parse(instantOf(localInput(time, zone), zone))).toBe(time)
    }
  })
})

test.each([
  ['en', ['0 s', '59 s', '1 m', '2 h 10 m', '1 d 1 h']],
  ['ja', ['0秒', '59秒', '1分', '2時間10分', '1日1時間']],
  ['ko', ['0초', '59초', '1분', '2시간 10분', '1일 1시간']],
])('durations show their two largest units in %s', (language, shown) => {
  expect([0, 59, 60, 7800, 90_061].map((seconds) => duration(seconds, language))).toEqual(shown)
})

describe('Japanese and Korean', () => {
  test.each([
    ['ja', ['今', '4分', '3時間', '2日', '11月12日', '2025年10月18日']],
    ['ko', ['지금', '4분', '3시간', '2일', '11월 12일', '2025년 10월 18일']],
  ])('ages in a list in %s', (language, shown) => {
    const ages = [0, 240, 3 * 3600, 2 * 86_400, 10 * 86_400, 400 * 86_400]
    expect(ages.map((seconds) => shortAge(before(seconds), 'UTC', language, now))).toEqual(shown)
  })

  test('ages in a sentence and times of day', () => {
    expect(longAge(before(10), 'UTC', 'ja', now)).toBe('たった今')
    expect(longAge(before(240), 'UTC', 'ja', now)).toMatch(/^4\s?分前$/)
    expect(longAge(before(10), 'UTC', 'ko', now)).toBe('방금')
    expect(longAge(before(-7200), 'UTC', 'ko', now)).toBe('2시간 후')
    expect(clockTime('2026-11-21T23:30:00Z', 'UTC', 'ja', now)).toBe('11月21日 23:30')
    expect(clockTime('2026-11-21T23:30:00Z', 'Asia/Seoul', 'ko', now)).toBe('08:30')
    expect(exactTime('2026-11-22T08:00:07Z', 'Asia/Tokyo', 'ja')).toMatch(/2026年11月22日.*日.*17:00:07.*JST/)
  })
})
