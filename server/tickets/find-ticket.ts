import type { Context } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { readTicket, readTicketByReference } from './door.queries.ts'
import { idIn } from './ticket-address.ts'
import type { Ticket } from './ticket.ts'
import { mayList } from './visible-tickets.ts'

/** The id behind an address: an id, or a reference in either case. What one may not see is not there. */
export async function ticketIdOf(ctx: Context, tx: Tx, ref: string): Promise<number> {
  return (await findTicket(ctx, tx, ref)).id
}

export async function findTicket(ctx: Context, tx: Tx, ref: string): Promise<Ticket> {
  const id = idIn(ref)
  const ticket =
    id !== null
      ? await tx.maybe<Ticket>(readTicket, [tx.workspaceId, id])
      : await tx.maybe<Ticket>(readTicketByReference, [tx.workspaceId, ref.toUpperCase()])
  if (!mayOpen(ctx, ticket)) throw notFound()
  return ticket
}

/** What one may not see is not there, and nothing of a purged ticket is. */
export function mayOpen<T extends Ticket>(ctx: Context, ticket: T | null): ticket is T {
  return ticket !== null && !ticket.purgedAt && mayList(ctx.actor, ticket)
}
