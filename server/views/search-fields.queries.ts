import { query } from '../platform/db/index.ts'

export interface DeskFieldsRow {
  deskId: number
  withheld: string[]
  version: number
}

const columns = 'desk_id AS "deskId", withheld, version'

export const deskFields = query(
  'search_fields.of_desks',
  `SELECT ${columns} FROM desk_search_fields WHERE workspace_id = $1 AND desk_id = ANY ($2::bigint[])`,
)

const ofDesk = `SELECT d.id AS "deskId", COALESCE(f.withheld, '{}') AS withheld, COALESCE(f.version, 0) AS version
  FROM desks d LEFT JOIN desk_search_fields f ON f.workspace_id = d.workspace_id AND f.desk_id = d.id
  WHERE d.workspace_id = $1 AND d.id = $2`

export const fieldsOfDesk = query('search_fields.of_desk', ofDesk)

/** Locks the desk, so that two who save at once wait for each other, also where nothing was kept before. New tickets do not wait. */
export const lockFieldsOfDesk = query('search_fields.lock', `${ofDesk} FOR NO KEY UPDATE OF d`)

export const writeDeskFields = query(
  'search_fields.write',
  `INSERT INTO desk_search_fields (workspace_id, desk_id, withheld) VALUES ($1, $2, $3)
   ON CONFLICT (workspace_id, desk_id) DO UPDATE SET withheld = EXCLUDED.withheld, version = desk_search_fields.version + 1`,
)

export const chosenFields = query(
  'search_fields.chosen',
  'SELECT fields FROM chosen_search_fields WHERE workspace_id = $1 AND user_id = $2',
)

export const chooseFields = query(
  'search_fields.choose',
  `INSERT INTO chosen_search_fields (workspace_id, user_id, fields) VALUES ($1, $2, $3)
   ON CONFLICT (workspace_id, user_id) DO UPDATE SET fields = EXCLUDED.fields`,
)
