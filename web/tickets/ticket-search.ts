import type { Priority, TicketQuery } from '../../client/types.ts'

/** What the address bar holds of a list: everything needed to see the same list again. */
export type TicketSearch = {
  view?: string
  desk?: string
  status?: string
  priority?: Priority
  assignee?: string
  label?: string
  starred?: 'yes'
  q?: string
}

const priorities: readonly string[] = ['low', 'normal', 'high', 'urgent']

export function ticketSearch(search: Record<string, unknown>): TicketSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? (search[name] as string) : undefined)
  const priority = text('priority')
  return {
    view: text('view'),
    desk: text('desk'),
    status: text('status'),
    priority: priority && priorities.includes(priority) ? (priority as Priority) : undefined,
    assignee: text('assignee'),
    label: text('label'),
    starred: text('starred') === 'yes' ? 'yes' : undefined,
    q: text('q'),
  }
}

/** A search looks through every view: somebody who searches does not remember where a thing lies. */
export function ticketQuery(search: TicketSearch): TicketQuery {
  const { view, starred, q, ...rest } = search
  const query: TicketQuery = { ...rest, ...(starred ? { starred: true } : {}), ...(q ? { q } : { view: view ?? 'all' }) }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
}

export function hasFilters(search: TicketSearch): boolean {
  return Boolean(search.status || search.priority || search.assignee || search.label || search.starred)
}
