import { query } from '../platform/db/index.ts'

export const clockOffset = query('dev.clock', 'SELECT offset_seconds AS "offsetSeconds" FROM clock')

export const setClockOffset = query('dev.set_clock', 'UPDATE clock SET offset_seconds = $1')

export const newestOutbox = query(
  'dev.newest_outbox',
  'SELECT id, ticket_id AS "ticketId", message_id AS "messageId", address_id AS "addressId", contact_id AS "contactId", mail_from AS "mailFrom", recipient, role, automatic, state, attempts, uncertain_attempts AS "uncertainAttempts", created_at AS "createdAt" FROM outbox WHERE workspace_id = $1 ORDER BY id DESC LIMIT 50',
)
