/**
 * The words a lifecycle is written in. A lifecycle is data: statuses, what customers may do in each, and
 * transition rows. The engine (`decide`) reads a row list top to bottom and answers with a new status, effects and
 * timers, or with a refusal. Nothing here knows a clock, a database or a ticket's text.
 */

/** What a status means to views, SLA and reports, whatever its key is called in one lifecycle. */
export const categories = ['new', 'open', 'waiting', 'transferred', 'resolved', 'closed'] as const
export type Category = (typeof categories)[number]

/** Who does something to a ticket. An admin may do what rows grant to `admin`; rows name both where both may. */
export const actorKinds = ['agent', 'admin', 'customer', 'system'] as const
export type ActorKind = (typeof actorKinds)[number]

/**
 * The closed list of what can happen to a ticket.
 * A *verb* (see `verbs`) without a row is refused; any other event without a row leaves the status as it is.
 */
export const eventTypes = [
  'created',
  'agent_wrote_first',
  'agent_replied',
  'agent_commented',
  'customer_replied',
  'assigned',
  'unassigned',
  'assignee_left',
  'status_set',
  'resolve',
  'resolve_internally',
  'hold',
  'complete',
  'close',
  'reopen',
  'request_closure',
  'schedule_closure',
  'closure_due',
  'idle_due',
  'return_due',
  'transferred_to_desk',
  'transfer_finished',
  'tracker_created',
  'tracker_progressed',
  'tracker_finished',
  'merged_away',
  'deletion_scheduled',
] as const
export type EventType = (typeof eventTypes)[number]

/** Events that somebody asks for: without a row they are refused. */
export const verbs = [
  'status_set',
  'resolve',
  'resolve_internally',
  'hold',
  'complete',
  'close',
  'reopen',
  'request_closure',
  'schedule_closure',
  'transferred_to_desk',
  'transfer_finished',
  'tracker_created',
  'tracker_progressed',
  'tracker_finished',
] as const satisfies readonly EventType[]
export type Verb = (typeof verbs)[number]

/** Facts read under the ticket's lock before deciding. `x` holds when the fact is true, `!x` when it is not. */
export const guards = [
  /** The assignee (for `assigned`: the one about to be assigned) is online. */
  'assignee_online',
  /** Whoever held it last (the assignee, else the remembered former one) is still staff of the desk and online. */
  'last_assignee_online',
  /** Somebody on the desk is online with free capacity. */
  'agent_available',
  /** For `assigned` and `unassigned`: as it will be afterwards. */
  'has_assignee',
  'survey_submitted',
  /** The newest public message is the customer's. The engine knows this by itself for replies: true for the customer's, false for an agent's. */
  'customer_wrote_last',
  /** The actor confirmed a question the dialogue asks (close after asking the customer). */
  'confirmed',
  /** Desk settings, each a boolean with a documented default. */
  'setting_return_after_time',
  'setting_return_on_customer_message',
  'setting_reply_moves_waiting',
] as const
export type GuardName = (typeof guards)[number]
export type Guard = GuardName | `!${GuardName}`
export type Facts = Readonly<Partial<Record<GuardName, boolean>>>

/** Timers a lifecycle may arm. Each calls the engine with the event named here when it is due. */
export const timerEvents = { idle: 'idle_due', return: 'return_due', closure: 'closure_due' } as const satisfies Record<string, EventType>
export type TimerKind = keyof typeof timerEvents

/** Desk settings (whole minutes) that say how long a timer runs. `closure` runs to the time the actor gave. */
export const durationSettings = ['idleMinutes', 'returnMinutes'] as const
export type DurationSetting = (typeof durationSettings)[number]

/** Effects that are one word; the others carry something. */
export const plainEffects = [
  'take',
  'unassign',
  'assign_last',
  'enqueue_for_assignment',
  'leave_assignment_queue',
  'resolution_mail',
  'hold_mail',
  'create_survey',
  'withdraw_survey',
  'clear_favourites',
  'stamp_first_response',
  'stamp_resolved',
  'clear_resolved',
] as const satisfies readonly Effect[]

export type Effect =
  /** The actor becomes the assignee. */
  | 'take'
  /** Nobody holds it; the former assignee is remembered. Nothing happens when nobody held it. */
  | 'unassign'
  /** Whoever held it last holds it: the present assignee, else the remembered former one. */
  | 'assign_last'
  | 'enqueue_for_assignment'
  | 'leave_assignment_queue'
  | 'resolution_mail'
  | 'hold_mail'
  /** One survey, unless an unsubmitted one is already there. */
  | 'create_survey'
  /** Deletes the survey unless it was submitted. */
  | 'withdraw_survey'
  | 'clear_favourites'
  /** Set once, at the first time. Every reply of an agent or admin yields it, whether a row says so or not. */
  | 'stamp_first_response'
  /**
   * Who and when, kept from the first time until it is cleared. Entering the category `resolved` or `closed` from another one yields it
   * (closing a resolved ticket too: somebody else may be closing it), leaving both yields `clear_resolved`, whether a row says so or not.
   */
  | 'stamp_resolved'
  | 'clear_resolved'
  /** A line in the conversation that nobody wrote; `key` is one of `systemLines`. */
  | { readonly systemLine: SystemLine }
  /**
   * `after`: a desk setting in minutes, counted from now; without it, the time that came with the event (only `schedule_closure` brings one).
   * `when`: armed only if all of these hold.
   */
  | { readonly setTimer: TimerKind; readonly after?: DurationSetting; readonly when?: readonly Guard[] }
  | { readonly clearTimer: TimerKind }

export const systemLines = [
  'closed_as_scheduled',
  'closure_requested',
  'back_in_progress',
  'closed_after_confirmation',
  'went_idle',
  'assignee_left',
] as const
export type SystemLine = (typeof systemLines)[number]

