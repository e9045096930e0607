import type { Tx } from '../platform/db/index.ts'
import { retryRow } from './outbox.queries.ts'

/** Tries a mail again at the next opportunity; false when it was sent or is being sent. */
export async function retryMail(tx: Tx, outboxId: number): Promise<boolean> {
  return (await tx.maybe(retryRow, [tx.workspaceId, outboxId, tx.now])) !== null
}
