import { expect, test } from 'vitest'
import { AppError } from '../errors/index.ts'
import { parseStrictJson } from './strict-json.ts'
import { fits, workedMs } from '../../testing/fits.ts'

function codeOf(text: string): string {
  try {
    parseStrictJson(text)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'parsed'
}

test.each([
  ['{"a":1,"b":{"a":2},"c":["a","a"]}', 'parsed'],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', 'parsed'],
  ['{"a":"x:y","x:y":1}', 'parsed'],
  ['{"":1}', 'parsed'],
  ['not json', 'malformed_json'],
  ['{"a":1', 'malformed_json'],
  ["{'a':1}", 'malformed_json'],
  ['{"a":1,"a":2}', 'invalid_input'],
  ['{"a":1,"\\u0061":2}', 'invalid_input'],
  ['{"x":{"a":1,"b":2,"a":3}}', 'invalid_input'],
  ['{"__proto__":{"admin":true}}', 'invalid_input'],
  ['[{"\\u005f_proto__":1}]', 'invalid_input'],
  ['{"a":"\\u0000"}', 'invalid_input'],
  ['{"a":"\\ud83d\\ude00"}', 'parsed'],
  ['{"a":"\\ud800"}', 'invalid_input'],
  ['{"\\udc00\\ud800":1}', 'invalid_input'],
  [`${'['.repeat(50)}${']'.repeat(50)}`, 'parsed'],
  [`${'['.repeat(51)}${']'.repeat(51)}`, 'invalid_input'],
])('%s is %s', (text, expected) => {
  expect(codeOf(text)).toBe(expected)
})

test('F10: a million keys, a depth of a hundred thousand and a string of a megabyte are judged in no time', () => {
  const keys = `{${Array.from({ length: 120_000 }, (_, n) => `"k${n}":1`).join(',')}}`
  const began = workedMs()
  expect(codeOf(keys)).toBe('parsed')
  expect(codeOf(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe('invalid_input')
  expect(codeOf(`"${'x'.repeat(1_000_000)}"`)).toBe('parsed')
  expect(fits(workedMs() - began, 2_000)).toBe(true)
})

test('F10: nothing reaches the prototype of other objects', () => {
  expect(codeOf('{"constructor":{"prototype":{"polluted":1}}}')).toBe('parsed')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
