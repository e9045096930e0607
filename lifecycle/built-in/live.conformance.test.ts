import { expect, it } from 'vitest'
import { available } from '../available.ts'
import { decide } from '../decide.ts'
import { conforms, wordsOf } from './conformance-table.ts'
import { live } from './live.ts'

const staff = 'agent admin'
const online = { assignee_online: true }
const offline = { assignee_online: false }
const lastOnline = { last_assignee_online: true }
const lastOffline = { last_assignee_online: false }

conforms(live, [
  { id: 'LV1', from: 'nothing', who: 'customer agent admin system', on: 'created', to: 'pending', does: ['enqueue_for_assignment'] },
  { id: 'LV2', from: 'nothing', who: staff, on: 'agent_wrote_first', to: 'proactive', does: ['take'], not: ['enqueue_for_assignment'] },
  {
    id: 'LV1 no agent wrote',
    from: 'nothing',
    who: 'customer system',
    on: 'agent_wrote_first',
    to: 'pending',
    does: ['enqueue_for_assignment'],
  },

  { id: 'LV3', from: 'pending', who: 'agent admin system', on: 'assigned', facts: online, to: 'active', does: ['leave_assignment_queue'] },
  { id: 'LV17', from: 'pending', who: 'agent admin system', on: 'assigned', facts: offline, refused: 'assignee_not_online' },
  {
    id: 'LV7 nobody talks while away',
    from: 'active',
    who: 'agent admin system',
    on: 'assigned',
    facts: offline,
    refused: 'assignee_not_online',
  },

  { id: 'LV4', from: 'active', who: staff, on: 'status_set', to: 'in_progress', does: ['unassign', 'clear idle'] },
  { id: 'LV10', from: 'idle', who: staff, on: 'status_set', to: 'in_progress', does: ['unassign'] },

  {
    id: 'LV5',
    from: 'active',
    who: 'system',
    on: 'idle_due',
    facts: { customer_wrote_last: false },
    to: 'idle',
    does: ['clear idle', 'line went_idle'],
  },
  { id: 'LV5 the clock starts', from: 'active', who: staff, on: 'agent_replied', to: 'same', does: ['set idle', 'stamp_first_response'] },
  { id: 'LV5 the clock stops', from: 'active', who: 'customer', on: 'customer_replied', to: 'same', does: ['clear idle'] },

  {
    id: 'LV6',
    from: 'active',
    who: 'admin',
    on: 'close',
    facts: { confirmed: true },
    to: 'closed',
    does: ['line closed_after_confirmation', 'stamp_resolved', 'clear idle'],
  },
  { id: 'LV6 asks first', from: 'active', who: 'admin', on: 'close', facts: { confirmed: false }, refused: 'needs_confirmation' },
  {
    id: 'LV6 by status',
    from: 'active',
    who: 'admin',
    on: 'status_set',
    facts: { confirmed: true },
    to: 'closed',
    does: ['line closed_after_confirmation'],
  },
  {
    id: 'LV6 by status, asks first',
    from: 'active',
    who: 'admin',
    on: 'status_set',
    asked: 'closed',
    facts: { confirmed: false },
    refused: 'needs_confirmation',
  },
  { id: 'LV6 admins only', from: 'active', who: 'agent', on: 'close', refused: 'wrong_actor' },
  { id: 'LV6 admins only', from: 'active', who: 'agent', on: 'status_set', asked: 'closed', refused: 'wrong_actor' },

  {
    id: 'LV7',
    from: 'active',
    who: 'system',
    on: 'assignee_left',
    facts: offline,
    to: 'pending',
    does: ['unassign', 'enqueue_for_assignment', 'clear idle', 'line assignee_left'],
  },

  { id: 'LV8', from: 'in_progress', who: 'admin', on: 'assigned', facts: online, to: 'active', does: ['clear return'] },
  { id: 'LV8 not online', from: 'in_progress', who: 'admin', on: 'assigned', facts: offline, refused: 'assignee_not_online' },
  { id: 'LV8 admins only', from: 'in_progress', who: 'agent system', on: 'assigned', refused: 'wrong_actor' },

  {
    id: 'LV9 after a set time',
    from: 'in_progress',
    who: 'system',
    on: 'return_due',
    facts: { setting_return_after_time: true },
    to: 'pending',
    does: ['enqueue_for_assignment', 'clear return'],
  },
  {
    id: 'LV9 on a customer message',
    from: 'in_progress',
    who: 'customer',
    on: 'customer_replied',
    facts: { setting_return_on_customer_message: true },
    to: 'pending',
    does: ['enqueue_for_assignment', 'clear return'],
  },

  { id: 'LV11', from: 'idle', who: 'customer', on: 'customer_replied', facts: online, to: 'active' },
  {
    id: 'LV11 assignee gone',
    from: 'idle',
    who: 'customer',
    on: 'customer_replied',
    facts: offline,
    to: 'active pending',
    does: ['unassign', 'enqueue_for_assignment'],
  },
  { id: 'LV12', from: 'idle', who: staff, on: 'close', to: 'closed', does: ['stamp_resolved'] },
  { id: 'LV12 by status', from: 'idle', who: staff, on: 'status_set', to: 'closed', does: ['stamp_resolved'] },
  { id: 'LV13', from: 'proactive', who: 'customer', on: 'customer_replied', facts: online, to: 'active' },
  {
    id: 'LV13 assignee gone',
    from: 'proactive',
    who: 'customer',
    on: 'customer_replied',
    facts: offline,
    to: 'active pending',
    does: ['unassign', 'enqueue_for_assignment'],
  },

  {
    id: 'LV14',
    from: 'closed',
    who: 'admin',
    on: 'reopen',
    facts: lastOffline,
    to: 'pending',
    does: ['unassign', 'enqueue_for_assignment', 'clear_resolved'],
  },
  { id: 'LV15', from: 'closed', who: 'admin', on: 'reopen', facts: lastOnline, to: 'active', does: ['assign_last', 'clear_resolved'] },
  {
    id: 'LV17 presence decides',
    from: 'closed',
    who: 'admin',
    on: 'status_set',
    asked: 'pending active',
    facts: lastOffline,
    to: 'pending',
    does: ['unassign', 'enqueue_for_assignment'],
  },
  {
    id: 'LV17 presence decides',
    from: 'closed',
    who: 'admin',
    on: 'status_set',
    asked: 'pending active',
    facts: lastOnline,
    to: 'active',
    does: ['assign_last'],
  },
  { id: 'LV14 admins only', from: 'closed', who: 'agent', on: 'reopen', refused: 'wrong_actor' },
  { id: 'LV17 admins only', from: 'closed', who: 'agent', on: 'status_set', asked: 'pending active', refused: 'wrong_actor' },
  { id: 'LV17', from: 'active', who: 'agent admin system', on: 'unassigned', refused: 'must_stay_assigned' },

  {
    id: 'DESIGN 7',
    from: 'closed',
    who: 'customer agent admin system',
    on: 'customer_replied',
    refused: 'closed_to_customers',
    followUp: true,
  },
])

