import type { Body } from '../messages/index.ts'
import { type Filter, type Query, query } from '../platform/db/index.ts'

export interface TextRow {
  id: number
  kind: 'canned' | 'template'
  title: string
  shortcut: string | null
  folder: string
  scope: 'all' | 'desk' | 'team' | 'own'
  desk: { id: number; name: string } | null
  team: { id: number; name: string } | null
  ownerId: number | null
  category: number | null
  text: string
  version: number
  updatedAt: Date
  updatedBy: { id: number; name: string } | null
  fileCount: number
  uses: number
  /** `lower(title)`, as the list is ordered by it. */
  key: string
}

export interface StoredText extends TextRow {
  body: Body
  files: { id: number; filename: string; contentType: string; size: number }[]
}

const named = (table: string, alias: string, id: string, key = 'id') =>
  `(SELECT json_build_object('id', ${alias}.${key}, 'name', ${alias}.name) FROM ${table} ${alias} WHERE ${alias}.workspace_id = p.workspace_id AND ${alias}.${key} = p.${id})`

const columns = `p.id, p.kind, p.title, p.shortcut, p.folder, p.scope, ${named('desks', 'd', 'desk_id')} AS desk, ${named('teams', 't', 'team_id')} AS team,
  p.owner_id AS "ownerId", p.category_id AS category, p.text, p.version, p.updated_at AS "updatedAt", ${named('memberships', 'm', 'updated_by', 'user_id')} AS "updatedBy",
  (SELECT count(*)::int FROM prepared_text_files f WHERE f.workspace_id = p.workspace_id AND f.text_id = p.id) AS "fileCount",
  (SELECT COALESCE(sum(u.uses), 0)::int FROM prepared_text_uses u WHERE u.workspace_id = p.workspace_id AND u.text_id = p.id) AS uses,
  lower(p.title) AS key`

const whole = `${columns}, p.body, COALESCE((SELECT json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size) ORDER BY f.id)
  FROM prepared_text_files f WHERE f.workspace_id = p.workspace_id AND f.text_id = p.id), '[]') AS files`

/** Those that fit, by title. */
export const textsByTitle = (where: Filter, most: number): Query => ({
  text: `SELECT ${columns} FROM prepared_texts p WHERE ${where.where()} ORDER BY lower(p.title), p.id LIMIT ${most}`,
})

/** Those that fit, what one uses oneself first. */
export const textsByUse = (where: Filter, me: string, shortcut: string, most: number): Query => ({
  text: `SELECT ${columns} FROM prepared_texts p
    LEFT JOIN prepared_text_uses mine ON mine.workspace_id = p.workspace_id AND mine.text_id = p.id AND mine.user_id = ${me}
    WHERE ${where.where()}
    ORDER BY starts_with(COALESCE(p.shortcut, ''), ${shortcut}) DESC, COALESCE(mine.uses, 0) DESC, uses DESC, lower(p.title), p.id LIMIT ${most}`,
})

export const textById = query('texts.by_id', `SELECT ${whole} FROM prepared_texts p WHERE p.workspace_id = $1 AND p.id = $2`)
export const lockText = query('texts.lock', `SELECT ${whole} FROM prepared_texts p WHERE p.workspace_id = $1 AND p.id = $2 FOR UPDATE OF p`)

/** How many there are: of a person ($3), or shared. */
export const countTexts = query(
  'texts.count',
  'SELECT count(*)::int AS n FROM prepared_texts WHERE workspace_id = $1 AND kind = $2 AND owner_id IS NOT DISTINCT FROM $3::bigint',
)

/** Whether the desk ($2) and the team ($3) there are; what is not asked for is. */
export const placesExist = query(
  'texts.places',
  `SELECT ($2::bigint IS NULL OR EXISTS (SELECT 1 FROM desks WHERE workspace_id = $1 AND id = $2)) AS desk,
     ($3::bigint IS NULL OR EXISTS (SELECT 1 FROM teams WHERE workspace_id = $1 AND id = $3)) AS team`,
)

