import type { Condition } from '../../conditions/index.ts'
import { query } from '../platform/db/index.ts'

export interface ViewRow {
  id: number
  name: string
  where: Condition
  shared: boolean
  place: number
  version: number
  ownerId: number
  ownerName: string
  createdAt: Date
  updatedAt: Date
}

const columns = `v.id, v.name, v.condition AS "where", v.is_shared AS shared, v.place, v.version, v.user_id AS "ownerId", m.name AS "ownerName",
  v.created_at AS "createdAt", v.updated_at AS "updatedAt"`
const seen = `FROM saved_views v JOIN memberships m ON m.workspace_id = v.workspace_id AND m.user_id = v.user_id
  WHERE v.workspace_id = $1 AND (v.user_id = $2 OR v.is_shared)`

/** One's own and the shared ones. $2: who looks. */
export const viewsOf = query('views.of', `SELECT ${columns} ${seen} ORDER BY v.is_shared, v.place, lower(v.name), v.id`)

export const viewById = query('views.by_id', `SELECT ${columns} ${seen} AND v.id = $3`)
export const lockView = query('views.lock', `SELECT ${columns} ${seen} AND v.id = $3 FOR UPDATE OF v`)

/** How many there are: of a person ($2), or shared. */
export const countViews = query(
  'views.count',
  'SELECT count(*)::int AS n FROM saved_views WHERE workspace_id = $1 AND CASE WHEN $3::boolean THEN is_shared ELSE user_id = $2 AND NOT is_shared END',
)

export const insertView = query(
  'views.insert',
  `INSERT INTO saved_views (workspace_id, user_id, name, condition, is_shared, place, created_at, updated_at)
   SELECT $1, $2, $3, $4::jsonb, $5, COALESCE(max(v.place) + 1, 0), $6, $6 FROM saved_views v
   WHERE v.workspace_id = $1 AND CASE WHEN $5::boolean THEN v.is_shared ELSE v.user_id = $2 AND NOT v.is_shared END RETURNING id`,
)

export const updateView = query(
  'views.update',
  `UPDATE saved_views SET name = $3, condition = $4::jsonb, is_shared = $5, updated_at = $6, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
)

export const deleteView = query('views.delete', 'DELETE FROM saved_views WHERE workspace_id = $1 AND id = $2')

/** The views of one list, locked in one order, so that two who put them in order wait for each other. $3: the shared ones, or those of $2. */
export const lockList = query(
  'views.lock_list',
  `SELECT id, place FROM saved_views WHERE workspace_id = $1 AND CASE WHEN $3::boolean THEN is_shared ELSE user_id = $2 AND NOT is_shared END
   ORDER BY id FOR UPDATE`,
)

export const placeViews = query(
  'views.place',
  `UPDATE saved_views v SET place = wanted.n::int FROM unnest($2::bigint[]) WITH ORDINALITY AS wanted(id, n) WHERE v.workspace_id = $1 AND v.id = wanted.id`,
)

/** For what is left of the transaction; $1 in milliseconds. */
export const limitStatements = query('views.limit_statements', `SELECT set_config('statement_timeout', $1, true)`)
