import { expect, test } from 'vitest'
import type { Category, StatusCount } from '../../client/types.ts'
import { row, words } from '../live/rows.fixture.ts'
import { eachOnce, groupQuery, groupsOf, isOpenGroup, matchingGroups } from './groups.ts'

const status = (key: string, en: string, category: Category, desk: string, all: number, mine = 0): StatusCount => ({
  key,
  label: words(en),
  colour: 'blue',
  category,
  desk,
  all,
  mine,
  unassigned: 0,
})
const counts = [
  status('closed', 'Closed', 'closed', '1', 9),
  status('open', 'Open', 'open', '1', 3, 1),
  status('open', 'Open', 'open', '2', 4),
  status('waiting', 'Waiting', 'waiting', '1', 0),
]

test('a list is grouped by status, what is to be done first, what is empty not at all (V2)', () => {
  expect(groupsOf(counts, 'all').map(({ id, count }) => [id, count])).toEqual([
    ['open Open', 7],
    ['closed Closed', 9],
  ])
  expect(groupsOf(counts, 'mine').map(({ id, count }) => [id, count])).toEqual([['open Open', 1]])
})

test('a group asks for its status; for its desks only where the key means something else on others', () => {
  const [open] = groupsOf(counts, 'all')
  expect(open && groupQuery({ view: 'all' }, open)).toEqual({ view: 'all', status: 'open' })
  const both = groupsOf([...counts, status('open', 'Reopened', 'open', '3', 1)], 'all')
  expect(both.slice(0, 2).map((group) => groupQuery({ view: 'all' }, group).desks)).toEqual(['1,2', '3'])
})

test('a filtered list has the groups that hold something; where too much is found to be counted, all there are, without numbers', () => {
  const statuses = [{ desk: '2', key: 'open', count: 2 }]
  expect(matchingGroups(counts, { count: 2, more: false, statuses }).map(({ id, count }) => [id, count])).toEqual([['open Open', 2]])
  expect(matchingGroups(counts, { count: 10_000, more: true, statuses }).map(({ id, count }) => [id, count])).toEqual([
    ['open Open', null],
    ['closed Closed', null],
  ])
})

test('what is over is closed until it is opened by hand, and stays as it was left', () => {
  const [open, closed] = groupsOf(counts, 'all')
  expect([open && isOpenGroup(open, {}), closed && isOpenGroup(closed, {})]).toEqual([true, false])
  expect([open && isOpenGroup(open, { 'open Open': false }), closed && isOpenGroup(closed, { 'closed Closed': true })]).toEqual([
    false,
    true,
  ])
})

test('a ticket that is in the answers of two groups stands in the one that is newer', () => {
  const groups = [
    { id: 'open', rows: [row('1', 5), row('2', 6)] },
    { id: 'waiting', rows: undefined },
    { id: 'resolved', rows: [row('1', 1, { version: 2 })] },
  ]
  expect(eachOnce(groups).map(({ rows }) => rows?.map(({ id }) => id))).toEqual([['2'], undefined, ['1']])
  expect(eachOnce([groups[0] as (typeof groups)[0]])).toEqual([groups[0]])
})
