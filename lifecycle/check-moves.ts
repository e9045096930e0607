import type { Finding, PathStep } from './check.ts'
import { statusesAsked } from './compile.ts'
import type { ActorKind, EventType, Lifecycle } from './types.ts'

/** One row, from one status, by one actor. `row` is null for creation without a row. */
export interface Move extends PathStep {
  readonly from: string | null
  readonly row: number | null
}

export type Found = Omit<Finding, 'path'>

/** Every move the rows make possible, whatever the facts; rows that never win make none. */
export function movesOf(lifecycle: Lifecycle, neverWins: ReadonlySet<number>): Move[] {
  const moves = lifecycle.transitions.flatMap((row, index): Move[] => {
    if (row.refuse || row.to === undefined || neverWins.has(index)) return []
    const starts = row.from.length === 0 ? [null] : row.from
    return starts.flatMap((from) => {
      const to = row.to === undefined || row.to === 'stay' ? (from ?? lifecycle.initial) : row.to
      const asked = statusesAsked(row).find((key) => key !== from)
      const step = row.on === 'status_set' && asked !== to ? { event: row.on, to, asked } : { event: row.on, to }
      return row.by.map((by) => ({ ...step, by, from, row: index }))
    })
  })
  return isCreationCovered(lifecycle)
    ? moves
    : [{ event: 'created', by: 'customer', from: null, to: lifecycle.initial, row: null }, ...moves]
}

function isCreationCovered(lifecycle: Lifecycle): boolean {
  const always = lifecycle.transitions.filter((row) => row.on === 'created' && (row.when ?? []).length === 0).flatMap((row) => row.by)
  return (['customer', 'agent', 'admin', 'system'] as const).every((kind) => always.includes(kind))
}

/** The shortest way from creation to each status that can be reached. */
export function pathsFrom(moves: readonly Move[]): Map<string, readonly PathStep[]> {
  const paths = new Map<string, readonly PathStep[]>()
  const byStart = groupBy(moves, (move) => move.from)
  const queue: (string | null)[] = [null]
  for (const from of queue) {
    const soFar = from === null ? [] : (paths.get(from) ?? [])
    for (const move of byStart.get(from) ?? []) {
      if (paths.has(move.to)) continue
      const { event, by, to, asked } = move
      paths.set(to, [...soFar, asked === undefined ? { event, by, to } : { event, by, to, asked }])
      queue.push(to)
    }
  }
  return paths
}

/** Neither is a way on: the ticket leaves the desk's work. */
const endings: ReadonlySet<EventType> = new Set<EventType>(['merged_away', 'deletion_scheduled'])
const staff: ReadonlySet<ActorKind> = new Set<ActorKind>(['agent', 'admin'])

export function findingsOfMoves(lifecycle: Lifecycle, moves: readonly Move[], paths: ReadonlyMap<string, unknown>): Found[] {
  const waysOut = groupBy(
    moves.filter((move) => move.from !== move.to && !endings.has(move.event)),
    (move) => move.from,
  )
  const isDone = (key: string) => ['resolved', 'closed'].includes(lifecycle.statuses[key]?.category ?? '')

  return Object.entries(lifecycle.statuses).flatMap(([key, status]): Found[] => {
    const name = `“${status.label.en}”`
    const out = waysOut.get(key) ?? []
    if (!paths.has(key)) return [{ code: 'unreachable_status', severity: 'error', status: key, message: `Nothing leads to ${name}.` }]
    if (status.final) {
      if (out.length === 0) return []
      return [
        {
          code: 'final_with_way_out',
          severity: 'warning',
          status: key,
          message: `${name} is called final, yet ${describe(out[0])} leads out of it.`,
        },
      ]
    }
    if (out.length === 0) {
      return [{ code: 'dead_end', severity: 'error', status: key, message: `Nothing leads out of ${name}, and it is not called final.` }]
    }
    const found: Found[] = []
    if (out.every((move) => move.by === 'customer')) {
      found.push({
        code: 'only_customers_lead_out',
        severity: 'warning',
        status: key,
        message: `Only the customer can move a ticket out of ${name}.`,
      })
    }
    if (!isDone(key) && !out.some((move) => staff.has(move.by) && isDone(move.to))) {
      found.push({
        code: 'no_staff_path_to_closed',
        severity: 'info',
        status: key,
        message: `Staff cannot resolve or close a ticket straight from ${name}.`,
      })
    }
    return found
  })
}

function describe(move: Move | undefined): string {
  return move ? `“${move.event}” by ${move.by}` : 'a row'
}

/** `Map.groupBy`, which Node 20 does not have. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
