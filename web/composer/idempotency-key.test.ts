import { expect, it } from 'vitest'
import { keysByContent } from './idempotency-key.ts'

function keys() {
  let made = 0
  return keysByContent<{ draftSeen?: string }>(() => `key ${++made}`)
}

it('what is sent again as it was keeps its key, and what was changed gets a new one', () => {
  const keyOf = keys()
  expect(keyOf({ title: 'Broken handle' }, {}).key).toBe('key 1')
  expect(keyOf({ title: 'Broken handle' }, {}).key).toBe('key 1')
  expect(keyOf({ title: 'Broken handle, again' }, {}).key).toBe('key 2')
  expect(keyOf({ title: 'Broken handle' }, {}).key).toBe('key 3')
})

it('the same words whose draft was kept anew meanwhile are the same request, to the letter', () => {
  const keyOf = keys()
  const first = keyOf({ html: '<p>Hello</p>' }, { draftSeen: 'S1' })
  expect(keyOf({ html: '<p>Hello</p>' }, { draftSeen: 'S3' })).toEqual(first)
  expect(first.along).toEqual({ draftSeen: 'S1' })
  expect(keyOf({ html: '<p>Hello!</p>' }, { draftSeen: 'S3' })).toEqual({ key: 'key 2', along: { draftSeen: 'S3' } })
  const none = keyOf({ html: '<p>Hello</p>' }, {})
  expect(keyOf({ html: '<p>Hello</p>' }, { draftSeen: 'S4' })).toEqual(none)
})
