import { query } from '../../platform/db/index.ts'

export const workspaces = query(
  'doctor.workspaces',
  `SELECT workspace_id AS id FROM due_work('workspaces', business_now(), 100000) ORDER BY 1`,
)

export interface Work {
  mailLate: number
  mailFailed: number
  mailUncertain: number
  mailWaiting: number
  rawLate: number
  quarantined: number
  deadJobs: number
  failingTimers: number
  eventsLate: number
}

/** What should have moved by now and has not. */
export const work = query(
  'doctor.work',
  `SELECT
     (SELECT count(*)::int FROM outbox WHERE workspace_id = $1 AND state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at < business_now() - interval '15 minutes') AS "mailLate",
     (SELECT count(*)::int FROM outbox WHERE workspace_id = $1 AND state = 'failed' AND created_at > business_now() - interval '7 days') AS "mailFailed",
     (SELECT count(*)::int FROM outbox WHERE workspace_id = $1 AND state = 'uncertain') AS "mailUncertain",
     (SELECT count(*)::int FROM outbox WHERE workspace_id = $1 AND state IN ('waiting', 'sending')) AS "mailWaiting",
     (SELECT count(*)::int FROM raw_mails WHERE workspace_id = $1 AND state = 'received' AND next_attempt_at < business_now() - interval '15 minutes') AS "rawLate",
     (SELECT count(*)::int FROM raw_mails WHERE workspace_id = $1 AND state = 'quarantined') AS quarantined,
     (SELECT count(*)::int FROM jobs WHERE workspace_id = $1 AND dead_at IS NOT NULL) AS "deadJobs",
     (SELECT count(*)::int FROM timers WHERE workspace_id = $1 AND attempts > 0) AS "failingTimers",
     (SELECT count(*)::int FROM events WHERE workspace_id = $1 AND position IS NULL AND at < business_now() - interval '1 minute') AS "eventsLate"`,
)

export const sealedBy = query(
  'doctor.sealed_by',
  'SELECT key_id AS "keyId", count(*)::int AS n, min(id) AS example FROM raw_mails WHERE workspace_id = $1 GROUP BY key_id ORDER BY key_id',
)
/** Masked words: of messages, of tickets, and those that stay masked. */
export const masksSealedBy = query(
  'doctor.masks_sealed_by',
  `SELECT key_id AS "keyId", count(*)::int AS n FROM (SELECT key_id FROM masks WHERE workspace_id = $1 UNION ALL SELECT key_id FROM masked_words WHERE workspace_id = $1) m
   GROUP BY key_id ORDER BY key_id`,
)
export const sealedMail = query('doctor.sealed_mail', 'SELECT sealed FROM raw_mails WHERE workspace_id = $1 AND id = $2')

export interface AddressRow {
  id: number
  address: string
  kind: 'smtp' | 'imap'
  sealed: Buffer | null
}
export const addresses = query(
  'doctor.addresses',
  'SELECT id, address, kind, imap_password_sealed AS sealed FROM mail_addresses WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY id',
)
