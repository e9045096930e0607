import { query } from '../platform/db/index.ts'

export const restrictedWordsOfDesk = query(
  'wording.of_desk',
  `SELECT COALESCE(r.version, 0) AS version, COALESCE(r.words, '[]') AS words, r.updated_at AS "updatedAt",
     CASE WHEN m.user_id IS NOT NULL THEN json_build_object('id', m.user_id, 'name', m.name) END AS "updatedBy"
   FROM desks d LEFT JOIN restricted_words r ON r.workspace_id = d.workspace_id AND r.desk_id = d.id
   LEFT JOIN memberships m ON m.workspace_id = d.workspace_id AND m.user_id = r.updated_by
   WHERE d.workspace_id = $1 AND d.id = $2`,
)

/** The desk's row is held, so that its list and its settings say the same version. */
export const deskToChange = query('wording.lock_desk', 'SELECT id FROM desks WHERE workspace_id = $1 AND id = $2 FOR UPDATE')

export const writeRestrictedWords = query(
  'wording.write',
  `INSERT INTO restricted_words (workspace_id, desk_id, version, words, updated_at, updated_by) VALUES ($1, $2, $3, $4::jsonb, $5, $6)
   ON CONFLICT (workspace_id, desk_id) DO UPDATE SET version = $3, words = $4::jsonb, updated_at = $5, updated_by = $6`,
)

export const setWordsVersion = query(
  'wording.set_version',
  `UPDATE desks SET settings = settings || jsonb_build_object('restrictedWordsVersion', $3::int) WHERE workspace_id = $1 AND id = $2`,
)
