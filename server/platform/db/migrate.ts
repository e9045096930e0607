import pg from 'pg'
import { StartProblem } from '../start-problem.ts'
import { type MigrationFile, migrationFiles, migrationsFolder, releasedChecksums } from './migration-files.ts'

/** The role that customers' and outgoing mails' reads run as; it sees public, released messages only. */
export const publicReader = 'statedesk_public_reader'

const simpleRole = /^[a-z_][a-z0-9_]{0,62}$/

export interface MigrateOptions {
  /** The role the product works as. */
  readonly appRole: string
  /** Where the files stand; `server/migrations` if absent. */
  readonly folder?: string
}

/**
 * Brings a database to the newest schema: every file that it has not seen, in order, each in a transaction of its own, one
 * process at a time. Forward only: refuses a database that a newer version has migrated, and one whose migrations were
 * other files than ours.
 */
export async function migrate(owner: pg.ClientConfig, opts: MigrateOptions): Promise<{ applied: string[] }> {
  const folder = opts.folder ?? migrationsFolder()
  const files = await migrationFiles(folder)
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${migrationsLock})`)
    await openRecord(client)
    const seen = await readRecord(client, files, folder)
    const applied: string[] = []
    for (const migration of files) {
      if (seen.has(migration.name)) continue
      await client.query('BEGIN')
      try {
        await applyMigration(client, migration, opts.appRole)
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
      applied.push(migration.name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}

/** Who changes the schema or replaces everything holds this advisory lock. */
export const migrationsLock = `hashtext('statedesk.migrations')`

/** The migrations this version knows, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await migrationFiles(migrationsFolder())).map(({ name }) => name)
}

/** Applies these migrations in the caller's transaction, which holds the lock. */
export async function applyMigrations(client: pg.Client, names: readonly string[], opts: MigrateOptions): Promise<void> {
  await openRecord(client)
  for (const migration of await migrationFiles(opts.folder ?? migrationsFolder())) {
    if (names.includes(migration.name)) await applyMigration(client, migration, opts.appRole)
  }
}

/** What was applied stands in the database itself. The first release did not write down of what content. */
async function openRecord(client: pg.Client): Promise<void> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now(), checksum text)',
  )
  const { rows } = await client.query(`SELECT 1 FROM pg_attribute WHERE attrelid = 'migrations'::regclass AND attname = 'checksum'`)
  if (rows.length === 0) await client.query('ALTER TABLE migrations ADD COLUMN checksum text')
}

/** Names of what was applied, once it is certain that it was what we have. */
async function readRecord(client: pg.Client, files: readonly MigrationFile[], folder: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string; checksum: string | null }>('SELECT name, checksum FROM migrations ORDER BY name')
  const known = new Map(files.map((file) => [file.name, file.checksum]))
  const foreign = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (foreign.length > 0) {
    throw new StartProblem(
      `A newer version of Statedesk has worked with this database: it has the migration ${foreign.join(', ')}, which this version does not know.`,
      'Start that version or a later one. There is no way back but the backup from before it was first started.',
    )
  }
  const released = rows.some(({ checksum }) => checksum === null) ? await releasedChecksums(folder) : {}
  for (const { name, checksum } of rows) {
    const own = known.get(name) as string
    const applied = checksum ?? released[name] ?? own
    if (applied !== own) {
      throw new StartProblem(
        `The migration ${name} is not the one that made this database: its file was changed afterwards.`,
        'Install Statedesk again from where it came from; a migration that was applied must never be edited.',
      )
    }
    if (checksum === null) await client.query('UPDATE migrations SET checksum = $2 WHERE name = $1', [name, applied])
  }
  return new Set(rows.map(({ name }) => name))
}

async function applyMigration(client: pg.Client, migration: MigrationFile, appRole: string): Promise<void> {
  if (!simpleRole.test(appRole)) throw new Error(`The role name "${appRole}" must be lower case letters, digits and _.`)
  const text = migration.text.replaceAll(':app', appRole).replaceAll(':reader', publicReader)
  try {
    await client.query(text)
    await client.query('INSERT INTO migrations (name, checksum) VALUES ($1, $2)', [migration.name, migration.checksum])
  } catch (error) {
    throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
