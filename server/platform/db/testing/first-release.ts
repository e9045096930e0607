import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { withClient } from '../../postgres/index.ts'
import { applyMigrations } from '../migrate.ts'
import { migrationsFolder, releasedChecksums } from '../migration-files.ts'

interface Rows {
  readonly table: string
  readonly columns: readonly string[]
}

/**
 * Makes an empty database what an installation of the first release left behind: its schema, and the rows of one
 * workspace as that release wrote them. They were made by using it: a desk of three lifecycles, mails in and out, a
 * snoozed, a merged, a purged, a spam and a resolved ticket, a held reply, files, notes and a survey.
 */
export async function becomeFirstRelease(owner: pg.ClientConfig, appRole: string): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query('BEGIN')
    await applyMigrations(client, firstMigrations, { appRole })
    // What the first release wrote down was the name alone.
    await client.query('ALTER TABLE migrations DROP COLUMN checksum')
    await client.query(`DELETE FROM clock; SELECT set_config('app.workspace', '1', true)`)
    const lines = readFileSync(join(import.meta.dirname, 'first-release.jsonl'), 'utf8')
      .trim()
      .split('\n')
    for (const line of lines) await load(client, line)
    await client.query('SELECT create_reference_sequence(1)')
    await setSequences(client, (JSON.parse(lines.at(-1) as string) as { sequences: Record<string, number> }).sequences)
    await client.query('COMMIT')
  })
}

export const firstMigrations = Object.keys(await releasedChecksums(migrationsFolder())).filter((name) => name < '0007')

async function load(client: pg.Client, line: string): Promise<void> {
  const { table, columns } = JSON.parse(line) as Partial<Rows>
  if (!table || !columns) return
  // As text, so that a definition keeps the order of its statuses.
  const rows = line.slice(line.indexOf('"rows":') + '"rows":'.length, -1)
  const names = columns.map((name) => pg.escapeIdentifier(name)).join(', ')
  await client.query(
    `INSERT INTO ${pg.escapeIdentifier(table)} (${names}) OVERRIDING SYSTEM VALUE
     SELECT ${names} FROM json_populate_recordset(NULL::${pg.escapeIdentifier(table)}, $1::json)`,
    [rows],
  )
}

async function setSequences(client: pg.Client, sequences: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) await client.query('SELECT setval($1, $2)', [name, last])
}
