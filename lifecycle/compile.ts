import type {
  ActorKind,
  Effect,
  EventInput,
  EventType,
  Facts,
  Guard,
  GuardName,
  Lifecycle,
  Status,
  Step,
  TimerChange,
  TimerKind,
  Transition,
} from './types.ts'

/** What is looked up in `Compiled.rows` for a ticket that does not exist yet; no status key can be empty. */
export const notYet = ''

export interface Test {
  readonly fact: GuardName
  readonly wanted: boolean
}

/** What one row does when it starts from one status: found out once, then only read. */
export interface Plan {
  readonly to: string
  readonly effects: Step['effects']
  readonly timers: readonly { readonly change: TimerChange; readonly tests: readonly Test[] }[]
  /** The timers when no condition hangs on them. */
  readonly settled: readonly TimerChange[] | null
}

export interface CompiledRow {
  readonly row: Transition
  readonly index: number
  readonly tests: readonly Test[]
  readonly asked: readonly string[] | null
  plan: Plan | null
}

type ByActor = Partial<Record<ActorKind, CompiledRow[]>>

export interface Compiled {
  readonly rows: ReadonlyMap<EventType, ReadonlyMap<string, ByActor>>
}

const compiled = new WeakMap<Lifecycle, Compiled>()

/** The rows of a lifecycle, found by event, status and actor. Kept as long as the lifecycle itself, which must not change. */
export function compile(lifecycle: Lifecycle): Compiled {
  let index = compiled.get(lifecycle)
  if (!index) {
    index = { rows: indexRows(lifecycle) }
    compiled.set(lifecycle, index)
  }
  return index
}

function indexRows(lifecycle: Lifecycle): Compiled['rows'] {
  const rows = new Map<EventType, Map<string, ByActor>>()
  for (const [index, row] of lifecycle.transitions.entries()) {
    const byStatus = rows.get(row.on) ?? new Map<string, ByActor>()
    rows.set(row.on, byStatus)
    const tests = testsOf(row.when)
    const asked = row.on === 'status_set' ? statusesAsked(row) : null
    for (const from of row.from.length === 0 ? [notYet] : row.from) {
      const byActor = byStatus.get(from) ?? {}
      byStatus.set(from, byActor)
      for (const actor of row.by) {
        const list = byActor[actor] ?? []
        byActor[actor] = list
        list.push({ row, index, tests, asked, plan: null })
      }
    }
  }
  return rows
}

/** The statuses a `status_set` row answers. */
export function statusesAsked(row: Transition): readonly string[] {
  if (row.asked) return row.asked
  return row.to === undefined || row.to === 'stay' ? [] : [row.to]
}

function testsOf(guards: readonly Guard[] = []): Test[] {
  return guards.map(testOf)
}

export function testOf(guard: Guard): Test {
  return guard.startsWith('!') ? { fact: guard.slice(1) as GuardName, wanted: false } : { fact: guard as GuardName, wanted: true }
}

export function allHold(tests: readonly Test[], facts: Facts): boolean {
  for (const test of tests) if ((facts[test.fact] === true) !== test.wanted) return false
  return true
}

export function planOf(lifecycle: Lifecycle, compiledRow: CompiledRow, from: string | null, event: EventType, actor: ActorKind): Plan {
  compiledRow.plan ??= plan(lifecycle, from, compiledRow.row, event, actor)
  return compiledRow.plan
}

/** Without a row: creation leads to the initial status, anything else stays, and the rules that hold everywhere still hold. */
export function planWithoutRow(lifecycle: Lifecycle, to: string, from: string | null, event: EventInput): Plan {
  return plan(lifecycle, from, { on: event.type, from: [], to, by: [event.actor] }, event.type, event.actor)
}

/** A row's own plan, for the checker: it asks about moves nobody makes. */
export function planOfRow(lifecycle: Lifecycle, from: string | null, row: Transition, actor: ActorKind): Plan {
  return plan(lifecycle, from, row, row.on, actor)
}

