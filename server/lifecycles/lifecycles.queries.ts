import { query } from '../platform/db/index.ts'

export const insertLifecycle = query(
  'lifecycles.insert',
  `INSERT INTO lifecycles (workspace_id, key, name, built_in) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id, key) DO NOTHING RETURNING id`,
)
export const insertVersion = query(
  'lifecycles.insert_version',
  `INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition, published_at, created_by, created_at)
   SELECT $1, $2, COALESCE(max(version), 0) + 1, $3::json, $4, $5, $6 FROM lifecycle_versions WHERE workspace_id = $1 AND lifecycle_id = $2
   RETURNING id, version`,
)
export const definitionById = query(
  'lifecycles.definition_by_id',
  'SELECT definition, published_at IS NOT NULL AS published FROM lifecycle_versions WHERE workspace_id = $1 AND id = $2',
)
export const newestPublished = query(
  'lifecycles.newest_published',
  `SELECT v.id, v.version, l.key FROM lifecycles l JOIN lifecycle_versions v ON v.workspace_id = l.workspace_id AND v.lifecycle_id = l.id
   WHERE l.workspace_id = $1 AND l.key = $2 AND v.published_at IS NOT NULL ORDER BY v.version DESC LIMIT 1`,
)
export const lifecycleKeys = query('lifecycles.keys', 'SELECT key FROM lifecycles WHERE workspace_id = $1 ORDER BY id')
export const lockLifecycle = query(
  'lifecycles.lock',
  'SELECT id, key, built_in AS "builtIn" FROM lifecycles WHERE workspace_id = $1 AND id = $2 FOR UPDATE',
)
export const lifecycleList = query(
  'lifecycles.list',
  `SELECT l.id, l.key, l.built_in AS "builtIn",
     (SELECT v.definition->'name' FROM lifecycle_versions v WHERE v.workspace_id = l.workspace_id AND v.lifecycle_id = l.id
       ORDER BY v.version DESC LIMIT 1) AS name,
     (SELECT jsonb_agg(jsonb_build_object('id', v.id, 'version', v.version, 'state', CASE WHEN v.published_at IS NULL THEN 'draft' ELSE 'published' END,
         'publishedAt', to_char(v.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY v.version DESC)
       FROM lifecycle_versions v WHERE v.workspace_id = l.workspace_id AND v.lifecycle_id = l.id) AS versions
   FROM lifecycles l WHERE l.workspace_id = $1 ORDER BY l.id`,
)
export const versionDetail = query(
  'lifecycles.version_detail',
  `SELECT id, version, definition, published_at AS "publishedAt" FROM lifecycle_versions
   WHERE workspace_id = $1 AND lifecycle_id = $2 AND version = $3`,
)
export const publishVersionRow = query(
  'lifecycles.publish_version',
  'UPDATE lifecycle_versions SET published_at = $3 WHERE workspace_id = $1 AND id = $2 AND published_at IS NULL',
)
