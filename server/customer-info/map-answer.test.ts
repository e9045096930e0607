import { expect, test } from 'vitest'
import { type FieldKind, mapAnswer } from './map-answer.ts'

const read = (value: unknown, kind: FieldKind) => {
  const [field] = mapAnswer({ value }, [{ label: 'Field', path: 'value', kind }])
  return [field?.kind, field?.value]
}

test('fields come in their order, and what is not there stays empty', () => {
  const fields = [
    { label: 'Plan', path: 'plan.name', kind: 'text' as const },
    { label: 'Gone', path: 'gone[0]', kind: 'number' as const },
    { label: 'Seats', path: 'plan.seats', kind: 'number' as const },
  ]
  expect(mapAnswer({ plan: { seats: 5, name: ' Pro ' } }, fields)).toEqual([
    { label: 'Plan', kind: 'text', value: 'Pro' },
    { label: 'Gone', kind: 'number', value: null },
    { label: 'Seats', kind: 'number', value: '5' },
  ])
})

test.each([
  ['https://crm.example/c/7?x=1', 'link', 'https://crm.example/c/7?x=1'],
  ['javascript:alert(1)', 'text', 'javascript:alert(1)'],
  ['data:text/html,x', 'text', 'data:text/html,x'],
  ['//crm.example', 'text', '//crm.example'],
  ['https://user:secret@crm.example/', 'text', 'https://user:secret@crm.example/'],
])('a link is http or https and nothing else: %s (T23)', (value, kind, shown) => {
  expect(read(value, 'link')).toEqual([kind, shown])
})

test.each([
  ['2026-02-03', 'date', '2026-02-03'],
  ['2026-02-03T10:00:00+09:00', 'date', '2026-02-03T01:00:00.000Z'],
  ['2026-02-03 10:00', 'date', '2026-02-03T10:00:00.000Z'],
  ['2026-02-03T10:00:00+0900', 'date', '2026-02-03T01:00:00.000Z'],
  [1_770_000_000, 'date', '2026-02-02T02:40:00.000Z'],
  [1_770_000_000_000, 'date', '2026-02-02T02:40:00.000Z'],
  ['2026-13-40', 'text', '2026-13-40'],
  ['yesterday', 'text', 'yesterday'],
])('a date is a day, an instant or seconds since 1970: %s', (value, kind, shown) => {
  expect(read(value, 'date')).toEqual([kind, shown])
})

test('numbers keep their digits, and words stay words', () => {
  expect(read(12.5, 'number')).toEqual(['number', '12.5'])
  expect(read('-0012345678901234567890.10', 'number')).toEqual(['number', '-0012345678901234567890.10'])
  expect(read('12,5', 'number')).toEqual(['text', '12,5'])
})

test('lists of words are read out, objects are not, and nothing is endless', () => {
  expect(read(['gold', 7, true, null, { a: 1 }], 'text')).toEqual(['text', 'gold, 7, true'])
  expect(read({ a: 1 }, 'text')).toEqual(['text', null])
  expect(read('   ', 'text')).toEqual(['text', null])
  expect(String(read('x'.repeat(5_000), 'text')[1])).toHaveLength(2_000)
})
