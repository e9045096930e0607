import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { type Body, type MailAddress, messageQueries } from '../messages/index.ts'
import { AppError, forbidden, invalid } from '../platform/errors/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Finding } from '../wording/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import { checkWords } from './check-words.ts'
import type { AskLast, Door, TicketAddress } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { contactRecipients, sayAndMail } from './mailing.ts'
import type { Ticket } from './ticket.ts'
import { requirePermission } from './require-permission.ts'

export interface StaffMessageInput {
  readonly ticketId: TicketAddress
  readonly kind: 'reply' | 'note'
  readonly body: Body
  readonly to?: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  readonly bcc?: readonly MailAddress[]
  readonly uploadIds?: readonly number[]
  /** The newest message the author had read; a reply is refused when the customer wrote since. */
  readonly seenMessageId?: number
  /** Held back until then, and can be taken back so long. */
  readonly sendAt?: Date
  /** Where the ticket goes with the same stroke. */
  readonly thenStatus?: string
  /** Its warnings were looked at. */
  readonly confirmWarnings?: boolean
  readonly expectedVersion?: number
}

export interface StaffMessage {
  readonly messageId: number
  /** As it is afterwards. */
  readonly ticket: Ticket
  readonly lifecycle: Lifecycle
  /** What is worth a second look in words that went out. */
  readonly warnings: readonly Finding[]
}

/** An agent's reply to the customer, or a note for colleagues. Gives the message's id. */
export async function staffWrites(ctx: Context, input: StaffMessageInput): Promise<number> {
  return (await ctx.transaction((tx) => staffWritesIn(ctx, tx, input))).messageId
}

/**
 * The same in a transaction that the caller holds.
 * @returns the message, or what `askLast` makes of it
 */
export function staffWritesIn<A = StaffMessage>(
  ctx: Context,
  tx: Tx,
  input: StaffMessageInput,
  askLast?: AskLast<StaffMessage, A>,
): Promise<A> {
  requirePermission(ctx, input.kind === 'note' ? 'tickets.note' : 'tickets.reply')
  const write = async (door: Door): Promise<StaffMessage> => {
    const { actor } = ctx
    if (actor.kind !== 'staff') throw forbidden('tickets.reply')
    const warnings = input.kind === 'note' ? [] : await checkReply(door, input)
    const id = input.kind === 'note' ? await addNote(door, actor, input) : await addReply(door, actor, input)
    if (input.thenStatus && input.thenStatus !== door.ticket.status) {
      requirePermission(ctx, 'tickets.change_status')
      await door.fire('status_set', { to: input.thenStatus, words: { mail: false } })
    }
    return { messageId: id, ticket: door.ticket, lifecycle: door.lifecycle, warnings }
  }
  return changeTicketIn(ctx, tx, { ...input, toMail: true }, write, askLast)
}

async function addNote(door: Door, actor: StaffActor, input: StaffMessageInput): Promise<number> {
  const note = {
    kind: 'note',
    audience: 'staff',
    author: { kind: 'agent', id: actor.userId, name: actor.name },
    body: input.body,
    uploadIds: input.uploadIds,
  } as const
  const id = await door.say(note, (await door.takeForMail()).id)
  await door.fire('agent_commented')
  return id
}

async function addReply(door: Door, actor: StaffActor, input: StaffMessageInput): Promise<number> {
  const to = input.to && input.to.length > 0 ? input.to : contactRecipients(door)
  const message = {
    kind: 'reply',
    audience: 'public',
    author: { kind: 'agent', id: actor.userId, name: actor.name },
    body: input.body,
    uploadIds: input.uploadIds,
  } as const
  const recipients = { to, cc: input.cc, bcc: input.bcc }
  if (input.sendAt && input.sendAt > door.at) return queueReply(door, message, recipients, input.sendAt)
  const id = await sayAndMail(door, message, recipients)
  await door.fire('agent_replied')
  return id
}

/** Whether a reply is possible comes first, then whether it is still an answer, then its words. */
async function checkReply(door: Door, input: StaffMessageInput): Promise<Finding[]> {
  requirePossible(door, 'reply')
  if (input.seenMessageId !== undefined) await requireSeen(door, input.seenMessageId)
  return checkWords(door, input.body, { hasFiles: (input.uploadIds?.length ?? 0) > 0, confirmed: input.confirmWarnings })
}

async function requireSeen(door: Door, seenMessageId: number): Promise<void> {
  const unseen = await door.tx.many<{ id: number }>(messageQueries.customerMessagesSince, [
    door.tx.workspaceId,
    door.ticket.id,
    seenMessageId,
  ])
  if (unseen.length > 0) throw new AppError('stale_reply', undefined, { newMessages: unseen.map((message) => String(message.id)) })
}

async function queueReply(
  door: Door,
  message: Parameters<typeof sayAndMail>[1],
  recipients: Parameters<typeof sayAndMail>[2],
  sendAt: Date,
): Promise<number> {
  if (sendAt.getTime() - door.at.getTime() > 366 * 24 * 3600 * 1000) throw invalid('sendAt', 'A reply can be held back for a year at most.')
  return door.say({ ...message, ...recipients, sendAt })
}
