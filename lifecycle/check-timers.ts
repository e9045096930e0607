import { type Found, groupBy, type Move } from './check-moves.ts'
import { type Plan, planOfRow, type Test, testOf } from './compile.ts'
import { type EventType, type Lifecycle, type TimerKind, timerEvents } from './types.ts'

const kinds = Object.keys(timerEvents) as TimerKind[]

/** A move with what it does to timers. */
interface TimedMove extends Move {
  readonly timers: Plan['timers']
}

export function timerFindings(lifecycle: Lifecycle, moves: readonly Move[]): Found[] {
  const timed = moves.map((move): TimedMove => {
    const row = (move.row === null ? undefined : lifecycle.transitions[move.row]) ?? {
      on: move.event,
      from: [],
      to: move.to,
      by: [move.by],
    }
    return { ...move, timers: planOfRow(lifecycle, move.from, row, move.by).timers }
  })
  return [...kinds.flatMap((kind) => faultsOfKind(lifecycle, kind, timed)), ...withoutDuration(timed), ...chainFindings(lifecycle, timed)]
}

function faultsOfKind(lifecycle: Lifecycle, kind: TimerKind, moves: readonly TimedMove[]): Found[] {
  const due = timerEvents[kind]
  const answers = moves.filter((move) => move.event === due && move.by === 'system')
  const answered = new Set(answers.map((move) => move.from))
  const keptBy = groupBy(
    moves.filter((move) => outcome(move, kind) === 'untouched' && move.from !== move.to),
    (move) => move.from,
  )
  const arming = groupBy(
    moves.filter((move) => outcome(move, kind) === 'set'),
    (move) => move.to,
  )
  const armed = statusesArmed([...arming.keys()], keptBy)

  const found: Found[] = []
  for (const [status, [move]] of arming) {
    if ([...statusesArmed([status], keptBy)].some((key) => answered.has(key))) continue
    const message = `The ${kind} timer is armed in “${lifecycle.statuses[status]?.label.en}”, and no row answers “${due}” while it may run.`
    found.push({ code: 'timer_never_fires', severity: 'error', status, row: move?.row ?? undefined, message })
  }
  for (const [row, sameRow] of groupBy(answers, (move) => move.row)) {
    if (sameRow.some((move) => move.from !== null && armed.has(move.from))) continue
    const message = `A row answers “${due}”, and nothing arms the ${kind} timer there.`
    found.push({ code: 'timer_never_armed', severity: 'error', status: sameRow[0]?.from ?? undefined, row: row ?? undefined, message })
  }
  return found
}

/** Where a timer armed in these statuses may still run: wherever moves lead that neither set nor clear it. */
function statusesArmed(starts: readonly string[], keptBy: ReadonlyMap<string | null, readonly Move[]>): ReadonlySet<string> {
  const armed = new Set(starts)
  for (const status of armed) for (const move of keptBy.get(status) ?? []) armed.add(move.to)
  return armed
}

/** `set` where it may be armed: a condition on it is taken as possible. */
function outcome(move: TimedMove, kind: TimerKind): 'set' | 'cleared' | 'untouched' {
  const last = move.timers.findLast((timer) => timer.change.kind === kind)
  if (!last) return 'untouched'
  return last.change.set ? 'set' : 'cleared'
}

function withoutDuration(moves: readonly TimedMove[]): Found[] {
  const found = new Map<string, Found>()
  for (const move of moves) {
    for (const kind of instantTimers(move)) {
      found.set(`${move.row} ${kind}`, {
        code: 'timer_without_duration',
        severity: 'error',
        status: move.to,
        row: move.row ?? undefined,
        message: `The ${kind} timer is armed by “${move.event}” without saying how long it runs.`,
      })
    }
  }
  return [...found.values()]
}

/** Timers armed without a duration by an event that brings no time: they would be due at once. */
function instantTimers(move: TimedMove): TimerKind[] {
  if (move.event === 'schedule_closure') return []
  return move.timers.flatMap(({ change }) => (change.set && change.after === undefined ? [change.kind] : []))
}

/** What the system does at once after a move: the events of its `then` and of timers that have no delay. */
function goesOnWith(lifecycle: Lifecycle, move: TimedMove): EventType[] {
  const then = move.row === null ? undefined : lifecycle.transitions[move.row]?.then
  return [...(then === undefined ? [] : [then]), ...instantTimers(move).map((kind) => timerEvents[kind])]
}

const maxWalk = 20_000

/** Chains of system rows: an end that nothing answers, and cycles whose guards can hold together. */
function chainFindings(lifecycle: Lifecycle, moves: readonly TimedMove[]): Found[] {
  const bySystem = groupBy(
    moves.filter((move) => move.by === 'system'),
    (move) => `${move.event} ${move.from}`,
  )
  const found = new Map<string, Found>()
  const labelOf = (key: string) => `“${lifecycle.statuses[key]?.label.en}”`

  for (const move of moves) {
    const then = move.row === null ? undefined : lifecycle.transitions[move.row]?.then
    if (then === undefined || bySystem.has(`${then} ${move.to}`)) continue
    const message = `A row goes on with “${then}”, and the system has no row for it in ${labelOf(move.to)}.`
    found.set(`then ${move.row}`, { code: 'unknown_then', severity: 'error', status: move.to, row: move.row ?? undefined, message })
  }

  let walked = 0
  const walk = (move: TimedMove, trail: readonly TimedMove[], tests: readonly Test[]): void => {
    walked++
    const held = [...tests, ...testsOf(lifecycle, move)]
    if (walked > maxWalk || contradict(held)) return
    if (trail.includes(move)) {
      const cycle = trail.slice(trail.indexOf(move))
      const rows = cycle.map((step) => step.row ?? -1).sort((a, b) => a - b)
      const message = `System rows run in a circle without any delay: ${cycle.map((step) => labelOf(step.to)).join(' → ')}.`
      found.set(`loop ${rows.join()}`, {
        code: 'loop',
        severity: 'error',
        status: move.from ?? undefined,
        row: move.row ?? undefined,
        message,
      })
      return
    }
    for (const event of goesOnWith(lifecycle, move)) {
      for (const next of bySystem.get(`${event} ${move.to}`) ?? []) walk(next, [...trail, move], held)
    }
  }
  for (const move of moves) if (move.by === 'system' && goesOnWith(lifecycle, move).length > 0) walk(move, [], [])
  if (walked > maxWalk) {
    found.set('walk', {
      code: 'loop',
      severity: 'error',
      message: 'The system rows chain in more ways than can be tried, so that a circle cannot be ruled out.',
    })
  }
  return [...found.values()]
}

function testsOf(lifecycle: Lifecycle, move: Move): Test[] {
  return ((move.row === null ? undefined : lifecycle.transitions[move.row]?.when) ?? []).map(testOf)
}

function contradict(tests: readonly Test[]): boolean {
  return tests.some((test) => tests.some((other) => other.fact === test.fact && other.wanted !== test.wanted))
}
