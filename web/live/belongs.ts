import type { Me, TicketQuery, TicketRow } from '../../client/types.ts'

export type Verdict = 'yes' | 'no' | 'unknown'
type Viewer = Pick<Me, 'id' | 'teams'>

/**
 * Whether a row is part of a list, as far as the row alone can tell.
 * The server decides; "unknown" (searches, views that depend on who resolved it) asks it again.
 */
export function belongs(row: TicketRow, query: TicketQuery, me: Viewer): Verdict {
  if (query.desk && row.desk !== query.desk) return 'no'
  if (query.status && row.status.key !== query.status) return 'no'
  if (query.category && row.status.category !== query.category) return 'no'
  if (query.priority && row.priority !== query.priority) return 'no'
  if (query.starred && !row.starred) return 'no'
  if (query.label && !row.labels.some((label) => label.id === query.label)) return 'no'
  if (query.team && row.team?.id !== query.team) return 'no'
  if (query.assignee === 'none' && row.assignee) return 'no'
  if (query.assignee === 'me' && row.assignee?.id !== me.id) return 'no'
  if (query.assignee && !['none', 'me'].includes(query.assignee) && row.assignee?.id !== query.assignee) return 'no'
  // What a state is depends on the time, and an order by it is not the one rows come in.
  if (query.q || query.sla || query.sort === 'due') return 'unknown'
  return inView(row, query.view ?? 'all', me)
}

const buckets: Record<string, TicketRow['bucket']> = { spam: 'spam', trash: 'trash', snoozed: 'snoozed', archived: 'archived' }

function inView(row: TicketRow, view: string, me: Viewer): Verdict {
  if (row.bucket !== (buckets[view] ?? 'active')) return 'no'
  if (buckets[view]) return 'yes'
  const mine = row.assignee?.id === me.id
  const category = row.status.category
  switch (view) {
    case 'all':
      return 'yes'
    case 'unassigned':
      return row.assignee ? 'no' : 'unknown'
    case 'my_team':
      return me.teams.some((team) => team.id === row.team?.id) ? 'unknown' : 'no'
    case 'transferred':
      return category === 'transferred' ? 'yes' : 'no'
    case 'my_in_progress':
      return mine && (category === 'new' || category === 'open') ? 'yes' : 'no'
    case 'my_pending':
      return mine && category === 'waiting' ? 'yes' : 'no'
    case 'my_resolved':
      return mine && category === 'resolved' ? 'unknown' : 'no'
    case 'my_completed':
      return mine && category === 'closed' ? 'unknown' : 'no'
    default:
      return 'unknown'
  }
}
