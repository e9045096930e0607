import { readReplyToken, type ReplyToken } from '../../../outbox/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Sealer } from '../../../platform/secrets.ts'
import { findTicketReferences, normaliseAddress } from '../reading/index.ts'
import { decideThread, type NamedTicket, type Standing, type ThreadDecision, type ThreadFacts } from './decide-thread.ts'
import { type FoundTicket, takesPart, ticketAfterMerges, ticketsByNumber, ticketsOfOwnMails } from './find-thread.queries.ts'
import { spellingsOf } from './mailbox-of.ts'

export interface MailClues {
  /** In normal spelling. */
  readonly from: string | null
  readonly verdict: 'pass' | 'fail' | 'none'
  /** Where the mail was sent to, by its envelope and its headers. */
  readonly addresses: readonly string[]
  /** Message-IDs it answers, nearest first. */
  readonly answers: readonly string[]
  readonly subject: string
  /** The addresses of the desk it came to: a token in the address of another desk is that desk's. */
  readonly deskAddresses: readonly string[]
  readonly referencePrefix: string
}

/** Finds the ticket a mail belongs to, and decides whether it may speak there. */
export async function findThread(tx: Tx, secrets: Sealer, clues: MailClues): Promise<ThreadDecision> {
  const proven = await provenTicket(tx, secrets, clues)
  const named = proven ? null : await namedTicket(tx, clues)
  return decideThread({ from: clues.from, verdict: clues.verdict, proven, named })
}

/** The token of a mail: in the address it was sent to, else in a Message-ID of ours that it answers. */
export function tokenOf(
  secrets: Sealer,
  clues: Pick<MailClues, 'addresses' | 'answers' | 'deskAddresses'>,
): (ReplyToken & { by: 'reply_address' | 'message_id' }) | null {
  const own = new Set(clues.deskAddresses.map(normaliseAddress))
  for (const address of clues.addresses) {
    if (!spellingsOf(address).some((spelling) => own.has(spelling))) continue
    const token = readReplyToken(secrets, address)
    if (token) return { ...token, by: 'reply_address' }
  }
  for (const id of clues.answers) {
    const token = readReplyToken(secrets, `<${id}>`)
    if (token) return { ...token, by: 'message_id' }
  }
  return null
}

async function provenTicket(tx: Tx, secrets: Sealer, clues: MailClues): Promise<ThreadFacts['proven']> {
  const token = tokenOf(secrets, clues)
  if (!token || token.workspaceId !== tx.workspaceId) return null
  const ticket = await namedBy(tx, token.ticketId, clues.from, token.messageId ?? answeredMessage(secrets, clues, token))
  return ticket && { ...ticket, by: token.by }
}

/** Which message of ours a mail to the reply address of a ticket answers: it may stand on another ticket since. */
function answeredMessage(secrets: Sealer, { answers }: MailClues, { workspaceId, ticketId }: ReplyToken): number | null {
  for (const id of answers) {
    const token = readReplyToken(secrets, `<${id}>`)
    if (token?.messageId && token.workspaceId === workspaceId && token.ticketId === ticketId) return token.messageId
  }
  return null
}

async function namedTicket(tx: Tx, clues: MailClues): Promise<ThreadFacts['named']> {
  const { from } = clues
  if (from === null) return null
  const bracketed = clues.answers.flatMap((id) => [id, `<${id}>`])
  const answered = bracketed.length === 0 ? [] : await tx.many<{ id: number }>(ticketsOfOwnMails, [tx.workspaceId, bracketed, from])
  for (const { id } of answered) {
    const ticket = await namedBy(tx, id, from)
    if (ticket?.standing === 'participant') return { ...ticket, by: 'earlier_mail' }
  }
  const numbers = findTicketReferences(clues.subject, [clues.referencePrefix]).map((reference) =>
    Number(reference.slice(reference.lastIndexOf('-') + 1)),
  )
  const possible = numbers.filter((number) => number > 0 && number < 2 ** 31)
  if (possible.length === 0) return null
  for (const { id } of await tx.many<{ id: number }>(ticketsByNumber, [tx.workspaceId, possible])) {
    const ticket = await namedBy(tx, id, from)
    if (ticket?.standing === 'participant') return { ...ticket, by: 'subject' }
  }
  return null
}

/** The ticket with that id, or the one that a message of it moved to or that it was merged into, and what the sender is there. */
async function namedBy(tx: Tx, ticketId: number, from: string | null, messageId: number | null = null): Promise<NamedTicket | null> {
  const ticket = await tx.maybe<FoundTicket>(ticketAfterMerges, [tx.workspaceId, ticketId, messageId])
  if (!ticket) return null
  return {
    id: ticket.id,
    reference: ticket.reference,
    isPurged: ticket.purgedAt !== null,
    standing: await standingOf(tx, ticket.id, ticketId, from),
  }
}

async function standingOf(tx: Tx, ticketId: number, firstNamedId: number, from: string | null): Promise<Standing> {
  if (from === null) return 'stranger'
  const found = await tx.one<{ now: boolean | null; ever: boolean | null }>(takesPart, [tx.workspaceId, ticketId, firstNamedId, from])
  return found.now ? 'participant' : found.ever ? 'former' : 'stranger'
}
