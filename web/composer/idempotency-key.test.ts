import { expect, it } from 'vitest'
import { keysByContent } from './idempotency-key.ts'

it('what is sent again as it was keeps its key, and what was changed gets a new one', () => {
  let made = 0
  const keyOf = keysByContent(() => `key ${++made}`)
  expect(keyOf({ title: 'Broken handle' })).toBe('key 1')
  expect(keyOf({ title: 'Broken handle' })).toBe('key 1')
  expect(keyOf({ title: 'Broken handle, again' })).toBe('key 2')
  expect(keyOf({ title: 'Broken handle' })).toBe('key 3')
})
