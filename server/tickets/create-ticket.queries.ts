import { query } from '../platform/db/index.ts'

export const addParticipant = query(
  'participants.add',
  `INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (workspace_id, ticket_id, contact_id, scope_ticket_id) DO UPDATE SET removed_at = NULL`,
)

export const addLabels = query(
  'tickets.add_labels',
  `INSERT INTO ticket_labels (workspace_id, ticket_id, label_id)
   SELECT $1, $2, l.id FROM labels l WHERE l.workspace_id = $1 AND l.id = ANY ($3::bigint[]) ON CONFLICT DO NOTHING RETURNING label_id AS id`,
)

export const removeLabels = query(
  'tickets.remove_labels',
  'DELETE FROM ticket_labels WHERE workspace_id = $1 AND ticket_id = $2 AND label_id = ANY ($3::bigint[]) RETURNING label_id AS id',
)

export const labelsOf = query(
  'tickets.labels_of',
  'SELECT label_id AS id FROM ticket_labels WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY 1',
)
