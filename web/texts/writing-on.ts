import { api } from '../../client/api.ts'
import type { PreviewInput, TextKind, TicketToCome } from '../../client/types.ts'

/** The ticket that words are for: one that is there, by its reference, or one that is made when they are sent. */
export type WritingOn = string | FirstMessageOn

export type FirstMessageOn = { desk: string; ticket: TicketToCome }

/** What the server says about words for either of them. */
export const wordsOn = {
  texts: (on: WritingOn, kind: TextKind, q?: string) =>
    typeof on === 'string' ? api.texts.forTicket(on, kind, q) : api.firstMessage.texts(on.desk, kind, q),
  filled: (on: WritingOn, id: string) =>
    typeof on === 'string' ? api.texts.filled(on, id) : api.firstMessage.filled(on.desk, id, on.ticket),
  insert: (on: WritingOn, id: string) =>
    typeof on === 'string' ? api.texts.insert(on, id) : api.firstMessage.insert(on.desk, id, on.ticket),
  fill: (on: WritingOn, html: string) =>
    typeof on === 'string' ? api.texts.fill(on, html) : api.firstMessage.fill(on.desk, html, on.ticket),
  signature: (on: WritingOn) => (typeof on === 'string' ? api.preview.signature(on) : api.firstMessage.signature(on.desk)),
  /** A first message goes to its customer, and there is nothing it could quote or forward. */
  preview: (on: WritingOn, asked: PreviewInput) => {
    if (typeof on === 'string') return api.preview.mail(on, asked)
    const { html, cc, bcc, attachments } = asked
    return api.firstMessage.preview(on.desk, { html, cc, bcc, attachments, ticket: on.ticket })
  },
}

/** What of it decides which texts there are. */
export const placeOf = (on: WritingOn): string => (typeof on === 'string' ? on : `desk ${on.desk}`)
