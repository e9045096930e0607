import type { Context } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { carryTransfers, giveTransfersBack } from './end-guide.ts'
import { maskedWordsOf, maskWhatCame } from './keep-masked.ts'
import {
  insertMerge,
  lockBoth,
  markUndone,
  mergeById,
  messageStats,
  messagesToMove,
  moveParticipants,
  newestPublic,
  takeBackParticipants,
} from './merge-tickets.queries.ts'
import { putMessages } from './put-messages.ts'
import { requirePermission } from './require-permission.ts'
import type { Ticket } from './ticket.ts'

/** How long a merge can be taken back. */
export const undoHours = 24

interface MergeInput {
  /** The ticket that stays. */
  readonly ticketId: number
  readonly duplicateId: number
  readonly expectedVersion?: number
}

/**
 * Merges a duplicate into this ticket: its messages move here in the order of time, its people join, and it closes as
 * its lifecycle says, without a mail or a survey. What moved is written down, so that it can be taken back exactly.
 */
export function mergeTickets(ctx: Context, input: MergeInput): Promise<void> {
  requirePermission(ctx, 'tickets.merge')
  return ctx.transaction(async (tx) => {
    if (input.ticketId === input.duplicateId) throw new AppError('not_mergeable', 'A ticket cannot be merged into itself.')
    await tx.many(lockBoth, [tx.workspaceId, [input.ticketId, input.duplicateId]])
    await changeTicketIn(ctx, tx, { ticketId: input.duplicateId }, (duplicate) =>
      changeTicketIn(ctx, tx, { ticketId: input.ticketId, expectedVersion: input.expectedVersion }, async (primary) => {
        await mergeInto(primary, duplicate)
      }),
    )
  })
}

function requireMergeable(primary: Ticket, duplicate: Ticket): void {
  const no = (detail: string) => new AppError('not_mergeable', detail)
  if (duplicate.mergedIntoId !== null) throw no(`${duplicate.reference} was merged into another ticket already.`)
  if (primary.mergedIntoId !== null) throw no(`${primary.reference} was merged into another ticket. Merge into that one.`)
  if (primary.trashedAt || duplicate.trashedAt) throw no('A ticket in the trash cannot be merged. Restore it first.')
  if (primary.spamAt || duplicate.spamAt) throw no('A ticket in the spam folder cannot be merged. Mark it as not spam first.')
}

/** What is not as in every merge: only some of the messages, another line in the primary. */
interface MergeVariant {
  readonly only?: readonly number[]
  readonly line?: ReturnType<typeof lineFor>
}

/** @throws not_mergeable */
export async function mergeInto(primary: Door, duplicate: Door, variant: MergeVariant = {}): Promise<void> {
  requireMergeable(primary.ticket, duplicate.ticket)
  await moveInto(primary, duplicate, variant)
}

async function moveInto(primary: Door, duplicate: Door, { only, line }: MergeVariant): Promise<void> {
  const { tx } = primary
  const { status, closureAt, resolvedAt, resolvedBy, completedBy } = duplicate.ticket
  const before: DuplicateBefore = { status, closureAt, resolvedAt, resolvedBy, completedBy }
  const there = (await tx.many<{ id: number }>(messagesToMove, [tx.workspaceId, duplicate.ticket.id])).map((message) => message.id)
  const moved = only ? there.filter((id) => only.includes(id)) : there
  const people = await tx.many<{ id: number }>(moveParticipants, [tx.workspaceId, duplicate.ticket.id, primary.ticket.id, primary.at])
  await putMessages(tx, moved, primary.ticket.id)
  primary.then(() => queueMessages(tx, primary.ticket.id, moved))
  await countMessages(tx, duplicate.ticket)

  await duplicate.fire('merged_away', { by: 'system' })
  if (duplicate.ticket.snoozedUntil) duplicate.disarm('snooze')
  duplicate.ticket.mergedIntoId = primary.ticket.id
  // They are one only when both are written.
  primary.ticket.maskedWords = (await maskedWordsOf(tx, primary.ticket.id)) + (await maskedWordsOf(tx, duplicate.ticket.id))
  carryTransfers(duplicate, primary)
  duplicate.log('ticket.merged_into', { primary: primary.ticket.id })
  await duplicate.say(lineFor(`Merged into ${primary.ticket.reference}.`, 'merged_into', primary.ticket.reference))

  await countMessages(tx, primary.ticket)
  await maskWhatCame({ target: primary, from: duplicate.ticket })
  primary.log('ticket.merged', { duplicate: duplicate.ticket.id, messages: moved.length })
  await primary.say(line ?? lineFor(`${duplicate.ticket.reference} was merged into this ticket.`, 'merged', duplicate.ticket.reference))
  const by = primary.ctx.actor.kind === 'staff' ? primary.ctx.actor.userId : null
  primary.write(insertMerge, [
    tx.workspaceId,
    primary.ticket.id,
    duplicate.ticket.id,
    by,
    primary.at,
    moved,
    people.map((person) => person.id),
    JSON.stringify(before),
  ])
}

