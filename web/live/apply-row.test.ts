import { expect, test } from 'vitest'
import type { TicketRow } from '../../client/types.ts'
import { applyInPlace, applyPage, applyRow, insertRow } from './apply-row.ts'
import { ids, list, row } from './rows.fixture.ts'

test('a new ticket slides in at its place while the list is at its top', () => {
  const data = list([row('1', 10), row('2', 20)])
  expect(ids(applyRow(data, row('3', 5), 'yes', true).data)).toEqual(['3', '1', '2'])
  expect(ids(applyRow(data, row('4', 15), 'yes', true).data)).toEqual(['1', '4', '2'])
})

test('a new ticket waits behind the pill while somebody reads further down', () => {
  const data = list([row('1', 10)])
  const applied = applyRow(data, row('2', 1), 'yes', false)
  expect(applied.data).toBe(data)
  expect(applied.held?.id).toBe('2')
})

test('a changed ticket jumps up at the top of the list, and stays where it is below', () => {
  const data = list([row('1', 10), row('2', 20)])
  const changed = row('2', 0, { version: 2, title: 'Changed' })
  expect(ids(applyRow(data, changed, 'yes', true).data)).toEqual(['2', '1'])

  const below = applyRow(data, changed, 'yes', false)
  expect(ids(below.data)).toEqual(['1', '2'])
  expect(below.data.pages[0]?.items[1]?.title).toBe('Changed')
  expect(below.held?.id).toBe('2')
})

test('a change without new activity moves nothing and waits behind no pill', () => {
  const data = list([row('1', 10), row('2', 20)])
  const applied = applyRow(data, row('2', 20, { version: 2, priority: 'urgent' }), 'yes', false)
  expect(ids(applied.data)).toEqual(['1', '2'])
  expect(applied.data.pages[0]?.items[1]?.priority).toBe('urgent')
  expect(applied.held).toBeNull()
})

test('a ticket that no longer belongs leaves', () => {
  expect(ids(applyRow(list([row('1', 10), row('2', 20)]), row('1', 0, { version: 2 }), 'no', false).data)).toEqual(['2'])
})

test('a stranger that does not belong changes nothing', () => {
  const data = list([row('1', 10)])
  expect(applyRow(data, row('9', 0), 'no', true)).toEqual({ data, held: null, ask: false })
})

test('what only the server can decide is asked, and what is shown is kept up to date meanwhile', () => {
  const data = list([row('1', 10)])
  expect(applyRow(data, row('9', 0), 'unknown', true)).toEqual({ data, held: null, ask: true })
  expect(applyRow(data, row('1', 10, { version: 2, title: 'New' }), 'unknown', true).data.pages[0]?.items[0]?.title).toBe('New')
})

test('an older version never undoes a newer one', () => {
  const data = list([row('1', 10, { version: 5, title: 'Newest' })])
  expect(applyRow(data, row('1', 0, { version: 4, title: 'Old' }), 'no', true).data).toBe(data)
})

test('a ticket older than everything loaded waits for its page, unless the list is at its end', () => {
  const more = list([row('1', 10)], [row('2', 20)])
  const unfinished = { ...more, pages: more.pages.map((page) => ({ ...page, nextCursor: 'x' })) }
  expect(insertRow(unfinished, row('9', 99))).toBe(unfinished)
  expect(ids(insertRow(more, row('9', 99)))).toEqual(['1', '2', '9'])
})

test('a ticket moves from a later page to the first', () => {
  const data = list([row('1', 10)], [row('2', 20), row('3', 30)])
  const applied = applyRow(data, row('3', 0, { version: 2 }), 'yes', true)
  expect(applied.data.pages.map((page) => page.items.map((item) => item.id))).toEqual([['3', '1'], ['2']])
})

const found: NonNullable<TicketRow['match']> = {
  title: [[0, 6]],
  contact: [[0, 4]],
  reference: [],
  message: { id: '1', isNote: false, author: 'Carl', text: 'a parcel', marks: [[2, 8]], cutBefore: false, cutAfter: false },
}

test('what a search marked stays marked as the row changes, but not in words that are no longer there', () => {
  const contact = { id: '5', name: 'Carl Ito', email: null }
  const data = list([row('1', 10, { match: found, contact })])
  const shown = (change: Partial<TicketRow>, minutesAgo = 10) =>
    applyRow(data, row('1', minutesAgo, { version: 2, contact, ...change }), 'unknown', true).data.pages[0]?.items[0]?.match
  expect(shown({ priority: 'urgent' })).toEqual(found)
  expect(shown({ priority: 'urgent' }, 0)).toEqual(found)
  expect(shown({ title: 'Another title' })).toEqual({ ...found, title: [] })
  expect(shown({ contact: { ...contact, name: 'Carla' } })).toEqual({ ...found, contact: [] })
})

test('a row that only the server can place is not asked about where it would not be shown', () => {
  const more = list([row('1', 10)], [row('2', 20)])
  const unfinished = { ...more, pages: more.pages.map((page) => ({ ...page, nextCursor: 'x' })) }
  expect(applyRow(unfinished, row('9', 99), 'unknown', true).ask).toBe(false)
  expect(applyRow(unfinished, row('9', 15), 'unknown', true).ask).toBe(true)
})

test('the first page places what is newer than its end; what is older is not told by it', () => {
  const data = list([row('1', 10), row('2', 20)], [row('3', 30), row('4', 40)])
  const page = { items: [row('5', 5), row('1', 10)], nextCursor: 'x' }
  const placed = applyPage(data, [row('5', 5), row('6', 6)], page, true)
  expect(ids(placed.data)).toEqual(['5', '1', '2', '3', '4'])
  expect(placed).toMatchObject({ held: [], unsure: false })
  expect(applyPage(data, [row('7', 35)], page, true)).toMatchObject({ data, unsure: true })
  expect(applyPage(data, [row('7', 35)], { ...page, nextCursor: null }, true)).toMatchObject({ data, unsure: false })
  const below = applyPage(data, [row('5', 5)], page, false)
  expect([below.data, below.held.map(({ id }) => id)]).toEqual([data, ['5']])
})

test('in a list by due time nothing moves by activity, and the server is asked once a due time changed', () => {
  const data = list([row('1', 10), row('2', 20)])
  const answered = applyInPlace(data, row('2', 0, { version: 2, preview: 'Hello' }), 'unknown')
  expect([ids(answered.data), answered.data.pages[0]?.items[1]?.preview, answered.ask]).toEqual([['1', '2'], 'Hello', false])
  const sla = { state: 'warning' } as TicketRow['sla']
  expect(applyInPlace(data, row('2', 0, { version: 2, sla }), 'unknown').ask).toBe(true)
  expect(applyInPlace(data, row('9', 0), 'unknown')).toEqual({ data, held: null, ask: true })
})
