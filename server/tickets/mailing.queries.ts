import { query } from '../platform/db/index.ts'

/** The address a desk writes from. */
export const deskSender = query(
  'mailing.desk_sender',
  `SELECT a.id, a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = $2 AND a.removed_at IS NULL
   ORDER BY a.is_primary DESC, a.id LIMIT 1`,
)

export const identityOfMail = query(
  'mailing.identity',
  `SELECT i.contact_id AS "contactId", i.value AS address FROM contact_identities i WHERE i.workspace_id = $1 AND i.kind = 'mail' AND i.value = ANY ($2::text[])`,
)
