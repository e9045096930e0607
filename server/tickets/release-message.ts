import { type Context, type StaffActor, staffActorOf, type SystemActor } from '../access/index.ts'
import type { Body, HeldReply, MailAddress } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import { checkWords } from './check-words.ts'
import type { Door } from './door.ts'
import { endGuide } from './end-guide.ts'
import { findTicket } from './find-ticket.ts'
import { requirePossible } from './folder-refusal.ts'
import { becomeDraft, type DraftContent } from './held-draft.ts'
import { mailReleased } from './mailing.ts'
import { backToDraft, markReleased, newestSeen, queuedMessage, queuedOf } from './release-message.queries.ts'
import type { StoredDraft } from './own-draft.ts'
import { carryOn } from './send-then.ts'
import { mayList } from './visible-tickets.ts'

interface Queued {
  id: number
  ticketId: number
  kind: 'reply' | 'resolution' | 'hold'
  authorId: number
  sendAt: Date
  body: Body
  hasFiles: boolean
  preview: string
  text: string
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  held: HeldReply | null
  withHistory: boolean
}

/**
 * Sends a reply whose time has come. The release, not the click, goes through the door: it repeats the checks, and what
 * no longer passes them goes back to a draft and tells its author.
 */
export async function releaseMessage(ctx: Context<SystemActor>, tx: Tx, messageId: number): Promise<void> {
  const queued = await tx.maybe<Queued>(queuedMessage, [tx.workspaceId, messageId])
  if (!queued || queued.sendAt > tx.now) return
  const author = await staffActorOf(tx, queued.authorId)
  try {
    await tx.savepoint(async () => {
      if (!author?.permissions.has('tickets.reply')) throw new AppError('forbidden')
      // Whom the ticket went to since takes nothing from words that were sent: their author need not see it any more.
      await changeTicketIn({ ...ctx, actor: author }, tx, { ticketId: queued.ticketId, unseen: true }, (door) => {
        if (!author.desks.has(door.ticket.deskId) && !mayList(author, door.ticket)) throw notFound()
        return release(door, queued)
      })
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await changeTicketIn(ctx, tx, { ticketId: queued.ticketId }, async (door) => {
      await takeBack(door, queued)
      door.log('message.returned_to_draft', { message: queued.id, author: queued.authorId, reason: error.code })
    })
  }
}

/** Sends one's own held reply without waiting any longer; what is against it is said, and the reply waits on. */
export async function sendNow(ctx: Context<StaffActor>, ticketId: number, messageId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const queued = await ownQueued(tx, ticketId, messageId, 'send')
    if (queued.authorId !== ctx.actor.userId)
      throw new AppError('refused', 'Only who wrote a reply can send it. You may take it back.', {
        action: 'send',
        reason: 'not_the_author',
      })
    await changeTicketIn(ctx, tx, { ticketId }, (door) => release(door, queued))
  })
}

/**
 * Takes a queued reply back: it is its author's draft again, and no lifecycle event happened. Its author can do so even
 * where the ticket went to somebody else, and one sees one's own only.
 * @returns the draft, to its author only
 */
export async function withdrawQueued(ctx: Context<StaffActor>, ref: string, messageId: number): Promise<StoredDraft> {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket({ ...ctx, actor: { kind: 'system' } }, tx, ref)
    const unseen = !mayList(ctx.actor, ticket)
    if (unseen && !(await tx.maybe(queuedOf, [tx.workspaceId, messageId, ticket.id, ctx.actor.userId]))) throw notFound()
    const queued = await ownQueued(tx, ticket.id, messageId, 'withdraw')
    const draft = await changeTicketIn(ctx, tx, { ticketId: ticket.id, unseen }, async (door) => {
      const content = await takeBack(door, queued)
      door.log('message.withdrawn', { message: messageId, author: queued.authorId })
      return content
    })
    return queued.authorId === ctx.actor.userId ? { draft, updatedAt: tx.now } : { draft: null, updatedAt: null }
  })
}

async function ownQueued(tx: Tx, ticketId: number, messageId: number, action: 'send' | 'withdraw'): Promise<Queued> {
  // The message before its ticket, as the release locks them.
  const queued = await tx.maybe<Queued>(queuedMessage, [tx.workspaceId, messageId])
  if (queued?.ticketId === ticketId) return queued
  throw new AppError('refused', 'This message was sent already, or taken back.', { action, reason: 'released' })
}

async function takeBack(door: Door, queued: Queued): Promise<DraftContent> {
  const { tx } = door
  await tx.run(backToDraft, [tx.workspaceId, queued.ticketId, queued.id])
  door.ticket.messageCount -= 1
  door.then(() => queueMessages(tx, queued.ticketId, [queued.id]))
  return becomeDraft(tx, queued)
}

async function release(door: Door, queued: Queued): Promise<void> {
  requirePossible(door, 'reply')
  const newer = await door.tx.one<{ id: number | null }>(newestSeen, [door.tx.workspaceId, door.ticket.id, queued.id])
  if (newer.id !== null) throw new AppError('stale_reply', undefined, { newMessages: [String(newer.id)] })
  // The desk's list may have grown since it was written.
  await checkWords(door, queued.body, { hasFiles: queued.hasFiles, confirmed: true })
  const ownMessageId = await mailReleased(door, queued.id, queued)
  door.then(async () => {
    await door.tx.run(markReleased, [door.tx.workspaceId, queued.id, door.at, ownMessageId])
    await queueMessages(door.tx, door.ticket.id, [queued.id])
  })
  const forwardOf = queued.held?.forwardOf
  door.ticket.lastActivityAt = door.at
  if (forwardOf === undefined) {
    Object.assign(door.ticket, {
      preview: queued.preview,
      lastPublicMessageId: queued.id,
      lastPublicBy: 'agent',
      lastAgentMessageAt: door.at,
    })
    endGuide(door, 'replied')
  }
  door.log('message.released', { message: queued.id })
  await carryOn(door, { ...queued, forwardOf, first: queued.held?.first }, queued.held?.then ?? null)
}
