import { query } from '../../../platform/db/index.ts'

export const imapMailboxes = query(
  'imap.mailboxes',
  `SELECT workspace_id AS "workspaceId", id AS "addressId" FROM due_work('imap', business_now(), 1000)`,
)

export interface ImapSettings {
  host: string
  port: number
  secure: boolean
  user: string
  folder: string
}

export interface MailboxRow {
  address: string
  imap: ImapSettings
  sealed: Buffer | null
  uidValidity: number | null
  lastUid: number | null
}

export const mailboxRow = query(
  'imap.mailbox',
  `SELECT a.address, a.imap, a.imap_password_sealed AS sealed, a.imap_uid_validity AS "uidValidity", a.imap_last_uid AS "lastUid"
   FROM mail_addresses a WHERE a.workspace_id = $1 AND a.id = $2 AND a.kind = 'imap' AND a.removed_at IS NULL`,
)

/** When the first mail came from this mailbox. */
export const firstMailAt = query(
  'imap.first_mail_at',
  "SELECT received_at AS at FROM raw_mails WHERE workspace_id = $1 AND address_id = $2 AND source = 'imap' ORDER BY id LIMIT 1",
)

export const rememberUid = query(
  'imap.remember_uid',
  'UPDATE mail_addresses SET imap_uid_validity = $3, imap_last_uid = $4 WHERE workspace_id = $1 AND id = $2',
)

export const rememberState = query(
  'imap.remember_state',
  'UPDATE mail_addresses SET imap_error = $3, imap_checked_at = $4 WHERE workspace_id = $1 AND id = $2',
)

export const tryMailboxLock = query('imap.try_lock', 'SELECT pg_try_advisory_lock(hashtext($1)) AS locked')
export const freeMailboxLock = query('imap.free_lock', 'SELECT pg_advisory_unlock(hashtext($1))')
