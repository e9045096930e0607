import { expect, test } from 'vitest'
import { asCondition } from './as-condition.ts'

const me = { teams: [{ id: '7', name: 'First line' }] }
const urgent = { field: 'priority', op: 'is', value: 'urgent' }

test('a view keeps the list it was made of: its view, its tab and what narrows it (V5)', () => {
  const search = { view: 'my_team', status: 'open', where: JSON.stringify(urgent) }
  expect(asCondition(search, undefined, me)).toEqual({
    all: [{ field: 'team', op: 'one_of', value: ['7'] }, { field: 'status', op: 'one_of', value: ['open'] }, urgent],
  })
})

test('what no condition can say is not left out in silence', () => {
  expect(asCondition({ starred: 'yes', where: JSON.stringify(urgent) }, undefined, me)).toBeNull()
})
