import { decide, type EventType, type Lifecycle, refusalMessage, type Move, type Refusal, type TimerChange } from '../../lifecycle/index.ts'
import type { Actor, Context } from '../access/index.ts'
import { type DeskSettings, deskSettings } from '../desks/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { addFiles, hasFiles, messageQueries, messageRow, type NewMessage, previewOf, takeMessageId } from '../messages/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { type Query, together, type Tx } from '../platform/db/index.ts'
import { changedFields, clearTimer, insertTicket, lockTicket, lockTicketToMail, setTimer, updateTicket } from './door.queries.ts'
import { runEffect } from './effect-registry.ts'
import { chainHash, type Plain, sealDetails, type TicketEvent } from './event-chain.ts'
import { type AskedFacts, factsOf } from './facts.ts'
import { type TakenForMail, takeForMail } from './mailing.queries.ts'
import { idIn } from './ticket-address.ts'
import { bucketOf, finishOf, type Ticket, ticketFields } from './ticket.ts'
import { mayList } from './visible-tickets.ts'

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
}

/** An id, or an address as the API takes it: an id or a reference. */
export type TicketAddress = number | string

/** Changes one ticket in a transaction of its own. */
export function changeTicket<R>(ctx: Context, input: OpenInput, change: (door: Door) => Promise<R>): Promise<R> {
  return ctx.transaction((tx) => changeTicketIn(ctx, tx, input, change))
}

/**
 * Changes one ticket inside a transaction. More than one ticket is locked in the order of their ids.
 * @returns what `change` gives, or what `askLast` makes of it
 */
export async function changeTicketIn<R, A = R>(
  ctx: Context,
  tx: Tx,
  input: OpenInput,
  change: (door: Door) => Promise<R>,
  askLast?: AskLast<R, A>,
): Promise<A> {
  const locked = await lockAt(tx, input)
  if (!locked || !mayList(ctx.actor, locked)) throw notFound()
  const { deskSettings: stored, taken, ...ticket } = locked
  if (ticket.purgedAt && ctx.actor.kind !== 'system') throw notFound()
  if (input.expectedVersion !== undefined && input.expectedVersion !== ticket.version) {
    throw new AppError('version_conflict', undefined, { ticketVersion: ticket.version })
  }
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const door = new OpenDoor(ctx, tx, { ticket: { ...ticket }, before: ticket, lifecycle, settings: deskSettings(stored), taken })
  return shut(door, await change(door), askLast)
}

type Locked = Ticket & { deskSettings: unknown; taken?: TakenForMail }

function lockAt(tx: Tx, { ticketId: address, toMail = false }: OpenInput): Promise<Locked | null> {
  const id = typeof address === 'number' ? address : idIn(address)
  const by = toMail ? lockTicketToMail : lockTicket
  return id === null ? tx.maybe(by.reference, [tx.workspaceId, String(address).toUpperCase()]) : tx.maybe(by.id, [tx.workspaceId, id])
}

async function shut<R, A>(door: OpenDoor, result: R, askLast: AskLast<R, A> | undefined): Promise<A> {
  if (askLast) return door.shutAsking(() => askLast(result))
  await door.shut()
  return result as unknown as A
}

/** Makes a ticket: `change` is handed a door without a past. */
export async function makeTicketIn<R, A = R>(
  ctx: Context,
  tx: Tx,
  made: { ticket: Ticket; settings: DeskSettings },
  change: (door: Door) => Promise<R>,
  askLast?: AskLast<R, A>,
): Promise<A> {
  const lifecycle = await lifecycleVersion(tx, made.ticket.lifecycleVersionId)
  const door = new OpenDoor(ctx, tx, { ...made, before: null, lifecycle })
  return shut(door, await change(door), askLast)
}

interface Opened {
  readonly ticket: Ticket
  readonly before: Readonly<Ticket> | null
  readonly lifecycle: Lifecycle
  readonly settings: DeskSettings
  readonly taken?: TakenForMail
}

interface RowToWrite {
  readonly query: Query
  readonly params: readonly unknown[]
}

class OpenDoor implements Door {
  readonly at: Date
  readonly ctx: Context
  readonly tx: Tx
  readonly ticket: Ticket
  readonly before: Readonly<Ticket> | null
  readonly lifecycle: Lifecycle
  readonly settings: DeskSettings
  readonly #events: (Omit<TicketEvent, 'seq' | 'detailsMac'> & { details?: Record<string, unknown> })[] = []
  readonly #writes: (RowToWrite | (() => Promise<void>))[] = []
  readonly #timers = new Map<string, { dueAt: Date; local?: { time: string; zone: string } } | null>()

  #taken: TakenForMail | undefined

