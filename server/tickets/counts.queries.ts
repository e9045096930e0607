import { query } from '../platform/db/index.ts'

const unresolved = `category IN ('new', 'open', 'waiting', 'transferred')`

/**
 * Every fixed view and every status in one statement: the cells this actor may see, totals and what is not folded yet.
 * $2 desks seen whole, $3 the actor, $4 one desk or null, $5 the actor's teams.
 */
export const countCells = query(
  'counts.cells',
  `WITH cells AS (
     SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n FROM count_totals WHERE workspace_id = $1
     UNION ALL
     SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n FROM count_deltas WHERE workspace_id = $1)
   SELECT desk_id AS "deskId", lifecycle_version_id AS "lifecycleVersionId", status,
     sum(n) FILTER (WHERE bucket = 'active')::bigint AS "all",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = 0)::bigint AS "unassigned",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = $3)::bigint AS "mine",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = $3 AND category IN ('new', 'open'))::bigint AS "my_in_progress",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = $3 AND category = 'waiting')::bigint AS "my_pending",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = $3 AND category = 'resolved' AND finish = 'by_assignee')::bigint AS "my_resolved",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = $3 AND category = 'closed' AND finish = 'by_admin')::bigint AS "my_completed",
     sum(n) FILTER (WHERE bucket = 'active' AND assignee_id = 0 AND ${unresolved})::bigint AS "view_unassigned",
     sum(n) FILTER (WHERE bucket = 'active' AND team_id = ANY ($5::bigint[]))::bigint AS "my_team",
     sum(n) FILTER (WHERE bucket = 'active' AND category = 'transferred')::bigint AS "transferred",
     sum(n) FILTER (WHERE bucket = 'spam')::bigint AS "spam",
     sum(n) FILTER (WHERE bucket = 'trash')::bigint AS "trash",
     sum(n) FILTER (WHERE bucket = 'snoozed')::bigint AS "snoozed",
     sum(n) FILTER (WHERE bucket = 'archived')::bigint AS "archived"
   FROM cells
   WHERE (desk_id = ANY ($2::bigint[]) OR assignee_id = $3) AND ($4::bigint IS NULL OR desk_id = $4)
   GROUP BY desk_id, lifecycle_version_id, status`,
)

/** The commit of a fold need not wait for the disk: the sum of totals and deltas is the same without it. */
export const foldInPeace = query('counts.fold_in_peace', `SELECT set_config('synchronous_commit', 'off', true)`)

export const feedPosition = query('counts.position', 'SELECT position FROM feed_heads WHERE workspace_id = $1')

/** Adds what was appended to the totals. The sum of both tables is the same before, while and after. */
export const foldCounts = query(
  'counts.fold',
  `WITH taken AS (
     DELETE FROM count_deltas WHERE workspace_id = $1 AND id IN (SELECT id FROM count_deltas WHERE workspace_id = $1 ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED)
     RETURNING desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n),
   summed AS (SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, sum(n) AS n FROM taken
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(n) <> 0)
   INSERT INTO count_totals (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
   SELECT $1, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n FROM summed ORDER BY 2, 3, 4, 5, 6, 7, 8, 9
   ON CONFLICT (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish)
     DO UPDATE SET n = count_totals.n + EXCLUDED.n`,
)

/** Every cell whose counter differs from a recount, in one snapshot. */
export const recount = query(
  'counts.recount',
  `WITH counted AS (
     SELECT desk_id, lifecycle_version_id, status, category, COALESCE(assignee_id, 0) AS assignee_id, COALESCE(team_id, 0) AS team_id, bucket,
       CASE WHEN category = 'resolved' AND resolved_by = assignee_id THEN 'by_assignee' WHEN category = 'closed' AND completed_by IS NOT NULL THEN 'by_admin' ELSE '' END AS finish,
       count(*) AS n
     FROM tickets WHERE workspace_id = $1 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
   kept AS (
     SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, sum(n) AS n FROM (
       SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n FROM count_totals WHERE workspace_id = $1
       UNION ALL
       SELECT desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n FROM count_deltas WHERE workspace_id = $1) c
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
   SELECT desk_id AS "deskId", status, bucket, assignee_id AS "assigneeId", COALESCE(k.n, 0)::bigint AS kept, COALESCE(c.n, 0)::bigint AS counted
   FROM counted c FULL JOIN kept k USING (desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish)
   WHERE COALESCE(k.n, 0) <> COALESCE(c.n, 0)`,
)
