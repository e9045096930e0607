import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database, TransactionOptions, Tx } from './db/index.ts'
import type { Sealer } from './secrets.ts'
import type { Permission } from './permissions.ts'
import type { Language } from './words/index.ts'

/** What the whole process shares. Everything that reads a clock, a secret or the network arrives through here. */
export interface App {
  readonly config: Config
  readonly db: Database
  readonly log: Logger
  readonly secrets: Sealer
  /**
   * Called after commits that left work behind, so that loops need not wait for their next poll.
   * @param anewIn a workspace where things are set up otherwise now: what could not be done there is tried again
   */
  readonly wake: (work: WorkKind, anewIn?: number) => void
}

export const workKinds = [
  'timers',
  'jobs',
  'outbox',
  'raw_mails',
  'queued',
  'events',
  'counts',
  'search',
  'imap',
  'webhook_events',
  'webhooks',
  'notices',
] as const
export type WorkKind = (typeof workKinds)[number]

/** Staff: a person signed in, or the service behind an API key. */
export interface StaffActor {
  readonly kind: 'staff'
  readonly userId: number
  readonly name: string
  readonly actsAs: 'agent' | 'admin'
  readonly permissions: ReadonlySet<Permission>
  /** Desks this person works on; `viewAll` false: only tickets assigned to them. */
  readonly desks: ReadonlyMap<number, { viewAll: boolean }>
  readonly teams: readonly number[]
  readonly isService: boolean
  readonly sessionId: number | null
}

export interface CustomerActor {
  readonly kind: 'customer'
  readonly contactId: number | null
  readonly name: string
}

export interface SystemActor {
  readonly kind: 'system'
}

export type Actor = StaffActor | CustomerActor | SystemActor

/** Who does something, where, and with what. `ctx` comes first in every verb. */
export interface Context<A extends Actor = Actor> {
  readonly app: App
  readonly workspaceId: number
  readonly actor: A
  /** What sentences for whoever asks are written in. */
  readonly language: Language
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
}

export function contextOf<A extends Actor>(app: App, workspaceId: number, actor: A): Context<A> {
  return { app, workspaceId, actor, language: 'en', transaction: (work, options) => app.db.transaction(workspaceId, work, options) }
}

export function systemContext(app: App, workspaceId: number): Context<SystemActor> {
  return contextOf(app, workspaceId, { kind: 'system' })
}
