import type { Condition } from '../../conditions/index.ts'
import type { Me, SavedView } from '../../client/types.ts'
import { readWhere } from './filters.ts'
import type { TicketSearch } from './ticket-search.ts'

const unresolved = { field: 'category', op: 'one_of', value: ['new', 'open', 'waiting', 'transferred'] } as const
const isMine = { field: 'assignee', op: 'is', value: 'me' } as const

/**
 * What a list shows as a condition, to be kept as a view: its view, its tab and what narrows it. A search is not kept.
 *
 * @returns null where it shows what no condition says: stars are each person's own
 */
export function asCondition(search: TicketSearch, saved: SavedView | undefined, me: Pick<Me, 'teams'>): Condition | null {
  if (search.starred) return null
  const own = saved?.where as Condition | undefined
  return {
    all: [
      ...(own === undefined ? ofView(search.view, me) : 'all' in own ? own.all : [own]),
      ...(search.mine ? [isMine] : []),
      ...(search.status ? [{ field: 'status', op: 'one_of', value: [search.status] } as const] : []),
      ...readWhere(search.where),
    ],
  }
}

/** Folders (spam, trash, …) are no condition: a saved view looks where all tickets lie. */
function ofView(view: string | undefined, me: Pick<Me, 'teams'>): Condition[] {
  const category = (...value: string[]): Condition => ({ field: 'category', op: 'one_of', value })
  switch (view) {
    case 'my_in_progress':
      return [isMine, category('new', 'open')]
    case 'my_pending':
      return [isMine, category('waiting')]
    case 'my_resolved':
      return [isMine, category('resolved'), { field: 'resolvedBy', op: 'is', value: 'me' }]
    case 'my_completed':
      return [isMine, category('closed')]
    case 'unassigned':
      return [{ field: 'assignee', op: 'empty' }, unresolved]
    case 'my_team':
      return me.teams.length > 0 ? [{ field: 'team', op: 'one_of', value: me.teams.map((team) => team.id) }] : []
    case 'transferred':
      return [category('transferred')]
    default:
      return []
  }
}
