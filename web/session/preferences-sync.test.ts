import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '../../client/types.ts'
import { live } from '../live/live-store.ts'
import { row } from '../live/rows.fixture.ts'
import { selection } from '../tickets/selection.ts'
import { adoptPreferencesOf, forgetPerson } from './preferences-sync.ts'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  forgetPerson()
})
afterEach(() => {
  forgetPerson()
  vi.unstubAllGlobals()
})

const somebody = (id: string) => ({ id, preferences: { theme: 'system' }, theme: 'system' }) as unknown as Me

test('what somebody chose and held back is gone once they sign out', () => {
  adoptPreferencesOf(somebody('1'))
  selection.select(['12'])
  live.hold(['tickets', {}], row('12', 1))
  forgetPerson()
  expect(selection.get().ids.size).toBe(0)
  expect(live.get().held.size).toBe(0)
})

test('after a session ended by itself its owner finds their choice again, and nobody else does', () => {
  adoptPreferencesOf(somebody('1'))
  selection.select(['12'])
  adoptPreferencesOf({ ...somebody('1'), preferences: { theme: 'system', undoSendSeconds: 10 } } as unknown as Me)
  expect(selection.get().ids.size).toBe(1)
  adoptPreferencesOf(somebody('2'))
  expect(selection.get().ids.size).toBe(0)
})
