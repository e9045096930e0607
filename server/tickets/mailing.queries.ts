import { query } from '../platform/db/index.ts'

const sender = `SELECT a.id, a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = $2 AND a.removed_at IS NULL
   ORDER BY a.is_primary DESC, a.id LIMIT 1`

/** An id for a message to come, and the address it will be sent from, if the desk has one. */
export const takeForMail = query(
  'mailing.take',
  `SELECT nextval('messages_id_seq')::bigint AS id, s.id AS "senderId", s.address FROM (SELECT) AS one LEFT JOIN LATERAL (${sender}) s ON true`,
)

/** The address a desk writes from. */
export const deskSender = query('mailing.desk_sender', sender)
