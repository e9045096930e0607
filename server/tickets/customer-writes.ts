import type { Context, CustomerActor } from '../access/index.ts'
import { contextOf } from '../access/index.ts'
import type { NewMessage } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { openFollowUp } from './create-ticket.ts'
import { addParticipant } from './create-ticket.queries.ts'
import { changeTicketIn } from './change-ticket.ts'
import { type Door, refused } from './door.ts'
import { readTicket } from './door.queries.ts'
import { wake } from './snooze.ts'
import type { Channel, Ticket } from './ticket.ts'

export interface CustomerMessageInput {
  readonly ticketId: number
  readonly message: NewMessage
  readonly contact: { readonly id: number; readonly name: string; readonly email: string | null } | null
  readonly channel: Channel
  /** Auto-replies, bounces, unproved and third-party mail: kept, but nothing moves because of it. */
  readonly quiet?: boolean
}

export interface CustomerMessageResult {
  readonly ticketId: number
  readonly reference: string
  readonly messageId: number | null
  readonly outcome: 'added' | 'follow_up'
}

/**
 * A customer's message on a ticket. Who may do this was decided before (reply authority). It follows merges to the
 * primary; where the status takes no reply it opens a linked follow-up, so that nothing is ever dropped.
 */
export async function customerWrites(ctx: Context, tx: Tx, input: CustomerMessageInput): Promise<CustomerMessageResult> {
  const asCustomer = customerContext(ctx, input)
  for (;;) {
    const target = await followMerges(tx, input.ticketId)
    if (target.purgedAt) throw notFound()
    const added = await changeTicketIn(asCustomer, tx, { ticketId: target.id }, (door) => addToTicket(door, input))
    // Somebody merged it before we had its lock: the primary is elsewhere now.
    if (added === 'merged') continue
    if (added === 'follow_up') return followUp(asCustomer, tx, target, input)
    return { ticketId: target.id, reference: target.reference, messageId: added, outcome: 'added' }
  }
}

/** Gives the message's id, or why it does not belong here; nothing was changed then. */
async function addToTicket(door: Door, input: CustomerMessageInput): Promise<number | 'merged' | 'follow_up'> {
  if (door.ticket.mergedIntoId !== null) return 'merged'
  // A deleted ticket is on its way out: an answer to it is a new matter that points back.
  if (door.ticket.trashedAt && !input.quiet) return 'follow_up'
  if (input.quiet || input.message.audience !== 'public') return door.say(input.message)
  const decision = await door.tryFire('customer_replied')
  if (!decision.ok) {
    if (decision.followUp && (input.channel === 'mail' || door.lifecycle.followUps !== 'mail_only')) return 'follow_up'
    throw refused(door.lifecycle, decision)
  }
  const id = await door.say(input.message)
  if (door.ticket.snoozedUntil) wake(door, 'customer_wrote')
  await joinIfNew(door, input)
  return id
}

async function joinIfNew(door: Door, input: CustomerMessageInput): Promise<void> {
  const { ticket, tx, at } = door
  if (!input.contact || ticket.contactId !== null) return
  const { id, name, email } = input.contact
  ticket.contactId = id
  ticket.contactName = name
  ticket.contactEmail = email
  door.write(addParticipant, [tx.workspaceId, ticket.id, id, ticket.id, 'creator', at])
}

async function followUp(ctx: Context, tx: Tx, former: Ticket, input: CustomerMessageInput): Promise<CustomerMessageResult> {
  const why = `It answers ${former.reference}, which takes no more replies, so it became a new ticket linked to it.`
  const created = await openFollowUp(ctx, tx, former, { ...input.message, why }, input.channel, input.contact)
  return { ...created, outcome: 'follow_up' }
}

/** The ticket a merged one went into, however often. Merging refuses cycles; the bound is for the eye. */
export async function followMerges(tx: Tx, ticketId: number): Promise<Ticket> {
  let id = ticketId
  for (let hops = 0; hops < 100; hops++) {
    const ticket = await tx.maybe<Ticket>(readTicket, [tx.workspaceId, id])
    if (!ticket) throw notFound()
    if (ticket.mergedIntoId === null) return ticket
    id = ticket.mergedIntoId
  }
  throw new Error(`the merges of ticket ${ticketId} form a cycle`)
}

function customerContext(ctx: Context, input: CustomerMessageInput): Context {
  const actor: CustomerActor = {
    kind: 'customer',
    contactId: input.contact?.id ?? null,
    name: input.contact?.name ?? input.message.author.name,
  }
  // The transaction stays the caller's: only who acts is another.
  return { ...contextOf(ctx.app, ctx.workspaceId, actor), transaction: ctx.transaction }
}
