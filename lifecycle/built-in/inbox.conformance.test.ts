import { expect, it } from 'vitest'
import { available } from '../available.ts'
import { conforms } from './conformance-table.ts'
import { inbox } from './inbox.ts'

conforms(inbox, [
  { id: 'LI1 new on creation', from: 'nothing', who: 'customer agent admin system', on: 'created', to: 'new' },
  { id: 'LI1 new on creation', from: 'nothing', who: 'agent admin customer system', on: 'agent_wrote_first', to: 'new' },

  { id: 'LI2 answered', from: 'new open', who: 'agent admin', on: 'agent_replied', to: 'answered', does: ['stamp_first_response'] },
  { id: 'LI2 already answered', from: 'answered', who: 'agent admin', on: 'agent_replied', to: 'same', does: ['stamp_first_response'] },
  { id: 'LI2 on resolved too', from: 'resolved', who: 'agent admin', on: 'agent_replied', to: 'answered', does: ['clear_resolved'] },

  { id: 'LI3', from: 'answered', who: 'customer', on: 'customer_replied', to: 'open' },
  { id: 'LI3 or resolved', from: 'resolved', who: 'customer', on: 'customer_replied', to: 'open', does: ['clear_resolved'] },

  {
    id: 'LI4 mails nobody',
    from: 'new answered open',
    who: 'agent admin system',
    on: 'resolve',
    to: 'resolved',
    does: ['stamp_resolved'],
    not: ['create_survey'],
  },
  { id: 'LI4', from: 'new answered open', who: 'agent admin system', on: 'status_set', to: 'resolved', does: ['stamp_resolved'] },

  { id: 'LI5', from: 'resolved', who: 'agent admin system', on: 'reopen', to: 'open', does: ['clear_resolved', 'line back_in_progress'] },
  { id: 'LI5 by status', from: 'resolved', who: 'agent admin system', on: 'status_set', to: 'open', does: ['line back_in_progress'] },

  { id: 'LX1 merge', from: 'new answered open', who: 'agent admin system', on: 'merged_away', to: 'resolved', does: ['stamp_resolved'] },
])

it('LI5: Reopen is offered only on resolved', () => {
  const offering = Object.keys(inbox.statuses).filter((status) =>
    available(inbox, { status }, 'agent', {}).some((action) => action.verb === 'reopen' && action.allowed),
  )
  expect(offering).toEqual(['resolved'])
})

it('LI4: no timer is built in', () => {
  expect(JSON.stringify(inbox)).not.toContain('setTimer')
})
