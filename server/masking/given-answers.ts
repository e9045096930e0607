import type { Tx } from '../platform/db/index.ts'
import { rewriteAnswers } from '../platform/http/index.ts'
import type { Ticket } from '../tickets/index.ts'
import type { WrittenMessage } from './change-masks.ts'

/** Answers kept for requests that come twice (Idempotency-Key) say what the messages and the ticket say now. */
export async function rewriteGivenAnswers(tx: Tx, ticket: Ticket, written: ReadonlyMap<number, WrittenMessage>): Promise<void> {
  const tickets = '/api/v1/tickets'
  const below = [`${tickets}/${ticket.reference}/`, `${tickets}/${ticket.id}/`]
  await rewriteAnswers(tx, { below, made: { by: tickets, at: ticket.createdAt } }, (answer) => rewrite(answer, ticket, written))
}

function rewrite(value: unknown, ticket: Ticket, written: ReadonlyMap<number, WrittenMessage>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, ticket, written))
  if (value === null || typeof value !== 'object') return value
  const said = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(item, ticket, written)]))
  // What was worth a second look is told with the words around it.
  if ('warnings' in said && isAbout(said, ticket)) said.warnings = []
  const message = 'text' in said && 'hasQuote' in said ? written.get(Number(said.id)) : undefined
  if (message) return { ...said, ...pick(message) }
  if (said.id !== String(ticket.id) || !('reference' in said) || !('preview' in said)) return said
  const resolution =
    said.resolution && typeof said.resolution === 'object' ? { ...said.resolution, text: ticket.resolutionText } : said.resolution
  return { ...said, title: ticket.title, preview: ticket.preview, ...('resolution' in said ? { resolution } : {}) }
}

function isAbout({ id, ticket: of }: Record<string, unknown>, { id: ticketId }: Ticket): boolean {
  const named = of !== null && typeof of === 'object' && 'id' in of ? of.id : id
  return named === String(ticketId)
}

function pick({ text, preview, hasQuote, subject, masks }: WrittenMessage) {
  return { text, preview, hasQuote, subject, masks: (masks ?? []).map(([id, from, to]) => ({ id: String(id), from, to })) }
}
