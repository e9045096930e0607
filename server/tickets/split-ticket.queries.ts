import { query } from '../platform/db/index.ts'

export interface SplitMessage {
  id: number
  kind: string
  state: string
  authorKind: string
  authorId: number | null
  at: Date
}

/** Everything said on a ticket, oldest first; lines that nobody wrote are not. */
export const saidOn = query(
  'split.said_on',
  `SELECT id, kind, state, author_kind AS "authorKind", author_id AS "authorId", at FROM messages
   WHERE workspace_id = $1 AND ticket_id = $2 AND kind <> 'system' AND state IN ('released', 'queued') ORDER BY at, id`,
)

/**
 * Who wrote or was written to in these messages ($4), or is the new ticket's contact ($5), takes part there as well and
 * reads what they could read before.
 */
export const carryParticipants = query(
  'split.carry_participants',
  `INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at)
   SELECT DISTINCT p.workspace_id, $3::bigint, p.contact_id, s.scope, 'agent', p.joined_at
   FROM participants p CROSS JOIN LATERAL (VALUES (p.scope_ticket_id), ($3::bigint)) s (scope)
   WHERE p.workspace_id = $1 AND p.ticket_id = $2 AND p.removed_at IS NULL AND (p.contact_id = $5 OR EXISTS (
     SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id = ANY ($4::bigint[]) AND (
       m.author_kind = 'contact' AND m.author_id = p.contact_id
       OR EXISTS (SELECT FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = p.contact_id AND i.kind = 'mail'
         AND (m.to_addresses @> jsonb_build_array(jsonb_build_object('address', i.value))
           OR m.cc_addresses @> jsonb_build_array(jsonb_build_object('address', i.value)))))))
   ON CONFLICT DO NOTHING`,
)

export const contactNamed = query(
  'split.contact',
  `SELECT c.id, c.name, (SELECT i.value FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = c.id AND i.kind = 'mail' ORDER BY i.id LIMIT 1) AS email
   FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
)

export const insertSplit = query(
  'split.insert',
  'INSERT INTO splits (workspace_id, source_id, made_id, split_by, split_at, moved_messages) VALUES ($1, $2, $3, $4, $5, $6::bigint[])',
)

export interface SplitRow {
  id: number
  sourceId: number
  madeId: number
  splitAt: Date
  movedMessages: number[]
  undoneAt: Date | null
}

export const splitById = query(
  'split.by_id',
  `SELECT id, source_id AS "sourceId", made_id AS "madeId", split_at AS "splitAt", moved_messages AS "movedMessages", undone_at AS "undoneAt"
   FROM splits WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
)

export const markSplitUndone = query('split.undone', 'UPDATE splits SET undone_at = $3 WHERE workspace_id = $1 AND id = $2')
