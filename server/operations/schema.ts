import type pg from 'pg'

export interface TableFacts {
  readonly name: string
  /** In their order, without generated ones: those follow from the others. */
  readonly columns: string[]
  /** Row level security hides the rows of all workspaces but one. */
  readonly byWorkspace: boolean
  /** What the table takes on the disk, to say how far a copy is. */
  readonly bytes: number
}

/** Tables of the product; not those whose rows are gone after a crash anyway, and not the record of migrations. */
export async function tablesOf(client: pg.Client): Promise<TableFacts[]> {
  const { rows } = await client.query<TableFacts & { isolated: boolean }>(
    `SELECT c.relname AS name, c.relrowsecurity AS isolated, pg_table_size(c.oid)::float8 AS bytes,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
       bool_or(a.attname = 'workspace_id') AND c.relrowsecurity AS "byWorkspace"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relnamespace = 'public'::regnamespace
       AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND c.relname <> 'migrations'
     GROUP BY c.oid ORDER BY c.relname`,
  )
  const hidden = rows.find(({ isolated, byWorkspace }) => isolated && !byWorkspace)
  if (hidden) throw new Error(`the table ${hidden.name} hides rows but names no workspace: a backup could not read it`)
  return rows
}

/** The migrations this database has seen, in order; null where it has never been one of ours. */
export async function migrationsIn(client: pg.Client): Promise<string[] | null> {
  const { rows: found } = await client.query<{ there: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS there`)
  if (!found[0]?.there) return null
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY name')
  return rows.map(({ name }) => name)
}

export interface SequenceFacts {
  readonly name: string
  readonly last: number
  readonly called: boolean
}

/** Where the sequences stand. They do not wait for transactions: read after a snapshot, they are never behind its rows. */
export async function sequencesOf(client: pg.Client): Promise<SequenceFacts[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
       AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) ORDER BY c.relname`,
  )
  if (rows.length === 0) return []
  const each = rows.map(({ name }) => `SELECT '${name}' AS name, last_value::float8 AS last, is_called AS called FROM "${name}"`)
  return (await client.query<SequenceFacts>(each.join(' UNION ALL '))).rows
}

export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
