import type { Context } from '../../../access/index.ts'
import { storedRelay } from '../../../desks/index.ts'
import type { AttemptResult } from '../../../outbox/index.ts'
import { handOver } from './hand-over.ts'
import { relayFor } from './way-out.ts'

/**
 * Hands a mail to the relay of a desk at once, beside the outbox: for a trial to oneself, which nobody misses when it is lost.
 * @returns null without a relay
 */
export async function handToRelay(
  ctx: Context,
  deskId: number,
  mail: { from: string; to: string; raw: Buffer },
): Promise<AttemptResult | null> {
  const stored = await ctx.transaction((tx) => storedRelay(tx, deskId))
  if (!stored.relay && ctx.app.config.smtpUrl === null) return null
  const relay = await relayFor(ctx.app, stored.relay ? stored : 'installation', 0)
  return 'outcome' in relay ? relay : handOver(relay, { ...mail, beforeData: async () => {} })
}
