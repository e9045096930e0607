import { setTimeout as pause } from 'node:timers/promises'
import { type App, type Context, systemContext } from '../../../access/index.ts'
import { countOne } from '../../../platform/metrics.ts'
import { type AttemptResult, beginData, endAttempt, extendLease, leaseMs, type TakenMail, takeDueMail } from '../../../outbox/index.ts'
import { type ComposedMail, composeMail, type NotComposed } from './compose-mail.ts'
import { handOver } from './hand-over.ts'
import type { Relay } from './relay.ts'
import { hasNoRelay, relayFor, type WayOut, wayOut } from './way-out.ts'

const recordTries = 60
const recordPauseMs = 1_000

/**
 * Sends one due mail by the relay of its desk or of the installation. Without either it stays where it is, and shows as waiting.
 * @param given how to reach the relay, when not as configured
 */
export async function sendDueMail(
  app: App,
  workspaceId: number,
  outboxId: number,
  given: Relay | null = null,
): Promise<'busy' | 'later' | void> {
  const ctx = systemContext(app, workspaceId)
  if (!given && hasNoRelay(app, workspaceId)) return 'later'
  const taken = await takeDueMail<WayOut>(ctx, outboxId, async (tx) => (given ? 'installation' : wayOut(app, tx, outboxId)))
  if (taken === 'no_way') return 'later'
  if (!taken) return 'busy'

  const stopHeartbeat = keepLease(ctx, taken)
  try {
    const mail = await compose(ctx, taken)
    const relay = given ?? (await reach(ctx, taken.way, taken))
    const result =
      'outcome' in mail
        ? mail
        : 'outcome' in relay
          ? relay
          : await handOver(relay, { ...mail.envelope, raw: mail.raw, beforeData: () => beginData(ctx, taken) })
    await record(ctx, taken, result)
    app.log.info({ workspaceId, outboxId, outcome: result.outcome, code: result.code }, 'mail handed over')
    countOne(app, 'statedesk_mail_out_attempts_total', 'Attempts to hand a mail over, by how they ended.', { outcome: result.outcome })
  } finally {
    stopHeartbeat()
  }
}

/** A mail that cannot be written is tried again like one that cannot be handed over: the fault may be ours and pass. */
async function compose(ctx: Context, taken: TakenMail): Promise<ComposedMail | AttemptResult> {
  let mail: ComposedMail | NotComposed
  try {
    mail = await ctx.transaction((tx) => composeMail(tx, ctx.app, taken.row))
  } catch (error) {
    ctx.app.log.error({ err: error, workspaceId: ctx.workspaceId, outboxId: taken.row.id }, 'a mail could not be written')
    return { outcome: 'deferred', code: null, response: 'The mail could not be written. The log says why.' }
  }
  return 'problem' in mail ? { outcome: 'refused', code: null, response: mail.problem } : mail
}

/** The same holds where the way itself cannot be told: without an answer the mail would wait for its lease to end, and count as lost. */
async function reach(ctx: Context, way: WayOut, taken: TakenMail): Promise<Relay | AttemptResult> {
  try {
    return await relayFor(ctx.app, way, taken.attempt)
  } catch (error) {
    ctx.app.log.error({ err: error, workspaceId: ctx.workspaceId, outboxId: taken.row.id }, 'the relay of a mail could not be told')
    return { outcome: 'deferred', code: null, response: 'The relay could not be told. The log says why.' }
  }
}

/** What the relay answered must not be forgotten because the database is away for a moment: it would be sent twice. */
async function record(ctx: Context, taken: TakenMail, result: AttemptResult): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await endAttempt(ctx, taken, result)
    } catch (error) {
      if (tries >= recordTries) throw error
      ctx.app.log.warn({ err: error, outboxId: taken.row.id }, 'the end of an attempt could not be recorded; trying again')
      await pause(recordPauseMs)
    }
  }
}

/** A slow server keeps a mail for minutes; meanwhile no other process may take it for abandoned. */
function keepLease(ctx: Context, taken: TakenMail): () => void {
  const timer = setInterval(() => {
    extendLease(ctx, taken).catch((error: unknown) =>
      ctx.app.log.warn({ err: error, outboxId: taken.row.id }, 'the lease of a mail could not be extended'),
    )
  }, leaseMs / 3)
  return () => clearInterval(timer)
}
