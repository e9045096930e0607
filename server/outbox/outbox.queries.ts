import { query } from '../platform/db/index.ts'

/** One row for each recipient ($6 and $7 side by side), with the contact whose address it is. */
export const insertOutboxRows = query(
  'outbox.insert',
  `INSERT INTO outbox (workspace_id, ticket_id, message_id, address_id, contact_id, mail_from, recipient, role, automatic, next_attempt_at, created_at)
   SELECT $1, $2, $3, $4, (SELECT i.contact_id FROM contact_identities i WHERE i.workspace_id = $1 AND i.kind = 'mail' AND i.value = lower(r.recipient)),
     $5, r.recipient, r.role, $8, $9, $9
   FROM unnest($6::text[], $7::text[]) AS r(recipient, role)
   ON CONFLICT (workspace_id, message_id, recipient) DO NOTHING`,
)

export interface OutboxRow {
  id: number
  ticketId: number
  /** Null for a notice to staff. */
  messageId: number | null
  noticeId: number | null
  addressId: number | null
  contactId: number | null
  mailFrom: string
  recipient: string
  role: 'to' | 'cc' | 'bcc'
  automatic: boolean
  state: DeliveryState
  attempts: number
  uncertainAttempts: number
  createdAt: Date
}

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'suppressed'

const rowColumns = `id, ticket_id AS "ticketId", message_id AS "messageId", notice_id AS "noticeId", address_id AS "addressId", contact_id AS "contactId",
  mail_from AS "mailFrom", recipient, role, automatic, state, attempts, uncertain_attempts AS "uncertainAttempts", created_at AS "createdAt"`

/** A due row for this process; nothing when another one has it. */
export const lockDueRow = query(
  'outbox.lock_due',
  `SELECT ${rowColumns} FROM outbox
    WHERE workspace_id = $1 AND id = $2 AND state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at <= $3
    FOR UPDATE SKIP LOCKED`,
)

export const outboxRow = query('outbox.row', `SELECT ${rowColumns} FROM outbox WHERE workspace_id = $1 AND id = $2`)

/** An earlier mail of the same ticket to the same person that has not left yet. */
export const earlierUnsent = query(
  'outbox.earlier_unsent',
  `SELECT state, next_attempt_at AS "nextAttemptAt" FROM outbox
    WHERE workspace_id = $1 AND ticket_id = $2 AND lower(recipient) = lower($3) AND message_id < $4
      AND state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at < 'infinity'
    ORDER BY message_id LIMIT 1`,
)

/** Rows that only waited behind this one may go now. */
export const releaseFollowers = query(
  'outbox.release_followers',
  `UPDATE outbox SET next_attempt_at = $5
    WHERE workspace_id = $1 AND ticket_id = $2 AND lower(recipient) = lower($3) AND message_id > $4 AND state = 'waiting' AND attempts = 0`,
)

export const postpone = query('outbox.postpone', 'UPDATE outbox SET next_attempt_at = $3 WHERE workspace_id = $1 AND id = $2')

export const lease = query(
  'outbox.lease',
  `UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = $3, next_attempt_at = $3
    WHERE workspace_id = $1 AND id = $2 RETURNING attempts`,
)

/** Only the attempt that holds the lease may extend it. */
export const extendLease = query(
  'outbox.extend_lease',
  `UPDATE outbox SET lease_until = $4, next_attempt_at = $4 WHERE workspace_id = $1 AND id = $2 AND state = 'sending' AND attempts = $3`,
)

/**
 * A row whose last attempt is $3, which ends now with $4. Where that attempt was taken for lost meanwhile, its answer still
 * counts, and that it was sent even when somebody asked for one more try: nobody asks for a second copy.
 */
const endsNow = `workspace_id = $1 AND id = $2 AND attempts = $3
      AND (state IN ('sending', 'uncertain') OR (state = 'waiting' AND $4::text = 'sent'))`

export interface EndingRow {
  state: DeliveryState
  /** Where the mail is now: tickets are merged while their mails are handed over. */
  ticketId: number
}

export const lockEnding = query('outbox.lock_ending', `SELECT state, ticket_id AS "ticketId" FROM outbox WHERE ${endsNow} FOR UPDATE`)

export const finish = query(
  'outbox.finish',
  `UPDATE outbox SET state = $4::text, next_attempt_at = $5, last_response = $6, uncertain_attempts = $7, lease_until = NULL,
          sent_at = CASE WHEN $4::text = 'sent' THEN $8::timestamptz ELSE sent_at END
    WHERE ${endsNow}`,
)

export const settle = query(
  'outbox.settle',
  `UPDATE outbox SET state = $3, last_response = $4, next_attempt_at = $5, uncertain_attempts = $6, lease_until = NULL WHERE workspace_id = $1 AND id = $2`,
)

export const startAttempt = query(
  'outbox.start_attempt',
  'INSERT INTO outbox_attempts (workspace_id, outbox_id, n, started_at) VALUES ($1, $2, $3, $4)',
)

/** Written before the first byte of the mail leaves: from here on its fate may be unknown. */
export const markDataBegun = query(
  'outbox.mark_data',
  `UPDATE outbox_attempts SET outcome = 'data' WHERE workspace_id = $1 AND outbox_id = $2 AND n = $3 AND ended_at IS NULL`,
)

/** An answer takes the place of the guess that there will be none. */
export const endAttempt = query(
  'outbox.end_attempt',
  `UPDATE outbox_attempts SET ended_at = $4, outcome = $5, code = $6, response = $7
    WHERE workspace_id = $1 AND outbox_id = $2 AND n = $3 AND (ended_at IS NULL OR outcome = 'uncertain')`,
)

