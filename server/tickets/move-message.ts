import type { Context } from '../access/index.ts'
import { messageQueries, type MessageRow } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { createTicketIn } from './create-ticket.ts'
import { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { carryMaskedWords, maskWhatCame } from './keep-masked.ts'
import { countMessages } from './merge-tickets.ts'
import { lockBoth } from './merge-tickets.queries.ts'
import { passedOnTo } from './move-message.queries.ts'
import { putMessages } from './put-messages.ts'
import { requirePermission } from './require-permission.ts'
import { wake } from './snooze.ts'
import type { Ticket } from './ticket.ts'

interface MessageOnTicket {
  readonly ticketId: number
  readonly messageId: number
}

/**
 * Makes a stranger's or an unproved message part of the conversation; the lifecycle hears of it only now. The answer of
 * somebody whom a message was forwarded to stays between them and staff, as the forwarded message does.
 */
export function acceptMessage(ctx: Context, input: MessageOnTicket): Promise<void> {
  requirePermission(ctx, 'tickets.edit')
  return ctx.transaction((tx) =>
    changeTicketIn(ctx, tx, { ticketId: input.ticketId }, async (door) => {
      const message = await messageOn(tx, input)
      const passedOn = message.audience === 'pending' && (await wasPassedOnTo(tx, message))
      const accepted = await tx.run(messageQueries.setAudience, [tx.workspaceId, message.id, passedOn ? 'third_party' : 'public'])
      if (accepted === 0)
        throw new AppError('refused', 'This message is part of the conversation already.', { action: 'accept', reason: 'accepted' })
      door.then(() => queueMessages(tx, input.ticketId, [message.id]))
      await countMessages(tx, door.ticket)
      door.log('message.accepted', { message: message.id })
      if (passedOn) return
      // Until now nothing moved because of it; a status that takes no reply stays as it is.
      await door.tryFire('customer_replied', { by: 'customer' })
      if (door.ticket.snoozedUntil) wake(door, 'customer_wrote')
    }),
  )
}

async function wasPassedOnTo(tx: Tx, { ticketId, authorEmail }: MessageRow): Promise<boolean> {
  if (authorEmail === null) return false
  return (await tx.maybe(passedOnTo, [tx.workspaceId, ticketId, authorEmail])) !== null
}

/** Moves a customer's message to the ticket it belongs to, or to a new one. Gives the id of the ticket it is on now. */
export function moveMessage(ctx: Context, input: MessageOnTicket & { toTicketId: number | 'new' }): Promise<number> {
  requirePermission(ctx, 'tickets.merge')
  return ctx.transaction(async (tx) => {
    if ((await messageOn(tx, input)).kind !== 'customer')
      throw new AppError('refused', 'Only what customers wrote can be moved.', { action: 'move', reason: 'not_a_customer_message' })
    if (input.toTicketId === input.ticketId)
      throw new AppError('refused', 'The message is on this ticket already.', { action: 'move', reason: 'same_ticket' })
    if (input.toTicketId !== 'new') await tx.many(lockBoth, [tx.workspaceId, [input.toTicketId, input.ticketId]])
    return changeTicketIn(ctx, tx, { ticketId: input.ticketId }, async (source) => {
      const message = await stillOn(tx, input)
      const to = input.toTicketId === 'new' ? await ticketFor(ctx, tx, source.ticket, message) : input.toTicketId
      await changeTicketIn(ctx, tx, { ticketId: to }, (target) => putOn(target, source, message.id))
      return to
    })
  })
}

async function putOn(target: Door, source: Door, messageId: number): Promise<void> {
  const { tx, ticket } = target
  if (ticket.mergedIntoId !== null) throw new AppError('not_mergeable', 'That ticket was merged into another one. Move it there.')
  await putMessages(tx, [messageId], ticket.id)
  await carryMaskedWords(source, target)
  target.then(() => queueMessages(tx, ticket.id, [messageId]))
  if (source.ticket.possiblyOfId === ticket.id) source.ticket.possiblyOfId = null
  await countMessages(tx, source.ticket)
  await countMessages(tx, ticket)
  await maskWhatCame({ target, from: source.ticket })
  ticket.lastActivityAt = target.at
  source.log('message.moved', { message: messageId, to: ticket.id })
  target.log('message.moved', { message: messageId, from: source.ticket.id })
}

/** Looked at again under the ticket's lock: who moved it, merged the ticket or split it meanwhile was faster. */
async function stillOn(tx: Tx, input: MessageOnTicket): Promise<MessageRow> {
  const message = await tx.maybe<MessageRow>(messageQueries.messageById, [tx.workspaceId, input.messageId])
  if (message?.ticketId !== input.ticketId)
    throw new AppError('refused', 'This message was moved to another ticket meanwhile. Reload.', { action: 'move', reason: 'moved' })
  return message
}

async function messageOn(tx: Tx, input: MessageOnTicket): Promise<MessageRow> {
  const message = await tx.maybe<MessageRow>(messageQueries.messageById, [tx.workspaceId, input.messageId])
  if (!message || message.ticketId !== input.ticketId) throw notFound()
  return message
}

async function ticketFor(ctx: Context, tx: Tx, from: Ticket, message: MessageRow): Promise<number> {
  const contact = from.contactId === null ? null : { id: from.contactId, name: from.contactName ?? '', email: from.contactEmail }
  const { deskId, title, channel } = from
  const made = await createTicketIn(ctx, tx, { deskId, title: message.subject || title, channel, contact, fromOther: true })
  return made.ticketId
}
