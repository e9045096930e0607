import { query } from '../platform/db/index.ts'

/** What a mail to come needs. */
export interface TakenForMail {
  /** Of the message. */
  readonly id: number
  /** The desk's address it is sent from, if it has one. */
  readonly senderId: number | null
  readonly address: string | null
}

/** The address that a desk writes from. */
export const senderOfDesk = (workspace: string, desk: string) => `SELECT a.id, a.address FROM mail_addresses a
   WHERE a.workspace_id = ${workspace} AND a.desk_id = ${desk} AND a.removed_at IS NULL ORDER BY a.is_primary DESC, a.id LIMIT 1`

/** `TakenForMail` as a value, with the sender at an alias. */
export const takenForMail = (sender: string) =>
  `json_build_object('id', nextval('messages_id_seq'), 'senderId', ${sender}.id, 'address', ${sender}.address)`

export const takeForMail = query(
  'mailing.take',
  `SELECT nextval('messages_id_seq')::bigint AS id, s.id AS "senderId", s.address FROM (SELECT) AS one LEFT JOIN LATERAL (${senderOfDesk('$1', '$2')}) s ON true`,
)

export const deskSender = query('mailing.desk_sender', senderOfDesk('$1', '$2'))
