import { expect, test } from 'vitest'
import { noticesOf, type TicketHappening } from './notices-of-event.ts'

const created = new Date('2026-11-22T10:00:00Z')
const later = new Date('2026-11-22T11:00:00Z')
const happening = (type: string, data: Record<string, unknown> = {}, more: Partial<TicketHappening> = {}): TicketHappening => ({
  position: 1,
  ticketId: 1,
  type,
  at: later,
  actorKind: 'staff',
  actorId: 9,
  data,
  ticketCreatedAt: created,
  assigneeId: 3,
  byHand: true,
  ...more,
})
const told = (event: TicketHappening) => noticesOf(event).map(({ kind, to }) => [kind, to])

const customerWrote = { message: 7, kind: 'customer', audience: 'public' }

test.each([
  ['given at its creation', happening('ticket.assigned', { agent: 3 }, { at: created }), [['created', [3]]]],
  ['given later', happening('ticket.assigned', { agent: 3 }), [['assigned', [3]]]],
  ['given to a team only', happening('ticket.team_changed', { team: 2 }), []],
  ['taken from somebody', happening('ticket.unassigned', { former: 3 }), []],
  ['answered by the customer', happening('message.added', customerWrote, { actorKind: 'customer' }), [['customer_replied', [3]]]],
  ['answered while nobody has it', happening('message.added', customerWrote, { assigneeId: null }), []],
  ['answered by a machine', happening('message.added', customerWrote, { byHand: false }), []],
  ['written to by a stranger', happening('message.added', { ...customerWrote, audience: 'pending' }), []],
  ['opened by the customer', happening('message.added', customerWrote, { at: created }), []],
  ['replied to by a colleague', happening('message.added', { message: 7, kind: 'reply', audience: 'public' }), []],
  ['escalated', happening('ticket.escalated', { from: 'normal' }), [['escalated', 'admins']]],
  ['noted with mentions', happening('message.mentioned', { message: 7, agents: [4, 5] }), [['mentioned', [4, 5]]]],
  ['nearly late', happening('ticket.sla_warning', {}, { actorKind: 'system', actorId: null }), [['sla_warning', [3]]]],
  ['nearly late while nobody has it', happening('ticket.sla_warning', {}, { assigneeId: null }), []],
  [
    'late',
    happening('ticket.sla_breached', {}, { actorKind: 'system', actorId: null }),
    [
      ['sla_breached', [3]],
      ['sla_breached', 'admins'],
    ],
  ],
  ['late while nobody has it', happening('ticket.sla_breached', {}, { assigneeId: null }), [['sla_breached', 'admins']]],
  [
    'not sent after all',
    happening('message.returned_to_draft', { message: 7, author: 4 }, { actorKind: 'system', actorId: null }),
    [['reply_returned', [4]]],
  ],
  ['taken back by somebody', happening('message.withdrawn', { message: 7, author: 4 }), [['reply_returned', [4]]]],
  ['moved to another status', happening('ticket.status_changed', { from: 'open', to: 'waiting' }), []],
] as const)('a ticket that is %s is told as the table says (A3)', (_what, event, expected) => {
  expect(told(event)).toEqual(expected)
})
