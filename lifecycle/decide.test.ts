import { expect, it } from 'vitest'
import { decide } from './decide.ts'
import { defineLifecycle } from './define-lifecycle.ts'
import { lamp, word } from './test-lifecycles.ts'
import type { Decision, Lifecycle } from './types.ts'

function reasonOf(decision: Decision): string {
  return decision.ok ? 'allowed' : decision.reason
}

it('does what belongs to a move in one order: leave the status, leave regions, the row, enter regions, enter the status', () => {
  const lifecycle = lamp({
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off'), leaving: ['unassign'] },
      on: { category: 'resolved', colour: 'green', label: word('On'), entering: ['clear_favourites'] },
    },
    regions: [
      { name: 'dark', statuses: ['off'], leaving: ['withdraw_survey'] },
      { name: 'light', statuses: ['on'], entering: ['create_survey'] },
      { name: 'everywhere', statuses: ['off', 'on'], entering: ['take'], leaving: ['take'] },
    ],
    transitions: [{ on: 'resolve', from: ['off'], to: 'on', by: ['agent'], does: ['resolution_mail'] }],
  })
  const decision = decide(lifecycle, { status: 'off' }, { type: 'resolve', actor: 'agent' }, {})
  expect(decision.ok && decision.steps[0]?.effects).toEqual([
    'unassign',
    'withdraw_survey',
    'resolution_mail',
    'stamp_resolved',
    'create_survey',
    'clear_favourites',
  ])
})

it('enters and leaves nothing when the status stays', () => {
  const lifecycle = lamp({
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off'), entering: ['take'], leaving: ['unassign'] },
      on: { category: 'open', colour: 'green', label: word('On') },
    },
    transitions: [
      { on: 'hold', from: ['off'], to: 'stay', by: ['agent'], does: ['hold_mail'] },
      { on: 'resolve', from: ['off'], to: 'off', by: ['agent'] },
    ],
  })
  const held = decide(lifecycle, { status: 'off' }, { type: 'hold', actor: 'agent' }, {})
  expect(held.ok && held.steps[0]).toMatchObject({ from: 'off', to: 'off', effects: ['hold_mail'] })
  const resolved = decide(lifecycle, { status: 'off' }, { type: 'resolve', actor: 'agent' }, {})
  expect(resolved.ok && resolved.steps[0]?.effects).toEqual([])
})

it('tries rows in order, and a fact nobody gave does not hold', () => {
  const lifecycle = lamp({
    transitions: [
      { on: 'resolve', from: ['off'], by: ['agent'], when: ['confirmed', 'has_assignee'], refuse: 'needs_a_time' },
      { on: 'resolve', from: ['off'], by: ['agent'], when: ['confirmed'], refuse: 'needs_confirmation' },
      { on: 'resolve', from: ['off'], to: 'on', by: ['agent'], when: ['!has_assignee'] },
    ],
  })
  const resolve = (facts: Record<string, boolean>) =>
    reasonOf(decide(lifecycle, { status: 'off' }, { type: 'resolve', actor: 'agent' }, facts))
  expect(resolve({ confirmed: true, has_assignee: true })).toBe('needs_a_time')
  expect(resolve({ confirmed: true })).toBe('needs_confirmation')
  expect(resolve({})).toBe('allowed')
  expect(resolve({ has_assignee: true })).toBe('not_offered')
})

it('tells apart asking for the present status, for none, and for one that does not exist', () => {
  const ask = (to?: string) => reasonOf(decide(lamp({}), { status: 'off' }, { type: 'status_set', actor: 'agent', to }, {}))
  expect(ask('off')).toBe('same_status')
  expect(ask('dim')).toBe('unknown_status')
  expect(ask('constructor')).toBe('unknown_status')
  expect(ask('__proto__')).toBe('unknown_status')
  expect(ask()).toBe('unknown_status')
  expect(ask('on')).toBe('not_offered')
})

it('gives the most helpful reason: who may, then that the status is final, then that it is not offered', () => {
  const lifecycle = lamp({
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off') },
      on: { category: 'closed', colour: 'green', label: word('On'), final: true },
    },
    transitions: [
      { on: 'complete', from: ['off'], to: 'on', by: ['admin'] },
      { on: 'tracker_finished', from: ['off'], to: 'on', by: ['system'] },
      { on: 'hold', from: ['off'], by: ['admin'], refuse: 'needs_a_time' },
    ],
  })
  const ask = (type: 'complete' | 'tracker_finished' | 'hold', status: string) =>
    reasonOf(decide(lifecycle, { status }, { type, actor: 'agent' }, {}))
  expect(ask('complete', 'off')).toBe('wrong_actor')
  expect(ask('tracker_finished', 'off')).toBe('not_offered')
  expect(ask('hold', 'off')).toBe('not_offered')
  expect(ask('complete', 'on')).toBe('final_status')
})

it('cannot create a ticket twice, nor do anything to one that does not exist', () => {
  const lifecycle = lamp({})
  expect(reasonOf(decide(lifecycle, { status: 'off' }, { type: 'created', actor: 'customer' }, {}))).toBe('not_offered')
  expect(reasonOf(decide(lifecycle, { status: null }, { type: 'customer_replied', actor: 'customer' }, {}))).toBe('not_offered')
  expect(reasonOf(decide(lifecycle, { status: 'gone' }, { type: 'customer_replied', actor: 'customer' }, {}))).toBe('unknown_status')
})

