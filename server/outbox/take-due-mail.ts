import type { Context } from '../access/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { spendAutomaticMail } from './automatic-budget.ts'
import { announceDelivery } from './delivery.ts'
import { settleLost } from './end-attempt.ts'
import { leaseMs } from './next-attempt.ts'
import {
  type DeliveryState,
  earlierUnsent,
  endAttempt,
  isOwnAddress,
  isSuppressed,
  lease,
  lockDueRow,
  openAttempt,
  type OutboxRow,
  postpone,
  settle,
  startAttempt,
} from './outbox.queries.ts'

/** A row this process holds, for the attempt with this number. */
export interface TakenMail {
  readonly row: OutboxRow
  readonly attempt: number
}

/** A mail that was taken, and how it leaves. */
export type TakenWith<Way> = TakenMail & { readonly way: Way }

/** A mail behind another one is looked at again after so long at the earliest. */
const soonMs = 1_000

/** So often a mail is taken again at once after its process ended. */
const lostAtOnce = 3

/**
 * Takes one due row: the lease and the attempt are on record before anything is sent. Null when there is nothing to send
 * now: somebody else has it, an earlier mail of the ticket goes first, it may not be sent, or its fate is unknown.
 * @param wayOf how it would leave, asked in the same breath; null: there is none, and the mail stays as it is
 */
export function takeDueMail<Way>(
  ctx: Context,
  outboxId: number,
  wayOf: (tx: Tx) => Promise<Way | null>,
): Promise<TakenWith<Way> | 'no_way' | null> {
  return ctx.transaction(async (tx) => {
    const [row, way] = await together([tx.maybe<OutboxRow>(lockDueRow, [tx.workspaceId, outboxId, tx.now]), wayOf(tx)])
    if (!row) return null
    if (way === null) return 'no_way'
    if (row.state === 'sending' && (await closeLostAttempt(ctx, tx, row))) return null

    const earlier =
      row.messageId === null
        ? null
        : await tx.maybe<Pick<OutboxRow, 'state'> & { nextAttemptAt: Date }>(earlierUnsent, [
            tx.workspaceId,
            row.ticketId,
            row.recipient,
            row.messageId,
          ])
    if (earlier) {
      // The lease of one that is being sent says when it is lost, not when it ends.
      const next = earlier.state === 'sending' ? 0 : earlier.nextAttemptAt.getTime()
      await tx.run(postpone, [tx.workspaceId, row.id, new Date(Math.max(next, tx.now.getTime() + soonMs))])
      return null
    }

    const forbidden = await reasonNotToSend(tx, row)
    if (forbidden) {
      await setAside(ctx, tx, row, 'suppressed', forbidden)
      return null
    }
    const { attempts } = await tx.one<{ attempts: number }>(lease, [tx.workspaceId, row.id, new Date(tx.now.getTime() + leaseMs)])
    await tx.run(startAttempt, [tx.workspaceId, row.id, attempts, tx.now])
    return { row: { ...row, attempts }, attempt: attempts, way }
  })
}

/**
 * The process that held this row is gone. True when the row has to wait: because its mail may have left, or because it
 * was lost so often that the mail itself may be what ends the process.
 */
async function closeLostAttempt(ctx: Context, tx: Tx, row: OutboxRow): Promise<boolean> {
  const lost = await tx.maybe<{ n: number; outcome: string | null }>(openAttempt, [tx.workspaceId, row.id])
  const mayHaveLeft = lost?.outcome === 'data'
  const response = mayHaveLeft
    ? 'The server stopped while this mail was being handed over.'
    : 'The server stopped before this mail was handed over.'
  if (lost) await tx.run(endAttempt, [tx.workspaceId, row.id, lost.n, tx.now, mayHaveLeft ? 'uncertain' : 'interrupted', null, response])
  if (!mayHaveLeft && row.attempts < lostAtOnce) return false
  await settleLost(ctx, tx, row, { outcome: mayHaveLeft ? 'uncertain' : 'deferred', code: null, response })
  return true
}

async function reasonNotToSend(tx: Tx, row: OutboxRow): Promise<string | null> {
  const plain = row.recipient.replace(/\+[^@]*@/, '@')
  for (const address of new Set([row.recipient, plain])) {
    if (await tx.maybe(isOwnAddress, [address])) return 'Not sent: this is an address of one of our own desks.'
  }
  // A retry of a mail that was counted already is not a new mail.
  if (!row.automatic || row.attempts > 0) return null
  const suppressed = await tx.maybe<{ why: string | null }>(isSuppressed, [tx.workspaceId, row.recipient])
  if (suppressed) return `Not sent: mail to this address came back before${suppressed.why ? ` (${suppressed.why})` : ''}.`
  // What colleagues are told is not counted against what strangers may be sent.
  return row.noticeId === null ? spendAutomaticMail(tx, row) : null
}

async function setAside(ctx: Context, tx: Tx, row: OutboxRow, state: DeliveryState, why: string): Promise<void> {
  await tx.run(settle, [tx.workspaceId, row.id, state, why, 'infinity', row.uncertainAttempts])
  if (row.messageId === null) return
  await announceDelivery(ctx, tx, { outboxId: row.id, ticketId: row.ticketId, messageId: row.messageId, state })
}
