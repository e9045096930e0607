import { query } from '../platform/db/index.ts'

/** Whether something on this ticket was forwarded to this address. */
export const passedOnTo = query(
  'messages.passed_on_to',
  `SELECT p.id FROM messages p
    WHERE p.workspace_id = $1 AND p.ticket_id = $2 AND p.audience = 'third_party' AND p.author_kind = 'agent'
      AND EXISTS (SELECT 1 FROM outbox o WHERE o.workspace_id = $1 AND o.message_id = p.id AND lower(o.recipient) = lower($3))
    LIMIT 1`,
)
