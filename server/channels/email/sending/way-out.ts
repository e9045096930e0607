import type { App, Context } from '../../../access/index.ts'
import type { Relay as DeskRelay } from '../../../desks/index.ts'
import type { AttemptResult } from '../../../outbox/index.ts'
import { deskOfMail } from './compose.queries.ts'
import { deskRelay, type Relay, relayOf } from './relay.ts'

interface DeskOfMail {
  relay: DeskRelay | null
  sealed: Buffer | null
}

/** How a mail leaves: by the relay of its desk, else by that of the installation; null where there is neither. */
export async function wayOut(ctx: Context, outboxId: number): Promise<DeskOfMail | 'installation' | null> {
  const desk = await ctx.transaction((tx) => tx.maybe<DeskOfMail>(deskOfMail, [tx.workspaceId, outboxId]))
  if (desk?.relay) return desk
  return ctx.app.config.smtpUrl === null ? null : 'installation'
}

/** The relay to talk to now, or why it may not be. */
export async function relayFor(app: App, way: DeskOfMail | 'installation', attempt: number): Promise<Relay | AttemptResult> {
  const { smtpUrl, publicUrl } = app.config
  if (way !== 'installation' && way.relay) {
    const relay = await deskRelay(app, { relay: way.relay, sealed: way.sealed }, attempt)
    return 'problem' in relay ? { outcome: 'deferred', code: null, response: relay.problem } : relay
  }
  if (smtpUrl === null) return { outcome: 'deferred', code: null, response: 'There is no relay to send by.' }
  return relayOf(smtpUrl, publicUrl)
}
