import { expect, test } from 'vitest'
import { type Catalogue, type Condition, explain, type Operator, operatorsOf, type WordsLanguage, wordsOf } from './index.ts'

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
const said = (condition: Condition, language: WordsLanguage = 'en') => explain(condition, catalogue, names, language)

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
  expect(said({ all: [] })).toBe('everything')
  expect(said({ any: [] })).toBe('nothing')
})

test('a stretch of time names both its ends', () => {
  const value = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']
  expect(said({ field: 'createdAt', op: 'between', value })).toBe(`Created between ${value[0]} and ${value[1]}`)
})

test('the same condition is said in each language', () => {
  const condition = {
    all: [
      { field: 'priority', op: 'one_of', value: ['high', 'urgent'] },
      { not: { field: 'createdAt', op: 'in_last', value: { amount: 7, unit: 'days' } } },
    ],
  } as const
  expect(said(condition, 'ja')).toBe('Priorityが次のいずれか：High、urgent、かつ「Createdが過去7日以内」を除く')
  expect(said(condition, 'ko')).toBe('Priority: High, urgent 중 하나 그리고 (Created: 최근 7일 이내) 제외')
})

test.each(Object.entries(wordsOf))('in %s every operator has words of its own', (_language, words) => {
  const operators = new Set<Operator>(Object.values(operatorsOf).flat())
  // What is between two times says so by how it puts them.
  operators.delete('between')
  const phrases = [...operators].map((op) => words.tests[op]('Field', 'value'))
  expect(new Set(phrases).size).toBe(operators.size)
})
