import type { ListedTicket } from './ticket.ts'

interface Order {
  readonly by: string
  /** The same over what is selected of the tickets. */
  readonly byShown: string
  readonly after: string
  readonly only?: string
  place(ticket: ListedTicket): string
}

/** Each is read off an index, a page at any depth at the same cost. */
export const orders: Record<'activity' | 'due', Order> = {
  activity: {
    by: 't.last_activity_at DESC, t.id DESC',
    byShown: '"lastActivityAt" DESC, id DESC',
    after: '(t.last_activity_at, t.id) < (?::timestamptz, ?::bigint)',
    place: (ticket) => ticket.lastActivityAt.toISOString(),
  },
  due: {
    by: 't.sla_next_due_at, t.id',
    byShown: '"slaNextDueAt", id',
    after: '(t.sla_next_due_at, t.id) > (?::timestamptz, ?::bigint)',
    only: 't.sla_next_due_at IS NOT NULL',
    place: (ticket) => ticket.slaNextDueAt?.toISOString() ?? '',
  },
}
