import type { Matching, StatusCount, TicketQuery, TicketRow } from '../../client/types.ts'
import { inOrderOfWork, type StatusTab } from './merge-statuses.ts'

/** Tickets of one status in a grouped list: over several desks, of those whose lifecycles share the status by key and words. */
export type Group = Omit<StatusTab, 'count'> & {
  id: string
  desks: string[]
  /** No other group has the same key with other words. */
  isAlone: boolean
  /** Null: not known, as where there are too many to be counted one by one. */
  count: number | null
}

/** The groups of a list that nothing narrows but a desk or whose they are: their counts are kept and exact. */
export function groupsOf(counts: readonly StatusCount[], of: 'all' | 'mine'): Group[] {
  return merged(
    counts,
    counts.map((status) => status[of]),
  )
}

/** The groups of a list that is filtered. */
export function matchingGroups(counts: readonly StatusCount[], matching: Matching): Group[] {
  const found = (status: StatusCount) => matching.statuses.find((one) => one.key === status.key && one.desk === status.desk)?.count ?? 0
  // Counted no further: any status may have more, also one of which none was counted.
  if (matching.more)
    return merged(
      counts.filter((status) => status.all > 0),
      null,
    )
  return merged(
    counts,
    counts.map((status) => found(status)),
  )
}

function merged(statuses: readonly StatusCount[], counts: readonly number[] | null): Group[] {
  const groups = new Map<string, Group>()
  for (const [at, { key, label, colour, category, desk }] of statuses.entries()) {
    const id = `${key} ${label.en}`
    const known = groups.get(id)
    const count = counts === null ? null : (known?.count ?? 0) + (counts[at] ?? 0)
    groups.set(id, { id, key, label, colour, category, desks: [...(known?.desks ?? []), desk], isAlone: true, count })
  }
  for (const group of groups.values()) group.isAlone = ![...groups.values()].some((other) => other !== group && other.key === group.key)
  return inOrderOfWork([...groups.values()].filter(({ count }) => count !== 0))
}

/** What is asked for one group; its desks only where the same key means something else on others. */
export function groupQuery(query: TicketQuery, { key, desks, isAlone }: Pick<Group, 'key' | 'desks' | 'isAlone'>): TicketQuery {
  return { ...query, status: key, ...(isAlone ? {} : { desks: desks.join(',') }) }
}

/** What is over is closed until somebody opens it; whatever they opened or closed by hand stays so. */
export function isOpenGroup({ id, category }: Pick<Group, 'id' | 'category'>, byHand: Readonly<Record<string, boolean>>): boolean {
  return byHand[id] ?? category !== 'closed'
}

/**
 * A ticket that moves is for a moment in the answers of two groups, since each is asked for by itself: it stands where the
 * newer of them has it.
 */
export function eachOnce<T extends { rows: readonly TicketRow[] | undefined }>(groups: readonly T[]): T[] {
  const newest = new Map<string, TicketRow>()
  let twice = false
  for (const row of groups.flatMap(({ rows }) => rows ?? [])) {
    const other = newest.get(row.id)
    twice ||= other !== undefined
    if (!other || row.version > other.version) newest.set(row.id, row)
  }
  if (!twice) return [...groups]
  return groups.map((group) => ({ ...group, rows: group.rows?.filter((row) => newest.get(row.id) === row) }))
}
