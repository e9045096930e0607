import { setImmediate as nextTurn } from 'node:timers/promises'
import { marksIn, type MatchingMessage, matchingMessages, type Range, type Snippet, snippetOf, type Sought } from '../search/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { ListedTicket } from './ticket.ts'

/** Where a ticket has what was searched for: ranges of its own texts, and a piece of a message. Never HTML. */
export interface Match {
  readonly title: Range[]
  readonly contact: Range[]
  readonly reference: Range[]
  readonly message: (Snippet & { readonly id: number; readonly isNote: boolean; readonly author: string }) | null
}

/** Only for the page that is shown: the cost is that of a page, however much was found. */
export async function matchesOf(
  tx: Tx,
  tickets: readonly ListedTicket[],
  { sought, tsquery }: { sought: readonly Sought[]; tsquery: string | null },
): Promise<Map<number, Match>> {
  if (tickets.length === 0 || tsquery === null) return new Map()
  const messages = await matchingMessages(
    tx,
    tickets.map(({ id }) => id),
    tsquery,
  )
  const found = await snippetsOf(messages, sought)
  return new Map(tickets.map((ticket) => [ticket.id, matchOf(ticket, found.get(ticket.id) ?? null, sought)]))
}

/** Milliseconds; hundreds of long messages may have to be looked through, and others wait meanwhile. */
const longestTurn = 10

/** From the first message of each ticket that shows something; between them whatever else there is to do gets its turn. */
export async function snippetsOf(messages: readonly MatchingMessage[], sought: readonly Sought[]): Promise<Map<number, Match['message']>> {
  const found = new Map<number, Match['message']>()
  let since = performance.now()
  for (const { ticketId, messageId, kind, authorName, text } of messages) {
    if (found.has(ticketId)) continue
    const snippet = snippetOf(text, sought)
    if (snippet) found.set(ticketId, { ...snippet, id: messageId, isNote: kind === 'note', author: authorName })
    if (performance.now() - since < longestTurn) continue
    await nextTurn()
    since = performance.now()
  }
  return found
}

function matchOf(ticket: ListedTicket, message: Match['message'], sought: readonly Sought[]): Match {
  const contact = marksIn(ticket.contactName ?? '', sought)
  return { title: marksIn(ticket.title, sought), contact, reference: marksIn(ticket.reference, sought), message }
}
