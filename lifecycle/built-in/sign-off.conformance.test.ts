import { expect, it } from 'vitest'
import { available, customerRights } from '../available.ts'
import { decide } from '../decide.ts'
import { conforms } from './conformance-table.ts'
import { signOff } from './sign-off.ts'

const staff = 'agent admin system'
const underWay = 'open in_progress awaiting_customer required_test required_action'
const all = Object.keys(signOff.statuses)

conforms(signOff, [
  { id: 'LG1', from: 'nothing', who: 'customer agent admin system', on: 'created', to: 'open' },
  { id: 'LG1', from: 'nothing', who: 'customer agent admin system', on: 'agent_wrote_first', to: 'open' },

  ...underWay.split(' ').flatMap((to) => [
    {
      id: 'LG1 staff set it',
      from: `any but ${to} resolved closed pending_closure closure_scheduled`,
      who: staff,
      on: 'status_set',
      to,
    } as const,
    {
      id: 'LG8 leaving the set',
      from: 'resolved pending_closure',
      who: staff,
      on: 'status_set',
      to,
      does: ['withdraw_survey', 'clear_resolved'],
    } as const,
    {
      id: 'LG6 leaving cancels the timer',
      from: 'closure_scheduled',
      who: staff,
      on: 'status_set',
      to,
      does: ['clear closure', 'withdraw_survey'],
    } as const,
    { id: 'LG1 even from closed', from: 'closed', who: staff, on: 'status_set', to, does: ['withdraw_survey', 'clear_resolved'] } as const,
  ]),
  ...(['status_set', 'resolve'] as const).flatMap((on) => [
    {
      id: 'LG8 LG9 entering the set',
      from: underWay,
      who: staff,
      on,
      to: 'resolved',
      does: ['resolution_mail', 'create_survey', 'clear_favourites', 'stamp_resolved'],
    },
    {
      id: 'LG8 LG9 inside the set',
      from: 'pending_closure',
      who: staff,
      on,
      to: 'resolved',
      does: ['resolution_mail', 'clear_favourites'],
      not: ['create_survey', 'withdraw_survey'],
    },
    {
      id: 'LG6 LG8 inside the set',
      from: 'closure_scheduled',
      who: staff,
      on,
      to: 'resolved',
      does: ['resolution_mail', 'clear closure'],
      not: ['create_survey', 'withdraw_survey'],
    },
  ]),
  { id: 'LG1', from: 'closed', who: staff, on: 'status_set', to: 'resolved', not: ['create_survey', 'clear_resolved'] },
  {
    id: 'LG8 LG9 entering the set',
    from: underWay,
    who: staff,
    on: 'status_set',
    to: 'closed',
    does: ['create_survey', 'clear_favourites', 'stamp_resolved'],
  },
  {
    id: 'LG8 LG9 inside the set',
    from: 'resolved pending_closure closure_scheduled',
    who: staff,
    on: 'status_set',
    to: 'closed',
    does: ['clear_favourites'],
    not: ['create_survey', 'withdraw_survey'],
  },
  { id: 'LG6', from: 'any but pending_closure', who: staff, on: 'status_set', asked: 'pending_closure', refused: 'only_customers_request' },
  { id: 'LG6', from: 'any but closure_scheduled', who: staff, on: 'status_set', asked: 'closure_scheduled', refused: 'needs_a_time' },
  { id: 'LG1 staff only', from: 'any', who: 'customer', on: 'status_set', asked: `${underWay} resolved closed`, refused: 'wrong_actor' },

  {
    id: 'LG4',
    from: underWay,
    who: 'customer',
    on: 'request_closure',
    to: 'pending_closure',
    does: ['create_survey', 'line closure_requested', 'stamp_resolved'],
    not: ['clear_favourites'],
  },
  {
    id: 'LG4 LG8',
    from: 'resolved',
    who: 'customer',
    on: 'request_closure',
    to: 'pending_closure',
    not: ['create_survey', 'withdraw_survey', 'clear_resolved'],
  },
  { id: 'LG4 not on closed', from: 'closed', who: 'customer', on: 'request_closure', refused: 'already_closed' },
  { id: 'LG4 not twice', from: 'pending_closure', who: 'customer', on: 'request_closure', refused: 'same_status' },
  { id: 'LG4 not once scheduled', from: 'closure_scheduled', who: 'customer', on: 'request_closure', refused: 'already_scheduled' },
  { id: 'LG4 customers only', from: 'any', who: staff, on: 'request_closure', refused: 'only_customers_request' },

  {
    id: 'LG6',
    from: underWay,
    who: staff,
    on: 'schedule_closure',
    to: 'closure_scheduled',
    does: ['set closure', 'create_survey', 'stamp_resolved'],
    not: ['clear_favourites'],
  },
  {
    id: 'LG6 LG8',
    from: 'resolved pending_closure',
    who: staff,
    on: 'schedule_closure',
    to: 'closure_scheduled',
    does: ['set closure'],
    not: ['create_survey', 'withdraw_survey'],
  },
  { id: 'LG6 one at a time', from: 'closure_scheduled', who: staff, on: 'schedule_closure', refused: 'already_scheduled' },
  { id: 'LG6 not on closed', from: 'closed', who: staff, on: 'schedule_closure', refused: 'already_closed' },
  { id: 'LG6 staff only', from: `${underWay} resolved pending_closure`, who: 'customer', on: 'schedule_closure', refused: 'wrong_actor' },
  {
    id: 'LG6 the time comes',
    from: 'closure_scheduled',
    who: 'system',
    on: 'closure_due',
    to: 'closed',
    does: ['line closed_as_scheduled', 'clear_favourites', 'stamp_resolved'],
    not: ['create_survey'],
  },
  {
    id: 'LG6 closed early',
    from: 'closure_scheduled',
    who: 'customer',
    on: 'close',
    to: 'closed',
    does: ['clear closure', 'clear_favourites', 'stamp_resolved'],
  },
  { id: 'LG6 the customer only', from: 'closure_scheduled', who: staff, on: 'close', refused: 'wrong_actor' },

  {
    id: 'LG7 LG8 LG9',
    from: underWay,
    who: staff,
    on: 'deletion_scheduled',
    to: 'closed',
    does: ['create_survey', 'clear_favourites', 'stamp_resolved'],
  },
  {
    id: 'LG7 LG8',
    from: 'resolved pending_closure',
    who: staff,
    on: 'deletion_scheduled',
    to: 'closed',
    does: ['clear_favourites'],
    not: ['create_survey', 'withdraw_survey'],
  },
  {
    id: 'LG6 LG7',
    from: 'closure_scheduled',
    who: staff,
    on: 'deletion_scheduled',
    to: 'closed',
    does: ['clear closure', 'clear_favourites'],
  },
  {
    id: 'LX1 merge, no survey',
    from: `${underWay} resolved pending_closure`,
    who: staff,
    on: 'merged_away',
    to: 'closed',
    does: ['clear_favourites'],
    not: ['create_survey', 'withdraw_survey'],
  },
  {
    id: 'LG6 LX1',
    from: 'closure_scheduled',
    who: staff,
    on: 'merged_away',
    to: 'closed',
    does: ['clear closure'],
    not: ['create_survey'],
  },

  { id: 'LG3 LG10', from: 'any but closed', who: 'customer', on: 'customer_replied', to: 'same' },
  { id: 'LG10 even on closed', from: 'any', who: 'agent admin', on: 'agent_replied', to: 'same', does: ['stamp_first_response'] },
  {
    id: 'LG3 blocked on closed',
    from: 'closed',
    who: 'customer agent admin system',
    on: 'customer_replied',
    refused: 'closed_to_customers',
    followUp: true,
  },
])

