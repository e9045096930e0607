import type { Condition } from '../../conditions/index.ts'
import type { Category } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { Filter, type Tx } from '../platform/db/index.ts'
import type { Channel, Priority } from './ticket.ts'
import { type SlaChoice, slaIs } from './sla-filter.ts'
import { readCondition, whereCondition } from './ticket-conditions.ts'
import { fixedViews, type ViewKey } from './views.ts'
import { desksSeenWhole, visibleTickets } from './visible-tickets.ts'

export interface ListInput {
  readonly view?: ViewKey
  readonly deskId?: number
  readonly deskIds?: readonly number[]
  readonly status?: string
  readonly category?: Category
  /** An agent's id, `me`, or `none`. */
  readonly assignee?: number | 'me' | 'none'
  readonly teamId?: number
  readonly priority?: Priority
  readonly type?: string
  readonly channel?: Channel
  readonly sla?: SlaChoice
  readonly labelId?: number
  readonly contactId?: number
  readonly starred?: boolean
  /** Whatever else they have to fulfil. */
  readonly where?: Condition
  readonly q?: string
  readonly sort?: 'activity' | 'due'
  readonly limit: number
  readonly cursor?: string
}

export type Filtered = Omit<ListInput, 'limit' | 'cursor'>

interface ListedBy {
  readonly desk?: number
  readonly desks?: readonly number[]
  readonly team?: number
  readonly label?: number
  readonly contact?: number
  readonly where?: unknown
}

/** What a list was asked for, in the words of its query. */
export async function listInputOf<Q extends ListedBy>(tx: Tx, { desk, desks, team, label, contact, where, ...rest }: Q) {
  const condition = where === undefined ? undefined : await readCondition(tx, where, 'where')
  return { ...rest, where: condition, deskId: desk, deskIds: desks, teamId: team, labelId: label, contactId: contact }
}

/** Everything the tickets of a list fulfil, but for who sees them. */
async function wanted(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Filter> {
  const { actor } = ctx
  const filter = new Filter().and('t.workspace_id = ?', tx.workspaceId)
  filter.and('t.purged_at IS NULL')
  if (input.view) fixedViews[input.view](filter, actor)
  // A search looks everywhere but in the spam folder and the trash; a plain list shows what is active.
  else if (input.q) filter.and(`t.bucket NOT IN ('spam', 'trash')`)
  else filter.and(`t.bucket = 'active'`)
  if (input.deskId !== undefined) filter.and('t.desk_id = ?', input.deskId)
  if (input.deskIds !== undefined) filter.and('t.desk_id = ANY (?::bigint[])', input.deskIds)
  if (input.status !== undefined) filter.and('t.status = ?', input.status)
  if (input.category !== undefined) filter.and('t.category = ?', input.category)
  if (input.assignee === 'none') filter.and('t.assignee_id IS NULL')
  else if (input.assignee === 'me') filter.and('t.assignee_id = ?', actor.userId)
  else if (input.assignee !== undefined) filter.and('t.assignee_id = ?', input.assignee)
  if (input.teamId !== undefined) filter.and('t.team_id = ?', input.teamId)
  if (input.priority !== undefined) filter.and('t.priority = ?', input.priority)
  if (input.type !== undefined) filter.and('t.type = ?', input.type)
  if (input.channel !== undefined) filter.and('t.channel = ?', input.channel)
  if (input.sla !== undefined) filter.parts.push(slaIs(filter, [input.sla], ctx.app.db.time()))
  if (input.contactId !== undefined) filter.and('t.contact_id = ?', input.contactId)
  if (input.labelId !== undefined) {
    filter.and(
      'EXISTS (SELECT 1 FROM ticket_labels l WHERE l.workspace_id = t.workspace_id AND l.ticket_id = t.id AND l.label_id = ?)',
      input.labelId,
    )
  }
  if (input.starred) {
    filter.and(
      'EXISTS (SELECT 1 FROM stars s WHERE s.workspace_id = t.workspace_id AND s.user_id = ? AND s.ticket_id = t.id)',
      actor.userId,
    )
  }
  if (input.where) await whereCondition(tx, filter, input.where, { me: String(actor.userId), now: ctx.app.db.time() })
  return filter
}

export async function filterOf(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Filter> {
  const filter = await wanted(ctx, tx, input)
  filter.parts.push(visibleTickets(ctx.actor, filter))
  return filter
}

/** Those whose order an index has by desk; in the order of what is due next nothing else is narrower. */
const takenApart: Record<'activity' | 'due', ReadonlySet<ViewKey>> = {
  activity: new Set(['all']),
  due: new Set(['all', 'unassigned', 'my_team']),
}

/** More desks than this, and taking the list apart would cost more than it saves. */
const mostStrands = 20

export interface Strands {
  readonly filter: Filter
  readonly strands: readonly string[]
  /** What the text of the query depends on beside the filters. */
  readonly shape: string
}

/**
 * The same tickets as several conditions of which each ticket fulfils exactly one, so that each of them is read off an
 * index in the order of the list, and the list is their merge. Without that a page of a small desk, or of a rare status,
 * would be looked for among all tickets of the workspace.
 */
export async function strandsOf(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Strands> {
  const { actor } = ctx
  const isWhole = takenApart[input.sort ?? 'activity'].has(input.view ?? 'all') && (input.status !== undefined || !isNarrowed(input))
  const whole = desksSeenWhole(actor).filter((id) => isAsked(input, id))
  if (isWhole && !input.assignee && whole.length <= mostStrands) {
    const filter = await wanted(ctx, tx, input)
    const strands = whole.map((id) => `t.desk_id = ${filter.value(id)}`)
    // Of a desk seen whole there is nothing to be found elsewhere.
    if (input.deskId !== undefined && whole.length > 0) return { filter, strands, shape: 'desk' }
    const [me, others] = [filter.value(actor.userId), `<> ALL (${filter.value(whole)}::bigint[])`]
    const isElsewhere = `t.assignee_id = ${me} AND t.desk_id ${others} AND ${hasTickets(me, others)}`
    return { filter, strands: [...strands, isElsewhere], shape: `desks${whole.length}` }
  }
  const filter = await filterOf(ctx, tx, input)
  if (input.view === 'my_team' && input.sort !== 'due' && actor.teams.length <= mostStrands)
    return { filter, strands: actor.teams.map((id) => `t.team_id = ${filter.value(id)}`), shape: `teams${actor.teams.length}` }
  return { filter, strands: [], shape: 'whole' }
}

/**
 * Whether somebody has tickets of other desks at all, from their counters, asked once: most have none, and to find that
 * out all their tickets would be read. It may say yes of what is gone a moment ago.
 */
function hasTickets(me: string, others: string): string {
  const cells = (table: string) =>
    `EXISTS (SELECT FROM ${table} c WHERE c.workspace_id = d.workspace_id AND c.desk_id = d.id AND c.assignee_id = ${me} AND c.bucket = 'active' AND c.n > 0)`
  return `EXISTS (SELECT FROM desks d WHERE d.workspace_id = $1 AND d.id ${others} AND (${cells('count_totals')} OR ${cells('count_deltas')}))`
}

/** Asked for something that another index may serve, or that PostgreSQL had better look for in all desks at once. */
function isNarrowed({ contactId, teamId, sla, category, priority, type, channel, labelId, starred, where }: Filtered): boolean {
  return [contactId, teamId, sla, category, priority, type, channel, labelId, starred, where].some((one) => one !== undefined)
}

function isAsked({ deskId, deskIds }: Filtered, id: number): boolean {
  return (deskId === undefined || id === deskId) && (deskIds === undefined || deskIds.includes(id))
}