/** Takes a merge back within a day: exactly what it moved returns, and nothing that came since. */
export function undoMerge(ctx: Context, input: { ticketId: number; mergeId: number }): Promise<void> {
  requirePermission(ctx, 'tickets.merge')
  return ctx.transaction(async (tx) => {
    const merge = await tx.maybe<MergeRow>(mergeById, [tx.workspaceId, input.mergeId])
    if (!merge || merge.primaryId !== input.ticketId) throw notFound()
    if (merge.undoneAt) throw new AppError('not_mergeable', 'This merge was taken back already.')
    if (tx.now.getTime() - merge.mergedAt.getTime() > undoHours * 3_600_000)
      throw new AppError('not_mergeable', `A merge can be taken back within ${undoHours} hours.`)
    await tx.many(lockBoth, [tx.workspaceId, [merge.primaryId, merge.duplicateId]])
    await changeTicketIn(ctx, tx, { ticketId: merge.duplicateId }, (duplicate) =>
      changeTicketIn(ctx, tx, { ticketId: merge.primaryId }, (primary) => moveBack(primary, duplicate, merge)),
    )
  })
}

interface MergeRow {
  id: number
  primaryId: number
  duplicateId: number
  mergedAt: Date
  movedMessages: number[]
  movedParticipants: number[]
  duplicateBefore: DuplicateBefore
  undoneAt: Date | null
}

/** What closing the duplicate changes, as it was. It is kept as JSON: times come back as text. */
interface DuplicateBefore extends Pick<Ticket, 'status' | 'resolvedBy' | 'completedBy'> {
  closureAt: Date | string | null
  resolvedAt: Date | string | null
}

async function moveBack(primary: Door, duplicate: Door, merge: MergeRow): Promise<void> {
  const { tx } = primary
  if (primary.ticket.mergedIntoId !== null)
    throw new AppError('not_mergeable', `${primary.ticket.reference} was merged into another ticket since. Take that back first.`)
  // What somebody moved on to a third ticket meanwhile stays there.
  const here = (await tx.many<{ id: number }>(messagesToMove, [tx.workspaceId, primary.ticket.id])).map((message) => message.id)
  const returning = merge.movedMessages.filter((id) => here.includes(id))
  await putMessages(tx, returning, duplicate.ticket.id)
  duplicate.then(() => queueMessages(tx, duplicate.ticket.id, returning))
  await tx.run(takeBackParticipants, [tx.workspaceId, primary.ticket.id, merge.movedParticipants])
  duplicate.ticket.mergedIntoId = null
  await giveTransfersBack(primary, duplicate)
  // They are apart only when both are written.
  duplicate.ticket.maskedWords = await maskedWordsOf(tx, duplicate.ticket.id)
  primary.ticket.maskedWords = (await maskedWordsOf(tx, primary.ticket.id)) - duplicate.ticket.maskedWords
  // The former status is what the merge wrote down; a version of the lifecycle that no longer has it keeps the present one.
  const { status, closureAt, resolvedAt, resolvedBy, completedBy } = merge.duplicateBefore
  const known = duplicate.lifecycle.statuses[status]
  if (known && status !== duplicate.ticket.status) {
    duplicate.log('ticket.status_changed', { from: duplicate.ticket.status, to: status, event: 'unmerged', by: 'system', row: null })
    Object.assign(duplicate.ticket, {
      status,
      category: known.category,
      resolvedAt: resolvedAt && new Date(resolvedAt),
      resolvedBy,
      completedBy,
    })
    if (closureAt) duplicate.arm('closure', new Date(closureAt))
  }
  duplicate.log('ticket.unmerged', { primary: primary.ticket.id })
  if (duplicate.ticket.snoozedUntil && duplicate.ticket.snoozedUntil > duplicate.at) duplicate.arm('snooze', duplicate.ticket.snoozedUntil)
  else duplicate.ticket.snoozedUntil = null
  await countMessages(tx, duplicate.ticket)
  await countMessages(tx, primary.ticket)
  await primary.say(lineFor(`The merge of ${duplicate.ticket.reference} was taken back.`, 'unmerged', duplicate.ticket.reference))
  primary.log('ticket.unmerged', { duplicate: duplicate.ticket.id })
  primary.write(markUndone, [tx.workspaceId, merge.id, primary.at])
}

/** Brings what a list row shows of the conversation in line with the messages that are there now. */
export async function countMessages(tx: Tx, ticket: Ticket): Promise<void> {
  const { messageCount, customerAt } = await tx.one<{ messageCount: number; customerAt: Date | null }>(messageStats, [
    tx.workspaceId,
    ticket.id,
  ])
  const newest = await tx.maybe<{ id: number; preview: string; authorKind: string }>(newestPublic, [tx.workspaceId, ticket.id])
  ticket.messageCount = messageCount
  ticket.lastCustomerMessageAt = customerAt
  ticket.preview = newest?.preview ?? ''
  ticket.lastPublicMessageId = newest?.id ?? null
  ticket.lastPublicBy = newest ? (newest.authorKind === 'contact' ? 'contact' : 'agent') : null
}

/** A line among staff about another ticket. */
export function lineFor(text: string, key: string, reference: string) {
  return {
    kind: 'system',
    audience: 'staff',
    author: { kind: 'system', id: null, name: '' },
    body: bodyFromText(text),
    systemLine: { key, params: { reference } },
  } as const
}
