import type pg from 'pg'
import type { TableFacts } from '../schema.ts'

interface Statements {
  /** In this order. */
  readonly before: string[]
  readonly after: string[]
}

/**
 * What must step aside while rows are loaded in the order of the backup: foreign keys, triggers, row level security (COPY FROM does not
 * work under it), and indexes, which are built faster at once than row by row. All of it comes back, foreign keys with a check of every row.
 */
export async function asideWhileLoading(client: pg.Client, tables: TableFacts[]): Promise<Statements> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0 ORDER BY 1, 2`,
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY ($1)
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1`,
    [tables.map(({ name }) => name)],
  )
  const { rows: triggers } = await client.query<{ table: string; name: string }>(
    `SELECT tgrelid::regclass::text AS table, quote_ident(tgname) AS name FROM pg_trigger
     WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid::regclass::text = ANY ($1) ORDER BY 1, 2`,
    [tables.map(({ name }) => name)],
  )
  return {
    before: [
      ...unforced(tables, 'NO FORCE'),
      ...triggers.map(({ table, name }) => `ALTER TABLE ${table} DISABLE TRIGGER ${name}`),
      ...keys.map(({ table, name }) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`),
      ...indexes.map(({ name }) => `DROP INDEX ${name}`),
    ],
    after: [
      ...indexes.map(({ definition }) => definition),
      ...keys.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
      ...triggers.map(({ table, name }) => `ALTER TABLE ${table} ENABLE TRIGGER ${name}`),
      ...unforced(tables, 'FORCE'),
    ],
  }
}

/** With `NO FORCE` the owner sees and writes the rows of every workspace, until `FORCE`. */
export const unforced = (tables: readonly TableFacts[], how: 'FORCE' | 'NO FORCE') =>
  tables.filter(({ byWorkspace }) => byWorkspace).map(({ name }) => `ALTER TABLE "${name}" ${how} ROW LEVEL SECURITY`)

/** Takes away what migrations put into new tables. Most are empty, and of some the owner itself may not delete. */
export async function emptyTables(client: pg.Client, tables: readonly TableFacts[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM "${name}") AS filled`)
    if (rows[0]?.filled) await client.query(`DELETE FROM "${name}"`)
  }
}
