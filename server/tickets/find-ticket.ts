import type { Context } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { readTicket, ticketIdByReference } from './door.queries.ts'
import type { Ticket } from './ticket.ts'
import { mayList } from './visible-tickets.ts'

/** The id behind an address: an id, or a reference in either case. What one may not see is not there. */
export async function ticketIdOf(ctx: Context, tx: Tx, ref: string): Promise<number> {
  return (await findTicket(ctx, tx, ref)).id
}

export async function findTicket(ctx: Context, tx: Tx, ref: string): Promise<Ticket> {
  const id = /^\d{1,15}$/.test(ref) ? Number(ref) : await idOfReference(tx, ref)
  const ticket = id === null ? null : await tx.maybe<Ticket>(readTicket, [tx.workspaceId, id])
  if (!ticket || ticket.purgedAt || !mayList(ctx.actor, ticket)) throw notFound()
  return ticket
}

async function idOfReference(tx: Tx, ref: string): Promise<number | null> {
  const row = await tx.maybe<{ id: number }>(ticketIdByReference, [tx.workspaceId, ref.toUpperCase()])
  return row?.id ?? null
}
