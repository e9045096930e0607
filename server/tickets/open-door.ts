import { decide, type EventType, type Lifecycle, type Move, type Refusal, type TimerChange } from '../../lifecycle/index.ts'
import type { Context } from '../access/index.ts'
import type { DeskSettings } from '../desks/index.ts'
import { addFiles, hasFiles, messageQueries, messageRow, type NewMessage, previewOf, takeMessageId } from '../messages/index.ts'
import { type Query, together, type Tx } from '../platform/db/index.ts'
import { cellsMoved } from './counter-cells.ts'
import { type Door, engineActor, type FireInput, type MadeWith, refused } from './door.ts'
import { writtenFields, clearTimer, insertTicket, setTimer, updateTicket } from './door.queries.ts'
import { runEffect } from './effect-registry.ts'
import { endGuide } from './end-guide.ts'
import { chainHash, type Plain, sealDetails, type TicketEvent } from './event-chain.ts'
import { factsOf } from './facts.ts'
import { keepMasked } from './keep-masked.ts'
import { type TakenForMail, takeForMail } from './mailing.queries.ts'
import { keepClock } from './service-clock.ts'
import { bucketOf, type Ticket, ticketFields } from './ticket.ts'

interface Opened {
  readonly ticket: Ticket
  readonly before: Readonly<Ticket> | null
  readonly lifecycle: Lifecycle
  readonly settings: DeskSettings
  readonly taken?: TakenForMail
  readonly made?: MadeWith
}

interface RowToWrite {
  readonly query: Query
  readonly params: readonly unknown[]
}

/** The door as `change-ticket.ts` opens it. */
export class OpenDoor implements Door {
  readonly at: Date
  readonly ctx: Context
  readonly tx: Tx
  readonly ticket: Ticket
  readonly before: Readonly<Ticket> | null
  readonly lifecycle: Lifecycle
  readonly settings: DeskSettings
  readonly made: MadeWith | null
  readonly #events: (Omit<TicketEvent, 'seq' | 'detailsMac'> & { details?: Record<string, unknown> })[] = []
  readonly #writes: (RowToWrite | (() => Promise<void>))[] = []
  readonly #timers = new Map<string, { dueAt: Date; local?: { time: string; zone: string } } | null>()

  #taken: TakenForMail | undefined
  #mailed = false
  #told = false

  constructor(ctx: Context, tx: Tx, { ticket, before, lifecycle, settings, taken, made }: Opened) {
    this.ctx = ctx
    this.tx = tx
    this.ticket = ticket
    this.before = before
    this.lifecycle = lifecycle
    this.settings = settings
    this.made = made ?? null
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
        // Whoever chose to mail nothing, or resolves among colleagues, does not want this mail either.
        if (!step.quiet && input.words?.mail !== false) this.#told = true
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

  get mayTellStatus(): boolean {
    return this.#told && !this.#mailed
  }

  mailed(): void {
    this.#mailed = true
  }

  #changeTimer(change: TimerChange, timerAt: Date | undefined): void {
    if (!change.set) return this.disarm(change.kind)
    if (change.after) return this.arm(change.kind, new Date(this.at.getTime() + this.settings[change.after] * 60_000))
    if (!timerAt) throw new Error(`the timer ${change.kind} was set without a time`)
    this.arm(change.kind, timerAt)
  }

  async say(said: NewMessage, takenId?: number): Promise<number> {
    const id = takenId ?? (await takeMessageId(this.tx))
    const kept = this.ticket.maskedWords === 0 ? null : await (await this.#masked()).message(this, id, said)
    const message = kept?.message ?? said
    this.write(messageQueries.insertMessage, messageRow(this.tx.workspaceId, id, this.ticket.id, this.at, message))
    kept?.write()
    if (hasFiles(message)) this.then(() => addFiles(this.tx, id, this.ticket.id, this.at, message))
    const isPublic = message.audience === 'public' && !(message.sendAt && message.sendAt > this.at)
    this.ticket.messageCount += 1
    if (isPublic && message.kind !== 'system') {
      this.ticket.preview = previewOf(message.body)
      this.ticket.lastPublicMessageId = id
      this.ticket.lastPublicBy = message.author.kind === 'contact' ? 'contact' : 'agent'
      if (message.author.kind === 'agent') {
        this.ticket.lastAgentMessageAt = this.at
        endGuide(this, 'replied')
      }
      if (message.author.kind === 'contact') this.ticket.lastCustomerMessageAt = this.at
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

  schedule(kind: string, dueAt: Date | null): void {
    this.#timers.set(kind, dueAt && { dueAt })
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
    if (this.ticket.maskedWords > 0) await this.#keepMasked()
    await keepClock(this)
    if (this.#changed()) await together(this.#put())
  }

  /** The same, and asks last things: in one message to the server, unless a write has to look at an answer first. */
  async shutAsking<A>(ask: () => Promise<A>): Promise<A> {
    if (this.ticket.maskedWords > 0) await this.#keepMasked()
    await keepClock(this)
    if (!this.#changed()) return this.tx.last(ask)
    if (this.#writes.some((write) => typeof write === 'function')) {
      await together(this.#put())
      return this.tx.last(ask)
    }
    const [, answer] = await this.tx.last(() => together([together(this.#put()), ask()]))
    return answer
  }

  #masked() {
    return keepMasked(this.ctx.app, this.tx, this.made?.maskedLike?.id ?? this.ticket.id)
  }

  /** What is written on the ticket itself, and into its log, keeps what is masked everywhere on it. */
  async #keepMasked(): Promise<void> {
    const { ticket, before } = this
    const isNew =
      ticket.title !== before?.title ||
      ticket.resolutionText !== before.resolutionText ||
      ticket.fields !== before.fields ||
      this.#hasDetails()
    if (!isNew) return
    const masked = await this.#masked()
    ticket.title = masked.text(ticket.title)
    if (ticket.resolutionText !== null) ticket.resolutionText = masked.text(ticket.resolutionText)
    if (ticket.fields !== before?.fields) ticket.fields = await masked.fields(ticket.fields)
    this.#events.forEach((event) => {
      if (event.details) event.details = masked.json(event.details)
    })
  }

  #changed(): boolean {
    return this.before === null || this.#events.length > 0 || this.#writes.length > 0 || this.#timers.size > 0
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
    const fields = writtenFields(before, ticket)
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