it('LV9: the return timer is armed only where the desk returns tickets after a time', () => {
  const set = { type: 'status_set', actor: 'agent', to: 'in_progress' } as const
  const on = decide(live, { status: 'active' }, set, { setting_return_after_time: true })
  const off = decide(live, { status: 'active' }, set, {})
  expect(on.ok && on.steps[0]?.timers).toContainEqual({ kind: 'return', set: true, after: 'returnMinutes' })
  expect(off.ok && off.steps.flatMap(wordsOf)).not.toContain('set return')
})

it('LV5: a chat that comes back while the agent wrote last may still go idle', () => {
  const assigned = { type: 'assigned', actor: 'system' } as const
  const silent = decide(live, { status: 'pending' }, assigned, { assignee_online: true })
  const waiting = decide(live, { status: 'pending' }, assigned, { assignee_online: true, customer_wrote_last: true })
  expect(silent.ok && silent.steps[0]?.timers).toEqual([{ kind: 'idle', set: true, after: 'idleMinutes' }])
  expect(waiting.ok && waiting.steps[0]?.timers).toEqual([])
})

it('LV11: a customer who writes is never counted as silent, whatever the facts said before the message', () => {
  const decision = decide(
    live,
    { status: 'idle' },
    { type: 'customer_replied', actor: 'customer' },
    { assignee_online: true, customer_wrote_last: false },
  )
  expect(decision.ok && decision.steps.flatMap(wordsOf)).toEqual([])
})

it('LV6: closing an active chat is offered to an admin with the question to ask', () => {
  const close = available(live, { status: 'active' }, 'admin', {}).find((action) => action.verb === 'close')
  expect(close).toEqual({ verb: 'close', to: 'closed', allowed: true, needs: ['confirmation'] })
})
