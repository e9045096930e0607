import type { Context } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { atOnce, type DueDelivery, dueDelivery, lease } from './deliveries.queries.ts'
import { settleAttempt } from './end-attempt.ts'
import { leaseMs } from './schedule.ts'
import { type LockedWebhook, lockWebhookOfDelivery } from './webhooks.queries.ts'

/** A delivery that this process holds, for one attempt. */
export interface TakenDelivery {
  readonly id: number
  readonly webhookId: number
  readonly messageId: string
  readonly body: string
  readonly ticketId: number | null
  /** The number of this attempt: whoever ends it must still be the one that began it. */
  readonly attempts: number
  readonly tries: number
  /** Real time in seconds, for the signature. */
  readonly sentAt: number
  readonly webhook: LockedWebhook
}

/** So often a delivery is taken again at once after its process ended; from then on it waits like one that failed. */
const lostAtOnce = 2

/**
 * Takes one due delivery: the attempt is on record before anything is sent. Null when there is nothing to send now: its
 * webhook is off, has as many under way as it may have, or it was lost so often that it has to wait.
 */
export function takeDelivery(ctx: Context, deliveryId: number, chance: () => number): Promise<TakenDelivery | null> {
  return ctx.transaction(async (tx) => {
    const webhook = await tx.maybe<LockedWebhook>(lockWebhookOfDelivery, [tx.workspaceId, deliveryId])
    if (!webhook || webhook.disabledAt) return null
    const due = await tx.maybe<DueDelivery>(dueDelivery, [tx.workspaceId, deliveryId, tx.now])
    if (!due || due.underWay >= (webhook.failingSince ? atOnce.whileFailing : atOnce.usually)) return null
    if (due.state === 'sending' && (due.ticketId === null || due.tries > lostAtOnce)) {
      await giveBack(ctx, tx, webhook, due, chance)
      return null
    }
    const until = new Date(tx.now.getTime() + leaseMs)
    const taken = await tx.one<Pick<TakenDelivery, 'attempts' | 'tries' | 'sentAt'>>(lease, [tx.workspaceId, due.id, until, tx.now])
    const { id, messageId, body, ticketId } = due
    return { id, messageId, body, ticketId, webhookId: webhook.id, webhook, ...taken }
  })
}

/** The process that held it is gone, again: perhaps this message is what ends it. */
async function giveBack(ctx: Context, tx: Tx, webhook: LockedWebhook, due: DueDelivery, chance: () => number): Promise<void> {
  const { id, ticketId, attempts, tries } = due
  await settleAttempt(ctx, tx, webhook, { id, ticketId, attempts, tries }, { outcome: 'interrupted', status: null, ms: null }, chance)
}
