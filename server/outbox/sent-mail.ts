import type { Tx } from '../platform/db/index.ts'
import { outboxRow, type OutboxRow, sentTo } from './outbox.queries.ts'

export function outboxMail(tx: Tx, outboxId: number): Promise<OutboxRow | null> {
  return tx.maybe<OutboxRow>(outboxRow, [tx.workspaceId, outboxId])
}

/** The row of a message to one recipient, locked; without a recipient only when the message had a single one. */
export async function sentMail(tx: Tx, messageId: number, recipient: string | null): Promise<OutboxRow | null> {
  const rows = await tx.many<OutboxRow>(sentTo, [tx.workspaceId, messageId, recipient])
  return rows.length === 1 ? (rows[0] ?? null) : null
}
