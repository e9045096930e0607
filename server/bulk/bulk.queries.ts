import { query } from '../platform/db/index.ts'
import type { Language } from '../platform/words/index.ts'
import type { BulkAction } from './bulk.schema.ts'
import type { Facts } from './facts.ts'

/** Its reasons are told in the language of who asked. */
export type StoredAction = BulkAction & { readonly language: Language }

export interface RunRow {
  id: number
  userId: number
  action: StoredAction
  state: 'running' | 'done' | 'cancelled'
  total: number
  done: number
  failed: number
  missing: number[]
  undoOf: number | null
  undone: boolean
  createdAt: Date
  endedAt: Date | null
}

const columns = `r.id, r.user_id AS "userId", r.action, r.state, r.total, r.done, r.failed, r.missing, r.undo_of AS "undoOf",
  EXISTS (SELECT FROM bulk_runs u WHERE u.workspace_id = r.workspace_id AND u.undo_of = r.id) AS undone,
  r.created_at AS "createdAt", r.ended_at AS "endedAt"`

/** A run is seen by who asked for it. */
export const runById = query('bulk.run', `SELECT ${columns} FROM bulk_runs r WHERE r.workspace_id = $1 AND r.user_id = $2 AND r.id = $3`)

/** To be read in the next statement: what others did to it while it was waited for stands in none that waited. */
export const lockRun = query('bulk.lock_run', 'SELECT id FROM bulk_runs WHERE workspace_id = $1 AND user_id = $2 AND id = $3 FOR UPDATE')

export const runsOf = query(
  'bulk.runs_of',
  `SELECT ${columns} FROM bulk_runs r WHERE r.workspace_id = $1 AND r.user_id = $2 AND r.id < $3 AND (NOT $4::boolean OR r.state = 'running')
   ORDER BY r.id DESC LIMIT $5`,
)

export const countRunning = query(
  'bulk.count_running',
  `SELECT count(*)::int AS n FROM bulk_runs WHERE workspace_id = $1 AND user_id = $2 AND state = 'running'`,
)

export const insertRun = query(
  'bulk.insert_run',
  'INSERT INTO bulk_runs (workspace_id, user_id, action, undo_of, created_at) VALUES ($1, $2, $3::jsonb, $4, $5) RETURNING id',
)

/** $4: those of the ids that the person sees; the rest is missing. */
export const setTotal = query(
  'bulk.set_total',
  'UPDATE bulk_runs SET total = $3, failed = cardinality($4::bigint[]), missing = $4 WHERE workspace_id = $1 AND id = $2',
)

/** All tickets of a filter over `tickets t`, as the statement sees them: what fits later does not come along. */
export const freezeTickets = (where: string, run: string, most: string) =>
  `INSERT INTO bulk_tickets (workspace_id, run_id, ticket_id) SELECT t.workspace_id, ${run}::bigint, t.id FROM tickets t WHERE ${where} LIMIT ${most} RETURNING ticket_id AS id`

/** What a run did, to be taken back: as it has to be, and as it shall be again. Where nothing changed there is nothing to take back. */
export const freezeUndo = query(
  'bulk.freeze_undo',
  `INSERT INTO bulk_tickets (workspace_id, run_id, ticket_id, before, after)
   SELECT workspace_id, $3, ticket_id, after, before FROM bulk_tickets
   WHERE workspace_id = $1 AND run_id = $2 AND state = 'done' AND before IS NOT NULL AND before IS DISTINCT FROM after`,
)

/** What a batch has to know of its run. */
export const runToWork = query(
  'bulk.run_to_work',
  `SELECT user_id AS "userId", action, undo_of AS "undoOf" FROM bulk_runs WHERE workspace_id = $1 AND id = $2 AND state = 'running'`,
)

export interface WorkedRun {
  userId: number
  action: StoredAction
  undoOf: number | null
}

/** The next tickets that wait, after one ($3), up or down the ids. */
const nextWaiting = (beyond: '>' | '<', order: 'ASC' | 'DESC') =>
  query(
    `bulk.waiting_${order}`,
    `SELECT ticket_id AS id FROM bulk_tickets WHERE workspace_id = $1 AND run_id = $2 AND ticket_id ${beyond} $3 AND state = 'waiting'
     ORDER BY ticket_id ${order} LIMIT $4`,
  )
export const waitingAfter = { up: nextWaiting('>', 'ASC'), down: nextWaiting('<', 'DESC') }

export interface Claimed {
  before: Facts | null
  after: Facts | null
}

/** Takes a ticket of a run that goes on, unless somebody has it; nobody else gets it while the transaction lasts. */
export const claimTicket = query(
  'bulk.claim',
  `SELECT b.before, b.after FROM bulk_tickets b JOIN bulk_runs r ON r.workspace_id = b.workspace_id AND r.id = b.run_id
   WHERE b.workspace_id = $1 AND b.run_id = $2 AND b.ticket_id = $3 AND b.state = 'waiting' AND r.state = 'running' FOR UPDATE OF b SKIP LOCKED`,
)

const factColumns = `jsonb_build_object('status', t.status, 'priority', t.priority, 'assignee', t.assignee_id, 'team', t.team_id, 'category', t.processing_category_id,
  'snoozed', t.snoozed_until, 'archived', t.archived_at IS NOT NULL, 'spam', t.spam_at IS NOT NULL, 'trashed', t.trashed_at IS NOT NULL,
  'said', t.last_public_message_id)`

/** What an action may change, under the ticket's lock. */
export const lockFacts = query(
  'bulk.lock_facts',
  `SELECT ${factColumns} AS facts FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2 FOR UPDATE`,
)

