import { query } from '../../../platform/db/index.ts'

export interface Mailbox {
  workspaceId: number
  addressId: number
}

export const mailboxOf = query(
  'intake.mailbox_of',
  'SELECT workspace_id AS "workspaceId", address_id AS "addressId" FROM workspace_of_mail_address($1)',
)

export const insertRawMail = query(
  'intake.insert_raw',
  `INSERT INTO raw_mails (workspace_id, address_id, source, mail_message_id, content_hash, received_at, size, envelope, key_id, sealed, next_attempt_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $6)
   ON CONFLICT (workspace_id, address_id, md5(mail_message_id), content_hash) DO NOTHING RETURNING id`,
)

export interface Envelope {
  /** '' is the null path; null: unknown, as from IMAP. */
  mailFrom: string | null
  /** As they were named for this mailbox, tokens included. */
  recipients: string[]
  helo?: string
  ip?: string
  uid?: number
}

export interface RawMail {
  id: number
  addressId: number
  source: 'smtp' | 'imap'
  messageId: string
  contentHash: Buffer
  receivedAt: Date
  envelope: Envelope
  keyId: string
  sealed: Buffer
  /** So often it could not be filed. */
  attempts: number
  /** So often a process ended while it read this mail and no other. */
  lost: number
}

/** What decides how a mail is read: its size, and whether nothing was heard again of who took it last. */
export const rawMailAhead = query(
  'intake.raw_ahead',
  `SELECT size, taken_alone IS NOT NULL AS lost FROM raw_mails WHERE workspace_id = $1 AND id = $2 AND state = 'received' AND next_attempt_at <= business_now()`,
)

/**
 * Written before anything reads the mail: that it was taken, and whether alone. Whoever takes it next without an outcome
 * in between knows that the process ended; when it was alone, that is counted, and ends in quarantine, not in a loop.
 * $3: for so many milliseconds nobody else may, and five times as long after each loss: whatever ends processes again and
 * again, just after they started, is given time to pass before a healthy mail is blamed. $5: only a mail of at most so
 * many bytes that was not taken before.
 */
export const takeRawMail = query(
  'intake.take_raw',
  `UPDATE raw_mails SET taken_alone = $4, lost = lost + CASE WHEN taken_alone THEN 1 ELSE 0 END,
      next_attempt_at = business_now() + $3 * power(5, lost + CASE WHEN taken_alone THEN 1 ELSE 0 END) * interval '1 millisecond'
    WHERE workspace_id = $1 AND id = (SELECT id FROM raw_mails WHERE workspace_id = $1 AND id = $2 AND state = 'received'
      AND next_attempt_at <= business_now() AND ($5::int IS NULL OR size <= $5 AND taken_alone IS NULL) FOR UPDATE SKIP LOCKED)
    RETURNING id, address_id AS "addressId", source, mail_message_id AS "messageId", content_hash AS "contentHash", received_at AS "receivedAt",
      envelope, key_id AS "keyId", sealed, attempts, lost`,
)

/** Only while it is still to be done; held until the commit. */
export const lockRawMail = query(
  'intake.lock_raw',
  `SELECT id FROM raw_mails WHERE workspace_id = $1 AND id = $2 AND state = 'received' FOR UPDATE`,
)

export const markProcessed = query(
  'intake.mark_processed',
  `UPDATE raw_mails SET state = 'processed', outcome = $3, ticket_id = $4, message_id = $5, error = NULL, next_attempt_at = NULL, taken_alone = NULL
    WHERE workspace_id = $1 AND id = $2`,
)

export const tryRawMailLater = query(
  'intake.try_later',
  `UPDATE raw_mails SET attempts = $3, next_attempt_at = $4, error = $5, taken_alone = NULL WHERE workspace_id = $1 AND id = $2 AND state = 'received'`,
)

export const quarantine = query(
  'intake.quarantine',
  `UPDATE raw_mails SET state = 'quarantined', next_attempt_at = NULL, taken_alone = NULL, error = $3, attempts = GREATEST(attempts, $4) WHERE workspace_id = $1 AND id = $2 AND state = 'received'`,
)

export const quarantinedPage = query(
  'intake.quarantined',
  `SELECT r.id, r.received_at AS "receivedAt", r.error, r.envelope, r.size, r.key_id AS "keyId", a.address,
     CASE WHEN r.size <= 2000000 THEN r.sealed END AS sealed
   FROM raw_mails r JOIN mail_addresses a ON a.workspace_id = r.workspace_id AND a.id = r.address_id
   WHERE r.workspace_id = $1 AND r.state = 'quarantined' AND r.id < $2 ORDER BY r.id DESC LIMIT $3`,
)

export const replay = query(
  'intake.replay',
  `UPDATE raw_mails SET state = 'received', attempts = 0, lost = 0, next_attempt_at = $3, error = NULL
    WHERE workspace_id = $1 AND id = $2 AND state = 'quarantined' RETURNING id`,
)

export interface DeskOfAddress {
  address: string
  deskId: number
  deskAddresses: string[]
  trustedRelays: string[]
  trustedAuthservId: string | null
  referencePrefix: string
}

/** The desk that a stored mail came to. */
export const deskOfRawMail = query(
  'intake.desk_of_raw',
  `SELECT a.address, a.desk_id AS "deskId", a.trusted_relays AS "trustedRelays", a.trusted_authserv_id AS "trustedAuthservId",
     w.reference_prefix AS "referencePrefix",
     ARRAY(SELECT o.address FROM mail_addresses o WHERE o.workspace_id = $1 AND o.desk_id = a.desk_id) AS "deskAddresses"
   FROM raw_mails r JOIN mail_addresses a ON a.workspace_id = r.workspace_id AND a.id = r.address_id JOIN workspaces w ON w.id = a.workspace_id
   WHERE r.workspace_id = $1 AND r.id = $2`,
)

/** Two copies of one mail are looked at one after the other. */
export const lockMail = query('intake.lock_mail', 'SELECT pg_advisory_xact_lock($1, hashtext($2))')

/** Where copies of this mail went that came to our other addresses. */
export const otherCopies = query(
  'intake.other_copies',
  `SELECT r.ticket_id AS "ticketId", r.message_id AS "messageId", a.desk_id AS "deskId" FROM mail_addresses a
     JOIN raw_mails r ON r.workspace_id = a.workspace_id AND r.address_id = a.id AND md5(r.mail_message_id) = md5($2) AND r.content_hash = $3
    WHERE a.workspace_id = $1 AND r.id <> $4 AND r.message_id IS NOT NULL`,
)
