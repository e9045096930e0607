import { expect, test } from 'vitest'
import { typedName } from './mention-node.ts'

test.each([
  ['Could you look, @mi', 'mi'],
  ['@', ''],
  ['@金', '金'],
  ['a@b', null],
  ['write to yuki@customer.example', null],
  ['@mina please', null],
  ['nothing here', null],
])('%s is a name being typed: %s', (before, name) => {
  expect(typedName(before)).toBe(name)
})
