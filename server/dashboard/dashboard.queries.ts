import { query } from '../platform/db/index.ts'

const unresolved = `category IN ('new', 'open', 'waiting', 'transferred')`
/** $2 desks seen whole, $3 the person, $4 the desks asked for. */
const seen = `(t.desk_id = ANY ($2::bigint[]) OR t.assignee_id = $3) AND t.desk_id = ANY ($4::bigint[])`

export interface DeskToday {
  id: number
  version: number
  startsAt: Date
}

/** Desks ($2) and when their day began: in the zone of their business hours; without any, in that of the person ($3). $4 now. */
export const desksToday = query(
  'dashboard.desks_today',
  `SELECT d.id, d.lifecycle_version_id AS version, date_trunc('day', $4::timestamptz AT TIME ZONE z.zone) AT TIME ZONE z.zone AS "startsAt"
   FROM desks d
   LEFT JOIN calendars c ON c.workspace_id = d.workspace_id AND c.id = d.calendar_id
   LEFT JOIN calendar_versions v ON v.workspace_id = c.workspace_id AND v.calendar_id = c.id AND v.version = c.version
   CROSS JOIN LATERAL (SELECT COALESCE(v.hours ->> 'zone',
     (SELECT m.zone FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $3)) AS zone) z
   WHERE d.workspace_id = $1 AND d.id = ANY ($2::bigint[])`,
)

/** What stands where, from the counter cells: the same cost however many tickets there are. $5 desks where presence decides. */
export const workload = query(
  'dashboard.workload',
  `WITH cells AS (
     SELECT desk_id, category, assignee_id, bucket, n FROM count_totals WHERE workspace_id = $1
     UNION ALL SELECT desk_id, category, assignee_id, bucket, n FROM count_deltas WHERE workspace_id = $1)
   SELECT COALESCE(sum(n) FILTER (WHERE category IN ('new', 'open') AND assignee_id <> 0), 0)::bigint AS processing,
     COALESCE(sum(n) FILTER (WHERE category = 'waiting'), 0)::bigint AS pending,
     COALESCE(sum(n) FILTER (WHERE assignee_id = 0 AND ${unresolved}), 0)::bigint AS unassigned,
     COALESCE(sum(n) FILTER (WHERE category IN ('new', 'open') AND assignee_id = $3), 0)::bigint AS "myProcessing",
     COALESCE(sum(n) FILTER (WHERE category = 'transferred' AND assignee_id = $3), 0)::bigint AS "myTransferred",
     COALESCE(sum(n) FILTER (WHERE category = 'new' AND desk_id = ANY ($5::bigint[])), 0)::bigint AS "chatsWaiting",
     COALESCE(sum(n) FILTER (WHERE category = 'open' AND assignee_id <> 0 AND desk_id = ANY ($5::bigint[])), 0)::bigint AS "chatsGoing"
   FROM cells
   WHERE bucket = 'active' AND (desk_id = ANY ($2::bigint[]) OR assignee_id = $3) AND desk_id = ANY ($4::bigint[])`,
)

/**
 * What came in the two days before now: today on its desk, and in the 24 hours that ended 24 hours ago, of which some were
 * resolved within a day. $5 now, $6 the beginnings of the day in the order of $4, $7 desks where presence decides.
 */
export const inflow = query(
  'dashboard.inflow',
  `SELECT count(*) FILTER (WHERE t.created_at >= d.starts_at)::int AS "createdToday",
     count(*) FILTER (WHERE t.created_at >= $5::timestamptz - interval '48 hours' AND t.created_at < $5::timestamptz - interval '24 hours')::int AS received,
     count(*) FILTER (WHERE t.created_at >= $5::timestamptz - interval '48 hours' AND t.created_at < $5::timestamptz - interval '24 hours'
       AND t.resolved_at <= t.created_at + interval '24 hours')::int AS "resolvedInTime",
     count(*) FILTER (WHERE t.created_at >= d.starts_at AND t.category = 'closed' AND t.first_response_at IS NULL
       AND t.desk_id = ANY ($7::bigint[]))::int AS "chatsMissed"
   FROM tickets t JOIN unnest($4::bigint[], $6::timestamptz[]) AS d (desk_id, starts_at) ON d.desk_id = t.desk_id
   WHERE t.workspace_id = $1 AND t.id > last_ticket_before($1, $5::timestamptz - interval '48 hours')
     AND t.bucket NOT IN ('spam', 'purged') AND ${seen}`,
)

/**
 * Resolved today, wherever they were put since. By when they were resolved and not by when somebody last wrote: many are
 * resolved without a word. $5 the beginnings of the day in the order of $4.
 */
export const resolvedToday = query(
  'dashboard.resolved_today',
  `SELECT count(*)::int AS "all", count(*) FILTER (WHERE t.resolved_by = $3)::int AS mine
   FROM unnest($4::bigint[], $5::timestamptz[]) AS d (desk_id, starts_at)
   JOIN tickets t ON t.workspace_id = $1 AND t.desk_id = d.desk_id AND t.resolved_at >= d.starts_at AND t.bucket IN ('active', 'archived', 'snoozed')
   WHERE ${seen}`,
)

export const heldByMe = query(
  'dashboard.held_by_me',
  `SELECT count(*)::int AS n FROM tickets t
   WHERE t.workspace_id = $1 AND t.bucket = 'active' AND t.category = 'waiting' AND t.held_by IS NOT NULL AND t.held_by = $3 AND ${seen}`,
)

/** Of one's own tickets those whose customer is to be told something: read off an index of nothing else. */
export const guidesOfMine = query(
  'dashboard.guides_of_mine',
  `SELECT count(*)::int AS n FROM tickets t
   WHERE t.workspace_id = $1 AND t.bucket = 'active' AND t.guide_since IS NOT NULL AND t.assignee_id = $3 AND ${seen}`,
)

/** Who works on the desks asked for, by presence. $3: a test of it for a membership \`m\`. */
export const presences = (presence: string) =>
  `SELECT p.presence, count(*)::int AS n FROM (
     SELECT ${presence} AS presence FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.disabled_at IS NULL AND NOT u.is_service
       AND EXISTS (SELECT FROM desk_members d WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id AND d.desk_id = ANY ($2::bigint[]))) p
   GROUP BY p.presence`
