import type { Context, StaffActor } from '../access/index.ts'
import { deskSettings } from '../desks/index.ts'
import { formOf } from '../forms/index.ts'
import { bodyFromText } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid } from '../platform/errors/index.ts'
import { type AboutInput, aboutNewTicket } from './about.ts'
import { assignTo } from './assign.ts'
import { changeTicketIn } from './change-ticket.ts'
import { createTicketIn, type CreatedTicket, type TakenForTicket, takeForTicket } from './create-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { lineFor } from './merge-tickets.ts'
import { requirePermission } from './require-permission.ts'
import { requireUncovered } from './seen-attachment.ts'
import type { Priority } from './ticket.ts'
import { copyAttachments, filesToCopy, insertTransfer } from './transfers.queries.ts'

export interface TransferToDeskInput extends AboutInput {
  readonly ticketId: number
  readonly expectedVersion?: number
  readonly deskId: number
  readonly title: string
  readonly text: string
  readonly priority?: Priority
  /** Files of this ticket that the other desk gets as well. */
  readonly attachmentIds?: readonly number[]
}

/**
 * Hands a ticket on: the other desk gets one of its own, among staff, with what the agent wrote for it and no word more.
 * Both come to be in one transaction, so that this one is transferred only where the other one is there.
 */
export function transferToDesk(ctx: Context<StaffActor>, input: TransferToDeskInput): Promise<CreatedTicket> {
  requirePermission(ctx, 'tickets.assign')
  return ctx.transaction((tx) => changeTicketIn(ctx, tx, input, (origin) => handOn(ctx, tx, origin, input)))
}

async function handOn(ctx: Context<StaffActor>, tx: Tx, origin: Door, input: TransferToDeskInput): Promise<CreatedTicket> {
  const { ticket } = origin
  requirePossible(origin, 'transfer-to-desk')
  // Somebody answers for the customer's ticket while others work on theirs. The engine is asked before the other one takes a number.
  if (ticket.assigneeId === null) await assignTo(origin, { agentId: ctx.actor.userId })
  await origin.fire('transferred_to_desk')
  const made = await makeIssue(ctx, tx, origin, input)
  ticket.inTransfer = true
  origin.log('ticket.transferred', { issue: made.ticketId, desk: input.deskId })
  await origin.say(lineFor(`Transferred: the other desk has ${made.reference}.`, 'transferred', made.reference))
  return made
}

async function makeIssue(ctx: Context<StaffActor>, tx: Tx, origin: Door, input: TransferToDeskInput): Promise<CreatedTicket> {
  const { actor } = ctx
  const taken = await deskTakes(tx, origin, input.deskId)
  const { type, inquiryType = null, fields } = input
  const values = aboutNewTicket(formOf(taken.form ?? []), actor, { type, inquiryType, fields }, deskSettings(taken.deskSettings))
  return createTicketIn(ctx, tx, {
    taken,
    title: input.title,
    channel: 'created',
    type,
    inquiryTypeId: inquiryType,
    fields: values,
    priority: input.priority ?? origin.ticket.priority,
    // Its customer is the other ticket's: nobody is mailed from here.
    internal: true,
    inTransfer: true,
    maskedLike: origin.ticket,
    message: {
      kind: 'note',
      audience: 'staff',
      author: { kind: 'agent', id: actor.userId, name: actor.name },
      body: bodyFromText(input.text),
    },
    also: (issue) => joinToOrigin(issue, origin, actor.userId, { messageId: taken.messageId, files: input.attachmentIds ?? [] }),
  })
}

async function deskTakes(tx: Tx, { ticket }: Door, deskId: number): Promise<TakenForTicket> {
  if (deskId === ticket.deskId) throw invalid('desk', 'The ticket is on this desk already. Choose another one.')
  const taken = await takeForTicket(tx, [deskId], true, { withForm: true })
  if (!deskSettings(taken.deskSettings).takesTransfers)
    throw new AppError('invalid_input', 'desk: takes no tickets from other desks. An admin can change that in its settings.', {
      errors: [{ path: 'desk', message: 'takes no tickets from other desks' }],
    })
  return taken
}

async function joinToOrigin(
  issue: Door,
  origin: Door,
  by: number,
  { messageId, files }: { messageId: number | null; files: readonly number[] },
): Promise<void> {
  const { tx, ticket } = issue
  issue.log('ticket.transferred_from', { origin: origin.ticket.id, desk: origin.ticket.deskId })
  await issue.say(lineFor(`Transferred from ${origin.ticket.reference}.`, 'transferred_from', origin.ticket.reference))
  issue.write(insertTransfer, [tx.workspaceId, origin.ticket.id, ticket.id, by, issue.at])
  const wanted = [...new Set(files)]
  if (wanted.length === 0) return
  const found = await tx.many<Parameters<typeof requireUncovered>[1]>(filesToCopy, [tx.workspaceId, origin.ticket.id, wanted])
  for (const file of found) requireUncovered(origin.ctx, file)
  issue.then(async () => {
    const copied = await tx.many(copyAttachments, [tx.workspaceId, origin.ticket.id, wanted, ticket.id, messageId, by, issue.at])
    if (copied.length !== wanted.length) throw invalid('attachments', 'One of the attachments is not on this ticket.')
  })
}