  constructor(ctx: Context, tx: Tx, { ticket, before, lifecycle, settings, taken }: Opened) {
    this.ctx = ctx
    this.tx = tx
    this.ticket = ticket
    this.before = before
    this.lifecycle = lifecycle
    this.settings = settings
    this.#taken = taken
    this.at = before && before.updatedAt > tx.now ? before.updatedAt : tx.now
  }

  async fire(event: EventType, input: FireInput = {}): Promise<Move> {
    const decision = await this.tryFire(event, input)
    if (!decision.ok) throw refused(this.lifecycle, decision)
    return decision
  }

  async tryFire(event: EventType, input: FireInput = {}): Promise<Move | Refusal> {
    const actor = input.by ?? engineActor(this.ctx.actor, event)
    const facts = await factsOf(this.tx, this.ticket, this.lifecycle, this.settings, [event], input.asked)
    const status = this.before === null && this.ticket.status === '' ? null : this.ticket.status
    const decision = decide(this.lifecycle, { status }, { type: event, actor, to: input.to }, facts)
    if (!decision.ok) return decision
    for (const step of decision.steps) {
      if (step.to !== step.from) {
        this.ticket.status = step.to
        this.ticket.category = this.lifecycle.statuses[step.to]?.category ?? this.ticket.category
        if (step.from !== null)
          this.log('ticket.status_changed', { from: step.from, to: step.to, event: step.event, by: step.by, row: step.row })
      }
      for (const effect of step.effects) await runEffect(this, effect, input.words ?? {})
      for (const change of step.timers) this.#changeTimer(change, input.timerAt)
    }
    return decision
  }