/** Words in the languages the product speaks. */
export interface Label {
  readonly en: string
  readonly ja: string
  readonly ko: string
}

/** Status colours name a step of the palette, not a hex value: screens map them per theme. */
export const colours = ['grey', 'blue', 'teal', 'green', 'amber', 'orange', 'red', 'purple'] as const
export type Colour = (typeof colours)[number]

/** What a customer may do while the ticket is in a status. Everything not named is as in `defaultRights`. */
export interface CustomerRights {
  readonly reply: boolean
  readonly editOwn: boolean
  readonly requestClosure: boolean
  readonly close: boolean
  readonly invite: boolean
}

export interface Status {
  readonly category: Category
  readonly colour: Colour
  readonly label: Label
  /** What the customer reads; the staff label where it is absent. */
  readonly customerLabel?: Label
  readonly customer?: Partial<CustomerRights>
  /** Does the resolution clock run? Default: yes in `new` and `open` and `transferred`, no elsewhere. */
  readonly slaRuns?: boolean
  /** Comments may be sent to the task in the project tracker. Default: no. */
  readonly trackerComments?: boolean
  /** No way out is intended. */
  readonly final?: boolean
  readonly entering?: readonly Effect[]
  readonly leaving?: readonly Effect[]
}

/** A set of statuses with effects when its border is crossed; moving inside it does nothing. */
export interface Region {
  readonly name: string
  readonly statuses: readonly string[]
  readonly entering?: readonly Effect[]
  readonly leaving?: readonly Effect[]
}

/** Why a row says no. Each has a sentence in `refusals.ts`. */
export const refusalReasons = [
  'not_offered',
  'wrong_actor',
  'same_status',
  'unknown_status',
  'assignee_not_online',
  'must_stay_assigned',
  'final_status',
  'already_scheduled',
  'already_closed',
  'only_customers_request',
  'needs_a_time',
  'needs_confirmation',
  'closed_to_customers',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export interface Transition {
  readonly on: EventType
  /** Statuses it starts from. `[]` for `created` and `agent_wrote_first`: the ticket does not exist yet. */
  readonly from: readonly string[]
  /** A status, or `stay`. Absent on a row that refuses. */
  readonly to?: string
  readonly by: readonly ActorKind[]
  readonly when?: readonly Guard[]
  readonly does?: readonly Effect[]
  /** For `status_set`: the statuses asked for that this row answers. Default: `[to]`. */
  readonly asked?: readonly string[]
  /** Decided at once afterwards, by `system`, in the same transaction and with the same facts. */
  readonly then?: EventType
  /**
   * Nobody outside is told or asked: mails and surveys of the statuses and regions crossed are left out (timers, queue, favourites and
   * stamps are still kept right), and the step says `quiet` so that no notice of the change is mailed. What `does` names is done.
   */
  readonly quiet?: boolean
  /** This row says no, and why. */
  readonly refuse?: RefusalReason
}

export const followUpPolicies = ['always', 'mail_only'] as const

export interface DeskDefaults {
  /** Agents see every ticket of the desk, or those assigned to them. Default: every one. */
  readonly membersSeeAll?: boolean
  /** Resolving asks for a resolution text. Default: no. */
  readonly resolutionTextRequired?: boolean
  /** Customers are mailed when the status means something else to them. Default: no. */
  readonly statusMails?: boolean
  /** Who writes a ticket down says by which channel it came; without that it is `created`. Default: yes. */
  readonly chooseChannel?: boolean
}

export interface Lifecycle {
  readonly key: string
  readonly name: Label
  /** Where `created` leads when no row says otherwise. */
  readonly initial: string
  readonly statuses: Readonly<Record<string, Status>>
  readonly regions?: readonly Region[]
  /**
   * What a customer writes to a closed ticket becomes a linked follow-up. `mail_only`: on the web and by the API it is refused
   * with the reason instead, since there the person can be told. Default: `always`.
   */
  readonly followUps?: (typeof followUpPolicies)[number]
  /** What a new desk with this lifecycle starts from; an admin may change it. */
  readonly deskDefaults?: DeskDefaults
  readonly transitions: readonly Transition[]
}

/** The part of a ticket the engine looks at. `status` is null before it exists. */
export interface TicketState {
  readonly status: string | null
}

export interface EventInput {
  readonly type: EventType
  readonly actor: ActorKind
  /** For `status_set`: the status asked for. */
  readonly to?: string
}

export type TimerChange =
  | { readonly kind: TimerKind; readonly set: true; readonly after?: DurationSetting }
  | { readonly kind: TimerKind; readonly set: false }

/** One step of a decision. A chained row (`then`) yields a second step. */
export interface Step {
  readonly event: EventType
  readonly by: ActorKind
  readonly from: string | null
  readonly to: string
  /** Index of the row in `transitions`; null when no row applied and the status stays. */
  readonly row: number | null
  readonly effects: readonly Exclude<Effect, { setTimer: TimerKind } | { clearTimer: TimerKind }>[]
  readonly timers: readonly TimerChange[]
  /** The change is not told to the customer. */
  readonly quiet?: boolean
}

export interface Move {
  readonly ok: true
  readonly from: string | null
  readonly to: string
  readonly steps: readonly Step[]
}

export interface Refusal {
  readonly ok: false
  readonly reason: RefusalReason
  readonly event: EventType
  readonly status: string | null
  readonly actor: ActorKind
  /** For `status_set`: what was asked for. */
  readonly asked?: string
  /** True when a customer wrote to a status that takes no reply: the caller opens a follow-up. */
  readonly followUp?: boolean
}

export type Decision = Move | Refusal
