import type { NoticeKindName } from './kinds.ts'

/** An event of the feed, with what decides who hears of it. */
export interface TicketHappening {
  readonly position: number
  readonly ticketId: number
  readonly type: string
  readonly at: Date
  readonly actorKind: 'staff' | 'customer' | 'system'
  readonly actorId: number | null
  readonly data: Readonly<Record<string, unknown>>
  readonly ticketCreatedAt: Date
  readonly assigneeId: number | null
  /** Of the message an event is about: whether a person wrote it. */
  readonly byHand: boolean
}

export interface Told {
  readonly kind: NoticeKindName
  readonly to: readonly number[] | 'admins'
  readonly messageId: number | null
}

/**
 * Who is told of an event, and what: the whole table of notices to staff.
 * A ticket that is made for somebody is one act and one notice, not two.
 */
export function noticesOf(event: TicketHappening): Told[] {
  const { type, data } = event
  const atCreation = event.at.getTime() === event.ticketCreatedAt.getTime()
  const tell = (kind: NoticeKindName, to: Told['to'], messageId: unknown = null): Told[] => [
    { kind, to, messageId: typeof messageId === 'number' ? messageId : null },
  ]
  switch (type) {
    case 'ticket.assigned':
      return typeof data.agent === 'number' ? tell(atCreation ? 'created' : 'assigned', [data.agent]) : []
    case 'message.added':
      return data.kind === 'customer' && data.audience === 'public' && event.byHand && !atCreation && event.assigneeId !== null
        ? tell('customer_replied', [event.assigneeId], data.message)
        : []
    case 'message.mentioned':
      return Array.isArray(data.agents) ? tell('mentioned', data.agents.filter(isId), data.message) : []
    case 'ticket.escalated':
      return tell('escalated', 'admins')
    case 'ticket.transfer_finished':
      return event.assigneeId === null ? [] : tell('transfer_finished', [event.assigneeId])
    case 'ticket.guide_requested':
      // The same event on the ticket that asks tells nobody.
      return isId(data.issue) && event.assigneeId !== null ? tell('guide_requested', [event.assigneeId], data.message) : []
    case 'ticket.sla_warning':
      return event.assigneeId === null ? [] : tell('sla_warning', [event.assigneeId])
    case 'ticket.sla_breached':
      return [...(event.assigneeId === null ? [] : tell('sla_breached', [event.assigneeId])), ...tell('sla_breached', 'admins')]
    case 'message.returned_to_draft':
    case 'message.withdrawn':
      return isId(data.author) ? tell('reply_returned', [data.author], data.message) : []
    default:
      return []
  }
}

function isId(value: unknown): value is number {
  return typeof value === 'number'
}
