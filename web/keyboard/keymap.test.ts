import { expect, test } from 'vitest'
import { type KeyPress, type KeyState, press } from './keymap.ts'
import { shortcuts } from './shortcuts.ts'

const known = new Set(['j', 'g a', 'g u', '/', '?', 'Mod+k', 'Mod+Enter', 'Enter'])
const fresh: KeyState = { prefix: null, prefixAt: 0 }
const key = (name: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  mod: false,
  shift: false,
  alt: false,
  inText: false,
  ...change,
})
const keysOf = (event: KeyPress, state = fresh, at = 0) => press(state, event, known, at).keys

test('a single letter acts on the page and never inside text', () => {
  expect(keysOf(key('j'))).toBe('j')
  expect(keysOf(key('j', { inText: true }))).toBeNull()
})

test('a combination acts inside text too', () => {
  expect(keysOf(key('k', { mod: true, inText: true }))).toBe('Mod+k')
  expect(keysOf(key('Enter', { mod: true, inText: true }))).toBe('Mod+Enter')
})

test('Ctrl+A selects the tickets on the page, and inside text the text', () => {
  const withAll = new Set([...known, 'Mod+a'])
  expect(press(fresh, key('a', { mod: true }), withAll, 0).keys).toBe('Mod+a')
  expect(press(fresh, key('a', { mod: true, inText: true }), withAll, 0).keys).toBeNull()
})

test('the browser keeps its own combinations', () => {
  expect(keysOf(key('j', { mod: true }))).toBeNull()
  expect(keysOf(key('j', { alt: true }))).toBeNull()
  expect(keysOf(key('k', { mod: true, shift: true }))).toBeNull()
})

test('g waits for its letter, for a moment', () => {
  const waiting = press(fresh, key('g'), known, 1000)
  expect(waiting.keys).toBeNull()
  expect(press(waiting.state, key('a'), known, 1500).keys).toBe('g a')
  expect(press(waiting.state, key('a'), known, 9000).keys).toBeNull()
  expect(press(waiting.state, key('j'), known, 1500).keys).toBeNull()
})

test('after a pair the next letter stands alone again', () => {
  const waiting = press(fresh, key('g'), known, 1000)
  const done = press(waiting.state, key('a'), known, 1100)
  expect(press(done.state, key('j'), known, 1200).keys).toBe('j')
})

test('? and / act whether or not the keyboard needs Shift for them; a capital letter is another key', () => {
  expect(keysOf(key('?', { shift: true }))).toBe('?')
  expect(keysOf(key('/', { shift: true }))).toBe('/')
  expect(keysOf(key('J', { shift: true }))).toBeNull()
  const withShift = new Set([...known, 'Shift+j'])
  expect(press(fresh, key('J', { shift: true }), withShift, 0).keys).toBe('Shift+j')
  expect(press(fresh, key('J', { shift: true, inText: true }), withShift, 0).keys).toBeNull()
})

test('no two shortcuts of the product share their keys, and no single one hides a pair', () => {
  const keys = shortcuts.map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
  const prefixes = keys.filter((one) => one.includes(' ')).map((one) => one.split(' ')[0])
  expect(keys.filter((one) => prefixes.includes(one))).toEqual([])
})
