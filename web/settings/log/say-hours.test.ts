import { expect, test } from 'vitest'
import { isWeek, sayHoliday, sayWeek, type Week } from './say-hours.ts'

const shut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] } satisfies Week
const office = [{ from: '09:00', to: '18:00' }]
const workdays = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office }

test('days in a row with the same hours are said together, and closed ones not at all', () => {
  expect(sayWeek({ ...shut, ...workdays }, 'en', 'closed')).toBe('Mon–Fri 09:00–18:00')
  const late = [...office, { from: '20:00', to: '22:00' }]
  expect(sayWeek({ ...shut, ...workdays, wednesday: late, saturday: [{ from: '10:00', to: '14:00' }] }, 'en', 'closed')).toBe(
    'Mon–Tue 09:00–18:00, Wed 09:00–18:00 + 20:00–22:00, Thu–Fri 09:00–18:00, Sat 10:00–14:00',
  )
  expect(sayWeek({ ...shut, monday: office, wednesday: office }, 'en', 'closed')).toBe('Mon 09:00–18:00, Wed 09:00–18:00')
  expect(sayWeek(shut, 'en', 'closed')).toBe('closed')
})

test('days and holidays are named as people there write them', () => {
  expect(sayWeek({ ...shut, ...workdays }, 'ja', '休み')).toBe('月–金 09:00–18:00')
  expect(sayWeek({ ...shut, sunday: office }, 'ko', '휴무')).toBe('일 09:00–18:00')
  const every = (day: string) => `${day}, every year`
  expect(sayHoliday({ date: '2026-12-25', name: 'Christmas', yearly: true }, 'en', every)).toBe('Christmas: December 25, every year')
  expect(sayHoliday({ date: '2026-05-04', name: 'Bridge', yearly: false }, 'en', every)).toBe('Bridge: May 4, 2026')
})

test('only a whole week is taken for one', () => {
  expect(isWeek(shut)).toBe(true)
  expect(isWeek({ monday: [] })).toBe(false)
})
