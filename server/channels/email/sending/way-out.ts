import type { App } from '../../../access/index.ts'
import type { Relay as DeskRelay } from '../../../desks/index.ts'
import type { AttemptResult } from '../../../outbox/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Anew } from '../../../platform/jobs/index.ts'
import { deskOfMail } from './compose.queries.ts'
import { deskRelay, type Relay, relayOf } from './relay.ts'

interface DeskOfMail {
  relay: DeskRelay | null
  sealed: Buffer | null
}

export type WayOut = DeskOfMail | 'installation'

/** So long a workspace is known to have no relay: its mails, which may be thousands, are not looked at one by one meanwhile. */
const knownForMs = 30_000
const memories = new WeakMap<object, Memory>()

interface Memory {
  /** Until when each workspace is known to have none. */
  readonly without: Map<number, number>
  /** How often something was forgotten: what was read before that is not remembered any more. */
  forgotten: number
}

function memoryOf({ db: { pool } }: App): Memory {
  const memory = memories.get(pool) ?? { without: new Map(), forgotten: 0 }
  memories.set(pool, memory)
  return memory
}

/** How a mail leaves: by the relay of its desk, else by that of the installation; null where there is neither. */
export async function wayOut(app: App, tx: Tx, outboxId: number): Promise<WayOut | null> {
  const memory = memoryOf(app)
  const { forgotten } = memory
  const desk = await tx.maybe<DeskOfMail & { someHave: boolean }>(deskOfMail, [tx.workspaceId, outboxId])
  if (desk?.relay) return desk
  if (app.config.smtpUrl !== null) return 'installation'
  if (desk && !desk.someHave && forgotten === memory.forgotten) memory.without.set(tx.workspaceId, performance.now() + knownForMs)
  return null
}

/** Whether it was found a moment ago that no mail of this workspace can leave. */
export function hasNoRelay(app: App, workspaceId: number): boolean {
  return app.config.smtpUrl === null && (memoryOf(app).without.get(workspaceId) ?? 0) > performance.now()
}

/** A relay was changed, or somebody wants to know now: it is looked up again. */
export function forgetNoRelay(app: App, anew: Anew): void {
  const memory = memoryOf(app)
  memory.forgotten += 1
  if (anew === 'anywhere') memory.without.clear()
  else memory.without.delete(anew)
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
