import { type EventType, type Lifecycle, refusalMessage, type Move, type Refusal } from '../../lifecycle/index.ts'
import type { Actor, Context } from '../access/index.ts'
import type { DeskSettings } from '../desks/index.ts'
import type { NewMessage } from '../messages/index.ts'
import type { Query, Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import type { Plain } from './event-chain.ts'
import type { AskedFacts } from './facts.ts'
import type { TakenForMail } from './mailing.queries.ts'
import type { Ticket } from './ticket.ts'

/**
 * The one door. Every change of every ticket, whoever or whatever asks for it, happens in a function that is handed an
 * open door: it has locked the ticket, it asks the engine (`fire`), it collects what was said (`say`), what happened
 * (`log`) and when something will (`arm`), and it writes all of that, the ticket's row and its counters in one
 * transaction when the function returns. Nothing else writes a ticket's row.
 */
export interface Door {
  readonly ctx: Context
  readonly tx: Tx
  /** Business time of this change; never before the ticket's last one. */
  readonly at: Date
  /** As it was when it was locked; null for a ticket that is being made. */
  readonly before: Readonly<Ticket> | null
  /** As it will be. Verbs set facts here; the status is the engine's. */
  readonly ticket: Ticket
  readonly lifecycle: Lifecycle
  readonly settings: DeskSettings
  /** A step of the lifecycle was taken that its row and who asked for it let the customer hear of, and nothing was mailed in this change. */
  readonly mayTellStatus: boolean
  /** A mail goes to the customer in this change: one act sends one. */
  mailed(): void
  /** What is known of a ticket that is being made and does not stand in its row; null for one that is there. */
  readonly made: MadeWith | null
  /** Asks the engine and carries out what it decides; a refusal becomes a problem and nothing is changed. */
  fire(event: EventType, input?: FireInput): Promise<Move>
  /** Like `fire`, but gives a refusal back instead of throwing it. */
  tryFire(event: EventType, input?: FireInput): Promise<Move | Refusal>
  /** An id for a message to come, and the address it will be sent from, if the desk has one. */
  takeForMail(): Promise<TakenForMail>
  /** Adds a message; gives its id. `takenId`: an id taken before, when the message had to know it. */
  say(message: NewMessage, takenId?: number): Promise<number>
  log(type: string, data?: Record<string, Plain>, details?: Record<string, unknown>): void
  arm(kind: string, dueAt: Date, local?: { time: string; zone: string }): void
  disarm(kind: string): void
  /** Sets or clears a timer that follows from what the log tells anyway. */
  schedule(kind: string, dueAt: Date | null): void
  /** One more row that needs the ticket's row to be there, in the same transaction; in this order. */
  write(query: Query, params: readonly unknown[]): void
  /** The same for writes of several queries, or that look at the answer: the first query of each in this order, what they ask later in none. */
  then(write: () => Promise<void>): void
}

/**
 * Asks what is to be answered once the change was written: without waiting in between, since it travels with the writes
 * and the COMMIT. Nothing may be asked in the transaction afterwards.
 */
export type AskLast<R, A> = (result: R) => Promise<A>

export interface MadeWith {
  readonly labelIds: readonly number[]
  /** The present version of its desk's business hours; null: around the clock. */
  readonly calendarVersionId: number | null
  /** Another number: what is remembered of service levels is old. */
  readonly slaRevision: number
  /** The ticket it comes from: what is masked everywhere there is so here from its first word. */
  readonly maskedLike: Pick<Ticket, 'id' | 'maskedWords'> | null
}

export interface FireInput {
  readonly to?: string
  readonly asked?: AskedFacts
  /** For timers that run to a time somebody named. */
  readonly timerAt?: Date
  /** Words for the mail an effect may write. */
  readonly words?: EffectWords
  /** The event is another's than the one who led to it: it happens by itself, or the customer caused it earlier. */
  readonly by?: 'system' | 'customer'
}

export interface EffectWords {
  readonly text?: string
  readonly mail?: boolean
  readonly teamId?: number | null
}

export interface OpenInput {
  readonly ticketId: TicketAddress
  readonly expectedVersion?: number
  /** A mail will be written: what it takes is taken with the lock, which saves a round trip. */
  readonly toMail?: boolean
  /** A change of another ticket leads to it: who made that need not see this one. */
  readonly unseen?: boolean
}

/** An id, or an address as the API takes it: an id or a reference. */
export type TicketAddress = number | string

/** Who somebody is to a lifecycle. An agent who was granted `tickets.close_active` closes as an admin does. */
export function engineActor(actor: Actor, event: EventType): 'agent' | 'admin' | 'customer' | 'system' {
  if (actor.kind !== 'staff') return actor.kind
  if (actor.actsAs === 'agent' && event === 'close' && actor.permissions.has('tickets.close_active')) return 'admin'
  return actor.actsAs
}

/** A refusal as a problem document: it names the status, the action and the reason. */
export function refused(lifecycle: Lifecycle, refusal: Refusal): AppError {
  return new AppError('refused', (language) => refusalMessage(lifecycle, refusal, language), {
    action: refusal.event,
    reason: refusal.reason,
    ticketStatus: refusal.status,
    statusLabel: refusal.status === null ? null : (lifecycle.statuses[refusal.status]?.label ?? null),
  })
}
