import { type Context, staffActorOf, type SystemActor } from '../access/index.ts'
import type { Body, MailAddress } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import { checkWords } from './check-words.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { mailReleased } from './mailing.ts'
import { notify } from './notify.ts'
import { backToDraft, markReleased, newestSeen, queuedMessage } from './release-message.queries.ts'

interface Queued {
  id: number
  ticketId: number
  authorId: number
  sendAt: Date
  body: Body
  hasFiles: boolean
  preview: string
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
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
      await changeTicketIn({ ...ctx, actor: author }, tx, { ticketId: queued.ticketId }, (door) => release(door, queued))
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await tx.run(backToDraft, [tx.workspaceId, queued.ticketId, queued.id])
    await changeTicketIn(ctx, tx, { ticketId: queued.ticketId }, async (door) => {
      door.ticket.messageCount -= 1
      door.then(() => queueMessages(tx, queued.ticketId, [queued.id]))
      notify(door, 'reply_returned', [queued.authorId])
      door.log('message.returned_to_draft', { message: queued.id, author: queued.authorId, reason: error.code })
    })
  }
}

async function release(door: Door, queued: Queued): Promise<void> {
  requirePossible(door, 'reply')
  const newer = await door.tx.one<{ id: number | null }>(newestSeen, [door.tx.workspaceId, door.ticket.id, queued.id])
  if (newer.id !== null) throw new AppError('stale_reply')
  // The desk's list may have grown since it was written.
  await checkWords(door, queued.body, { hasFiles: queued.hasFiles, confirmed: true })
  const ownMessageId = await mailReleased(door, queued.id, queued)
  door.then(async () => {
    await door.tx.run(markReleased, [door.tx.workspaceId, queued.id, door.at, ownMessageId])
    await queueMessages(door.tx, door.ticket.id, [queued.id])
  })
  Object.assign(door.ticket, {
    preview: queued.preview,
    lastPublicMessageId: queued.id,
    lastPublicBy: 'agent',
    lastAgentMessageAt: door.at,
    lastActivityAt: door.at,
  })
  door.log('message.released', { message: queued.id })
  await door.fire('agent_replied')
}

/** Takes a queued reply back: it is a draft again, and no lifecycle event happened. */
export async function withdrawQueued(ctx: Context, ticketId: number, messageId: number): Promise<void> {
  await ctx.transaction((tx) =>
    changeTicketIn(ctx, tx, { ticketId }, async (door) => {
      const changed = await tx.run(backToDraft, [tx.workspaceId, ticketId, messageId])
      if (changed === 0)
        throw new AppError('refused', 'This message was sent already and cannot be taken back.', { action: 'withdraw', reason: 'released' })
      door.ticket.messageCount -= 1
      door.then(() => queueMessages(tx, ticketId, [messageId]))
      door.log('message.withdrawn', { message: messageId })
    }),
  )
}
