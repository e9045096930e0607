import { expect, test } from 'vitest'
import type { Action } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { offered, refusalOf } from './actions.ts'

const action = (name: string, change: Partial<Action> = {}): Action => ({
  action: name,
  label: name,
  group: 'assign',
  needs: [],
  allowed: true,
  ...change,
})
const take = action('take', { allowed: false, refusal: { code: 'refused', message: 'You have this ticket already.' } })
const purge = action('purge', { allowed: false, refusal: { code: 'forbidden', message: 'This needs a permission.' } })
const data = { ticketVersion: 5, actions: [action('resolve'), take, purge] }

test('what is offered stays as it is while newer is on its way, but says no reason that may be true no more', () => {
  const now = offered(data, 5)
  expect([now.isBehind, now.all]).toEqual([false, data.actions])
  const behind = offered(data, 6)
  expect(behind.isBehind).toBe(true)
  expect(behind.all.map(({ action, allowed }) => [action, allowed])).toEqual([
    ['resolve', true],
    ['take', false],
    ['purge', false],
  ])
  const reason = (name: string) => refusalOf(behind.find(name) as Action)
  expect(reason('take')).toBe(t.errors.notYetKnown)
  expect(reason('purge')).toBe('This needs a permission.')
})

test('of a ticket that is not known yet, or older than what is offered, what is offered holds', () => {
  expect(offered(data, undefined)).toMatchObject({ isBehind: false, known: true, all: data.actions })
  expect(offered(data, 4)).toMatchObject({ isBehind: false, all: data.actions })
  expect(offered(undefined, 4)).toMatchObject({ isBehind: false, known: false, all: [] })
})