it('creates into the initial status without a row, and does what entering it says', () => {
  const lifecycle = lamp({
    statuses: {
      off: {
        category: 'new',
        colour: 'grey',
        label: word('Off'),
        entering: ['enqueue_for_assignment', { setTimer: 'idle', after: 'idleMinutes', when: ['confirmed'] }],
      },
      on: { category: 'open', colour: 'green', label: word('On') },
    },
  })
  const plain = decide(lifecycle, { status: null }, { type: 'created', actor: 'customer' }, {})
  expect(plain.ok && plain.steps).toEqual([
    { event: 'created', by: 'customer', from: null, to: 'off', row: null, effects: ['enqueue_for_assignment'], timers: [] },
  ])
  const confirmed = decide(lifecycle, { status: null }, { type: 'created', actor: 'customer' }, { confirmed: true })
  expect(confirmed.ok && confirmed.steps[0]?.timers).toEqual([{ kind: 'idle', set: true, after: 'idleMinutes' }])
})

it('opens a follow-up for a customer who writes to a closed ticket, unless a row says otherwise', () => {
  const closed = { category: 'closed', colour: 'grey', label: word('On') } as const
  const statuses = { off: { category: 'open', colour: 'grey', label: word('Off') }, on: closed } as const
  const reply = { type: 'customer_replied', actor: 'customer' } as const
  expect(decide(lamp({ statuses }), { status: 'on' }, reply, {})).toEqual({
    ok: false,
    reason: 'closed_to_customers',
    event: 'customer_replied',
    status: 'on',
    actor: 'customer',
    followUp: true,
  })
  const reopening = lamp({ statuses, transitions: [{ on: 'customer_replied', from: ['on'], to: 'off', by: ['customer'] }] })
  expect(decide(reopening, { status: 'on' }, reply, {})).toMatchObject({ ok: true, to: 'off' })
})

it('says the last word on each timer once', () => {
  const lifecycle = lamp({
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off'), leaving: [{ clearTimer: 'idle' }, { clearTimer: 'return' }] },
      on: { category: 'open', colour: 'green', label: word('On'), entering: [{ setTimer: 'idle', after: 'idleMinutes' }] },
    },
    transitions: [{ on: 'resolve', from: ['off'], to: 'on', by: ['agent'], does: [{ setTimer: 'closure' }] }],
  })
  const decision = decide(lifecycle, { status: 'off' }, { type: 'resolve', actor: 'agent' }, {})
  expect(decision.ok && decision.steps[0]?.timers).toEqual([
    { kind: 'return', set: false },
    { kind: 'closure', set: true },
    { kind: 'idle', set: true, after: 'idleMinutes' },
  ])
})

it('stamps the first response of people, not of a rule that answers by itself', () => {
  const effects = (actor: 'agent' | 'admin' | 'system') => {
    const decision = decide(lamp({}), { status: 'off' }, { type: 'agent_replied', actor }, {})
    return decision.ok && decision.steps[0]?.effects
  }
  expect(effects('agent')).toEqual(['stamp_first_response'])
  expect(effects('admin')).toEqual(['stamp_first_response'])
  expect(effects('system')).toEqual([])
})

it('follows `then` as the system, takes no step that is refused, and never runs in a circle', () => {
  const chained = (rows: Lifecycle['transitions']) =>
    decide(lamp({ transitions: rows }), { status: 'off' }, { type: 'resolve', actor: 'agent' }, {})
  const first = { on: 'resolve', from: ['off'], to: 'on', by: ['agent'], then: 'assignee_left' } as const

  const taken = chained([first, { on: 'assignee_left', from: ['on'], to: 'off', by: ['system'] }])
  expect(taken.ok && taken.steps.map((step) => `${step.by} ${step.to}`)).toEqual(['agent on', 'system off'])

  const refused = chained([first, { on: 'assignee_left', from: ['on'], by: ['system'], refuse: 'not_offered' }])
  expect(refused.ok && refused.to).toBe('on')

  const nothing = chained([first])
  expect(nothing.ok && nothing.steps).toHaveLength(1)

  const circle = chained([first, { on: 'assignee_left', from: ['on', 'off'], to: 'stay', by: ['system'], then: 'assignee_left' }])
  expect(circle.ok && circle.steps).toHaveLength(5)
})

it('a quiet row keeps mails and surveys of what it crosses back, and keeps the rest right', () => {
  const lifecycle = lamp({
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off'), leaving: [{ clearTimer: 'idle' }, 'leave_assignment_queue'] },
      on: { category: 'closed', colour: 'green', label: word('On'), entering: ['resolution_mail', 'create_survey', 'clear_favourites'] },
    },
    transitions: [{ on: 'merged_away', from: ['off'], to: 'on', by: ['system'], quiet: true, does: [{ systemLine: 'back_in_progress' }] }],
  })
  const decision = decide(lifecycle, { status: 'off' }, { type: 'merged_away', actor: 'system' }, {})
  expect(decision.ok && decision.steps[0]).toMatchObject({
    quiet: true,
    effects: ['leave_assignment_queue', { systemLine: 'back_in_progress' }, 'stamp_resolved', 'clear_favourites'],
    timers: [{ kind: 'idle', set: false }],
  })
})

it('cannot be changed after it was defined', () => {
  const lifecycle = defineLifecycle({
    key: 'one',
    name: word('One'),
    initial: 'off',
    statuses: { off: { category: 'open', colour: 'grey', label: word('Off') } },
    transitions: [{ on: 'created', from: [], to: 'off', by: ['customer'] }],
  })
  expect(Object.isFrozen(lifecycle.statuses['off']?.label)).toBe(true)
  expect(Object.isFrozen(lifecycle.transitions[0]?.by)).toBe(true)
})

it('does not let a row name a status the lifecycle does not have', () => {
  defineLifecycle({
    key: 'one',
    name: word('One'),
    initial: 'off',
    statuses: { off: { category: 'open', colour: 'grey', label: word('Off') } },
    // @ts-expect-error there is no such status
    transitions: [{ on: 'resolve', from: ['off'], to: 'on', by: ['agent'] }],
  })
})