  #changeTimer(change: TimerChange, timerAt: Date | undefined): void {
    if (!change.set) return this.disarm(change.kind)
    if (change.after) return this.arm(change.kind, new Date(this.at.getTime() + this.settings[change.after] * 60_000))
    if (!timerAt) throw new Error(`the timer ${change.kind} was set without a time`)
    this.arm(change.kind, timerAt)
  }

  async say(message: NewMessage, takenId?: number): Promise<number> {
    const id = takenId ?? (await takeMessageId(this.tx))
    this.write(messageQueries.insertMessage, messageRow(this.tx.workspaceId, id, this.ticket.id, this.at, message))
    if (hasFiles(message)) this.then(() => addFiles(this.tx, id, this.ticket.id, this.at, message))
    const isPublic = message.audience === 'public' && !(message.sendAt && message.sendAt > this.at)
    this.ticket.messageCount += 1
    if (isPublic && message.kind !== 'system') {
      this.ticket.preview = previewOf(message.body)
      this.ticket.lastPublicMessageId = id
      this.ticket.lastPublicBy = message.author.kind === 'contact' ? 'contact' : 'agent'
      if (message.author.kind === 'agent') this.ticket.lastAgentMessageAt = this.at
    }
    this.ticket.lastActivityAt = this.at
    this.log('message.added', { message: id, kind: message.kind, audience: message.audience })
    return id
  }

  log(type: string, data: Record<string, Plain> = {}, details?: Record<string, unknown>): void {
    const { actor } = this.ctx
    const actorId = actor.kind === 'staff' ? actor.userId : actor.kind === 'customer' ? actor.contactId : null
    this.#events.push({ type, actorKind: actor.kind, actorId, at: this.at, data, details })
  }

  arm(kind: string, dueAt: Date, local?: { time: string; zone: string }): void {
    this.#timers.set(kind, { dueAt, local })
    if (kind === 'closure') this.ticket.closureAt = dueAt
    this.log('timer.set', { kind, dueAt: dueAt.toISOString() })
  }

  disarm(kind: string): void {
    this.#timers.set(kind, null)
    if (kind === 'closure') this.ticket.closureAt = null
    this.log('timer.cleared', { kind })
  }

  async takeForMail(): Promise<TakenForMail> {
    const taken = this.#taken
    this.#taken = undefined
    return taken ?? this.tx.one<TakenForMail>(takeForMail, [this.tx.workspaceId, this.ticket.deskId])
  }

  write(query: Query, params: readonly unknown[]): void {
    this.#writes.push({ query, params })
  }

  then(write: () => Promise<void>): void {
    this.#writes.push(write)
  }

  /** Writes everything the change collected. A change that changed nothing writes nothing. */
  async shut(): Promise<void> {
    if (this.#changed()) await together(this.#put())
  }

  /** The same, and asks last things: in one message to the server, unless a write has to look at an answer first. */
  async shutAsking<A>(ask: () => Promise<A>): Promise<A> {
    if (!this.#changed()) return this.tx.last(ask)
    if (this.#writes.some((write) => typeof write === 'function')) {
      await together(this.#put())
      return this.tx.last(ask)
    }
    const [, answer] = await this.tx.last(() => together([together(this.#put()), ask()]))
    return answer
  }

  #changed(): boolean {
    return this.before === null || this.#events.length > 0 || this.#writes.length > 0
  }

  /** Asks for all of it, in this order and without waiting, so that it travels together. */
  #put(): Promise<unknown>[] {
    const { tx, ticket, before } = this
    ticket.bucket = bucketOf(ticket)
    ticket.updatedAt = this.at
    if (before) ticket.version = before.version + 1
    const events = this.#chained()
    const cells = cellsMoved(before, ticket)
    const written: Promise<unknown>[] = [before ? this.#update(before, events, cells) : this.#insert(events, cells)]
    for (const [kind, timer] of this.#timers) {
      if (timer) {
        const { dueAt, local } = timer
        const values = [tx.workspaceId, ticket.id, kind, dueAt, ticket.eventSeq, local?.time ?? null, local?.zone ?? null]
        written.push(tx.run(setTimer, values))
      } else if (before) {
        written.push(tx.run(clearTimer, [tx.workspaceId, ticket.id, kind]))
      }
    }
    for (const write of this.#writes) written.push(typeof write === 'function' ? write() : tx.run(write.query, write.params))
    tx.afterCommit(() => {
      for (const work of ['events', 'search'] as const) this.ctx.app.wake(work)
      if (this.#timers.size > 0) this.ctx.app.wake('timers')
    })
    return written
  }

  #update(before: Readonly<Ticket>, events: string, cells: string | null): Promise<unknown> {
    const { tx, ticket } = this
    const fields = changedFields(before, ticket)
    return tx.run(updateTicket(fields, { hasDetails: this.#hasDetails(), hasCells: cells !== null }), [
      tx.workspaceId,
      ticket.id,
      events,
      ...(cells === null ? [] : [cells]),
      ...fields.map((field) => ticket[field]),
    ])
  }

  #insert(events: string, cells: string | null): Promise<unknown> {
    const { tx, ticket } = this
    const values = ticketFields.map((field) => ticket[field])
    return tx.run(insertTicket({ hasDetails: this.#hasDetails(), hasCells: true }), [tx.workspaceId, ...values, events, cells])
  }

  #hasDetails(): boolean {
    return this.#events.some(({ details }) => details !== undefined)
  }

  /** Gives the collected events their numbers and hashes, and moves the ticket's end of the chain along. */
  #chained(): string {
    const events = this.#events.map((event) => {
      const sealed = event.details ? sealDetails(event.details) : null
      const chained: TicketEvent = { ...event, seq: this.ticket.eventSeq + 1, detailsMac: sealed?.mac ?? null }
      this.ticket.eventSeq = chained.seq
      this.ticket.eventHash = chainHash(this.ticket.eventHash, this.tx.workspaceId, this.ticket.id, chained)
      return {
        seq: chained.seq,
        type: chained.type,
        actor_kind: chained.actorKind,
        actor_id: chained.actorId,
        at: chained.at,
        data: chained.data,
        mac: sealed?.mac.toString('hex') ?? null,
        hash: this.ticket.eventHash.toString('hex'),
        salt: sealed?.salt.toString('hex') ?? null,
        details: event.details ?? null,
      }
    })
    return JSON.stringify(events)
  }
}

/** −1 for the counter cell a ticket leaves, +1 for the one it enters; null if it stays where it is. */
function cellsMoved(before: Readonly<Ticket> | null, after: Readonly<Ticket>): string | null {
  const entered = cell(after)
  if (!before) return JSON.stringify([{ ...entered, n: 1 }])
  const left = cell(before)
  if (JSON.stringify(left) === JSON.stringify(entered)) return null
  return JSON.stringify([
    { ...left, n: -1 },
    { ...entered, n: 1 },
  ])
}

function cell(ticket: Readonly<Ticket>) {
  return {
    desk_id: ticket.deskId,
    lifecycle_version_id: ticket.lifecycleVersionId,
    status: ticket.status,
    category: ticket.category,
    assignee_id: ticket.assigneeId ?? 0,
    team_id: ticket.teamId ?? 0,
    bucket: ticket.bucket,
    finish: finishOf(ticket),
  }
}

/** Who somebody is to a lifecycle. An agent who was granted `tickets.close_active` closes as an admin does. */
export function engineActor(actor: Actor, event: EventType): 'agent' | 'admin' | 'customer' | 'system' {
  if (actor.kind !== 'staff') return actor.kind
  if (actor.actsAs === 'agent' && event === 'close' && actor.permissions.has('tickets.close_active')) return 'admin'
  return actor.actsAs
}

/** A refusal as a problem document: it names the status, the action and the reason. */
export function refused(lifecycle: Lifecycle, refusal: Refusal): AppError {
  return new AppError('refused', refusalMessage(lifecycle, refusal), {
    action: refusal.event,
    reason: refusal.reason,
    ticketStatus: refusal.status,
    statusLabel: refusal.status === null ? null : (lifecycle.statuses[refusal.status]?.label ?? null),
  })
}
