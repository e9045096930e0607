import { type RenderedBody, renderBody } from '../messages/body/index.ts'
import type { Door } from '../tickets/index.ts'
import { covered, maskedRanges, type OpenMask, type Uncovered, type UncoveredMessage } from './masked-message.ts'
import { deleteMasks, insertMasks, takeMaskIds, writeMessage } from './masking.queries.ts'
import { sealMask } from './sealed-words.ts'
import { coveredTicket } from './ticket-words.ts'

/** Masks of one message or of a ticket's own words, as they will be. Those to come have ids below zero. */
export interface Change<Of extends Uncovered> {
  readonly of: Of
  readonly masks: readonly OpenMask[]
  readonly added: readonly OpenMask[]
  readonly removed: readonly OpenMask[]
}

export interface MessageChange extends Change<UncoveredMessage> {
  readonly messageId: number
}

/** A message as it is written with its masks. */
export interface WrittenMessage extends RenderedBody {
  readonly subject: string | null
  readonly masks: [mask: number, from: number, to: number][] | null
}

export type MaskIds = (id: number) => number

/**
 * Writes messages and the ticket's own words with their masks as they will be, and the masks themselves.
 * @returns the messages as they are now, and the ids the new masks got
 */
export async function changeMasks(
  door: Door,
  changes: { messages: readonly MessageChange[]; ticket: Change<Uncovered> | null; wordsId: number | null },
): Promise<{ written: Map<number, WrittenMessage>; idOf: (change: Change<Uncovered>, id: number) => number }> {
  const { tx, ticket } = door
  const all: Change<Uncovered>[] = [...changes.messages, ...(changes.ticket ? [changes.ticket] : [])]
  const ids = await takenIds(door, all)
  const idOf = (change: Change<Uncovered>, id: number) => (id < 0 ? (ids.get(change)?.[-id - 1] ?? id) : id)
  const rows = all.flatMap((change) =>
    change.added.map((mask) => ({
      id: idOf(change, mask.id),
      message_id: 'messageId' in change ? change.messageId : null,
      ticket_id: 'messageId' in change ? null : ticket.id,
      places: mask.places,
      sealed: sealMask(door.ctx.app, mask.words),
    })),
  )
  const removed = all.flatMap((change) => change.removed.map(({ id }) => id))
  if (removed.length > 0) await tx.run(deleteMasks, [tx.workspaceId, removed])
  if (rows.length > 0) {
    const by = door.ctx.actor.kind === 'staff' ? door.ctx.actor.userId : null
    await tx.run(insertMasks, [tx.workspaceId, JSON.stringify(rows), changes.wordsId, door.ctx.app.secrets.keyId, by, door.at])
  }

  const written = new Map<number, WrittenMessage>()
  for (const change of changes.messages) {
    const message = renderMasked(
      change.of,
      change.masks.map((mask) => ({ ...mask, id: idOf(change, mask.id) })),
    )
    const { json, text, html, preview, hasQuote, subject, masks } = message
    const values = [json, text, html, preview, hasQuote, subject, masks && JSON.stringify(masks)]
    await tx.run(writeMessage, [tx.workspaceId, change.messageId, ...values])
    if (ticket.lastPublicMessageId === change.messageId) ticket.preview = preview
    written.set(change.messageId, message)
  }
  if (changes.ticket) {
    const { fields, ...words } = coveredTicket(changes.ticket.of, changes.ticket.masks)
    Object.assign(ticket, words, { fields: { ...ticket.fields, ...fields } })
  }
  return { written, idOf }
}

/** Every form of a message with these masks on. */
export function renderMasked(of: UncoveredMessage, masks: readonly OpenMask[]): WrittenMessage {
  const now = covered(of, masks)
  return { ...renderBody(now.body), subject: now.subject, masks: masks.length === 0 ? null : maskedRanges(now, masks) }
}

async function takenIds(door: Door, all: readonly Change<Uncovered>[]): Promise<Map<Change<Uncovered>, number[]>> {
  const ids = new Map<Change<Uncovered>, number[]>()
  const needed = all.reduce((sum, change) => sum + change.added.length, 0)
  const taken = needed === 0 ? [] : (await door.tx.many<{ id: number }>(takeMaskIds, [needed])).map(({ id }) => id)
  // Of several masks of one change some may have been joined with others: their numbers are not 1, 2, 3.
  for (const change of all) {
    const own: number[] = []
    for (const { id } of change.added) own[-id - 1] = taken.shift() ?? 0
    ids.set(change, own)
  }
  return ids
}
