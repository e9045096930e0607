import type { BusinessClock } from '../hours/index.ts'

/** What is promised for one ticket. Durations are milliseconds of the clock's own time; null: not promised. */
export interface Terms {
  readonly firstResponseMs: number | null
  readonly resolutionMs: number | null
  readonly clock: BusinessClock
}

/** The clock of a ticket runs, stands while something is waited for, or stands for good. */
export type Phase = 'running' | 'waiting' | 'ended'

/**
 * How far a ticket's clock came, and what it is heading for. The moments are those at which something comes true if nothing
 * else happens, or at which it came true; null while the clock stands before it. So whether it is true is a comparison with now.
 */
export interface Course {
  /** Since then the clock runs, or stands. */
  readonly since: number
  /** What it had used by then. */
  readonly usedMs: number
  readonly firstDueAt: number | null
  /** Most of the time is used, or the first response was missed. */
  readonly warnAt: number | null
  readonly dueAt: number | null
  /** The earliest promise that is still to be kept. */
  readonly nextDueAt: number | null
}

/** A warning comes when so much of the resolution time is used. */
const warnShare = 0.75

export function begin(terms: Terms, at: number, phase: Phase, firstResponseAt: number | null): Course {
  return laidOut(terms, { since: at, usedMs: 0, firstDueAt: null, warnAt: null, dueAt: null }, phase, firstResponseAt)
}

/** The course after the clock was started or stopped, or the first response was given, at a moment. What was reached stays reached. */
export function advance(
  terms: Terms,
  course: Course,
  change: { readonly from: Phase; readonly to: Phase; readonly at: number; readonly firstResponseAt: number | null },
): Course {
  const { from, to, at, firstResponseAt } = change
  const reached = (moment: number | null) => (moment !== null && moment <= at ? moment : null)
  const known = {
    // Whoever waits waits since then, whatever else happens.
    since: from === to && from !== 'running' ? course.since : at,
    usedMs: usedAt(terms, course, from, at),
    // One that was met in time is kept to be shown.
    firstDueAt: firstResponseAt === null ? reached(course.firstDueAt) : course.firstDueAt,
    warnAt: isMetInTime(course, firstResponseAt) ? null : reached(course.warnAt),
    dueAt: reached(course.dueAt),
  }
  return laidOut(terms, known, to, firstResponseAt)
}

/** The warning stood for a first response that came after all, at the last moment. */
function isMetInTime({ warnAt, firstDueAt }: Course, firstResponseAt: number | null): boolean {
  return warnAt !== null && warnAt === firstDueAt && firstResponseAt !== null && firstResponseAt <= firstDueAt
}

/** Running time up to a moment. */
export function usedAt({ clock }: Terms, { since, usedMs }: Course, phase: Phase, at: number): number {
  return phase === 'running' ? usedMs + Math.max(0, clock.measure(since, at)) : usedMs
}

function laidOut(terms: Terms, known: Omit<Course, 'nextDueAt'>, phase: Phase, firstResponseAt: number | null): Course {
  const { firstResponseMs, resolutionMs, clock } = terms
  const heading = (target: number | null) =>
    phase === 'running' && target !== null && target >= known.usedMs ? clock.add(known.since, target - known.usedMs) : null
  const firstDueAt = known.firstDueAt ?? (firstResponseAt === null ? heading(firstResponseMs) : null)
  const dueAt = known.dueAt ?? heading(resolutionMs)
  const isFirstMissed = firstDueAt !== null && (firstResponseAt === null || firstResponseAt > firstDueAt)
  const most = resolutionMs === null ? null : Math.floor(resolutionMs * warnShare)
  // Of one that was over in time and is open again it is no longer known when.
  const mostUsedAt = known.warnAt ?? (most !== null && most < known.usedMs ? known.since : heading(most))
  const first = isFirstMissed ? firstDueAt : null
  // Once it is over in time, that most of the time was used matters no longer.
  const warnAt = phase === 'ended' && dueAt === null ? first : earliest(first, mostUsedAt)
  const nextDueAt = phase === 'ended' ? null : firstResponseAt === null && firstDueAt !== null ? firstDueAt : dueAt
  return { ...known, firstDueAt, warnAt, dueAt, nextDueAt }
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other)
}

/** What a ticket went through, in order; the first entry is its beginning. */
export interface Turn {
  readonly at: number
  readonly phase: Phase
}

/** The course of a ticket from its beginning, by other terms than it had. */
export function courseOf(terms: Terms, turns: readonly Turn[], firstResponseAt: number | null): { course: Course; phase: Phase } {
  // Of several at once only the last one lasts.
  const [start, ...others] = turns.filter(({ at }, n) => turns[n + 1]?.at !== at)
  if (!start) throw new Error('a ticket without a beginning has no course')
  let phase = start.phase
  const given = (at: number) => (firstResponseAt !== null && firstResponseAt <= at ? firstResponseAt : null)
  let course = begin(terms, start.at, phase, given(start.at))
  let isAnswered = given(start.at) !== null
  const answer = () => {
    if (isAnswered || firstResponseAt === null) return
    course = advance(terms, course, { from: phase, to: phase, at: firstResponseAt, firstResponseAt })
    isAnswered = true
  }
  for (const turn of others) {
    if (given(turn.at) !== null) answer()
    if (turn.phase === phase) continue
    course = advance(terms, course, { from: phase, to: turn.phase, at: turn.at, firstResponseAt: given(turn.at) })
    phase = turn.phase
  }
  answer()
  return { course, phase }
}

export type State = 'on_track' | 'warning' | 'breached'

export function stateAt({ warnAt, dueAt }: Pick<Course, 'warnAt' | 'dueAt'>, now: number): State {
  if (dueAt !== null && dueAt <= now) return 'breached'
  return warnAt !== null && warnAt <= now ? 'warning' : 'on_track'
}
