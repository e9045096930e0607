import { query } from '../platform/db/index.ts'

export const openLink = query(
  'setup.open_link',
  'SELECT token_sealed AS sealed FROM setup_links WHERE used_at IS NULL ORDER BY created_at DESC LIMIT 1',
)
export const insertLink = query('setup.insert_link', 'INSERT INTO setup_links (token_hash, token_sealed) VALUES ($1, $2)')
export const linkIsOpen = query('setup.link_is_open', 'SELECT 1 AS open FROM setup_links WHERE token_hash = $1 AND used_at IS NULL')
/** Of many posts at once the row lock lets one through; the others then find it used. */
export const useLink = query(
  'setup.use_link',
  'UPDATE setup_links SET used_at = clock_timestamp() WHERE token_hash = $1 AND used_at IS NULL RETURNING token_hash',
)
export const dropOpenLinks = query('setup.drop_open_links', 'DELETE FROM setup_links WHERE used_at IS NULL')

/** People, not the services behind keys: as long as there is nobody, somebody may set up. */
export const anybody = query('setup.anybody', 'SELECT EXISTS (SELECT 1 FROM users WHERE NOT is_service) AS "isThere"')
export const workspaces = query('setup.workspaces', 'SELECT id, name FROM workspaces ORDER BY id')
export const insertWorkspace = query('setup.insert_workspace', 'INSERT INTO workspaces (name) VALUES ($1) RETURNING id')
export const renameWorkspace = query('setup.rename_workspace', 'UPDATE workspaces SET name = $2 WHERE id = $1')
export const createSequence = query('setup.create_sequence', 'SELECT create_reference_sequence($1)')
export const insertFeedHead = query('setup.insert_feed_head', 'INSERT INTO feed_heads (workspace_id) VALUES ($1)')
export const enterWorkspace = query('setup.enter_workspace', `SELECT set_config('app.workspace', $1, true)`)
