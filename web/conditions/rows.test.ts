import { expect, test } from 'vitest'
import type { Condition } from '../../conditions/index.ts'
import { conditionOf, isComplete, rowsOf } from './rows.ts'

const high: Condition = { field: 'priority', op: 'one_of', value: ['high'] }
const mine: Condition = { field: 'assignee', op: 'is', value: 'me' }

test.each<[string, Condition]>([
  ['a group of tests', { all: [high, mine] }],
  ['any of them', { any: [high, mine] }],
  ['groups one level deep', { all: [high, { any: [mine, high] }] }],
  ['nothing', { all: [] }],
])('%s becomes rows and is the same condition again (V5)', (_, condition) => {
  const rows = rowsOf(condition)
  expect(rows && conditionOf(rows)).toEqual(condition)
})

test('a test alone is a group of one', () => {
  const rows = rowsOf(high)
  expect(rows && conditionOf(rows)).toEqual({ all: [high] })
})

test('what rows cannot say is not made into rows', () => {
  for (const condition of [{ not: high }, { all: [{ not: high }] }, { any: [{ all: [{ any: [high] }] }] }] as Condition[])
    expect(rowsOf(condition)).toBeNull()
})

test('a row without a value says nothing and is not complete', () => {
  const rows = {
    holds: 'all',
    rows: [
      { id: 1, field: 'team', test: null },
      { id: 2, holds: 'any', rows: [] },
    ],
  } as const
  expect(conditionOf(rows)).toEqual({ all: [] })
  expect(isComplete(rows)).toBe(false)
  expect(isComplete({ holds: 'all', rows: [] })).toBe(true)
})
