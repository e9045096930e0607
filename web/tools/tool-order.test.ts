import { expect, test } from 'vitest'
import { inOrder, withMoved } from './tool-order.ts'

const all = ['history', 'templates', 'info', 'events'].map((key) => ({ key }))
const keys = (order: readonly string[]) => inOrder(all, order).map(({ key }) => key)

test('tools stand as somebody put them; a new one comes after, one that is gone or named twice changes nothing (T24)', () => {
  expect(keys([])).toEqual(['history', 'templates', 'info', 'events'])
  expect(keys(['events', 'info'])).toEqual(['events', 'info', 'history', 'templates'])
  expect(keys(['gone', 'events', 'events'])).toEqual(['events', 'history', 'templates', 'info'])
})

test('one is moved before another or to the end', () => {
  expect(withMoved(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b'])
  expect(withMoved(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a'])
  expect(withMoved(['a', 'b', 'c'], 'b', 'b')).toEqual(['a', 'c', 'b'])
})
