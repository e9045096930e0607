import { expect, test } from 'vitest'
import { choosableKey, conflictOf, keysOf, remapped } from './remap.ts'

const shortcut = (id: string, keys: string, fixed?: boolean) => ({ id, keys, words: id, group: '', ...(fixed ? { fixed } : {}) })
const next = shortcut('next', 'j')
const reply = shortcut('reply', 'r')
const toAll = shortcut('view all', 'g a')
const send = shortcut('send', 'Mod+Enter', true)
const all = [next, reply, toAll, send]

test('a person’s own keys stand for those that came with the product; none turn a shortcut off', () => {
  expect(keysOf(next, {})).toBe('j')
  expect(keysOf(next, { next: 'x' })).toBe('x')
  expect(keysOf(next, { next: '' })).toBeNull()
  expect(keysOf(send, { send: 'x' })).toBe('Mod+Enter')
  expect([...remapped(all, { next: 'g n', reply: '' })]).toEqual([
    ['j', 'g n'],
    ['r', null],
    ['g a', 'g a'],
    ['Mod+Enter', 'Mod+Enter'],
  ])
})

test('keys that another has are refused, also where one would hide a pair', () => {
  expect(conflictOf('next', 'r', all, {})).toBe(reply)
  expect(conflictOf('next', 'g', all, {})).toBe(toAll)
  expect(conflictOf('next', 'r x', all, {})).toBe(reply)
  expect(conflictOf('next', 'g a', all, {})).toBe(toAll)
  expect(conflictOf('next', 'g b', all, {})).toBeUndefined()
  expect(conflictOf('next', 'j', all, {})).toBeUndefined()
})

test('keys that were given up are free, and those that were taken are not', () => {
  expect(conflictOf('next', 'r', all, { reply: 'y' })).toBeUndefined()
  expect(conflictOf('next', 'r', all, { reply: '' })).toBeUndefined()
  expect(conflictOf('next', 'y', all, { reply: 'y' })).toBe(reply)
})

test('only a single character without Ctrl, Cmd or Alt can be chosen', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false }
  expect(['J', '7', '/', 'Enter', 'ArrowUp', 'F5', 'あ', ' '].map((key) => choosableKey({ ...plain, key }))).toEqual([
    'j',
    '7',
    '/',
    null,
    null,
    null,
    null,
    null,
  ])
  expect(choosableKey({ ...plain, key: 'k', metaKey: true })).toBeNull()
})
