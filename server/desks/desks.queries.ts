import { query } from '../platform/db/index.ts'

const deskColumns = `d.id, d.name, d.lifecycle_version_id AS "lifecycleVersionId", d.is_default AS "isDefault", d.from_name AS "fromName", d.signature,
  d.reply_token AS "replyToken", d.settings, d.calendar_id AS "calendarId", d.version, d.relay, d.relay_password_sealed IS NOT NULL AS "relayHasPassword", v.version AS "lifecycleVersion",
  (SELECT a.address FROM mail_addresses a WHERE a.workspace_id = d.workspace_id AND a.desk_id = d.id AND a.removed_at IS NULL
    ORDER BY a.is_primary DESC, a.id LIMIT 1) AS address`

export const desksById = query(
  'desks.by_id',
  `SELECT ${deskColumns} FROM desks d JOIN lifecycle_versions v ON v.workspace_id = d.workspace_id AND v.id = d.lifecycle_version_id
   WHERE d.workspace_id = $1 AND d.id = ANY ($2::bigint[]) ORDER BY d.is_default DESC, d.name`,
)
export const insertDesk = query(
  'desks.insert',
  `INSERT INTO desks (workspace_id, name, lifecycle_version_id, is_default, from_name, settings, created_at)
   VALUES ($1, $2, $3, NOT EXISTS (SELECT 1 FROM desks WHERE workspace_id = $1 AND is_default), $2, $4, $5)
   ON CONFLICT (workspace_id, name) DO NOTHING RETURNING id`,
)
export const lockDesk = query(
  'desks.lock',
  `SELECT id, name, version, settings, from_name AS "fromName", signature, reply_token AS "replyToken", calendar_id AS "calendarId",
     is_default AS "isDefault", relay, relay_password_sealed AS "relayPassword" FROM desks WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
)
export const updateDesk = query(
  'desks.update',
  `UPDATE desks SET name = $3, from_name = $4, signature = $5, reply_token = $6, settings = $7::jsonb, calendar_id = $8, relay = $9::jsonb,
     relay_password_sealed = $10, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
)
export const deskNameTaken = query('desks.name_taken', 'SELECT 1 AS taken FROM desks WHERE workspace_id = $1 AND name = $2 AND id <> $3')
export const clearDefault = query('desks.clear_default', 'UPDATE desks SET is_default = false WHERE workspace_id = $1 AND is_default')
export const setDefault = query('desks.set_default', 'UPDATE desks SET is_default = true WHERE workspace_id = $1 AND id = $2')
const addressColumns = `id, version, desk_id AS "deskId", address, kind, is_primary AS "isPrimary", trusted_relays AS "trustedRelays",
  trusted_authserv_id AS "trustedAuthservId", imap, imap_password_sealed IS NOT NULL AS "hasPassword", imap_error AS "imapError",
  imap_checked_at AS "imapCheckedAt"`

export const addressesOfDesk = query(
  'desks.addresses',
  `SELECT ${addressColumns} FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL ORDER BY is_primary DESC, id`,
)
/** An address that was given up here may be taken again; one that another desk or workspace uses may not. */
export const insertAddress = query(
  'desks.insert_address',
  `INSERT INTO mail_addresses (workspace_id, desk_id, address, kind, is_primary, imap, imap_password_sealed)
   VALUES ($1, $2, $3, $4, NOT EXISTS (SELECT 1 FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL AND is_primary),
     $5::jsonb, $6)
   ON CONFLICT (address) DO NOTHING RETURNING id`,
)
export const reviveAddress = query(
  'desks.revive_address',
  `UPDATE mail_addresses SET desk_id = $2, kind = $4, imap = $5::jsonb, imap_password_sealed = $6, version = version + 1, removed_at = NULL, imap_error = NULL,
     imap_uid_validity = NULL, imap_last_uid = NULL,
     is_primary = NOT EXISTS (SELECT 1 FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL AND is_primary)
   WHERE workspace_id = $1 AND address = $3 AND removed_at IS NOT NULL RETURNING id`,
)
export const lockAddress = query(
  'desks.lock_address',
  `SELECT ${addressColumns}, imap_password_sealed AS sealed FROM mail_addresses
   WHERE workspace_id = $1 AND desk_id = $2 AND id = $3 AND removed_at IS NULL FOR UPDATE`,
)
/** The stored relay and mailbox of a desk, with their sealed passwords, for a trial. */
export const relayOfDesk = query(
  'desks.relay',
  'SELECT relay, relay_password_sealed AS sealed FROM desks WHERE workspace_id = $1 AND id = $2',
)
export const mailboxOfAddress = query(
  'desks.mailbox',
  `SELECT imap, imap_password_sealed AS sealed FROM mail_addresses
   WHERE workspace_id = $1 AND desk_id = $2 AND id = $3 AND kind = 'imap' AND removed_at IS NULL`,
)
export const updateAddress = query(
  'desks.update_address',
  `UPDATE mail_addresses SET trusted_relays = $4, trusted_authserv_id = $5, imap = $6::jsonb, imap_password_sealed = $7, version = version + 1,
     imap_uid_validity = CASE WHEN imap IS DISTINCT FROM $6::jsonb THEN NULL ELSE imap_uid_validity END,
     imap_last_uid = CASE WHEN imap IS DISTINCT FROM $6::jsonb THEN NULL ELSE imap_last_uid END
   WHERE workspace_id = $1 AND desk_id = $2 AND id = $3`,
)
export const clearPrimary = query(
  'desks.clear_primary',
  'UPDATE mail_addresses SET is_primary = false WHERE workspace_id = $1 AND desk_id = $2 AND is_primary',
)
export const setPrimary = query('desks.set_primary', 'UPDATE mail_addresses SET is_primary = true WHERE workspace_id = $1 AND id = $2')
export const removeAddressRow = query(
  'desks.remove_address',
  'UPDATE mail_addresses SET removed_at = $4, is_primary = false WHERE workspace_id = $1 AND desk_id = $2 AND id = $3 AND removed_at IS NULL RETURNING address',
)
export const nextPrimary = query(
  'desks.next_primary',
  `UPDATE mail_addresses SET is_primary = true WHERE workspace_id = $1 AND id = (
     SELECT id FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL ORDER BY id LIMIT 1)
   AND NOT EXISTS (SELECT 1 FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL AND is_primary)`,
)
