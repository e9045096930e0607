import { expect, test } from 'vitest'
import { hasFilters, ticketQuery, ticketSearch } from './ticket-search.ts'

test('an address without a view means all tickets', () => {
  expect(ticketQuery(ticketSearch({}))).toEqual({ view: 'all' })
})

test('ids stay text, and what is not understood is left out', () => {
  expect(ticketSearch({ desk: '12', priority: 'enormous', starred: 'maybe', view: '' })).toEqual({ desk: '12' })
})

test('a search looks through every view, within its filters', () => {
  expect(ticketQuery(ticketSearch({ view: 'my_pending', q: 'refund', priority: 'high', starred: 'yes' }))).toEqual({
    q: 'refund',
    priority: 'high',
    starred: true,
  })
})

test('a view or a search is no filter', () => {
  expect(hasFilters(ticketSearch({ view: 'spam', q: 'x', desk: '1' }))).toBe(false)
  expect(hasFilters(ticketSearch({ label: '3' }))).toBe(true)
})
