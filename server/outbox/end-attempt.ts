import type { Context } from '../access/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { announceDelivery } from './delivery.ts'
import { backoffMs, giveUpAfterMs, leaseMs, uncertainWaitMs } from './next-attempt.ts'
import {
  type DeliveryState,
  type EndingRow,
  endAttempt as endAttemptRow,
  extendLease as extendLeaseRow,
  finish,
  leftBefore,
  lockEnding,
  markDataBegun,
  type OutboxRow,
  releaseFollowers,
  settle,
  suppressIdentity,
} from './outbox.queries.ts'
import type { TakenMail } from './take-due-mail.ts'

/** How an attempt ended. `uncertain`: everything was handed over and the answer never came. */
export interface AttemptResult {
  readonly outcome: 'sent' | 'refused' | 'deferred' | 'uncertain'
  readonly code: number | null
  readonly response: string
}

const maxUncertainAttempts = 2
const noSuchMailbox = /\b5\.1\.(1|2|3|6|10)\b/

/** Keeps the lease; false when another process took the row over. */
export function extendLease(ctx: Context, taken: TakenMail): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const until = new Date(tx.now.getTime() + leaseMs)
    return (await tx.run(extendLeaseRow, [tx.workspaceId, taken.row.id, taken.attempt, until])) > 0
  })
}

/** Must be on record before the first byte of the mail leaves; throws when this attempt is no longer ours. */
export function beginData(ctx: Context, taken: TakenMail): Promise<void> {
  return ctx.transaction(async (tx) => {
    const marked = await tx.run(markDataBegun, [tx.workspaceId, taken.row.id, taken.attempt])
    if (marked === 0) throw new Error('another process took this mail over')
  })
}

/** Records how an attempt ended and what happens next with its row. */
export function endAttempt(ctx: Context, taken: TakenMail, result: AttemptResult): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { row } = taken
    const response = result.response.slice(0, 1_000)
    const next = nextState(row, result, tx.now)
    const values = [next.state, next.at, response, row.uncertainAttempts + (result.outcome === 'uncertain' ? 1 : 0), tx.now]
    const [before] = await together([
      tx.maybe<EndingRow>(lockEnding, [tx.workspaceId, row.id, taken.attempt, next.state]),
      tx.run(finish, [tx.workspaceId, row.id, taken.attempt, ...values]),
      tx.run(endAttemptRow, [tx.workspaceId, row.id, taken.attempt, tx.now, result.outcome, result.code, response]),
    ])
    if (!before) return
    if (result.outcome === 'refused' && noSuchMailbox.test(response)) {
      await tx.run(suppressIdentity, [tx.workspaceId, row.recipient, tx.now, response.slice(0, 200)])
    }
    // That it is being sent was told to nobody: what was told last stands on the row as it was taken.
    const told = before.state === 'sending' ? row.state : before.state
    await moved(ctx, tx, { ...row, ticketId: before.ticketId, state: told }, next)
  })
}

/** Ends an attempt whose process is gone. */
export async function settleLost(ctx: Context, tx: Tx, row: OutboxRow, result: AttemptResult): Promise<void> {
  const next = nextState(row, result, tx.now)
  const uncertain = row.uncertainAttempts + (result.outcome === 'uncertain' ? 1 : 0)
  await tx.run(settle, [tx.workspaceId, row.id, next.state, result.response, next.at, uncertain])
  await moved(ctx, tx, row, next)
}

/**
 * A sent mail came back: the row, which the caller has locked, says so, and a mailbox that does not exist gets nothing
 * automatic any more. A mail that goes again meanwhile is not stopped by what an earlier attempt came to.
 */
export async function recordBounce(ctx: Context, tx: Tx, row: OutboxRow, bounce: { hard: boolean; reason: string }): Promise<void> {
  if (bounce.hard) await tx.run(suppressIdentity, [tx.workspaceId, row.recipient, tx.now, bounce.reason.slice(0, 200)])
  const goesAgain = row.state === 'waiting' || row.state === 'sending'
  if (goesAgain && (await tx.maybe(leftBefore, [tx.workspaceId, row.id]))) return
  await tx.run(settle, [tx.workspaceId, row.id, 'failed', bounce.reason.slice(0, 1_000), 'infinity', row.uncertainAttempts])
  await moved(ctx, tx, row, { state: 'failed', at: 'infinity' })
}

interface Next {
  state: DeliveryState
  at: Date | 'infinity'
}

function nextState(row: OutboxRow, result: AttemptResult, now: Date): Next {
  switch (result.outcome) {
    case 'sent':
      return { state: 'sent', at: 'infinity' }
    case 'refused':
      return { state: 'failed', at: 'infinity' }
    case 'uncertain': {
      const again = row.uncertainAttempts + 1 < maxUncertainAttempts
      return { state: 'uncertain', at: again ? new Date(now.getTime() + uncertainWaitMs) : 'infinity' }
    }
    case 'deferred': {
      if (now.getTime() - row.createdAt.getTime() > giveUpAfterMs)
        return { state: row.uncertainAttempts > 0 ? 'uncertain' : 'failed', at: 'infinity' }
      const at = new Date(now.getTime() + backoffMs(row.attempts, Math.random()))
      return { state: row.uncertainAttempts > 0 ? 'uncertain' : 'waiting', at }
    }
  }
}

async function moved(ctx: Context, tx: Tx, row: OutboxRow, next: Next): Promise<void> {
  // A ticket's log is about its customer's mails.
  if (next.state !== row.state && row.messageId !== null)
    await announceDelivery(ctx, tx, { outboxId: row.id, ticketId: row.ticketId, messageId: row.messageId, state: next.state })
  // Last, with the ticket in hand: who answers in this moment has put the answer's mail there by now, or finds this one gone.
  if (next.at === 'infinity' && row.messageId !== null)
    await tx.run(releaseFollowers, [tx.workspaceId, row.ticketId, row.recipient, row.messageId, tx.now])
  tx.afterCommit(() => ctx.app.wake('outbox'))
}
