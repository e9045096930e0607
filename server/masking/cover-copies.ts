import type { Tx } from '../platform/db/index.ts'
import { sealDetails } from '../tickets/index.ts'
import { coveredHtml, coveredJson, coveredText, type Wanted } from './find-words.ts'
import { commentsOf, detailsOf, draftsOf, heldOf, writeComment, writeDetails, writeDraft, writeHeld } from './masking.queries.ts'

/** What the log keeps of it: which events have other words now, and the codes these answer to. */
export interface CoveredLog {
  readonly rewritten: number[]
  readonly codes: string[]
}

/**
 * Covers words where people's words are kept beside messages: drafts of the ticket and comments on surveys. These are covered
 * for good, as the log is: unmasking brings back what the conversation shows, and nothing else.
 */
export async function coverCopies(tx: Tx, ticketId: number, wanted: Wanted): Promise<void> {
  await coverDrafts(tx, ticketId, wanted)
  for (const { id, comment } of await tx.many<{ id: number; comment: string }>(commentsOf, [tx.workspaceId, ticketId])) {
    const covered = coveredText(comment, wanted)
    if (covered !== comment) await tx.run(writeComment, [tx.workspaceId, id, covered])
  }
}

async function coverDrafts(tx: Tx, ticketId: number, wanted: Wanted): Promise<void> {
  const drafts = await tx.many<{ userId: number; kind: string; content: { html: string } }>(draftsOf, [tx.workspaceId, ticketId])
  for (const { userId, kind, content } of drafts) {
    const html = coveredHtml(content.html, wanted)
    if (html !== content.html) await tx.run(writeDraft, [tx.workspaceId, ticketId, userId, kind, JSON.stringify({ ...content, html })])
  }
}

/**
 * Covers words in replies that wait to be sent, as they were typed: taken back, such a reply is a draft again.
 * @param only those messages; null: whichever wait
 */
export async function coverHeld(tx: Tx, ticketId: number, wanted: Wanted, only: readonly number[] | null): Promise<void> {
  for (const { id, held } of await tx.many<{ id: number; held: { html: string } }>(heldOf, [tx.workspaceId, ticketId, only])) {
    const html = coveredHtml(held.html, wanted)
    if (html !== held.html) await tx.run(writeHeld, [tx.workspaceId, id, JSON.stringify({ ...held, html })])
  }
}

/**
 * Covers words of the log. The code of an event's words stands in its hash and cannot change: the event of the masking
 * vouches for the new ones.
 */
export async function coverLog(tx: Tx, ticketId: number, wanted: Wanted): Promise<CoveredLog> {
  const rewritten: number[] = []
  const codes: string[] = []
  for (const { seq, data } of await tx.many<{ seq: number; data: Record<string, unknown> }>(detailsOf, [tx.workspaceId, ticketId])) {
    const covered = coveredJson(data, wanted)
    if (JSON.stringify(covered) === JSON.stringify(data)) continue
    const { salt, mac } = sealDetails(covered)
    await tx.run(writeDetails, [tx.workspaceId, ticketId, seq, salt, JSON.stringify(covered)])
    rewritten.push(seq)
    codes.push(mac.toString('hex'))
  }
  return { rewritten, codes }
}