/** Locked, so that its process, should it be there still, begins with the mail before this is read or not at all. */
export const openAttempt = query(
  'outbox.open_attempt',
  'SELECT n, outcome FROM outbox_attempts WHERE workspace_id = $1 AND outbox_id = $2 AND ended_at IS NULL ORDER BY n DESC LIMIT 1 FOR UPDATE',
)

/** Whether an attempt that is over may have delivered it. */
export const leftBefore = query(
  'outbox.left_before',
  `SELECT n FROM outbox_attempts
    WHERE workspace_id = $1 AND outbox_id = $2 AND ended_at IS NOT NULL AND outcome IN ('sent', 'uncertain') LIMIT 1`,
)

export const isSuppressed = query(
  'outbox.is_suppressed',
  `SELECT suppressed_why AS why FROM contact_identities
    WHERE workspace_id = $1 AND kind = 'mail' AND value = lower($2) AND suppressed_at IS NOT NULL`,
)

export const suppressIdentity = query(
  'outbox.suppress_identity',
  `UPDATE contact_identities SET suppressed_at = $3, suppressed_why = $4
    WHERE workspace_id = $1 AND kind = 'mail' AND value = lower($2) AND suppressed_at IS NULL`,
)

/**
 * Who counts waits for those who counted and have not committed, first of the same ticket, then of the same domain. Taken in
 * this order by everybody, and last of all locks but that of the ticket's row, under which nobody asks for these.
 */
export const lockThreadBudget = query(
  'outbox.lock_thread_budget',
  `SELECT pg_advisory_xact_lock(hashtextextended('statedesk.automatic_mails ' || $1::int || ' ' || $2::bigint, 0))`,
)
export const lockDomainBudget = query(
  'outbox.lock_domain_budget',
  `SELECT pg_advisory_xact_lock(hashtextextended('statedesk.automatic_mails ' || $1::int || ' @' || $2::text, 0))`,
)

export const automaticMailsSince = query(
  'outbox.automatic_since',
  `SELECT count(*) FILTER (WHERE ticket_id = $2)::int AS thread, count(*) FILTER (WHERE domain = $3)::int AS domain
     FROM automatic_mails WHERE workspace_id = $1 AND (ticket_id = $2 OR domain = $3) AND at > $4`,
)

export const countAutomaticMail = query(
  'outbox.count_automatic',
  'INSERT INTO automatic_mails (workspace_id, ticket_id, domain, at) VALUES ($1, $2, $3, $4)',
)

export const forgetOldAutomaticMails = query('outbox.forget_automatic', 'DELETE FROM automatic_mails WHERE workspace_id = $1 AND at < $2')

export const isOwnAddress = query('outbox.is_own_address', 'SELECT workspace_id AS "workspaceId" FROM workspace_of_mail_address($1)')

/** The row a returned mail belongs to, locked: somebody may be asking for one more try. */
export const sentTo = query(
  'outbox.sent_to',
  `SELECT ${rowColumns} FROM outbox WHERE workspace_id = $1 AND message_id = $2 AND ($3::text IS NULL OR lower(recipient) = lower($3)) ORDER BY id LIMIT 2 FOR UPDATE`,
)

export interface DeliveryRow {
  id: number
  messageId: number
  recipient: string
  role: 'to' | 'cc' | 'bcc'
  state: DeliveryState
  lastResponse: string | null
  sentAt: Date | null
  nextAttemptAt: Date | null
  attempts: DeliveryAttempt[]
}

export interface DeliveryAttempt {
  n: number
  startedAt: string
  endedAt: string | null
  outcome: string | null
  code: number | null
  response: string | null
}

const deliveryColumns = `o.id, o.message_id AS "messageId", o.recipient, o.role, o.state, o.last_response AS "lastResponse", o.sent_at AS "sentAt",
  CASE WHEN o.state IN ('waiting', 'sending', 'uncertain') THEN NULLIF(o.next_attempt_at, 'infinity') END AS "nextAttemptAt",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('n', a.n, 'startedAt', to_char(a.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'endedAt', to_char(a.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'outcome', a.outcome, 'code', a.code, 'response', a.response) ORDER BY a.n)
    FROM outbox_attempts a WHERE a.workspace_id = o.workspace_id AND a.outbox_id = o.id), '[]') AS attempts`

export const deliveriesOfTicket = query(
  'outbox.deliveries_of_ticket',
  `SELECT ${deliveryColumns} FROM outbox o WHERE o.workspace_id = $1 AND o.ticket_id = $2 AND o.message_id IS NOT NULL ORDER BY o.id`,
)

/** What became of mails, in short, as JSON: `SentMail[]`; $1 the workspace, `is` what their message's id is. */
export const deliveriesJson = (
  is: string,
) => `COALESCE((SELECT json_agg(json_build_object('messageId', o.message_id, 'recipient', o.recipient,
       'state', o.state, 'sentAt', o.sent_at, 'lastResponse', o.last_response) ORDER BY o.id) FROM outbox o
     WHERE o.workspace_id = $1 AND o.message_id ${is}), '[]')`

export interface SentMail {
  readonly messageId: number
  readonly recipient: string
  readonly state: DeliveryState
  readonly sentAt: string | null
  readonly lastResponse: string | null
}

/** Somebody asks for one more try, whatever was decided before. */
export const retryRow = query(
  'outbox.retry',
  `UPDATE outbox SET state = 'waiting', next_attempt_at = $3, uncertain_attempts = 0
    WHERE workspace_id = $1 AND id = $2 AND state IN ('waiting', 'failed', 'suppressed', 'uncertain')
    RETURNING id`,
)
