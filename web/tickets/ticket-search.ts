import type { Condition, Test } from '../../conditions/index.ts'
import type { SavedView, TicketQuery } from '../../client/types.ts'
import { bothHold, isTest, readWhere, writeWhere } from './filters.ts'

/** What the address bar holds of a list: everything needed to see the same list again. `view`: a fixed one, or the id of a saved one. */
export type TicketSearch = {
  view?: string
  desk?: string
  status?: string
  mine?: 'yes'
  where?: string
  starred?: 'yes'
  q?: string
}

/** Short ways to say the commonest conditions in an address; `field=value`. */
const short: Record<string, (value: string) => Test> = {
  priority: (value) => ({ field: 'priority', op: 'one_of', value: [value] }),
  type: (value) => ({ field: 'type', op: 'one_of', value: [value] }),
  channel: (value) => ({ field: 'channel', op: 'one_of', value: [value] }),
  assignee: (value) => (value === 'none' ? { field: 'assignee', op: 'empty' } : { field: 'assignee', op: 'one_of', value: [value] }),
  team: (value) => ({ field: 'team', op: 'one_of', value: [value] }),
  label: (value) => ({ field: 'labels', op: 'has_any', value: [value] }),
}

export function ticketSearch(search: Record<string, unknown>): TicketSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? (search[name] as string) : undefined)
  const filters: Condition[] = readWhere(text('where'))
  for (const [name, test] of Object.entries(short)) {
    const value = text(name)
    // An address that says it both ways says it once.
    if (value !== undefined && !filters.some((one) => isTest(one) && one.field === test(value).field)) filters.push(test(value))
  }
  return {
    view: text('view'),
    desk: text('desk'),
    status: text('status'),
    mine: text('mine') === 'yes' ? 'yes' : undefined,
    where: writeWhere(filters),
    starred: text('starred') === 'yes' ? 'yes' : undefined,
    q: text('q'),
  }
}

export function isSavedView(view: string | undefined): boolean {
  return view !== undefined && /^\d+$/.test(view)
}

/**
 * What is asked of the server. A search looks through every view: somebody who searches does not remember where a thing
 * lies. Only a saved view, which is a condition, holds for the search as well.
 */
export function ticketQuery(search: TicketSearch, saved?: SavedView): TicketQuery {
  const { view, desk, status, mine, where, starred, q } = search
  const isSaved = isSavedView(view)
  const query: TicketQuery = {
    ...(q || isSaved ? {} : { view: view ?? 'all' }),
    desk,
    status,
    ...(mine ? { assignee: 'me' } : {}),
    where: isSaved ? bothHold(saved?.where as Condition | undefined, readWhere(where)) : where,
    ...(starred ? { starred: true } : {}),
    q,
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
}

/** What Clear takes away. A status or “mine” is a tab, not a filter. */
export function hasFilters(search: TicketSearch): boolean {
  return Boolean(search.where || search.starred)
}

/** Lists that are grouped by status: all of a desk or of all desks, and one's own of them. */
export function isGrouped(search: TicketSearch, groupByStatus: boolean): boolean {
  return groupByStatus && (search.view ?? 'all') === 'all' && !search.status && !search.q
}
