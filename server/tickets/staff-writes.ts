import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { bodyToHtml } from '../messages/body/index.ts'
import { type Body, bodyToText, type MailAddress, messageQueries, type SendThen } from '../messages/index.ts'
import { AppError, forbidden, invalid } from '../platform/errors/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import type { Finding } from '../wording/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import { checkWords } from './check-words.ts'
import type { AskLast, Door, TicketAddress } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { dropOwnDraft } from './held-draft.ts'
import { heldUntil, type HoldInput, holdReply } from './hold-reply.ts'
import { contactRecipients, sayAndMail } from './mailing.ts'
import { mention } from './mentions.ts'
import { carryOn, requireCarriable, sentKind } from './send-then.ts'
import type { Ticket } from './ticket.ts'
import { requirePermission } from './require-permission.ts'

const onTicket = query('staff_writes.on_ticket', 'SELECT id FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND id = $3')

export interface StaffMessageInput extends HoldInput {
  readonly ticketId: TicketAddress
  readonly kind: 'reply' | 'note'
  readonly body: Body
  /** As it was typed, for the draft it becomes again when it is taken back. */
  readonly html?: string
  readonly to?: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  readonly bcc?: readonly MailAddress[]
  readonly uploadIds?: readonly number[]
  /** Colleagues whom a note calls. */
  readonly mentions?: readonly number[]
  /** The newest message the author had read; a reply is refused when the customer wrote since. */
  readonly seenMessageId?: number
  /** Where the ticket goes with the same stroke: when the reply leaves, not before. */
  readonly then?: SendThen
  /** The message it passes on to somebody else: it answers nobody, so the lifecycle does not hear of a reply. */
  readonly forwardOf?: number
  /** False: its mail quotes nothing of what was said before. */
  readonly quote?: boolean
  /** It was the author's draft, which goes with it. */
  readonly fromDraft?: boolean
  /** The draft as the author saw it last: a newer one, of another window, stays. */
  readonly draftSeen?: Date | undefined
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
    if (input.fromDraft) dropOwnDraft(door, actor.userId, input.kind, input.draftSeen)
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
  await mention(door, id, input.mentions ?? [])
  await door.fire('agent_commented')
  const { then, kind } = input
  if (then) {
    requirePermission(door.ctx, 'tickets.change_status')
    await carryOn(door, { kind, text: '' }, then)
  }
  return id
}

async function addReply(door: Door, actor: StaffActor, input: StaffMessageInput): Promise<number> {
  const then = input.then ?? null
  const { forwardOf } = input
  if (forwardOf !== undefined) await requireOnTicket(door, forwardOf, input)
  if (then) requirePermission(door.ctx, 'tickets.change_status')
  const kind = sentKind(door.lifecycle, then)
  const to = input.to && input.to.length > 0 ? input.to : contactRecipients(door)
  const message = {
    kind,
    // What is passed on to others is no part of what the customer reads.
    audience: forwardOf === undefined ? 'public' : 'third_party',
    author: { kind: 'agent', id: actor.userId, name: actor.name },
    body: input.body,
    subject: subjectOf(door, kind),
    uploadIds: input.uploadIds,
    withHistory: quotesHistory(input),
  } as const
  const recipients = { to, cc: input.cc, bcc: input.bcc }
  const sendAt = heldUntil(door, input)
  const said = { kind, text: kind === 'reply' ? '' : bodyToText(input.body) }
  if (sendAt) {
    await requireCarriable(door, said, then)
    const held = { html: input.html ?? bodyToHtml(input.body), then, forwardOf }
    return holdReply(door, { ...message, ...recipients, held }, sendAt)
  }
  const id = await sayAndMail(door, message, recipients)
  await carryOn(door, { ...said, forwardOf }, then)
  return id
}

/** Whether a reply's mail says what was said before; what is passed on says all it should. */
export function quotesHistory({ forwardOf, quote }: Pick<StaffMessageInput, 'forwardOf' | 'quote'>): boolean {
  return forwardOf === undefined && quote !== false
}

/** What is passed on is of this ticket, and goes to somebody who is named. */
async function requireOnTicket(door: Door, messageId: number, input: StaffMessageInput): Promise<void> {
  if (!input.to?.length) throw invalid('to', 'Say to whom this message is forwarded.')
  if (input.then && input.then.action !== 'status')
    throw invalid('then', 'What is forwarded resolves nothing. Reply to the customer for that.')
  const found = await door.tx.maybe(onTicket, [door.tx.workspaceId, door.ticket.id, messageId])
  if (!found) throw invalid('forwardOf', 'This message is not on this ticket.')
}

/** A resolution or hold mail may have a subject of its own. */
function subjectOf({ settings }: Door, kind: 'reply' | 'resolution' | 'hold'): string | null {
  if (kind === 'reply') return null
  return (kind === 'resolution' ? settings.resolutionMail : settings.holdMail).subject || null
}

/** Whether a reply is possible comes first, then whether it is still an answer, then its words. */
async function checkReply(door: Door, input: StaffMessageInput): Promise<Finding[]> {
  requirePossible(door, 'reply')
  if (input.mentions?.length) throw invalid('mentions', 'Only a note calls colleagues: a reply goes to the customer.')
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
