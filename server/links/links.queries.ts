import { query } from '../platform/db/index.ts'

export type StoredKind = 'related' | 'duplicate_of' | 'child_of'

export interface LinkRow {
  id: number
  kind: StoredKind
  fromId: number
  toId: number
  createdAt: Date
}

const columns = 'id, kind, from_id AS "fromId", to_id AS "toId", created_at AS "createdAt"'

export const linksOf = query(
  'links.of',
  `SELECT ${columns} FROM ticket_links WHERE workspace_id = $1 AND (from_id = $2 OR to_id = $2) ORDER BY id`,
)

export const linkOf = query(
  'links.by_id',
  `SELECT ${columns} FROM ticket_links WHERE workspace_id = $1 AND id = $3 AND (from_id = $2 OR to_id = $2)`,
)

export const insertLink = query(
  'links.insert',
  `INSERT INTO ticket_links (workspace_id, kind, from_id, to_id, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
)

export const deleteLink = query('links.delete', 'DELETE FROM ticket_links WHERE workspace_id = $1 AND id = $2')

/** Parents are given one at a time in a workspace: two at once could close a circle that neither sees. */
export const lockFamilies = query('links.lock_families', `SELECT pg_advisory_xact_lock(hashtextextended('links.families', $1))`)

/** How many levels stand above a ticket ($2) and below another ($3), and whether the latter stands above the former. */
export const familyOf = query(
  'links.family',
  `WITH RECURSIVE above AS (
     SELECT to_id AS id, 1 AS level FROM ticket_links WHERE workspace_id = $1 AND kind = 'child_of' AND from_id = $2
     UNION ALL
     SELECT l.to_id, a.level + 1 FROM ticket_links l JOIN above a ON l.from_id = a.id WHERE l.workspace_id = $1 AND l.kind = 'child_of' AND a.level < 50),
   below AS (
     SELECT from_id AS id, 1 AS level FROM ticket_links WHERE workspace_id = $1 AND kind = 'child_of' AND to_id = $3
     UNION ALL
     SELECT l.from_id, b.level + 1 FROM ticket_links l JOIN below b ON l.to_id = b.id WHERE l.workspace_id = $1 AND l.kind = 'child_of' AND b.level < 50)
   SELECT COALESCE((SELECT max(level) FROM above), 0)::int AS above, COALESCE((SELECT max(level) FROM below), 0)::int AS below,
     EXISTS (SELECT FROM above WHERE id = $3) AS circle`,
)

export interface SplitRow {
  id: number
  sourceId: number
  madeId: number
  splitAt: Date
}

export const splitsOf = query(
  'links.splits',
  `SELECT id, source_id AS "sourceId", made_id AS "madeId", split_at AS "splitAt" FROM splits
   WHERE workspace_id = $1 AND (source_id = $2 OR made_id = $2) AND undone_at IS NULL ORDER BY id DESC LIMIT 100`,
)
