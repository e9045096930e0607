import { expect, test } from 'vitest'
import { type Category, moveBy, moveTo } from './category-moves.ts'

const category = (id: string, parent: string | null, depth: number): Category => ({
  id,
  parent,
  depth,
  name: { en: id },
  retired: false,
  version: 1,
})
// Shop (Orders (Late), Returns), Other
const tree = [
  category('shop', null, 1),
  category('orders', 'shop', 2),
  category('late', 'orders', 3),
  category('returns', 'shop', 2),
  category('other', null, 1),
]

test('a category is dropped before, after or into another one, and never below itself', () => {
  expect(moveTo(tree, 'other', { key: 'returns', place: 'before' })).toEqual({ parent: 'shop', before: 'returns' })
  expect(moveTo(tree, 'other', { key: 'returns', place: 'after' })).toEqual({ parent: 'shop', before: null })
  expect(moveTo(tree, 'returns', { key: 'orders', place: 'into' })).toEqual({ parent: 'orders', before: null })
  expect(moveTo(tree, 'shop', { key: 'late', place: 'into' })).toBeNull()
  expect(moveTo(tree, 'shop', { key: 'shop', place: 'into' })).toBeNull()
})

test('arrow keys change the order and the level', () => {
  expect(moveBy(tree, 'returns', 'ArrowUp')).toEqual({ parent: 'shop', before: 'orders' })
  expect(moveBy(tree, 'orders', 'ArrowDown')).toEqual({ parent: 'shop', before: null })
  expect(moveBy(tree, 'orders', 'ArrowUp')).toBeNull()
  expect(moveBy(tree, 'returns', 'ArrowRight')).toEqual({ parent: 'orders', before: null })
  expect(moveBy(tree, 'shop', 'ArrowRight')).toBeNull()
  expect(moveBy(tree, 'late', 'ArrowLeft')).toEqual({ parent: 'shop', before: 'returns' })
  expect(moveBy(tree, 'returns', 'ArrowLeft')).toEqual({ parent: null, before: 'other' })
  expect(moveBy(tree, 'other', 'ArrowLeft')).toBeNull()
  expect(moveBy(tree, 'other', 'Enter')).toBeNull()
})
