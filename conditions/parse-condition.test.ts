import { expect, test } from 'vitest'
import { type Catalogue, parseCondition } from './index.ts'

const catalogue = {
  priority: { kind: 'choice', choices: ['normal', 'high'] },
  status: { kind: 'choice' },
  assignee: { kind: 'person' },
  labels: { kind: 'set' },
  title: { kind: 'text' },
  createdAt: { kind: 'date' },
  internal: { kind: 'boolean' },
} as const satisfies Catalogue

const problemsOf = (input: unknown) => {
  const parsed = parseCondition(input, catalogue)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)
}

test('what is right comes through as it is, values once and times in UTC', () => {
  const input = {
    all: [
      { field: 'priority', op: 'is', value: 'high' },
      { any: [{ field: 'assignee', op: 'one_of', value: ['me', '12', '12'] }, { not: { field: 'labels', op: 'empty' } }] },
      { field: 'createdAt', op: 'after', value: '2026-01-31T09:00:00+09:00' },
      { field: 'createdAt', op: 'in_last', value: { amount: 7, unit: 'days' } },
    ],
  }
  expect(parseCondition(input, catalogue)).toEqual({
    ok: true,
    condition: {
      all: [
        { field: 'priority', op: 'is', value: 'high' },
        { any: [{ field: 'assignee', op: 'one_of', value: ['me', '12'] }, { not: { field: 'labels', op: 'empty' } }] },
        { field: 'createdAt', op: 'after', value: '2026-01-31T00:00:00.000Z' },
        { field: 'createdAt', op: 'in_last', value: { amount: 7, unit: 'days' } },
      ],
    },
  })
})

test.each([
  ['no object', 7, ': must be an object'],
  ['a list', [], ': must be an object'],
  ['nothing', null, ': must be an object'],
  ['a group that is no list', { all: {} }, 'all: must be a list'],
  ['a field nobody knows', { field: 'secret', op: 'is', value: 'x' }, 'field: is not a field that can be asked for'],
  ['a field of every object', { field: 'constructor', op: 'is', value: 'x' }, 'field: is not a field that can be asked for'],
  [
    'an operator of another kind',
    { field: 'priority', op: 'contains', value: 'x' },
    'op: must be one of is, is_not, one_of, none_of, empty, present',
  ],
  ['a choice there is not', { field: 'priority', op: 'is', value: 'huge' }, 'value: must be one of normal, high'],
  ['a key that is none', { field: 'status', op: 'is', value: "x' OR 1=1" }, 'value: must be a key'],
  ['an id that is none', { field: 'assignee', op: 'is', value: '1; DROP TABLE tickets' }, 'value: must be an id'],
  ['me where nobody is meant', { field: 'labels', op: 'has_any', value: ['me'] }, 'value: holds a value that must be an id'],
  ['an empty list', { field: 'labels', op: 'has_any', value: [] }, 'value: must be a list of 1 to 200 values'],
  ['a value too many', { field: 'labels', op: 'empty', value: [] }, 'value: is not wanted here'],
  ['an empty text', { field: 'title', op: 'contains', value: '' }, 'value: must be a text'],
  ['a text of one zero', { field: 'title', op: 'contains', value: '\0' }, 'value: contains a character that is none'],
  ['half a character', { field: 'title', op: 'contains', value: '\ud800' }, 'value: contains a character that is none'],
  [
    'a time without its offset',
    { field: 'createdAt', op: 'before', value: '2026-01-31T09:00:00' },
    'value: must be a time with its offset, as 2026-01-31T09:00:00Z',
  ],
  ['a day there is not', { field: 'createdAt', op: 'before', value: '2026-13-31T09:00:00Z' }, 'value: is no time of any calendar'],
  [
    'a duration of nothing',
    { field: 'createdAt', op: 'in_last', value: { amount: 0, unit: 'days' } },
    'value: must be an amount from 1 to 100000 and a unit: minutes, hours, days, weeks',
  ],
  ['a word for a truth', { field: 'internal', op: 'is', value: 'yes' }, 'value: must be true or false'],
  ['a key beside', { field: 'title', op: 'is', value: 'x', sql: '1=1' }, 'sql: is not known here'],
  [
    'a mistake far inside',
    { all: [{ any: [{ not: { field: 'title' } }] }] },
    'all.0.any.0.not.op: must be one of contains, contains_not, is, is_not, starts_with, empty, present',
  ],
])('refused with its place: %s', (_what, input, problem) => {
  expect(problemsOf(input)).toEqual([problem])
})

test('neither too deep, nor too long, nor too much', () => {
  const leaf = { field: 'labels', op: 'empty' }
  const nested = (depth: number): unknown => (depth === 1 ? leaf : { not: nested(depth - 1) })
  expect(problemsOf(nested(6))).toEqual([])
  expect(problemsOf(nested(7))).toEqual(['not.not.not.not.not.not: is nested deeper than 6 levels'])
  expect(problemsOf({ all: Array.from({ length: 101 }, () => leaf) })).toEqual(['all: holds more than 100 conditions'])
  const half = { any: Array.from({ length: 60 }, () => leaf) }
  expect(problemsOf({ all: [half, half] })).toEqual([': asks more than 100 things'])
})
