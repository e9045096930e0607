import type { Category, StatusCount } from '../../client/types.ts'

export type StatusTab = Omit<StatusCount, 'all' | 'unassigned' | 'mine' | 'desk'> & { count: number }

const order: Category[] = ['new', 'open', 'waiting', 'transferred', 'resolved', 'closed']

/**
 * The tabs over one or several desks: a status that several lifecycles share by key and words is one tab.
 * Empty ones are left out, unless it is the one that was chosen; what is still to be done comes first.
 */
export function mergeStatuses(counts: StatusCount[], of: 'all' | 'unassigned' | 'mine', chosen: string | undefined): StatusTab[] {
  const tabs = new Map<string, StatusTab>()
  for (const status of counts) {
    const { all, unassigned, mine, desk: _desk, ...rest } = status
    const id = `${status.key} ${status.label.en}`
    const known = tabs.get(id)
    tabs.set(id, { ...rest, count: (known?.count ?? 0) + { all, unassigned, mine }[of] })
  }
  return inOrderOfWork([...tabs.values()].filter((tab) => tab.count > 0 || tab.key === chosen))
}

/** What is still to be done comes first. */
export function inOrderOfWork<T extends { category: Category }>(statuses: T[]): T[] {
  return statuses.sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category))
}
