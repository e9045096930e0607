import { expect, test } from 'vitest'
import { holidaysInFile } from './read-calendar-file.ts'

const file = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20260406',
  'DTEND;VALUE=DATE:20260407',
  'SUMMARY:Easter Monday\\, and a lo',
  ' ng name',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20261224',
  'DTEND;VALUE=DATE:20261227',
  'RRULE:FREQ=YEARLY',
  'SUMMARY;LANGUAGE=en:Christmas',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART:20260501T090000Z',
  'SUMMARY:A meeting',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20260505',
  'STATUS:CANCELLED',
  'SUMMARY:Gone',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

test('whole days become holidays: folded names, several days, yearly ones; meetings do not', () => {
  expect(holidaysInFile(file)).toEqual([
    { date: '2026-04-06', name: 'Easter Monday, and a long name', yearly: false },
    { date: '2026-12-24', name: 'Christmas', yearly: true },
    { date: '2026-12-25', name: 'Christmas', yearly: true },
    { date: '2026-12-26', name: 'Christmas', yearly: true },
  ])
})

test('what is no calendar holds none', () => {
  expect(holidaysInFile('<html>no</html>')).toEqual([])
})
