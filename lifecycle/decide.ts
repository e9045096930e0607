import { allHold, type CompiledRow, compile, lastPerKind, notYet, type Plan, planOf, planWithoutRow, statusOf } from './compile.ts'
import {
  type ActorKind,
  type Decision,
  type EventInput,
  type EventType,
  type Facts,
  type Lifecycle,
  type Refusal,
  type RefusalReason,
  type Step,
  type TicketState,
  verbs,
} from './types.ts'

/** Steps that may follow the first one by `then`. A lifecycle that wants more has a loop, which the checker names. */
const chainLimit = 4

const askedFor: ReadonlySet<EventType> = new Set<EventType>(verbs)

/**
 * What happens to a ticket: where it goes and what must be done about it, or why not. It reads no clock and changes nothing.
 *
 * Two things hold in every lifecycle, so that no row can forget them: an agent's reply yields `stamp_first_response`; entering the category
 * `resolved` or `closed` yields `stamp_resolved`, and going back to work from there `clear_resolved`.
 *
 * @example
 * const decision = decide(support, { status: 'open' }, { type: 'agent_replied', actor: 'agent' }, {})
 * if (decision.ok) console.log(decision.to) // in_progress
 */
export function decide(lifecycle: Lifecycle, ticket: TicketState, event: EventInput, facts: Facts): Decision {
  const known = withWhoWroteLast(event.type, facts)
  const first = decideStep(lifecycle, ticket.status, event, known)
  if ('ok' in first) return first

  const steps = [first]
  let last = first
  while (steps.length <= chainLimit) {
    const next = last.row === null ? undefined : lifecycle.transitions[last.row]?.then
    if (next === undefined) break
    const step = decideStep(lifecycle, last.to, { type: next, actor: 'system' }, known)
    if ('ok' in step || step.row === null) break
    steps.push(step)
    last = step
  }
  return { ok: true, from: ticket.status, to: last.to, steps }
}

/** A reply is itself the newest message: whether the caller read this fact before or after adding it must not matter. */
function withWhoWroteLast(event: EventType, facts: Facts): Facts {
  if (event === 'customer_replied') return { ...facts, customer_wrote_last: true }
  if (event === 'agent_replied' || event === 'agent_wrote_first') return { ...facts, customer_wrote_last: false }
  return facts
}

function decideStep(lifecycle: Lifecycle, status: string | null, event: EventInput, facts: Facts): Step | Refusal {
  const starts = event.type === 'created' || event.type === 'agent_wrote_first'
  if (starts !== (status === null)) return refuse('not_offered', status, event)
  if (status !== null && !statusOf(lifecycle, status)) return refuse('unknown_status', status, event)
  if (event.type === 'status_set') {
    if (event.to === undefined || !statusOf(lifecycle, event.to)) return refuse('unknown_status', status, event)
    if (event.to === status) return refuse('same_status', status, event)
  }

  const chosen = rowsFor(lifecycle, status, event, event.actor).find((row) => allHold(row.tests, facts))
  if (!chosen) return withoutRow(lifecycle, status, event, facts)
  if (chosen.row.refuse) return refuse(chosen.row.refuse, status, event)

  const plan = planOf(lifecycle, chosen, status, event.type, event.actor)
  const step = stepOf(plan, status, event, chosen.index, facts)
  return chosen.row.quiet ? { ...step, quiet: true } : step
}

function stepOf(plan: Plan, status: string | null, event: EventInput, row: number | null, facts: Facts): Step {
  const timers = plan.settled ?? lastPerKind(plan.timers.filter((timer) => allHold(timer.tests, facts)).map((timer) => timer.change))
  return { event: event.type, by: event.actor, from: status, to: plan.to, row, effects: plan.effects, timers }
}

function rowsFor(lifecycle: Lifecycle, status: string | null, event: EventInput, actor: ActorKind): readonly CompiledRow[] {
  const rows =
    compile(lifecycle)
      .rows.get(event.type)
      ?.get(status ?? notYet)?.[actor] ?? []
  const asked = event.to
  return event.type === 'status_set' && asked !== undefined ? rows.filter((row) => row.asked?.includes(asked)) : rows
}

function withoutRow(lifecycle: Lifecycle, status: string | null, event: EventInput, facts: Facts): Step | Refusal {
  if (status === null) return stepOf(planWithoutRow(lifecycle, lifecycle.initial, null, event), null, event, null, facts)
  if (askedFor.has(event.type)) return refuse(whyNotOffered(lifecycle, status, event), status, event)
  if (event.type === 'customer_replied' && statusOf(lifecycle, status)?.category === 'closed') {
    return { ...refuse('closed_to_customers', status, event), followUp: true }
  }
  return stepOf(planWithoutRow(lifecycle, 'stay', status, event), status, event, null, facts)
}

function whyNotOffered(lifecycle: Lifecycle, status: string, event: EventInput): RefusalReason {
  if (whoMay(lifecycle, status, event).length > 0) return 'wrong_actor'
  return statusOf(lifecycle, status)?.final ? 'final_status' : 'not_offered'
}

/** The people, other than the one who asked, to whom a row grants this. */
export function whoMay(lifecycle: Lifecycle, status: string, event: EventInput): ActorKind[] {
  const others = (['agent', 'admin', 'customer'] as const).filter((kind) => kind !== event.actor)
  return others.filter((kind) => rowsFor(lifecycle, status, event, kind).some((row) => !row.row.refuse))
}

function refuse(reason: RefusalReason, status: string | null, event: EventInput): Refusal {
  const refusal: Refusal = { ok: false, reason, event: event.type, status, actor: event.actor }
  return event.to === undefined ? refusal : { ...refusal, asked: event.to }
}
