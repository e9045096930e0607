import { expect, test } from 'vitest'
import { readClock } from './clock-field.tsx'

test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['17.30', '17:30'],
  [' 08:05 ', '08:05'],
  ['24', '24:00'],
  ['24:01', null],
  ['12:60', null],
  ['nine', null],
  ['', null],
])('“%s” is the time %s', (typed, time) => {
  expect(readClock(typed)).toBe(time)
})
