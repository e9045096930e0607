import type { StaffActor } from '../access/index.ts'
import type { Filter } from '../platform/db/index.ts'

const unresolved = `t.category IN ('new', 'open', 'waiting', 'transferred')`

/**
 * The fixed views. Each is a condition over tickets (alias `t`) whose literals match the partial indexes, and a sum of
 * counter cells of the same name in counts.queries.ts; a test holds the two together.
 */
export const fixedViews = {
  my_in_progress: (filter, actor) =>
    filter.and(`t.bucket = 'active' AND t.assignee_id = ? AND ${unresolved} AND t.category IN ('new', 'open')`, actor.userId),
  my_pending: (filter, actor) =>
    filter.and(`t.bucket = 'active' AND t.assignee_id = ? AND ${unresolved} AND t.category = 'waiting'`, actor.userId),
  my_resolved: (filter, actor) =>
    filter.and(
      `t.bucket = 'active' AND t.assignee_id = ? AND t.category = 'resolved' AND t.resolved_by IS NOT DISTINCT FROM t.assignee_id`,
      actor.userId,
    ),
  my_completed: (filter, actor) =>
    filter.and(`t.bucket = 'active' AND t.assignee_id = ? AND t.category = 'closed' AND t.completed_by IS NOT NULL`, actor.userId),
  all: (filter) => filter.and(`t.bucket = 'active'`),
  unassigned: (filter) => filter.and(`t.bucket = 'active' AND t.assignee_id IS NULL AND ${unresolved}`),
  my_team: (filter, actor) =>
    filter.and(`t.bucket = 'active' AND t.team_id IS NOT NULL AND t.team_id = ANY (?::bigint[])`, [...actor.teams]),
  transferred: (filter) => filter.and(`t.bucket = 'active' AND t.category = 'transferred'`),
  spam: (filter) => filter.and(`t.bucket = 'spam'`),
  trash: (filter) => filter.and(`t.bucket = 'trash'`),
  snoozed: (filter) => filter.and(`t.bucket = 'snoozed'`),
  archived: (filter) => filter.and(`t.bucket = 'archived'`),
} as const satisfies Record<string, (filter: Filter, actor: StaffActor) => Filter>

export type ViewKey = keyof typeof fixedViews

export const viewKeys = Object.keys(fixedViews) as [ViewKey, ...ViewKey[]]