const rights = (status: string) => customerRights(signOff, status)

it('LG3: customers reply and edit their own messages in every status but closed', () => {
  expect(all.filter((status) => !rights(status).reply)).toEqual(['closed'])
  expect(all.filter((status) => !rights(status).editOwn)).toEqual(['closed'])
})

it('LG4: the right to request closure and the rows say the same', () => {
  expect(all.filter((status) => !rights(status).requestClosure)).toEqual(['pending_closure', 'closure_scheduled', 'closed'])
  for (const status of all) {
    const decision = decide(signOff, { status }, { type: 'request_closure', actor: 'customer' }, {})
    expect(decision.ok).toBe(rights(status).requestClosure)
  }
})

it('LG5: invite links stop working at resolved and closed', () => {
  expect(all.filter((status) => !rights(status).invite)).toEqual(['resolved', 'closed'])
})

it('LG6: the right to close early and the rows say the same', () => {
  for (const status of all) {
    const decision = decide(signOff, { status }, { type: 'close', actor: 'customer' }, {})
    expect(decision.ok).toBe(rights(status).close)
  }
})

it('LG6: scheduling asks for a time', () => {
  const schedule = available(signOff, { status: 'open' }, 'agent', {}).find((action) => action.verb === 'schedule_closure')
  expect(schedule).toEqual({ verb: 'schedule_closure', to: 'closure_scheduled', allowed: true, needs: ['time'] })
})

it('LX1: merging and deletion tell nobody', () => {
  for (const type of ['merged_away', 'deletion_scheduled'] as const) {
    const decision = decide(signOff, { status: 'open' }, { type, actor: 'system' }, {})
    expect(decision.ok && decision.steps.map((step) => step.quiet)).toEqual([true])
  }
})
