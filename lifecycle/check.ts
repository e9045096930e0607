import { guardFindings } from './check-guards.ts'
import { findingsOfMoves, movesOf, pathsFrom } from './check-moves.ts'
import { referenceFindings } from './check-references.ts'
import { timerFindings } from './check-timers.ts'
import type { ActorKind, EventType, Lifecycle } from './types.ts'

/** What `check` can find. The codes are stable: screens and stored results refer to them. */
export const findingCodes = [
  /** A row, a region or `initial` names a status that is not there. */
  'unknown_status',
  /** An event, guard, effect, actor or reason that the engine does not know. */
  'unknown_reference',
  /** `then` names no event, or one that the system has no row for in the status reached. */
  'unknown_then',
  'unreachable_status',
  /** No way out of a status that is not final; merging and deletion do not count. */
  'dead_end',
  'final_with_way_out',
  /** Staff and timers cannot move it on; only something the customer does can. */
  'only_customers_lead_out',
  /** No staff action leads from here to a resolved or closed status at once. */
  'no_staff_path_to_closed',
  'row_never_wins',
  /** A row wins from some of its statuses or for some of its actors, and never from the one named here. */
  'row_hidden_here',
  'rows_of_equal_guards',
  /** Some facts fit no row: the verb is refused, another event leaves the status as it is. */
  'uncovered_guards',
  'too_many_guards',
  /** Armed, and nothing answers when it is due. */
  'timer_never_fires',
  /** Answered, and nothing arms it there. */
  'timer_never_armed',
  'timer_without_duration',
  /** A cycle of system rows that runs without any delay. */
  'loop',
] as const
export type FindingCode = (typeof findingCodes)[number]

export interface PathStep {
  readonly event: EventType
  readonly by: ActorKind
  readonly to: string
  /** For `status_set`, the status asked for where it is not the one reached. */
  readonly asked?: string
}

export interface Finding {
  readonly code: FindingCode
  /** An error keeps a lifecycle from being published. */
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  /** The shortest way from creation to where the fault shows; empty where nothing leads there. */
  readonly path: readonly PathStep[]
  /** Index into `transitions`. */
  readonly row?: number
  readonly status?: string
}

/**
 * Proves what can be proved about a lifecycle before tickets live in it, and names each fault with the shortest way to it.
 * While something is unknown only that is reported: the rest would be guesswork.
 *
 * @example
 * check(live).map((finding) => `${finding.severity} ${finding.code} ${finding.status}`)
 * // ['warning only_customers_lead_out proactive', …]
 */
export function check(lifecycle: Lifecycle): Finding[] {
  const unknown = referenceFindings(lifecycle)
  if (unknown.length > 0) return unknown

  const guards = guardFindings(lifecycle)
  const moves = movesOf(lifecycle, guards.neverWins)
  const paths = pathsFrom(moves)
  const found = [...findingsOfMoves(lifecycle, moves, paths), ...guards.findings, ...timerFindings(lifecycle, moves)]
  const placed = found.map((finding) => ({ ...finding, path: finding.status === undefined ? [] : (paths.get(finding.status) ?? []) }))
  return placed.sort((a, b) => rank[a.severity] - rank[b.severity])
}

const rank = { error: 0, warning: 1, info: 2 } as const
