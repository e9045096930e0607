import type { App } from '../../../access/index.ts'
import type { Relay as DeskRelay } from '../../../desks/index.ts'
import type { AttemptResult } from '../../../outbox/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { deskOfMail } from './compose.queries.ts'
import { deskRelay, type Relay, relayOf } from './relay.ts'

interface DeskOfMail {
  relay: DeskRelay | null
  sealed: Buffer | null
}

export type WayOut = DeskOfMail | 'installation'

/** So long a workspace is known to have no relay: its mails, which may be thousands, are not looked at one by one meanwhile. */
const knownForMs = 30_000
const without = new WeakMap<object, Map<number, number>>()

/** How a mail leaves: by the relay of its desk, else by that of the installation; null where there is neither. */
export async function wayOut(app: App, tx: Tx, outboxId: number): Promise<WayOut | null> {
  const desk = await tx.maybe<DeskOfMail & { someHave: boolean }>(deskOfMail, [tx.workspaceId, outboxId])
  if (desk?.relay) return desk
  if (app.config.smtpUrl !== null) return 'installation'
  if (desk && !desk.someHave) {
    const known = without.get(app.db.pool) ?? new Map<number, number>()
    without.set(app.db.pool, known.set(tx.workspaceId, performance.now() + knownForMs))
  }
  return null
}

/** Whether it was found a moment ago that no mail of this workspace can leave. */
export function hasNoRelay(app: App, workspaceId: number): boolean {
  return app.config.smtpUrl === null && (without.get(app.db.pool)?.get(workspaceId) ?? 0) > performance.now()
}

/** The relay to talk to now, or why it may not be. */
export async function relayFor(app: App, way: WayOut, attempt: number): Promise<Relay | AttemptResult> {
  const { smtpUrl, publicUrl } = app.config
  if (way !== 'installation' && way.relay) {
    const relay = await deskRelay(app, { relay: way.relay, sealed: way.sealed }, attempt)
    return 'problem' in relay ? { outcome: 'deferred', code: null, response: relay.problem } : relay
  }
  if (smtpUrl === null) return { outcome: 'deferred', code: null, response: 'There is no relay to send by.' }
  return relayOf(smtpUrl, publicUrl)
}
