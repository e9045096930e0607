import { query } from '../platform/db/index.ts'

/** Locks both in the order of their ids, so that two merges the other way round cannot block each other. */
export const lockBoth = query(
  'merge.lock',
  'SELECT id FROM tickets WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id FOR UPDATE',
)

export const messagesToMove = query('merge.messages', 'SELECT id FROM messages WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY id')

export const moveParticipants = query(
  'merge.participants',
  `INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at)
   SELECT workspace_id, $3, contact_id, scope_ticket_id, 'merge', $4 FROM participants
   WHERE workspace_id = $1 AND ticket_id = $2 AND removed_at IS NULL
   ON CONFLICT DO NOTHING RETURNING contact_id AS id`,
)

export const takeBackParticipants = query(
  'merge.take_back_participants',
  `DELETE FROM participants WHERE workspace_id = $1 AND ticket_id = $2 AND via = 'merge' AND contact_id = ANY ($3::bigint[])`,
)

export const insertMerge = query(
  'merge.insert',
  `INSERT INTO merges (workspace_id, primary_id, duplicate_id, merged_by, merged_at, moved_messages, moved_participants, duplicate_before)
   VALUES ($1, $2, $3, $4, $5, $6::bigint[], $7::bigint[], $8::jsonb) RETURNING id`,
)

export const mergeById = query(
  'merge.by_id',
  `SELECT id, primary_id AS "primaryId", duplicate_id AS "duplicateId", merged_at AS "mergedAt", moved_messages AS "movedMessages",
     moved_participants AS "movedParticipants", duplicate_before AS "duplicateBefore", undone_at AS "undoneAt"
   FROM merges WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
)

export const markUndone = query('merge.undone', 'UPDATE merges SET undone_at = $3 WHERE workspace_id = $1 AND id = $2')

export const messageStats = query(
  'merge.message_stats',
  `SELECT count(*)::int AS "messageCount",
     max(at) FILTER (WHERE author_kind = 'contact' AND audience = 'public') AS "customerAt" FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND state IN ('released', 'queued')`,
)

export const newestPublic = query(
  'merge.newest_public',
  `SELECT id, preview, author_kind AS "authorKind", at FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND audience = 'public' AND state = 'released' AND kind <> 'system'
   ORDER BY at DESC, id DESC LIMIT 1`,
)