function plan(lifecycle: Lifecycle, from: string | null, row: Transition, event: EventType, actor: ActorKind): Plan {
  const to = row.to === undefined || row.to === 'stay' ? (from ?? lifecycle.initial) : row.to
  const all = effectsOfMove(lifecycle, from, to, row, event, actor)
  const effects = all.filter((effect) => !isTimerEffect(effect)) as Step['effects'][number][]
  const timers = all.flatMap((effect) => timerOf(effect))
  const settled = timers.every((timer) => timer.tests.length === 0) ? lastPerKind(timers.map((timer) => timer.change)) : null
  return { to, effects: Object.freeze(effects), timers, settled }
}

/** In the order they are done: leave the status, leave regions, what the row says, enter regions, enter the status. */
function effectsOfMove(
  lifecycle: Lifecycle,
  from: string | null,
  to: string,
  row: Transition,
  event: EventType,
  actor: ActorKind,
): Effect[] {
  const does = [...(row.does ?? [])]
  if (event === 'agent_replied' && (actor === 'agent' || actor === 'admin') && !does.includes('stamp_first_response')) {
    does.unshift('stamp_first_response')
  }
  if (from === to) return does

  const told = row.quiet ? isUntold : () => true
  const crossed = [...leaving(lifecycle, from, to).filter(told), ...does, ...entering(lifecycle, from, to).filter(told)]
  return crossed.filter((effect, at) => typeof effect !== 'string' || crossed.indexOf(effect) === at)
}

function leaving(lifecycle: Lifecycle, from: string | null, to: string): Effect[] {
  if (from === null) return []
  const regions = (lifecycle.regions ?? []).filter((region) => region.statuses.includes(from) && !region.statuses.includes(to))
  const effects = [...(statusOf(lifecycle, from)?.leaving ?? []), ...regions.flatMap((region) => region.leaving ?? [])]
  return isDone(lifecycle, from) && !isDone(lifecycle, to) ? [...effects, 'clear_resolved'] : effects
}

function entering(lifecycle: Lifecycle, from: string | null, to: string): Effect[] {
  const regions = (lifecycle.regions ?? []).filter(
    (region) => region.statuses.includes(to) && !(from !== null && region.statuses.includes(from)),
  )
  const effects = [...regions.flatMap((region) => region.entering ?? []), ...(statusOf(lifecycle, to)?.entering ?? [])]
  const isNews = isDone(lifecycle, to) && (from === null || statusOf(lifecycle, from)?.category !== statusOf(lifecycle, to)?.category)
  return isNews ? ['stamp_resolved', ...effects] : effects
}

/** Resolved or closed, by category: the resolution time ends here. */
function isDone(lifecycle: Lifecycle, key: string | null): boolean {
  const category = key === null ? undefined : statusOf(lifecycle, key)?.category
  return category === 'resolved' || category === 'closed'
}

function isUntold(effect: Effect): boolean {
  return effect !== 'resolution_mail' && effect !== 'hold_mail' && effect !== 'create_survey'
}

export function statusOf(lifecycle: Lifecycle, key: string): Status | undefined {
  return Object.hasOwn(lifecycle.statuses, key) ? lifecycle.statuses[key] : undefined
}

type TimerEffect = Extract<Effect, { setTimer: TimerKind } | { clearTimer: TimerKind }>

export function isTimerEffect(effect: Effect): effect is TimerEffect {
  return typeof effect === 'object' && ('setTimer' in effect || 'clearTimer' in effect)
}

function timerOf(effect: Effect): Plan['timers'] {
  if (!isTimerEffect(effect)) return []
  if ('clearTimer' in effect) return [{ change: { kind: effect.clearTimer, set: false }, tests: [] }]
  const { setTimer: kind, after } = effect
  return [{ change: after ? { kind, set: true, after } : { kind, set: true }, tests: testsOf(effect.when) }]
}

/** Setting a timer replaces it, so only the last word on each kind counts. */
export function lastPerKind(changes: readonly TimerChange[]): readonly TimerChange[] {
  return Object.freeze(changes.filter((change, at) => !changes.slice(at + 1).some((later) => later.kind === change.kind)))
}
