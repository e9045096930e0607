import { expect, test } from 'vitest'
import { type Catalogue, type Condition, english, explain, type Operator, operatorsOf } from './index.ts'

const catalogue = {
  priority: { kind: 'choice' },
  labels: { kind: 'set' },
  createdAt: { kind: 'date' },
  internal: { kind: 'boolean' },
} as const satisfies Catalogue

const called: Readonly<Record<string, string>> = {
  priority: 'Priority',
  labels: 'Labels',
  createdAt: 'Created',
  internal: 'Internal',
  high: 'High',
  '7': 'billing',
}
const names = {
  field: (field: string) => called[field] ?? field,
  value: (_field: string, value: unknown) => called[String(value)] ?? String(value),
}
const said = (condition: Condition) => explain(condition, catalogue, names, english)

test('a condition is one phrase, grouped as it is meant', () => {
  const high = { field: 'priority', op: 'is', value: 'high' } as const
  const billing = { field: 'labels', op: 'has_any', value: ['7', '8'] } as const
  const lately = { field: 'createdAt', op: 'in_last', value: { amount: 7, unit: 'days' } } as const
  expect(said({ all: [high, { any: [billing, lately] }] })).toBe(
    'Priority is High and (Labels include any of billing, 8 or Created in the last 7 days)',
  )
  expect(said({ not: { all: [high, { field: 'internal', op: 'is', value: true }] } })).toBe('not (Priority is High and Internal is yes)')
  expect(said({ field: 'createdAt', op: 'older_than', value: { amount: 1, unit: 'weeks' } })).toBe('Created longer ago than the last week')
})

test('a group of one is that one, a group of nothing says so', () => {
  expect(said({ all: [{ any: [{ field: 'labels', op: 'empty' }] }] })).toBe('Labels: none')
  expect(said({ all: [] })).toBe('every ticket')
  expect(said({ any: [] })).toBe('no ticket')
})

test('every operator has words of its own', () => {
  const operators = new Set<Operator>(Object.values(operatorsOf).flat())
  const phrases = [...operators].map((op) => english.tests[op]('Field', 'value'))
  expect(new Set(phrases).size).toBe(operators.size)
})
