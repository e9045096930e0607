import type { Query, Tx } from '../platform/db/index.ts'
import { insertOutboxRows } from './outbox.queries.ts'
import { sameMailbox } from './recipients.ts'

export interface EnqueueMailInput {
  ticketId: number
  messageId: number
  /** The mail address of the desk that sends; null while a desk has none. */
  addressId: number | null
  mailFrom: string
  recipients: { address: string; role: 'to' | 'cc' | 'bcc' }[]
  /** Nobody wrote this by hand: it counts against the budgets and is marked Auto-Submitted. */
  automatic?: boolean
}

/**
 * A message in the outbox, one row for each envelope recipient: a statement and its parameters, for the transaction that
 * releases the message. Nothing leaves when that fails, and nothing is forgotten when it commits.
 */
export function outboxRows(tx: Pick<Tx, 'workspaceId' | 'now'>, input: EnqueueMailInput): [Query, unknown[]] {
  const rows = new Map<string, (typeof input.recipients)[number]>()
  // The first mention wins: who is addressed directly is not also a hidden copy.
  for (const recipient of input.recipients) {
    const key = sameMailbox(recipient.address)
    if (!rows.has(key)) rows.set(key, recipient)
  }
  const listed = [...rows.values()]
  return [
    insertOutboxRows,
    [
      tx.workspaceId,
      input.ticketId,
      input.messageId,
      input.addressId,
      input.mailFrom,
      listed.map(({ address }) => address.trim()),
      listed.map(({ role }) => role),
      input.automatic ?? false,
      tx.now,
    ],
  ]
}
