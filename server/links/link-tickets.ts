import type { Context, StaffActor } from '../access/index.ts'
import { AppError, forbidden, notFound } from '../platform/errors/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { changeTicketIn, type Door, findTicket, type Ticket } from '../tickets/index.ts'
import { deleteLink, familyOf, insertLink, type LinkRow, linkOf, linksOf, lockFamilies, type StoredKind } from './links.queries.ts'
import type { LinkKind } from './links.schema.ts'

/** Links of one ticket. */
const mostLinks = 200
/** Generations, from the topmost parent to the last child. */
const mostLevels = 5

interface LinkInput {
  readonly ref: string
  readonly kind: LinkKind
  readonly to: string
}

/** Relates two tickets; both logs say so. Their statuses do not follow each other. */
export async function linkTickets(ctx: Context<StaffActor>, { ref, kind, to }: LinkInput): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    requireEdit(ctx)
    const other = await findTicket(ctx, tx, to)
    if (ticket.id === other.id) throw new AppError('not_linkable', 'A ticket cannot be linked to itself.')
    for (const one of [ticket, other]) requireLinkable(one)
    const link = stored(kind, ticket.id, other.id)
    if (link.kind === 'child_of') await requireFamily(tx, link.from, link.to)
    await changeBoth(ctx, tx, [ticket.id, other.id], async (doors) => {
      await requireRoom(tx, [ticket, other], link)
      const made = await tx.maybe(insertLink, [tx.workspaceId, link.kind, link.from, link.to, ctx.actor.userId, tx.now])
      if (!made) throw new AppError('already_exists', 'These tickets are linked in this way already.')
      logBoth(doors, 'ticket.linked', kind, ticket.id, other.id)
    })
  })
}

export async function unlinkTickets(ctx: Context<StaffActor>, { ref, linkId }: { ref: string; linkId: number }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const link = await tx.maybe<LinkRow>(linkOf, [tx.workspaceId, ticket.id, linkId])
    if (!link) throw notFound()
    // A link to what one does not see is not there.
    const other = await findTicket(ctx, tx, String(link.fromId === ticket.id ? link.toId : link.fromId))
    requireEdit(ctx)
    await changeBoth(ctx, tx, [ticket.id, other.id], async (doors) => {
      if ((await tx.run(deleteLink, [tx.workspaceId, linkId])) === 0) throw notFound()
      logBoth(doors, 'ticket.unlinked', kindOf(link, ticket.id), ticket.id, other.id)
    })
  })
}

function requireEdit({ actor }: Context<StaffActor>): void {
  if (!actor.permissions.has('tickets.edit')) throw forbidden('tickets.edit')
}

function requireLinkable({ reference, bucket }: Ticket): void {
  if (bucket === 'merged') throw new AppError('not_linkable', `${reference} was merged into another ticket. Link that one.`)
  if (bucket === 'trash') throw new AppError('not_linkable', `${reference} is in the trash. Restore it first.`)
}

async function requireFamily(tx: Tx, childId: number, parentId: number): Promise<void> {
  await tx.run(lockFamilies, [tx.workspaceId])
  const { above, below, circle } = await tx.one<{ above: number; below: number; circle: boolean }>(familyOf, [
    tx.workspaceId,
    parentId,
    childId,
  ])
  if (circle) throw new AppError('not_linkable', 'This would close a circle: the parent is already part of the child.')
  if (above + below + 2 > mostLevels) throw new AppError('not_linkable', `Tickets can stand ${mostLevels} levels deep at most.`)
}

async function requireRoom(tx: Tx, tickets: readonly Ticket[], wanted: { kind: StoredKind; from: number }): Promise<void> {
  for (const { id, reference } of tickets) {
    const links = await tx.many<LinkRow>(linksOf, [tx.workspaceId, id])
    if (links.length >= mostLinks) throw new AppError('not_linkable', `${reference} has ${mostLinks} links already. Take one away first.`)
    if (wanted.kind === 'child_of' && id === wanted.from && links.some((link) => link.kind === 'child_of' && link.fromId === id))
      throw new AppError('not_linkable', `${reference} has a parent already. Take that link away first.`)
  }
}

type Doors = ReadonlyMap<number, Door>

/** In the order of their ids, as everybody locks more than one. */
function changeBoth(
  ctx: Context<StaffActor>,
  tx: Tx,
  ids: readonly [number, number],
  change: (doors: Doors) => Promise<void>,
): Promise<void> {
  const [first, second] = [Math.min(...ids), Math.max(...ids)]
  return changeTicketIn(ctx, tx, { ticketId: first }, (one) =>
    changeTicketIn(ctx, tx, { ticketId: second }, (two) =>
      change(
        new Map([
          [first, one],
          [second, two],
        ]),
      ),
    ),
  )
}

function logBoth(doors: Doors, type: 'ticket.linked' | 'ticket.unlinked', kind: LinkKind, ticketId: number, otherId: number): void {
  doors.get(ticketId)?.log(type, { kind, other: otherId })
  doors.get(otherId)?.log(type, { kind: seenFromThere[kind], other: ticketId })
}

const seenFromThere: Record<LinkKind, LinkKind> = {
  related: 'related',
  duplicate_of: 'duplicated_by',
  duplicated_by: 'duplicate_of',
  parent: 'child',
  child: 'parent',
}

/** How a link is kept, whichever side it was made from. */
function stored(kind: LinkKind, ticketId: number, otherId: number): { kind: StoredKind; from: number; to: number } {
  switch (kind) {
    case 'related':
      return { kind, from: Math.min(ticketId, otherId), to: Math.max(ticketId, otherId) }
    case 'duplicate_of':
      return { kind, from: ticketId, to: otherId }
    case 'duplicated_by':
      return { kind: 'duplicate_of', from: otherId, to: ticketId }
    case 'parent':
      return { kind: 'child_of', from: ticketId, to: otherId }
    case 'child':
      return { kind: 'child_of', from: otherId, to: ticketId }
  }
}

/** What the other ticket of a link is to this one. */
export function kindOf({ kind, fromId }: LinkRow, ticketId: number): LinkKind {
  if (kind === 'related') return 'related'
  const outward = fromId === ticketId
  if (kind === 'duplicate_of') return outward ? 'duplicate_of' : 'duplicated_by'
  return outward ? 'parent' : 'child'
}
