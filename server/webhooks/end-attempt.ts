import type { Context } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { endAttempt as endAttemptRow, releaseNext } from './deliveries.queries.ts'
import type { AttemptResult } from './outcome.ts'
import { failingTooLongMs, waitAfter } from './schedule.ts'
import { disableByItself } from './switch-webhook.ts'
import { type LockedWebhook, lockWebhook, noteFailure, noteSuccess } from './webhooks.queries.ts'

export interface Attempt {
  readonly id: number
  readonly ticketId: number | null
  readonly attempts: number
  readonly tries: number
}

export type TimedResult = AttemptResult & { readonly ms: number | null }

/** Records how an attempt ended and what happens next. Nothing when another process took the delivery over meanwhile. */
export function endAttempt(
  ctx: Context,
  attempt: Attempt & { readonly webhookId: number },
  result: TimedResult,
  chance: () => number,
): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await tx.maybe<LockedWebhook>(lockWebhook, [tx.workspaceId, attempt.webhookId])
    if (webhook) await settleAttempt(ctx, tx, webhook, attempt, result, chance)
  })
}

/** As `endAttempt`, for who holds the webhook's row. */
export async function settleAttempt(
  ctx: Context,
  tx: Tx,
  webhook: LockedWebhook,
  attempt: Attempt,
  { outcome, status, ms }: TimedResult,
  chance: () => number,
): Promise<void> {
  const isTest = attempt.ticketId === null
  const isDelivered = outcome === 'delivered'
  const wait = isDelivered || isTest ? null : waitAfter(attempt.tries, chance())
  const state = isDelivered ? 'delivered' : wait === null ? 'failed' : 'waiting'
  const next = wait === null ? 'infinity' : new Date(tx.now.getTime() + wait)
  const result = [state, next, outcome, status, ms, isDelivered ? tx.now : null]
  const ours = await tx.run(endAttemptRow, [tx.workspaceId, attempt.id, attempt.attempts, ...result])
  if (ours === 0 || isTest) return

  if (isDelivered) await tx.run(noteSuccess, [tx.workspaceId, webhook.id, tx.now])
  else await noteFailed(tx, webhook, outcome)
  if (wait === null) {
    await tx.run(releaseNext, [tx.workspaceId, webhook.id, attempt.ticketId, tx.now])
    tx.afterCommit(() => ctx.app.wake('webhooks'))
  }
}

async function noteFailed(tx: Tx, webhook: LockedWebhook, outcome: AttemptResult['outcome']): Promise<void> {
  // What happened on our side is not the receiver's failure.
  if (outcome === 'interrupted' || outcome === 'not_prepared') return
  await tx.run(noteFailure, [tx.workspaceId, webhook.id, tx.now])
  const failingMs = webhook.failingSince ? tx.now.getTime() - webhook.failingSince.getTime() : 0
  if (outcome === 'gone') await disableByItself(tx, webhook, 'gone')
  else if (failingMs >= failingTooLongMs) await disableByItself(tx, webhook, 'failing')
}
