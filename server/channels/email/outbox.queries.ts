import { type Filter, query } from '../../platform/db/index.ts'
import type { DeliveryState } from '../../outbox/index.ts'

export interface OutboxEntry {
  id: number
  ticket: string
  subject: string
  recipient: string
  role: 'to' | 'cc' | 'bcc'
  state: DeliveryState
  createdAt: Date
  attempts: number
  nextAttemptAt: Date | null
  lastResponse: string | null
}

const columns = `o.id, t.reference AS ticket, COALESCE(m.subject, t.title) AS subject, o.recipient, o.role, o.state, o.created_at AS "createdAt", o.attempts,
  CASE WHEN o.state IN ('waiting', 'sending', 'uncertain') AND o.next_attempt_at < 'infinity' THEN o.next_attempt_at END AS "nextAttemptAt", o.last_response AS "lastResponse"`

/** Composed by what was asked, so without a name; newest first. */
export function outboxEntries(where: Filter, visible: string, most: number) {
  return {
    text: `SELECT ${columns} FROM outbox o
      JOIN tickets t ON t.workspace_id = o.workspace_id AND t.id = o.ticket_id
      LEFT JOIN messages m ON m.workspace_id = o.workspace_id AND m.id = o.message_id
      WHERE ${where.where()} AND ${visible} ORDER BY o.id DESC LIMIT ${where.value(most)}`,
  }
}

export const filedAs = query(
  'mail.filed_as',
  `SELECT r.state, t.reference FROM mail_addresses a
     JOIN raw_mails r ON r.workspace_id = a.workspace_id AND r.address_id = a.id AND md5(r.mail_message_id) = md5($3)
     LEFT JOIN tickets t ON t.workspace_id = r.workspace_id AND t.id = r.ticket_id
    WHERE a.workspace_id = $1 AND a.address = $2`,
)

export const mailOfUser = query('mail.of_user', 'SELECT email FROM users WHERE id = $1')

export const primaryAddress = query(
  'mail.primary_address',
  `SELECT address FROM mail_addresses WHERE workspace_id = $1 AND desk_id = $2 AND removed_at IS NULL ORDER BY is_primary DESC, id LIMIT 1`,
)

export const deskExists = query('email.desk_exists', 'SELECT id FROM desks WHERE workspace_id = $1 AND id = $2')
