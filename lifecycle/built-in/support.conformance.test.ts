import { conforms } from './conformance-table.ts'
import { support } from './support.ts'

const staff = 'agent admin system'
const unresolved = 'open in_progress waiting'

conforms(support, [
  { id: 'LS1', from: 'nothing', who: 'customer agent admin system', on: 'created', to: 'open' },
  { id: 'LS1', from: 'nothing', who: 'customer agent admin system', on: 'agent_wrote_first', to: 'open' },
  { id: 'LS1 agents may pick any', from: 'resolved closed', who: staff, on: 'status_set', to: 'open', does: ['clear_resolved'] },
  { id: 'LS1 agents may pick any', from: 'in_progress waiting', who: staff, on: 'status_set', to: 'open' },
  { id: 'LS1 agents may pick any', from: 'any but in_progress', who: staff, on: 'status_set', to: 'in_progress' },
  { id: 'LS1 agents may pick any', from: 'any but waiting', who: staff, on: 'status_set', to: 'waiting' },
  {
    id: 'LS1 resolved is told with a survey',
    from: unresolved,
    who: staff,
    on: 'status_set',
    to: 'resolved',
    does: ['resolution_mail', 'create_survey', 'stamp_resolved'],
  },
  { id: 'LS1 agents may pick any', from: 'closed', who: staff, on: 'status_set', to: 'resolved', not: ['clear_resolved'] },
  {
    id: 'LS1 agents may pick any',
    from: unresolved,
    who: staff,
    on: 'status_set',
    to: 'closed',
    does: ['stamp_resolved'],
    not: ['create_survey'],
  },
  { id: 'LS1 agents may pick any', from: 'resolved', who: staff, on: 'status_set', to: 'closed', not: ['clear_resolved'] },
  {
    id: 'LS1 agents only',
    from: 'any',
    who: 'customer',
    on: 'status_set',
    asked: 'open in_progress waiting resolved closed',
    refused: 'wrong_actor',
  },

  { id: 'LS2', from: 'open', who: 'agent admin', on: 'agent_replied', to: 'in_progress', does: ['stamp_first_response'] },
  { id: 'LS2 only from open', from: 'any but open', who: 'agent admin', on: 'agent_replied', to: 'same', does: ['stamp_first_response'] },

  { id: 'LS3', from: 'resolved', who: 'customer', on: 'customer_replied', to: 'open', does: ['clear_resolved'] },
  {
    id: 'LS3',
    from: 'waiting',
    who: 'customer',
    on: 'customer_replied',
    facts: { setting_reply_moves_waiting: true, has_assignee: true },
    to: 'in_progress',
  },
  {
    id: 'LS3',
    from: 'waiting',
    who: 'customer',
    on: 'customer_replied',
    facts: { setting_reply_moves_waiting: true, has_assignee: false },
    to: 'open',
  },
  {
    id: 'LS3 turned off',
    from: 'waiting',
    who: 'customer',
    on: 'customer_replied',
    facts: { setting_reply_moves_waiting: false },
    to: 'same',
  },
  {
    id: 'LS3 a new linked ticket',
    from: 'closed',
    who: 'customer agent admin system',
    on: 'customer_replied',
    refused: 'closed_to_customers',
    followUp: true,
  },

  {
    id: 'LS4',
    from: unresolved,
    who: staff,
    on: 'resolve',
    to: 'resolved',
    does: ['resolution_mail', 'create_survey', 'stamp_resolved'],
  },
  { id: 'LS4 not when it is done', from: 'resolved closed', who: staff, on: 'resolve', refused: 'not_offered' },

  {
    id: 'LX1 merge',
    from: unresolved,
    who: staff,
    on: 'merged_away',
    to: 'closed',
    does: ['stamp_resolved'],
    not: ['create_survey'],
  },
  { id: 'LX1 merge', from: 'resolved', who: staff, on: 'merged_away', to: 'closed' },
  {
    id: 'LX1 deletion',
    from: unresolved,
    who: staff,
    on: 'deletion_scheduled',
    to: 'closed',
    does: ['stamp_resolved'],
    not: ['create_survey'],
  },
  { id: 'LX1 deletion', from: 'resolved', who: staff, on: 'deletion_scheduled', to: 'closed' },
])
