import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { indexNow } from '../search/index.ts'
import { changeTicket, type Door, maskedWordsOf, requirePermission } from '../tickets/index.ts'
import { type Change, changeMasks, type MessageChange } from './change-masks.ts'
import { rewriteGivenAnswers } from './given-answers.ts'
import { type Uncovered, uncovered, wordsBehind } from './masked-message.ts'
import {
  deleteWords,
  maskOfMessage,
  masksOfMessages,
  masksOfTicket,
  masksOfWords,
  oneMessage,
  oneWords,
  type StoredMask,
  type StoredMessage,
  wordsOfTicket,
} from './masking.queries.ts'
import { isSame, openMask, openWords } from './sealed-words.ts'
import { uncoveredTicket, wordsOf } from './ticket-words.ts'

interface MaskAddress {
  readonly ticketId: string
  readonly messageId: number
  readonly maskId: number
}

/** Puts the words back where one mask stands, or everywhere they were masked together. Who did it is on record. */
export function unmask(
  ctx: Context<StaffActor>,
  { ticketId, messageId, maskId, together }: MaskAddress & { together: boolean },
): Promise<void> {
  requirePermission(ctx, 'messages.unmask')
  return changeTicket(ctx, { ticketId }, async (door) => {
    const { tx, ticket } = door
    const mask = await maskAt(tx, ticket.id, messageId, maskId)
    const words = together && mask.wordsId !== null ? { of: mask.wordsId, here: await standingAlike(door, mask.wordsId) } : null
    const all = words ? await tx.many<StoredMask>(masksOfWords, [tx.workspaceId, [words.of, ...words.here]]) : [mask]
    const messages = await messageChanges(door, all)
    const own = all.some((one) => one.ticketId === ticket.id) ? await ticketChange(door, all) : null
    const before = ticket.title
    const { written } = await changeMasks(door, { messages, ticket: own, wordsId: null })
    if (words) {
      await tx.run(deleteWords, [tx.workspaceId, words.here])
      ticket.maskedWords = await maskedWordsOf(tx, ticket.id)
    }
    await rewriteGivenAnswers(tx, ticket, written)
    door.log('message.unmasked', { message: messageId, mask: maskId, count: all.length, looked: false })
    door.then(() => indexNow(tx, { ticketIds: ticket.title === before ? [] : [ticket.id], messageIds: [...written.keys()] }))
  })
}

/** What stands behind a mask, without taking it off: on record all the same. */
export function lookBehindMask(ctx: Context<StaffActor>, { ticketId, messageId, maskId }: MaskAddress): Promise<{ text: string }> {
  requirePermission(ctx, 'messages.unmask')
  return changeTicket(ctx, { ticketId }, async (door) => {
    const mask = await maskAt(door.tx, door.ticket.id, messageId, maskId)
    const [change] = await messageChanges(door, [mask])
    const [opened] = change?.removed ?? []
    if (!change || !opened) throw notFound()
    door.log('message.unmasked', { message: messageId, mask: maskId, count: 1, looked: true })
    return { text: wordsBehind(change.of, opened) }
  })
}

async function maskAt(tx: Tx, ticketId: number, messageId: number, maskId: number): Promise<StoredMask> {
  const message = await tx.maybe<StoredMessage>(oneMessage, [tx.workspaceId, ticketId, messageId])
  const mask = message && (await tx.maybe<StoredMask>(maskOfMessage, [tx.workspaceId, messageId, maskId]))
  if (!mask) throw notFound()
  return mask
}

/** Only of messages that are on this ticket still. */
async function messageChanges(door: Door, off: readonly StoredMask[]): Promise<MessageChange[]> {
  const { tx, ticket, ctx } = door
  const ids = [...new Set(off.map(({ messageId }) => messageId).filter((id) => id !== null))]
  const masks = await tx.many<StoredMask>(masksOfMessages, [tx.workspaceId, ids])
  const changes: MessageChange[] = []
  for (const id of ids) {
    const stored = await tx.maybe<StoredMessage>(oneMessage, [tx.workspaceId, ticket.id, id])
    if (!stored) continue
    const open = masks.filter(({ messageId }) => messageId === id).map((mask) => openMask(ctx.app, mask))
    const isOff = (mask: { id: number }) => off.some((one) => one.id === mask.id)
    changes.push({
      messageId: id,
      of: uncovered(stored, open),
      masks: open.filter((mask) => !isOff(mask)),
      added: [],
      removed: open.filter(isOff),
    })
  }
  return changes
}

async function ticketChange(door: Door, off: readonly StoredMask[]): Promise<Change<Uncovered>> {
  const { tx, ticket, ctx } = door
  const rows = await tx.many<StoredMask>(masksOfTicket, [tx.workspaceId, ticket.id])
  const of = uncoveredTicket(
    await wordsOf(tx, ticket),
    rows.map((row) => openMask(ctx.app, row)),
  )
  const isOff = (mask: { id: number }) => off.some((one) => one.id === mask.id)
  const removed = rows.filter(isOff).map((row) => openMask(ctx.app, row))
  return { of, masks: of.masks.filter((mask) => !isOff(mask)), added: [], removed }
}

/**
 * The rows that keep these words masked here, which may be several: the ticket's own, and those of tickets merged into it. Where
 * the message came from another ticket, that one's row stays there.
 */
async function standingAlike({ tx, ticket, ctx }: Door, wordsId: number): Promise<number[]> {
  const { sealed } = await tx.one<{ sealed: Buffer }>(oneWords, [tx.workspaceId, wordsId])
  const words = openWords(ctx.app, sealed)
  const rows = await tx.many<{ id: number; keyId: string; sealed: Buffer }>(wordsOfTicket, [tx.workspaceId, ticket.id])
  return rows.filter((row) => ctx.app.secrets.knows(row.keyId) && isSame(openWords(ctx.app, row.sealed), words)).map(({ id }) => id)
}
