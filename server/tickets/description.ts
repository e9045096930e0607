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

export interface DescriptionFacts {
  /** It waits to be mailed. */
  readonly held: boolean
  readonly mailed: boolean
}

/** Why the description cannot be changed; null when it can. `held`: null where the ticket was opened without one. */
export function descriptionRefusal(held: DescriptionFacts | null): { code: string; message: string } | null {
  if (!held) return { code: 'no_description', message: 'the ticket was opened without one. Write a note or a reply instead.' }
  if (held.held) return { code: 'held', message: 'this text is about to be mailed. Take it back to change it.' }
  if (held.mailed)
    return { code: 'mailed', message: 'this text went out by mail, which cannot be taken back. Write another reply or a note.' }
  return null
}

/**
 * Changes the text a ticket was opened with. The former text is kept in the log, a mail that brought it as it came, and
 * its pictures become files. What went out by mail stays as it is.
 */
export async function changeDescription(door: Door, body: Body): Promise<void> {
  const { tx, ticket } = door
  const held = await tx.maybe<DescriptionFacts & { id: number; text: string; html: string; isMasked: boolean }>(readDescription, [
    tx.workspaceId,
    ticket.id,
  ])
  const refusal = descriptionRefusal(held)
  if (refusal || !held) {
    const { code, message } = refusal ?? { code: 'no_description', message: '' }
    throw new AppError('refused', `“Description” is not possible: ${message}`, {
      action: 'description',
      reason: code,
      ticketStatus: ticket.status,
    })
  }
  const kept =
    held.isMasked || ticket.maskedWords > 0 ? await (await keepMasked(door.ctx.app, tx, ticket.id)).edited(door, held.id, body) : null
  const { json, text, html, preview, hasQuote } = kept?.forms ?? renderBody(body)
  const masks = kept?.forms.masks ?? null
  if (text === held.text && html === held.html) return
  door.log('ticket.description_changed', { message: held.id }, { from: held.text, to: text })
  door.write(messageQueries.rewriteMessage, [
    tx.workspaceId,
    held.id,
    json,
    text,
    html,
    preview,
    hasQuote,
    door.at,
    masks && JSON.stringify(masks),
  ])
  kept?.write()
  if (ticket.lastPublicMessageId === held.id) ticket.preview = preview
  door.then(() => queueMessages(tx, ticket.id, [held.id]))
}
