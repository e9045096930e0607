import { expect, test } from 'vitest'
import { eventTypeNames } from '../../server/webhooks/event-types.ts'
import { t } from '../words/index.ts'
import { eventGroups } from './event-groups.ts'

test('every event that a webhook can be told of can be chosen', () => {
  expect(eventGroups.flat().toSorted()).toEqual([...eventTypeNames].toSorted())
})

test('each has a name, and no two the same', () => {
  expect(Object.keys(t.eventNames).toSorted()).toEqual([...eventTypeNames].toSorted())
  expect(new Set(Object.values(t.eventNames)).size).toBe(eventTypeNames.length)
})