/** $4: as it was; $5: what the row does not say of it now. */
export const markDone = query(
  'bulk.mark_done',
  `UPDATE bulk_tickets b SET state = 'done', code = NULL, reason = NULL, before = $4::jsonb || ($5::jsonb -> 'before'),
     after = ${factColumns} || ($5::jsonb -> 'after')
   FROM tickets t WHERE b.workspace_id = $1 AND b.run_id = $2 AND b.ticket_id = $3 AND t.workspace_id = $1 AND t.id = $3`,
)

export const markFailed = query(
  'bulk.mark_failed',
  `UPDATE bulk_tickets SET state = 'failed', code = $4, reason = $5 WHERE workspace_id = $1 AND run_id = $2 AND ticket_id = $3`,
)

/** Something broke: it is tried again when the others are done, and after some tries given up. */
export const countTry = query(
  'bulk.count_try',
  `UPDATE bulk_tickets SET tries = tries + 1, code = 'internal', reason = $4, state = CASE WHEN tries + 1 >= $5 THEN 'failed' ELSE state END
   WHERE workspace_id = $1 AND run_id = $2 AND ticket_id = $3 AND state = 'waiting'`,
)

/** Before it is counted: who counted first and waited then would write what was true before the wait. */
export const lockToTally = query('bulk.lock_to_tally', 'SELECT id FROM bulk_runs WHERE workspace_id = $1 AND id = $2 FOR UPDATE')

/** Counts what was done in a run that is locked, and ends it when nothing waits. Who ends it sees what all others have committed. */
export const tally = query(
  'bulk.tally',
  `WITH counted AS (
     SELECT count(*) FILTER (WHERE state = 'done')::int AS done, count(*) FILTER (WHERE state = 'failed')::int AS failed,
       count(*) FILTER (WHERE state = 'waiting')::int AS waiting
     FROM bulk_tickets WHERE workspace_id = $1 AND run_id = $2)
   UPDATE bulk_runs r SET done = c.done, failed = c.failed + cardinality(r.missing),
     state = CASE WHEN r.state = 'running' AND c.waiting = 0 THEN 'done' ELSE r.state END,
     ended_at = CASE WHEN r.state = 'running' AND c.waiting = 0 THEN $3 ELSE r.ended_at END,
     action = CASE WHEN c.waiting = 0 THEN r.action - 'text' ELSE r.action END
   FROM counted c WHERE r.workspace_id = $1 AND r.id = $2 RETURNING r.state, c.waiting`,
)

export const cancelRun = query(
  'bulk.cancel',
  `UPDATE bulk_runs SET state = 'cancelled', ended_at = $3, action = action - 'text' WHERE workspace_id = $1 AND id = $2 AND state = 'running'`,
)

export interface FailureRow {
  ticket: number
  reference: string | null
  code: string
  reason: string
}

/** What failed after a ticket's id, with what was not there at all. */
export const failuresOf = query(
  'bulk.failures',
  `SELECT f.ticket, t.reference, f.code, f.reason FROM (
     (SELECT ticket_id AS ticket, code, reason, true AS seen FROM bulk_tickets
      WHERE workspace_id = $1 AND run_id = $2 AND state = 'failed' AND ticket_id > $3 ORDER BY ticket_id LIMIT $4)
     UNION ALL
     (SELECT m.id, 'not_found', $5, false FROM bulk_runs r CROSS JOIN LATERAL unnest(r.missing) AS m (id)
      WHERE r.workspace_id = $1 AND r.id = $2 AND m.id > $3 ORDER BY m.id LIMIT $4)) f
   LEFT JOIN tickets t ON f.seen AND t.workspace_id = $1 AND t.id = f.ticket
   ORDER BY f.ticket LIMIT $4`,
)

/** Runs that ended before a time, with their tickets. */
export const dropOldRuns = query('bulk.drop_old', 'DELETE FROM bulk_runs WHERE workspace_id = $1 AND ended_at < $2')

export const knownLabels = query('bulk.labels', 'SELECT count(*)::int AS n FROM labels WHERE workspace_id = $1 AND id = ANY ($2::bigint[])')
export const knownAgent = query(
  'bulk.agent',
  `SELECT ARRAY(SELECT t.team_id FROM team_members t WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id) AS teams
   FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $2 AND m.disabled_at IS NULL`,
)
export const knownTeam = query('bulk.team', 'SELECT id FROM teams WHERE workspace_id = $1 AND id = $2')

/**
 * Tickets that an action treats alike, each group with one of them, the largest groups first, as many as `groups`; `t`
 * filtered by `where`. `total` is of all. Who had a ticket before counts only while nobody has it.
 */
export const likeTickets = (where: string, most: string, groups: string) =>
  `SELECT count(*)::int AS count, (sum(count(*)) OVER ())::int AS total, min(g.id) AS example, (array_agg(g.reference ORDER BY g.id))[1:5] AS sample,
     bool_and(g.mailable) AS mailable
   FROM (
     SELECT t.id, t.reference, t.lifecycle_version_id, t.desk_id, t.status, t.bucket, t.deletion_at IS NOT NULL AS going, t.processing_category_id IS NOT NULL AS filed,
       t.assignee_id, CASE WHEN t.assignee_id IS NULL THEN t.last_assignee_id END AS last_assignee_id,
       t.last_public_by, t.contact_email IS NOT NULL AND NOT t.internal AND EXISTS (SELECT FROM mail_addresses a
         WHERE a.workspace_id = t.workspace_id AND a.desk_id = t.desk_id AND a.removed_at IS NULL) AS mailable
     FROM tickets t WHERE ${where} LIMIT ${most}) g
   GROUP BY g.lifecycle_version_id, g.desk_id, g.status, g.bucket, g.going, g.filed, g.assignee_id, g.last_assignee_id, g.last_public_by, g.mailable
   ORDER BY 1 DESC, 3 LIMIT ${groups}`
