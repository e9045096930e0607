import { expect, it } from 'vitest'
import { conforms } from './conformance-table.ts'
import { contactCenter } from './contact-center.ts'

const staff = 'agent admin'
const anybody = 'agent admin system'
const inHand = 'processing pending transfer_completed tracker_resolved'

conforms(contactCenter, [
  { id: 'LC1', from: 'nothing', who: 'customer agent admin system', on: 'created', to: 'unassigned' },
  { id: 'LC1', from: 'nothing', who: 'customer agent admin system', on: 'agent_wrote_first', to: 'unassigned' },
  {
    id: 'LC1 Keep, Forward, trigger',
    from: 'unassigned pending transfer_completed tracker_resolved',
    who: anybody,
    on: 'assigned',
    to: 'processing',
  },
  { id: 'LC1 Forward from resolved', from: 'resolved', who: anybody, on: 'assigned', to: 'processing', does: ['clear_resolved'] },
  { id: 'LC1 Forward changes the assignee', from: 'processing', who: anybody, on: 'assigned', to: 'same' },
  {
    id: 'LC1 the assignee only',
    from: 'transferred tracker_transferred tracker_in_progress',
    who: anybody,
    on: 'assigned',
    to: 'same',
  },
  { id: 'LC1 completed refuses', from: 'completed', who: anybody, on: 'assigned', refused: 'final_status' },
  { id: 'LC1 nobody holds it', from: 'processing', who: anybody, on: 'unassigned', to: 'unassigned' },

  {
    id: 'LC2 Resolved',
    from: inHand,
    who: staff,
    on: 'resolve',
    to: 'resolved',
    does: ['resolution_mail', 'stamp_resolved', 'stamp_first_response'],
    not: ['take'],
  },
  { id: 'LC2 Resolved, takes first', from: 'unassigned', who: staff, on: 'resolve', to: 'resolved', does: ['take', 'resolution_mail'] },
  {
    id: 'LC2 Pending',
    from: 'processing transfer_completed tracker_resolved',
    who: staff,
    on: 'hold',
    to: 'pending',
    does: ['hold_mail', 'stamp_first_response'],
    not: ['take'],
  },
  { id: 'LC2 Pending once more', from: 'pending', who: staff, on: 'hold', to: 'same', does: ['hold_mail'] },
  { id: 'LC2 Pending, takes first', from: 'unassigned', who: staff, on: 'hold', to: 'pending', does: ['take', 'hold_mail'] },
  {
    id: 'LC2 Resolve internally, no mail',
    from: inHand,
    who: staff,
    on: 'resolve_internally',
    to: 'resolved',
    does: ['stamp_resolved'],
    not: ['take', 'stamp_first_response'],
  },
  { id: 'LC2 Resolve internally, takes first', from: 'unassigned', who: staff, on: 'resolve_internally', to: 'resolved', does: ['take'] },
  { id: 'LC2 Add a comment', from: 'any', who: 'agent admin', on: 'agent_commented', to: 'same', not: ['take', 'stamp_first_response'] },
  {
    id: 'LC2 not elsewhere',
    from: 'transferred tracker_transferred tracker_in_progress resolved',
    who: staff,
    on: 'resolve',
    refused: 'not_offered',
  },
  {
    id: 'LC2 not elsewhere',
    from: 'transferred tracker_transferred tracker_in_progress resolved',
    who: staff,
    on: 'hold',
    refused: 'not_offered',
  },

  { id: 'LC3', from: 'resolved', who: 'admin', on: 'complete', to: 'completed', does: ['stamp_resolved'], not: ['clear_resolved'] },
  { id: 'LC3 by an admin only', from: 'resolved', who: 'agent', on: 'complete', refused: 'wrong_actor' },
  { id: 'LC3 resolved only', from: 'any but resolved completed', who: staff, on: 'complete', refused: 'not_offered' },

  { id: 'LC4', from: `unassigned ${inHand}`, who: anybody, on: 'transferred_to_desk', to: 'transferred' },
  { id: 'LC4', from: 'transferred', who: 'system', on: 'transfer_finished', to: 'transfer_completed' },
  { id: 'LC4 a repeated notice', from: 'transfer_completed', who: 'system', on: 'transfer_finished', to: 'same' },

  { id: 'LC5', from: `unassigned ${inHand}`, who: anybody, on: 'tracker_created', to: 'tracker_transferred' },
  { id: 'LC5 in progress', from: 'tracker_transferred', who: 'system', on: 'tracker_progressed', to: 'tracker_in_progress' },
  { id: 'LC5 a task reopened', from: 'tracker_resolved', who: 'system', on: 'tracker_progressed', to: 'tracker_in_progress' },
  { id: 'LC5 a repeated notice', from: 'tracker_in_progress', who: 'system', on: 'tracker_progressed', to: 'same' },
  { id: 'LC5 done', from: 'tracker_transferred tracker_in_progress', who: 'system', on: 'tracker_finished', to: 'tracker_resolved' },
  { id: 'LC5 a repeated notice', from: 'tracker_resolved', who: 'system', on: 'tracker_finished', to: 'same' },

  ...(['resolve', 'hold', 'resolve_internally', 'complete', 'transferred_to_desk', 'tracker_created'] as const).map((on) => ({
    id: 'LC7 completed is final',
    from: 'completed',
    who: staff,
    on,
    refused: 'final_status' as const,
  })),

  {
    id: 'DESIGN 7 a reply to what was resolved',
    from: 'resolved',
    who: 'customer',
    on: 'customer_replied',
    facts: { has_assignee: true },
    to: 'processing',
    does: ['clear_resolved'],
  },
  {
    id: 'DESIGN 7 nobody holds it',
    from: 'resolved',
    who: 'customer',
    on: 'customer_replied',
    facts: { has_assignee: false },
    to: 'unassigned',
    does: ['clear_resolved'],
  },
  { id: 'DESIGN 7', from: 'pending', who: 'customer', on: 'customer_replied', facts: { has_assignee: true }, to: 'processing' },
  { id: 'DESIGN 7', from: 'pending', who: 'customer', on: 'customer_replied', facts: { has_assignee: false }, to: 'unassigned' },
  {
    id: 'DESIGN 7 no change elsewhere',
    from: 'any but resolved pending completed',
    who: 'customer',
    on: 'customer_replied',
    to: 'same',
  },
  {
    id: 'DESIGN 7 a follow-up',
    from: 'completed',
    who: 'customer agent admin system',
    on: 'customer_replied',
    refused: 'closed_to_customers',
    followUp: true,
  },
])

it('LC6: tracker comments are offered while the task is there and not resolved', () => {
  const offering = Object.entries(contactCenter.statuses).filter(([, status]) => status.trackerComments)
  expect(offering.map(([key]) => key)).toEqual(['tracker_transferred', 'tracker_in_progress'])
})

it('has one label for each of its ten statuses', () => {
  expect(new Set(Object.values(contactCenter.statuses).map((status) => status.label.en)).size).toBe(10)
})
