import { query } from '../platform/db/index.ts'

export const workspaces = query('metrics.workspaces', `SELECT workspace_id AS id FROM due_work('workspaces', business_now(), 100000)`)

/** One row a workspace: how many, and since how many seconds the oldest. Every count is read off an index of what is open. */
export const stateOfWorkspace = query(
  'metrics.workspace',
  `SELECT j.due AS "jobsDue", j.later AS "jobsLater", j.dead AS "jobsDead", j.oldest AS "jobsOldest",
     t.overdue AS "timersOverdue", t.oldest AS "timersOldest",
     o.waiting AS "outboxWaiting", o.sending AS "outboxSending", o.uncertain AS "outboxUncertain", o.oldest AS "outboxOldest",
     (SELECT count(*)::int FROM outbox WHERE workspace_id = $1 AND state = 'failed') AS "outboxFailed",
     r.waiting AS "mailsWaiting", r.oldest AS "mailsOldest",
     (SELECT count(*)::int FROM raw_mails WHERE workspace_id = $1 AND state = 'quarantined') AS "mailsQuarantined",
     e.waiting AS "eventsWaiting", e.oldest AS "eventsOldest",
     i.working AS "imapWorking", i.failing AS "imapFailing"
   FROM
     (SELECT count(*) FILTER (WHERE dead_at IS NULL AND run_at <= $2)::int AS due, count(*) FILTER (WHERE dead_at IS NULL AND run_at > $2)::int AS later,
        count(*) FILTER (WHERE dead_at IS NOT NULL)::int AS dead,
        COALESCE(EXTRACT(epoch FROM $2 - min(run_at) FILTER (WHERE dead_at IS NULL AND run_at <= $2)), 0)::float8 AS oldest
      FROM jobs WHERE workspace_id = $1) j,
     (SELECT count(*)::int AS overdue, COALESCE(EXTRACT(epoch FROM $2 - min(due_at)), 0)::float8 AS oldest
      FROM timers WHERE workspace_id = $1 AND due_at <= $2) t,
     (SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'sending')::int AS sending,
        count(*) FILTER (WHERE state = 'uncertain')::int AS uncertain,
        COALESCE(EXTRACT(epoch FROM $2 - min(created_at) FILTER (WHERE state IN ('waiting', 'sending'))), 0)::float8 AS oldest
      FROM outbox WHERE workspace_id = $1 AND state IN ('waiting', 'sending', 'uncertain')) o,
     (SELECT count(*)::int AS waiting, COALESCE(EXTRACT(epoch FROM $2 - min(received_at)), 0)::float8 AS oldest
      FROM raw_mails WHERE workspace_id = $1 AND state = 'received') r,
     (SELECT count(*)::int AS waiting, COALESCE(EXTRACT(epoch FROM $2 - min(at)), 0)::float8 AS oldest
      FROM events WHERE workspace_id = $1 AND position IS NULL) e,
     (SELECT count(*) FILTER (WHERE imap_error IS NULL)::int AS working, count(*) FILTER (WHERE imap_error IS NOT NULL)::int AS failing
      FROM mail_addresses WHERE workspace_id = $1 AND kind = 'imap' AND removed_at IS NULL) i`,
)

export interface WorkspaceState {
  readonly jobsDue: number
  readonly jobsLater: number
  readonly jobsDead: number
  readonly jobsOldest: number
  readonly timersOverdue: number
  readonly timersOldest: number
  readonly outboxWaiting: number
  readonly outboxSending: number
  readonly outboxUncertain: number
  readonly outboxFailed: number
  readonly outboxOldest: number
  readonly mailsWaiting: number
  readonly mailsQuarantined: number
  readonly mailsOldest: number
  readonly eventsWaiting: number
  readonly eventsOldest: number
  readonly imapWorking: number
  readonly imapFailing: number
}
