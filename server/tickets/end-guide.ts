import type { Door } from './door.ts'
import { endGuides, guidesApart } from './transfers.queries.ts'

/** The customer was told what another desk asked for: by a reply, or as somebody says. */
export function endGuide(door: Door, how: 'replied' | 'told'): void {
  const { ticket, tx } = door
  if (ticket.guideSince === null) return
  ticket.guideSince = null
  door.log('ticket.guide_ended', { how })
  door.write(endGuides, [tx.workspaceId, ticket.id, door.at])
}

/** What is to be told goes along with a ticket that becomes part of another one. */
export function carryTransfers(from: Door, to: Door): void {
  to.ticket.inTransfer ||= from.ticket.inTransfer
  to.ticket.guideSince ??= from.ticket.guideSince
  from.ticket.guideSince = null
}

/** And comes back with it. */
export async function giveTransfersBack(from: Door, to: Door): Promise<void> {
  const { tx, ticket } = from
  if (!to.ticket.inTransfer) return
  const open = await tx.one<{ leaving: Date | null; staying: Date | null }>(guidesApart, [tx.workspaceId, ticket.id, to.ticket.id])
  to.ticket.guideSince = open.leaving
  ticket.guideSince = open.staying
}
