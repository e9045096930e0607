import { expect, test } from 'vitest'
import { readPath, valueAt } from './answer-path.ts'

const at = (answer: unknown, path: string) => valueAt(answer, readPath(path) ?? ['not a path'])

test('a path leads through members and places of lists', () => {
  const answer = { customer: { orders: [{ total: 12 }, { total: 7 }], 'first name': 'Yuki', プラン: 'pro' }, 0: 'zero' }
  expect(at(answer, 'customer.orders[1].total')).toBe(7)
  expect(at(answer, 'customer.first name')).toBe('Yuki')
  expect(at(answer, 'customer.プラン')).toBe('pro')
  expect(at([[{ a: 1 }]], '[0][0].a')).toBe(1)
  expect(at(answer, '0')).toBe('zero')
})

test('what is not there is undefined, also where the answer has another shape', () => {
  const answer = { list: [1], word: 'text', nothing: null }
  for (const path of ['list[1]', 'list.0', 'list.length', 'word.length', 'word[0]', 'nothing.more', 'missing.more', 'list[0].more'])
    expect([path, at(answer, path)]).toEqual([path, undefined])
})

test('nothing that an object only inherits is ever found (T23)', () => {
  for (const path of ['toString', 'hasOwnProperty', 'list.map', 'valueOf'])
    expect([path, at({ list: [] }, path)]).toEqual([path, undefined])
  for (const path of ['__proto__', 'a.__proto__.b', 'constructor', 'constructor.prototype', 'prototype']) expect(readPath(path)).toBeNull()
  expect(at(JSON.parse('{"__proto__":{"polluted":1}}'), 'polluted')).toBeUndefined()
})

test('what is no path is told', () => {
  for (const path of ['', '.', 'a.', '.a', 'a..b', 'a[', 'a[]', 'a[-1]', 'a[x]', 'a]b', 'a. b', 'x'.repeat(201), `a${'.a'.repeat(20)}`])
    expect([path, readPath(path)]).toEqual([path, null])
})