export const insertText = query(
  'texts.insert',
  `INSERT INTO prepared_texts (workspace_id, kind, title, shortcut, folder, scope, desk_id, team_id, owner_id, category_id, body, text, created_at, updated_at, updated_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $13, $14) RETURNING id`,
)
export const updateText = query(
  'texts.update',
  `UPDATE prepared_texts SET title = $3, shortcut = $4, folder = $5, scope = $6, desk_id = $7, team_id = $8, owner_id = $9, category_id = $10,
     body = $11::jsonb, text = $12, updated_at = $13, updated_by = $14, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
)

/** With its files; their blobs are nobody else's. */
export const deleteText = query(
  'texts.delete',
  `WITH files AS (DELETE FROM prepared_text_files WHERE workspace_id = $1 AND text_id = $2 RETURNING blob_id),
   gone AS (DELETE FROM blobs WHERE workspace_id = $1 AND id IN (SELECT blob_id FROM files))
   DELETE FROM prepared_texts WHERE workspace_id = $1 AND id = $2`,
)
/** All but those of $3. */
export const dropFiles = query(
  'texts.drop_files',
  `WITH files AS (DELETE FROM prepared_text_files WHERE workspace_id = $1 AND text_id = $2 AND NOT id = ANY ($3::bigint[]) RETURNING blob_id)
   DELETE FROM blobs WHERE workspace_id = $1 AND id IN (SELECT blob_id FROM files)`,
)

const copied = (source: string) => `WITH source AS MATERIALIZED (${source}),
   copies AS (INSERT INTO blobs (workspace_id, id, size, sha256, bytes) OVERRIDING SYSTEM VALUE
     SELECT $1, s.copy, b.size, b.sha256, b.bytes FROM source s JOIN blobs b ON b.workspace_id = $1 AND b.id = s.blob_id)`
const copy = `nextval(pg_get_serial_sequence('blobs', 'id')) AS copy`

/** Copies of one's own uploads ($3) that no message has taken; they stay uploads. */
export const copyUploads = query(
  'texts.copy_uploads',
  `${copied(`SELECT a.id, a.blob_id, a.filename, a.content_type, a.image_type, a.size, ${copy} FROM attachments a
     WHERE a.workspace_id = $1 AND a.id = ANY ($3::bigint[]) AND a.message_id IS NULL AND a.uploaded_by = $4`)}
   INSERT INTO prepared_text_files (workspace_id, text_id, blob_id, filename, content_type, image_type, size)
   SELECT $1, $2, copy, filename, content_type, image_type, size FROM source ORDER BY id RETURNING id`,
)
/** Copies of a text's files, as uploads of whoever inserts it. */
export const copyFiles = query(
  'texts.copy_files',
  `${copied(`SELECT f.id, f.blob_id, f.filename, f.content_type, f.image_type, f.size, ${copy} FROM prepared_text_files f WHERE f.workspace_id = $1 AND f.text_id = $2`)}
   INSERT INTO attachments (workspace_id, ticket_id, message_id, blob_id, filename, content_type, image_type, size, is_inline, uploaded_by, created_at)
   SELECT $1, NULL, NULL, copy, filename, content_type, image_type, size, false, $3, $4 FROM source ORDER BY id
   RETURNING id, filename, content_type AS "contentType", size`,
)

export const countUse = query(
  'texts.count_use',
  `INSERT INTO prepared_text_uses (workspace_id, text_id, user_id, uses, last_used_at) VALUES ($1, $2, $3, 1, $4)
   ON CONFLICT (workspace_id, text_id, user_id) DO UPDATE SET uses = prepared_text_uses.uses + 1, last_used_at = $4`,
)

/** What somebody wrote last, of tickets they may see. */
export const writtenLately = (where: Filter, visible: string, most: number): Query => ({
  text: `SELECT m.id, m.kind, m.at, m.body, t.reference, t.title FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id
    WHERE ${where.where()} AND m.author_kind = 'agent' AND m.state = 'released' AND m.kind IN ('reply', 'note', 'resolution', 'hold')
      AND t.purged_at IS NULL AND ${visible}
    ORDER BY m.id DESC LIMIT ${most}`,
})
