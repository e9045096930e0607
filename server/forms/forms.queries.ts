import { query } from '../platform/db/index.ts'

const columns = `f.id, f.part, f.key, f.parent_id AS parent, f.path, f.name, f.content, f.version, f.retired_at IS NOT NULL AS retired`
const order = 'f.part, f.position, f.id'

export const itemsOfDesk = query(
  'forms.items',
  `SELECT ${columns} FROM form_items f WHERE f.workspace_id = $1 AND f.desk_id = $2 ORDER BY ${order}`,
)

/** What is asked about tickets of a desk, as JSON: everything but the categories. Both are expressions. */
const formJson = (
  workspace: string,
  desk: string,
  only = '',
) => `(SELECT json_agg(json_build_object('id', f.id, 'part', f.part, 'key', f.key,
       'parent', f.parent_id, 'path', f.path, 'name', f.name, 'content', f.content, 'version', f.version, 'retired', f.retired_at IS NOT NULL) ORDER BY ${order})
     FROM form_items f WHERE f.workspace_id = ${workspace} AND f.desk_id = ${desk} AND f.part <> 'category'${only})`

/** The same without what was retired, for new tickets: a desk asks no more of them for what it asked years ago. */
export const offeredForm = (workspace: string, desk: string) => formJson(workspace, desk, ' AND f.retired_at IS NULL')

export const formOfDesk = query('forms.of_desk', `SELECT ${formJson('$1', '$2')} AS form`)

export const deskThere = query('forms.desk_there', 'SELECT id FROM desks WHERE workspace_id = $1 AND id = $2')

/** Changes of one desk's form follow each other; tickets are written meanwhile. */
export const lockForm = query('forms.lock', 'SELECT id FROM desks WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE')

export const insertItem = query(
  'forms.insert',
  `INSERT INTO form_items (workspace_id, desk_id, part, key, name, content, position) VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7) RETURNING id`,
)

/** A category lies below its parent ($5; null: nothing). */
export const insertCategory = query(
  'forms.insert_category',
  `WITH n AS (SELECT nextval('form_items_id_seq')::bigint AS id)
   INSERT INTO form_items (workspace_id, id, desk_id, part, name, position, parent_id, path) OVERRIDING SYSTEM VALUE
   SELECT $1::int, n.id, $2::bigint, 'category', $3::jsonb, $4::int, $5::bigint,
     COALESCE((SELECT p.path FROM form_items p WHERE p.workspace_id = $1 AND p.id = $5::bigint), '{}') || n.id FROM n RETURNING id`,
)

export const updateItem = query(
  'forms.update',
  `UPDATE form_items SET name = $3::jsonb, content = $4::jsonb, retired_at = CASE WHEN $5::boolean THEN COALESCE(retired_at, $6) END,
     version = version + 1 WHERE workspace_id = $1 AND id = $2`,
)

/** Puts a category ($2) and all below it below another one ($3; null: to the top). */
export const moveCategory = query(
  'forms.move_category',
  `WITH upper AS (SELECT COALESCE((SELECT p.path FROM form_items p WHERE p.workspace_id = $1 AND p.id = $3::bigint), '{}') AS path)
   UPDATE form_items f SET path = upper.path || f.path[array_position(f.path, $2::bigint):],
     parent_id = CASE WHEN f.id = $2 THEN $3::bigint ELSE f.parent_id END FROM upper
   WHERE f.workspace_id = $1 AND f.part = 'category' AND f.desk_id = $4 AND $2::bigint = ANY (f.path)`,
)

/** The order of a part is the order of these ids. */
export const orderItems = query(
  'forms.order',
  `UPDATE form_items f SET position = o.position FROM unnest($2::bigint[]) WITH ORDINALITY AS o(id, position)
   WHERE f.workspace_id = $1 AND f.id = o.id AND f.position <> o.position`,
)

/** What fields hold, by their ids: for conditions. */
export const kindsOfFields = query(
  'forms.kinds',
  `SELECT f.id, f.content->>'kind' AS kind FROM form_items f WHERE f.workspace_id = $1 AND f.part = 'field' AND f.id = ANY ($2::bigint[])`,
)
export const fieldsOfDesks = query(
  'forms.fields_of_desks',
  `SELECT f.desk_id AS desk, ${columns} FROM form_items f WHERE f.workspace_id = $1 AND f.part = 'field' AND f.desk_id = ANY ($2::bigint[]) ORDER BY f.desk_id, ${order}`,
)

/** Whether a desk has a category that can be picked. */
export const hasCategory = (workspace: string, desk: string) =>
  `EXISTS (SELECT FROM form_items f WHERE f.workspace_id = ${workspace} AND f.desk_id = ${desk} AND f.part = 'category' AND f.retired_at IS NULL AND f.parent_id IS NULL)`

export const deskHasCategory = query('forms.has_category', `SELECT ${hasCategory('$1', '$2')} AS has`)
