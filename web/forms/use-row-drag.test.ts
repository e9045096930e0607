import { expect, test } from 'vitest'
import { keyAfterDrop, keyAfterStep } from './use-row-drag.ts'

const order = ['a', 'b', 'c', 'd']
const moved = (key: string, before: string | null | undefined) => {
  if (before === undefined) return order.join('')
  const rest = order.filter((one) => one !== key)
  rest.splice(before === null ? rest.length : rest.indexOf(before), 0, key)
  return rest.join('')
}

test('a row comes where it was dropped', () => {
  expect(moved('a', keyAfterDrop(order, 'a', { key: 'c', place: 'before' }))).toBe('bacd')
  expect(moved('a', keyAfterDrop(order, 'a', { key: 'c', place: 'after' }))).toBe('bcad')
  expect(moved('a', keyAfterDrop(order, 'a', { key: 'd', place: 'after' }))).toBe('bcda')
  expect(moved('d', keyAfterDrop(order, 'd', { key: 'a', place: 'before' }))).toBe('dabc')
  expect(moved('b', keyAfterDrop(order, 'b', { key: 'a', place: 'after' }))).toBe('abcd')
})

test('an arrow key moves it one step, and not over the end', () => {
  expect(moved('b', keyAfterStep(order, 'b', -1))).toBe('bacd')
  expect(moved('b', keyAfterStep(order, 'b', 1))).toBe('acbd')
  expect(moved('c', keyAfterStep(order, 'c', 1))).toBe('abdc')
  expect(keyAfterStep(order, 'a', -1)).toBeUndefined()
  expect(keyAfterStep(order, 'd', 1)).toBeUndefined()
})
