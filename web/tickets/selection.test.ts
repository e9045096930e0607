import { beforeEach, expect, test } from 'vitest'
import { selection } from './selection.ts'

const list = ['a', 'b', 'c', 'd', 'e']
const ids = () => [...selection.get().ids].sort()

beforeEach(() => selection.clear())

test('one is chosen and unchosen; from there on Shift goes either way (V9)', () => {
  selection.toggle('c')
  selection.extendTo('e', list)
  expect(ids()).toEqual(['c', 'd', 'e'])
  selection.extendTo('b', list)
  expect(ids()).toEqual(['b', 'c', 'd', 'e'])
  selection.toggle('c')
  expect(ids()).toEqual(['b', 'd', 'e'])
})

test('Shift without a beginning chooses the one, and what is not in the list is not chosen', () => {
  selection.extendTo('d', list)
  expect(ids()).toEqual(['d'])
  selection.extendTo('zz', list)
  expect(ids()).toEqual(['d'])
})

test('all that match is said by the question of the list; touching one takes that back', () => {
  selection.selectAllMatching({ view: 'all' })
  expect(selection.get()).toMatchObject({ allMatching: { view: 'all' } })
  expect(ids()).toEqual([])
  selection.toggle('b')
  expect(selection.get().allMatching).toBeNull()
  expect(ids()).toEqual(['b'])
})
