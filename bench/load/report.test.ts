import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'
import { verdictOf } from './report.ts'
import type { Row } from './rows.ts'
import { markdownTable, short } from './table.ts'

test('a percentile is the smallest value that so many do not exceed', () => {
  const sorted = Array.from({ length: 100 }, (_, i) => i + 1)
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([1, 50, 95, 99, 100])
  expect(percentile([7], 0.99)).toBe(7)
  expect(percentile([], 0.5)).toBeNaN()
})

test('a table is Markdown', () => {
  const columns = [
    { title: 'n', cell: (n: number) => String(n) },
    { title: 'twice', cell: (n: number) => String(n * 2) },
  ]
  expect(markdownTable(columns, [1, 2])).toBe('| n | twice |\n| --- | --- |\n| 1 | 2 |\n| 2 | 4 |')
})

test('numbers are as long as they say something', () => {
  expect([1234.5, 56.78, 0.1234, Number.NaN].map(short)).toEqual(['1,235', '56.8', '0.12', '–'])
})

test('a row during which something else used the machine is void, or marked when noise is allowed', () => {
  const row: Row = { id: 'w1', what: '', size: '10k', clients: 8, budget: '', found: '', met: true, elsewhere: 0.31 }
  expect(verdictOf(row, false)).toBe('void')
  expect(verdictOf(row, true)).toBe('met (noisy: 0.3 cores elsewhere)')
  expect(verdictOf({ ...row, elsewhere: 0.29 }, false)).toBe('met')
  expect(verdictOf({ ...row, met: false, elsewhere: 0 }, false)).toBe('**missed**')
})
