import { expect, test } from 'vitest'
import type { Category, StatusCount } from '../../client/types.ts'
import { words } from '../live/rows.fixture.ts'
import { mergeStatuses } from './merge-statuses.ts'

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

test('a status that two desks share is one tab with the sum of both', () => {
  const tabs = mergeStatuses([status('open', 'Open', 'open', '1', 3), status('open', 'Open', 'open', '2', 4)], 'all', undefined)
  expect(tabs).toEqual([{ key: 'open', label: words('Open'), colour: 'blue', category: 'open', count: 7 }])
})

test('the same key with other words is another tab', () => {
  const tabs = mergeStatuses([status('open', 'Open', 'open', '1', 3), status('open', 'Reopened', 'open', '2', 4)], 'all', undefined)
  expect(tabs.map((tab) => [tab.label.en, tab.count])).toEqual([
    ['Open', 3],
    ['Reopened', 4],
  ])
})

test('empty tabs are left out, but not the one that is chosen', () => {
  const counts = [status('open', 'Open', 'open', '1', 0), status('waiting', 'Waiting', 'waiting', '1', 0)]
  expect(mergeStatuses(counts, 'all', 'waiting').map((tab) => tab.key)).toEqual(['waiting'])
})

test('what is still to be done comes first', () => {
  const counts = [
    status('closed', 'Closed', 'closed', '1', 1),
    status('new', 'New', 'new', '1', 1),
    status('waiting', 'Waiting', 'waiting', '1', 1),
  ]
  expect(mergeStatuses(counts, 'all', undefined).map((tab) => tab.key)).toEqual(['new', 'waiting', 'closed'])
})

test('the numbers are those of the view', () => {
  expect(mergeStatuses([status('open', 'Open', 'open', '1', 5, 2)], 'mine', undefined)[0]?.count).toBe(2)
})
