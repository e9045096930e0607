import type { Context, StaffActor } from '../access/index.ts'
import { desksForNewTicket } from '../desks/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import { createTicketIn, type CreateTicketInput } from './create-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { carryMaskedWords } from './keep-masked.ts'
import { countMessages, lineFor, mergeInto, undoHours } from './merge-tickets.ts'
import { lockBoth } from './merge-tickets.queries.ts'
import { putMessages } from './put-messages.ts'
import { requirePermission } from './require-permission.ts'
import {
  carryParticipants,
  contactNamed,
  insertSplit,
  markSplitUndone,
  saidOn,
  splitById,
  type SplitMessage,
  type SplitRow,
} from './split-ticket.queries.ts'
import type { Ticket } from './ticket.ts'

export interface SplitInput {
  readonly ticketId: number
  readonly expectedVersion?: number
  readonly messageIds: readonly number[]
  readonly title: string
  /** Another desk than the ticket's own. */
  readonly deskId?: number
}

/**
 * Makes a ticket of its own out of some messages. They keep where they came from; what is answered to them by mail goes
 * to the new ticket from then on. Gives its id.
 */
export function splitTicket(ctx: Context<StaffActor>, input: SplitInput): Promise<number> {
  requirePermission(ctx, 'tickets.merge')
  requirePermission(ctx, 'tickets.create')
  return ctx.transaction((tx) =>
    changeTicketIn(ctx, tx, input, async (source) => {
      requirePossible(source, 'merge', 'split')
      const moving = await messagesToSplit(source, input.messageIds)
      const made = await createTicketIn(ctx, tx, await newTicket(ctx, source, moving, input))
      await changeTicketIn(ctx, tx, { ticketId: made.ticketId }, (target) => moveOut(source, target, moving))
      return made.ticketId
    }),
  )
}

async function messagesToSplit({ tx, ticket }: Door, wanted: readonly number[]): Promise<SplitMessage[]> {
  const said = await tx.many<SplitMessage>(saidOn, [tx.workspaceId, ticket.id])
  const ids = new Set(wanted)
  const moving = said.filter((message) => ids.has(message.id))
  const no = (reason: string, detail: string) => new AppError('refused', detail, { action: 'split', reason, ticketStatus: ticket.status })
  if (moving.length < ids.size) throw notFound()
  if (moving.some((message) => message.state === 'queued'))
    throw no('held_back', 'A reply that is held back cannot move. Take it back, or wait until it was sent.')
  if (moving.length === said.length)
    throw no('nothing_left', 'Nothing would be left here. Leave at least one message, or change the title instead.')
  return moving
}

async function newTicket(
  ctx: Context<StaffActor>,
  { tx, ticket }: Door,
  moving: readonly SplitMessage[],
  input: SplitInput,
): Promise<CreateTicketInput> {
  const deskId = input.deskId ?? ticket.deskId
  if (deskId !== ticket.deskId) desksForNewTicket(ctx.actor, deskId)
  const mine = ticket.assigneeId === ctx.actor.userId && deskId === ticket.deskId
  // On a desk where one sees only one's own tickets the new one has to be one's own.
  const own = mine || ctx.actor.desks.get(deskId)?.viewAll !== true
  return {
    deskId,
    title: input.title,
    channel: ticket.channel,
    // Each desk has its own types.
    type: deskId === ticket.deskId ? ticket.type : undefined,
    priority: ticket.priority,
    internal: ticket.internal,
    contact: await contactOf(tx, ticket, moving),
    assigneeId: own ? ctx.actor.userId : null,
    fromOther: true,
  }
}

/** Who wrote the first of the messages; else the ticket's own contact. */
async function contactOf(tx: Tx, ticket: Ticket, moving: readonly SplitMessage[]): Promise<CreateTicketInput['contact']> {
  const author = moving.find((message) => message.authorKind === 'contact' && message.authorId !== null)?.authorId
  const id = author ?? ticket.contactId
  return id === null || id === undefined
    ? null
    : tx.maybe<{ id: number; name: string; email: string | null }>(contactNamed, [tx.workspaceId, id])
}

async function moveOut(source: Door, target: Door, moving: readonly SplitMessage[]): Promise<void> {
  const { tx, ctx } = source
  const ids = moving.map((message) => message.id)
  await putMessages(tx, ids, target.ticket.id)
  target.write(carryParticipants, [tx.workspaceId, source.ticket.id, target.ticket.id, ids, target.ticket.contactId])
  await carryMaskedWords(source, target)
  target.then(() => queueMessages(tx, target.ticket.id, ids))
  await countMessages(tx, source.ticket)
  await countMessages(tx, target.ticket)
  target.ticket.firstResponseAt = moving.find((message) => message.kind === 'reply')?.at ?? target.ticket.firstResponseAt
  source.log('ticket.split', { made: target.ticket.id, messages: ids.length })
  target.log('ticket.split_from', { source: source.ticket.id, messages: ids.length })
  const { reference } = target.ticket
  await source.say(lineFor(`Messages from here became ${reference}.`, 'split', reference))
  await target.say(lineFor(`Split off from ${source.ticket.reference}.`, 'split_from', source.ticket.reference))
  const by = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  target.write(insertSplit, [tx.workspaceId, source.ticket.id, target.ticket.id, by, target.at, ids])
}

/** Puts the messages back within a day, unless somebody wrote in the new ticket, which is then merged into the former one. */
export function undoSplit(ctx: Context<StaffActor>, input: { ticketId: number; splitId: number }): Promise<number> {
  requirePermission(ctx, 'tickets.merge')
  return ctx.transaction(async (tx) => {
    const split = await tx.maybe<SplitRow>(splitById, [tx.workspaceId, input.splitId])
    if (!split || (split.sourceId !== input.ticketId && split.madeId !== input.ticketId)) throw notFound()
    const no = (detail: string) => new AppError('not_mergeable', detail)
    if (split.undoneAt) throw no('This split was taken back already.')
    if (tx.now.getTime() - split.splitAt.getTime() > undoHours * 3_600_000) throw no(`A split can be taken back within ${undoHours} hours.`)
    await tx.many(lockBoth, [tx.workspaceId, [split.sourceId, split.madeId]])
    await changeTicketIn(ctx, tx, { ticketId: split.madeId }, (made) =>
      changeTicketIn(ctx, tx, { ticketId: split.sourceId }, async (source) => {
        const { reference } = made.ticket
        const said = await tx.many<SplitMessage>(saidOn, [tx.workspaceId, split.madeId])
        if (said.some((message) => !split.movedMessages.includes(message.id)))
          throw no(`Somebody wrote in ${reference} since. Merge it into this ticket instead.`)
        await mergeInto(source, made, {
          only: split.movedMessages,
          line: lineFor(`The messages of ${reference} are back here.`, 'unsplit', reference),
        })
        source.log('ticket.unsplit', { made: split.madeId })
        source.write(markSplitUndone, [tx.workspaceId, split.id, source.at])
      }),
    )
    return split.sourceId
  })
}
