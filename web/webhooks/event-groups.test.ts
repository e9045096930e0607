import { expect, test } from 'vitest'
import { eventTypeNames } from '../../server/webhooks/event-types.ts'
import { eventGroups } from './event-groups.ts'

test('every event that a webhook can be told of can be chosen', () => {
  expect(eventGroups.flat().toSorted()).toEqual([...eventTypeNames].toSorted())
})
