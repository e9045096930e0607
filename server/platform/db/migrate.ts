import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { packageRoot } from '../package-root.ts'

/** The role that customers' and outgoing mails' reads run as; it sees public, released messages only. */
export const publicReader = 'statedesk_public_reader'

const simpleRole = /^[a-z_][a-z0-9_]{0,62}$/

/**
 * Brings a database to the newest schema: every file of `server/migrations` that it has not seen, in order, each in a
 * transaction of its own, one process at a time.
 */
export async function migrate(owner: pg.ClientConfig, opts: { appRole: string }): Promise<{ applied: string[] }> {
  if (!simpleRole.test(opts.appRole)) throw new Error(`The role name "${opts.appRole}" must be lower case letters, digits and _.`)
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('statedesk.migrations'))`)
    await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())')
    const seen = new Set((await client.query<{ name: string }>('SELECT name FROM migrations')).rows.map((row) => row.name))
    const applied: string[] = []
    for (const migration of await migrationFiles()) {
      if (seen.has(migration.name)) continue
      await applyMigration(client, migration, opts.appRole)
      applied.push(migration.name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}

/** Name and text of every migration, in order. */
async function migrationFiles(): Promise<{ name: string; text: string }[]> {
  const folder = join(packageRoot(), 'server', 'migrations')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })))
}

async function applyMigration(client: pg.Client, migration: { name: string; text: string }, appRole: string): Promise<void> {
  const text = migration.text.replaceAll(':app', appRole).replaceAll(':reader', publicReader)
  try {
    await client.query('BEGIN')
    await client.query(text)
    await client.query('INSERT INTO migrations (name) VALUES ($1)', [migration.name])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
