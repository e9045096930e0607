import type { Actor } from '../access/index.ts'
import type { Filter } from '../platform/db/index.ts'
import type { Ticket } from './ticket.ts'

/**
 * The one predicate of who sees which tickets: those of desks one works on with all tickets visible, and those assigned
 * to oneself. It serves lists, search, counts, the feed, attachments and actions. Here as SQL, for a table aliased `t`.
 */
export function visibleTickets(actor: Actor, filter: Filter): string {
  if (actor.kind === 'system') return 'true'
  if (actor.kind === 'customer') return 'false'
  return `(t.desk_id = ANY (${filter.value(desksSeenWhole(actor))}::bigint[]) OR t.assignee_id = ${filter.value(actor.userId)})`
}

/** The same predicate for a row in hand. */
export function mayList(actor: Actor, ticket: Pick<Ticket, 'deskId' | 'assigneeId'>): boolean {
  if (actor.kind === 'system') return true
  // What a customer may do was decided before the door: by reply authority in mail, by the link on a page.
  if (actor.kind === 'customer') return true
  return actor.desks.get(ticket.deskId)?.viewAll === true || ticket.assigneeId === actor.userId
}

export function desksSeenWhole(actor: Actor): number[] {
  if (actor.kind !== 'staff') return []
  return [...actor.desks].filter(([, desk]) => desk.viewAll).map(([id]) => id)
}
