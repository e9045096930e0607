import { type Catalogue, type Condition, type Facts, parseCondition, toPredicate } from '../../conditions/index.ts'
import type { Me, TicketQuery, TicketRow } from '../../client/types.ts'
import { now } from '../../ui/time.ts'

export type Verdict = 'yes' | 'no' | 'unknown'
type Viewer = Pick<Me, 'id' | 'teams'>

/**
 * Whether a row is part of a list, as far as the row alone can tell.
 * The server decides; "unknown" (searches, views that depend on who resolved it) asks it again.
 */
export function belongs(row: TicketRow, query: TicketQuery, me: Viewer): Verdict {
  if (query.desk && row.desk !== query.desk) return 'no'
  if (query.desks && !query.desks.split(',').includes(row.desk)) return 'no'
  if (query.status && row.status.key !== query.status) return 'no'
  if (query.category && row.status.category !== query.category) return 'no'
  if (query.priority && row.priority !== query.priority) return 'no'
  if (query.starred && !row.starred) return 'no'
  if (query.label && !row.labels.some((label) => label.id === query.label)) return 'no'
  if (query.team && row.team?.id !== query.team) return 'no'
  if (query.assignee === 'none' && row.assignee) return 'no'
  if (query.assignee === 'me' && row.assignee?.id !== me.id) return 'no'
  if (query.assignee && !['none', 'me'].includes(query.assignee) && row.assignee?.id !== query.assignee) return 'no'
  const fulfils = query.where ? fulfilled(row, query.where, me) : 'yes'
  if (fulfils === 'no') return 'no'
  // What a state is depends on the time, and an order by it is not the one rows come in.
  if (query.q || query.sla || query.sort === 'due') return 'unknown'
  const inside = inView(row, query.view ?? 'all', me)
  return inside === 'yes' ? fulfils : inside
}

/** The fields of a condition that a row holds; of others only the server knows. */
const known = {
  desk: { kind: 'id' },
  status: { kind: 'choice' },
  category: { kind: 'choice' },
  priority: { kind: 'choice' },
  type: { kind: 'choice' },
  channel: { kind: 'choice' },
  title: { kind: 'text' },
  internal: { kind: 'boolean' },
  contact: { kind: 'id' },
  contactName: { kind: 'text' },
  contactEmail: { kind: 'text' },
  assignee: { kind: 'person' },
  team: { kind: 'id' },
  labels: { kind: 'set' },
  messageCount: { kind: 'number' },
  createdAt: { kind: 'date' },
  updatedAt: { kind: 'date' },
  lastActivityAt: { kind: 'date' },
  snoozedUntil: { kind: 'date' },
} as const satisfies Catalogue

function factsOf(row: TicketRow): Record<keyof typeof known, Facts[string]> {
  const at = (time: string | null) => (time === null ? null : new Date(time))
  return {
    desk: row.desk,
    status: row.status.key,
    category: row.status.category,
    priority: row.priority,
    type: row.type,
    channel: row.channel,
    title: row.title,
    internal: row.internal,
    contact: row.contact?.id ?? null,
    contactName: row.contact?.name ?? null,
    contactEmail: row.contact?.email ?? null,
    assignee: row.assignee?.id ?? null,
    team: row.team?.id ?? null,
    labels: row.labels.map((label) => label.id),
    messageCount: row.messageCount,
    createdAt: at(row.createdAt),
    updatedAt: at(row.updatedAt),
    lastActivityAt: at(row.lastActivityAt),
    snoozedUntil: at(row.snoozedUntil),
  }
}

function fulfilled(row: TicketRow, where: string, me: Viewer): Verdict {
  const condition = readOnce(where)
  if (condition === null) return 'unknown'
  const holds = toPredicate(condition, known, { me: me.id, now: new Date(now()) })
  return holds(factsOf(row)) ? 'yes' : 'no'
}

const read = new Map<string, Condition | null>()
const mostRead = 100

/** Null where it asks for what a row does not hold. All rows are held against the same few conditions, one for each list that is loaded. */
function readOnce(where: string): Condition | null {
  const before = read.get(where)
  if (before !== undefined) return before
  const parsed = parseCondition(JSON.parse(where), known)
  const condition = parsed.ok ? parsed.condition : null
  if (read.size >= mostRead) read.clear()
  read.set(where, condition)
  return condition
}

const unresolved: readonly string[] = ['new', 'open', 'waiting', 'transferred']
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
      return !row.assignee && unresolved.includes(category) ? 'yes' : 'no'
    case 'my_team':
      return me.teams.some((team) => team.id === row.team?.id) ? 'yes' : 'no'
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
