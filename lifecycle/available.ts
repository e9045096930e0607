import { compile, statusesAsked, statusOf } from './compile.ts'
import { decide } from './decide.ts'
import {
  type ActorKind,
  type CustomerRights,
  type EventInput,
  type Facts,
  type Lifecycle,
  type Refusal,
  type TicketState,
  type Verb,
  verbs,
} from './types.ts'

/** What the person must still say before an action can be done. */
export type Need = 'confirmation' | 'time'

export interface OfferedAction {
  readonly verb: Verb
  /** For `status_set`, the status to ask for; for other verbs, where an allowed one leads. */
  readonly to?: string
  readonly allowed: boolean
  /** Why not, when it is not allowed: shown dimmed with this reason. */
  readonly refusal?: Refusal
  readonly needs?: readonly Need[]
}

export interface StatusChoice extends OfferedAction {
  readonly verb: 'status_set'
  readonly to: string
}

/**
 * What this actor may do to this ticket now, and what they may not, with the reason: the verbs this lifecycle has for people, and the
 * statuses it lets people set. A verb it never uses is absent. Customers see only verbs that speak of customers.
 *
 * @example
 * available(inbox, { status: 'resolved' }, 'agent', {}).filter((action) => action.allowed).map((action) => action.verb)
 * // ['reopen', 'status_set']
 */
export function available(lifecycle: Lifecycle, ticket: TicketState, actor: ActorKind, facts: Facts): OfferedAction[] {
  const shown = verbs.filter((verb) => verb !== 'status_set' && speaksOf(lifecycle, verb, actor))
  const settable = settableStatuses(lifecycle, actor)
  return [
    ...shown.map((verb) => ({ verb, ...offer(lifecycle, ticket, { type: verb, actor }, facts) })),
    ...statusChoices(lifecycle, ticket, actor, facts).filter((choice) => settable.has(choice.to)),
  ]
}

/**
 * Every status but the present one: may this actor set it, and if not, why not.
 *
 * @example
 * statusChoices(signOff, { status: 'open' }, 'agent', {}).find((choice) => choice.to === 'pending_closure')?.refusal?.reason
 * // 'only_customers_request'
 */
export function statusChoices(lifecycle: Lifecycle, ticket: TicketState, actor: ActorKind, facts: Facts): StatusChoice[] {
  return Object.keys(lifecycle.statuses)
    .filter((key) => key !== ticket.status)
    .map((to) => ({ ...offer(lifecycle, ticket, { type: 'status_set', actor, to }, facts), verb: 'status_set', to }))
}

type Answer = Omit<OfferedAction, 'verb'>

function offer(lifecycle: Lifecycle, ticket: TicketState, event: EventInput, facts: Facts): Answer {
  const asIs = decide(lifecycle, ticket, event, facts)
  // A question the dialogue asks is no reason to dim the button.
  const asks = !asIs.ok && asIs.reason === 'needs_confirmation'
  const decision = asks ? decide(lifecycle, ticket, event, { ...facts, confirmed: true }) : asIs
  if (!decision.ok) return { allowed: false, refusal: decision }

  const wantsTime = decision.steps.some((step) => step.timers.some((timer) => timer.set && timer.after === undefined))
  const needs: Need[] = [...(asks ? (['confirmation'] as const) : []), ...(wantsTime ? (['time'] as const) : [])]
  return needs.length > 0 ? { to: decision.to, allowed: true, needs } : { to: decision.to, allowed: true }
}

function speaksOf(lifecycle: Lifecycle, verb: Verb, actor: ActorKind): boolean {
  const kinds: ActorKind[] = actor === 'customer' ? ['customer'] : actor === 'system' ? ['system'] : ['agent', 'admin', 'customer']
  return [...(compile(lifecycle).rows.get(verb)?.values() ?? [])].some((byActor) => kinds.some((kind) => byActor[kind] !== undefined))
}

function settableStatuses(lifecycle: Lifecycle, actor: ActorKind): ReadonlySet<string> {
  const kinds: ActorKind[] = actor === 'agent' || actor === 'admin' ? ['agent', 'admin'] : [actor]
  const rows = lifecycle.transitions.filter((row) => row.on === 'status_set' && row.by.some((kind) => kinds.includes(kind)))
  return new Set(rows.flatMap(statusesAsked))
}

/** What a customer may do in a status that says nothing about it. */
export const defaultRights: CustomerRights = { reply: true, editOwn: true, requestClosure: false, close: false, invite: false }

/**
 * What a customer may do while the ticket is in this status.
 *
 * @example
 * customerRights(signOff, 'closed').reply // false
 */
export function customerRights(lifecycle: Lifecycle, statusKey: string): CustomerRights {
  return { ...defaultRights, ...statusOf(lifecycle, statusKey)?.customer }
}

/**
 * Does the resolution clock run in this status? Where the status does not say: in the categories `new`, `open` and `transferred`.
 *
 * @example
 * slaRuns(support, 'waiting') // false
 */
export function slaRuns(lifecycle: Lifecycle, statusKey: string): boolean {
  const status = statusOf(lifecycle, statusKey)
  if (!status) return false
  return status.slaRuns ?? (status.category === 'new' || status.category === 'open' || status.category === 'transferred')
}
