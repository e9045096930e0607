import { expect, test } from 'vitest'
import type { SavedView } from '../../client/types.ts'
import { readWhere, withTest, writeWhere } from './filters.ts'
import { hasFilters, isGrouped, ticketQuery, ticketSearch } from './ticket-search.ts'

const high = { field: 'priority', op: 'one_of', value: ['high'] } as const
const labelled = { field: 'labels', op: 'present' } as const

test('an address without a view means all tickets', () => {
  expect(ticketQuery(ticketSearch({}))).toEqual({ view: 'all' })
})

test('ids stay text, and what is not understood is left out', () => {
  expect(
    ticketSearch({ desk: '12', starred: 'maybe', view: '', where: '{"all":[{"field":1},{"field":"priority","op":"present"}]}' }),
  ).toEqual({
    desk: '12',
    where: '{"all":[{"field":"priority","op":"present"}]}',
  })
  expect(ticketSearch({ where: '{' }).where).toBeUndefined()
})

test('the commonest conditions have short ways to be said', () => {
  const asked = { priority: 'high', assignee: 'none' }
  const { where } = ticketSearch(asked)
  expect(readWhere(where)).toEqual([high, { field: 'assignee', op: 'empty' }])
  // Read again with what was made of it.
  expect(ticketSearch({ ...asked, where }).where).toBe(where)
})

test('a search looks through every view, within its filters', () => {
  expect(ticketQuery(ticketSearch({ view: 'my_pending', q: 'refund', priority: 'high', starred: 'yes' }))).toEqual({
    q: 'refund',
    where: writeWhere([high]),
    starred: true,
  })
})

test('a saved view is its condition and what narrows it, also while searching (V5)', () => {
  const saved = { id: '7', where: { any: [high, labelled] } } as unknown as SavedView
  expect(ticketQuery(ticketSearch({ view: '7', label: '3', q: 'x' }), saved)).toEqual({
    q: 'x',
    where: writeWhere([{ any: [high, labelled] }, { field: 'labels', op: 'has_any', value: ['3'] }]),
  })
})

test('a view, a tab or a search is no filter', () => {
  expect(hasFilters(ticketSearch({ view: 'spam', q: 'x', desk: '1', status: 'open', mine: 'yes' }))).toBe(false)
  expect(hasFilters(ticketSearch({ label: '3' }))).toBe(true)
})

test('of each field there is one test; another takes its place, none takes it away (V3)', () => {
  const where = withTest(withTest([], 'priority', high), 'labels', labelled)
  expect(where).toEqual([high, labelled])
  const low = { ...high, value: ['low'] }
  expect(withTest(where, 'priority', low)).toEqual([low, labelled])
  expect(withTest(where, 'priority', null)).toEqual([labelled])
  expect(writeWhere(withTest([labelled], 'labels', null))).toBeUndefined()
})

test('all tickets and one’s own of them are grouped; a status, a search and other views are not (V2)', () => {
  expect(isGrouped({}, true)).toBe(true)
  expect(isGrouped({ mine: 'yes', where: writeWhere([high]) }, true)).toBe(true)
  for (const search of [{ status: 'open' }, { q: 'x' }, { view: 'spam' }, { view: '7' }]) expect(isGrouped(search, true)).toBe(false)
  expect(isGrouped({}, false)).toBe(false)
})
