import { type Body, bodyFromHtml, bodyFromText, messageQueries, renderBody } from '../messages/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { queueMessages } from '../search/index.ts'
import { readDescription } from './description.queries.ts'
import type { Door } from './door.ts'
import { keepMasked } from './keep-masked.ts'

export interface DescriptionInput {
  readonly description?: string
  readonly descriptionHtml?: string
}

/** The text a ticket is opened with, as it was given; null when there is none. */
export function descriptionBody({ description, descriptionHtml }: DescriptionInput): Body | null {
  if (descriptionHtml?.trim()) return bodyFromHtml(descriptionHtml)
  return description?.trim() ? bodyFromText(description) : null
}

interface Held {
  id: number
  text: string
  html: string
  mailed: boolean
  masked: boolean
}

/** Why the description cannot be changed; null when it can. `held`: null where the ticket was opened without one. */
export function descriptionRefusal(held: { mailed: boolean; masked: boolean } | null): { code: string; message: string } | null {
  if (!held) return { code: 'no_description', message: 'the ticket was opened without one. Write a note or a reply instead.' }
  if (held.mailed)
    return { code: 'mailed', message: 'this text went out by mail, which cannot be taken back. Write another reply or a note.' }
  if (held.masked)
    return { code: 'masked', message: 'words of this text are masked, and would be lost. Unmask them first, or write a note.' }
  return null
}

/**
 * Changes the text a ticket was opened with. The former text is kept in the log, a mail that brought it as it came, and
 * its pictures become files. What went out by mail stays as it is.
 */
export async function changeDescription(door: Door, body: Body): Promise<void> {
  const { tx, ticket } = door
  const held = await tx.maybe<Held>(readDescription, [tx.workspaceId, ticket.id])
  const refusal = descriptionRefusal(held)
  if (refusal || !held) {
    const { code, message } = refusal ?? { code: 'no_description', message: '' }
    throw new AppError('refused', `“Description” is not possible: ${message}`, {
      action: 'description',
      reason: code,
      ticketStatus: ticket.status,
    })
  }
  const kept = await covered(door, held.id, body)
  const { json, text, html, preview, hasQuote } = kept.forms
  if (text === held.text && html === held.html) return
  door.log('ticket.description_changed', { message: held.id }, { from: held.text, to: text })
  door.write(messageQueries.rewriteMessage, [tx.workspaceId, held.id, json, text, html, preview, hasQuote, door.at, kept.masks])
  kept.write()
  if (ticket.lastPublicMessageId === held.id) ticket.preview = preview
  door.then(() => queueMessages(tx, ticket.id, [held.id]))
}

/** What is masked everywhere in the ticket is masked in the new words, too. */
async function covered(door: Door, id: number, body: Body) {
  const plain = { forms: renderBody(body), masks: null, write: () => {} }
  if (door.ticket.maskedWords === 0) return plain
  const masked = await keepMasked(door.ctx.app, door.tx, door.ticket.id)
  const { message, write } = await masked.message(door, id, { kind: 'customer', audience: 'public', author: nobody, body })
  return 'json' in message.body ? { forms: message.body, masks: JSON.stringify(message.masks ?? null), write } : plain
}

/** Masks ask for a message; who wrote it does not matter to them. */
const nobody = { kind: 'system', id: null, name: '' } as const
