import { query } from '../platform/db/index.ts'

export const queuedMessage = query(
  'release.queued',
  `SELECT m.id, m.ticket_id AS "ticketId", m.kind, m.text, m.held, m.with_history AS "withHistory", m.author_id AS "authorId", m.send_at AS "sendAt",
     m.body, m.preview, EXISTS (SELECT 1 FROM attachments a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id) AS "hasFiles",
     m.to_addresses AS "to", m.cc_addresses AS "cc",
     COALESCE((SELECT b.addresses FROM outgoing_bcc b WHERE b.workspace_id = m.workspace_id AND b.message_id = m.id), '[]') AS "bcc"
   FROM messages m WHERE m.workspace_id = $1 AND m.id = $2 AND m.state = 'queued' FOR UPDATE`,
)

export const markReleased = query(
  'release.mark',
  `UPDATE messages SET state = 'released', at = $3, send_at = NULL, mail_message_id = $4,
     held = CASE WHEN held ? 'first' THEN jsonb_build_object('first', held->'first') END WHERE workspace_id = $1 AND id = $2`,
)

export const backToDraft = query(
  'release.back_to_draft',
  `UPDATE messages SET state = 'draft', send_at = NULL, held = NULL WHERE workspace_id = $1 AND ticket_id = $2 AND id = $3 AND state = 'queued'`,
)

export const newestSeen = query(
  'release.newest_customer_message',
  `SELECT max(id) AS id FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND kind = 'customer' AND audience = 'public' AND id > $3 AND auto_kind = 'no'`,
)

export const queuedOf = query(
  'release.queued_of',
  `SELECT FROM messages WHERE workspace_id = $1 AND id = $2 AND ticket_id = $3 AND author_id = $4 AND author_kind = 'agent' AND state = 'queued'`,
)
