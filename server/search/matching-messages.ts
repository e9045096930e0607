import type { Tx } from '../platform/db/index.ts'
import { newestMatching } from './search.queries.ts'

/** A message in which a search found its words, as far as a snippet is looked for in it. */
export interface MatchingMessage {
  readonly ticketId: number
  readonly messageId: number
  readonly kind: string
  readonly audience: string
  readonly authorName: string
  readonly text: string
}

/**
 * The newest messages of these tickets that a search found its words in, a few of each. Read from what is stored now, so
 * that nothing shows what was masked or erased since it was indexed.
 */
export function matchingMessages(tx: Tx, ticketIds: readonly number[], tsquery: string): Promise<MatchingMessage[]> {
  return tx.many<MatchingMessage>(newestMatching, [tx.workspaceId, ticketIds, tsquery])
}
