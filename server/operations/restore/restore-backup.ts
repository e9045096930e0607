import pg from 'pg'
import { applyMigrations, knownMigrations, migrationsLock } from '../../platform/db/index.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { copyIn } from '../backup/copy.ts'
import type { Header, Manifest } from '../backup/format.ts'
import { readBackup } from '../backup/read-backup.ts'
import { lines } from '../backup/write-backup.ts'
import { type Progress, silently } from '../progress.ts'
import { quoted, sequencesOf, tablesOf } from '../schema.ts'
import { dropEverything, isInUse } from './empty.ts'
import { type Held, holdWork, voidWhatCameAfter } from './hold-work.ts'
import { asideWhileLoading, emptyTables, unforced } from './load.ts'

export interface RestoreTarget {
  readonly owner: pg.ClientConfig
  /** The role the product works as. */
  readonly appRole: string
}

export interface RestoreOptions {
  /** Replaces what the database holds. */
  readonly force: boolean
  /** The old installation is stopped and did nothing since the backup: nothing is held, and numbers go on without a leap. */
  readonly moved: boolean
  /** Looks at the backup before anything is changed; throws to refuse it. */
  readonly begin?: (header: Header, secret: string | null) => Promise<void>
  readonly progress?: Progress
}

export interface RestoreReport {
  readonly header: Header
  readonly manifest: Manifest
  readonly rows: number
  /** Migrations this version applied to an older backup. */
  readonly migrated: string[]
  readonly held: Held
}

/**
 * Puts a backup into a database: all of it in one transaction, so that whatever ends it on the way leaves the database as it was. The
 * schema is made as it was when the backup was taken, filled, and only then brought to today's.
 */
export async function restoreBackup(target: RestoreTarget, file: string, options: RestoreOptions): Promise<RestoreReport> {
  const client = new pg.Client({ ...target.owner, application_name: 'statedesk restore', connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await lockOut(client)
    await client.query('BEGIN')
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL search_path = public')
    const report = await inTransaction(client, target, file, options)
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return report
  } finally {
    // Without COMMIT the server takes everything back.
    await client.end()
  }
}

async function lockOut(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(${migrationsLock}) AS mine`)
  if (rows[0]?.mine) return
  throw new StartProblem('Another process changes this database just now (a start, a migration or a restore).', 'Wait until it has ended.')
}

async function inTransaction(client: pg.Client, target: RestoreTarget, file: string, options: RestoreOptions): Promise<RestoreReport> {
  const known = await knownMigrations()
  const meter = meterOf(options.progress ?? silently)
  const loaded = new Map<string, number>()
  let columns = new Map<string, string[]>()
  let putBack: string[] = []

  const { header, manifest } = await readBackup(file, {
    async begin(found, secret) {
      requireKnown(found, known)
      await options.begin?.(found, secret)
      await requireFree(client, target, options.force)
      await dropEverything(client)
      await applyMigrations(client, found.migrations, target)
      columns = new Map(found.tables.map((table) => [table.name, table.columns]))
      await requireSameTables(client, columns)
      const tables = await tablesOf(client)
      const { before, after } = await asideWhileLoading(client, tables)
      for (const statement of before) await client.query(statement)
      await emptyTables(client, tables)
      putBack = after
      meter.tables = found.tables.length
    },
    async table(name, rows) {
      const count = await copyIn(client, `COPY "${name}" (${quoted(columns.get(name) ?? [])}) FROM STDIN`, meter.through(name, rows))
      loaded.set(name, count)
    },
    moved: (share) => meter.share(share),
  })
  requireAllRows(manifest, loaded)
  for (const statement of putBack) await client.query(statement)
  await setSequences(client, manifest, target.appRole)
  const migrated = known.filter((name) => !header.migrations.includes(name))
  await applyMigrations(client, migrated, target)
  const held = await settle(client, header, options.moved)
  meter.end()
  return { header, manifest, rows: [...loaded.values()].reduce((sum, rows) => sum + rows, 0), migrated, held }
}

function requireKnown(header: Header, known: string[]): void {
  const unknown = header.migrations.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new StartProblem(
    `A newer Statedesk (${header.product}) wrote this backup: this version does not know its schema ${unknown.replace('.sql', '')}.`,
    'Restore it with that version or a later one.',
  )
}

async function requireFree(client: pg.Client, { appRole }: RestoreTarget, force: boolean): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    'SELECT count(*)::int AS others FROM pg_stat_activity WHERE datname = current_database() AND usename = $1 AND pid <> pg_backend_pid()',
    [appRole],
  )
  if ((rows[0]?.others ?? 0) > 0)
    throw new StartProblem('A Statedesk works in this database.', 'Stop every process that uses it, then restore.')
  if (!(await isInUse(client)) || force) return
  throw new StartProblem(
    'This database is in use: it holds a workspace or people.',
    'Restore into an empty one (--data DIR or another DATABASE_URL), or replace all it holds with --force.',
  )
}

async function requireSameTables(client: pg.Client, columns: Map<string, string[]>): Promise<void> {
  const made = new Map((await tablesOf(client)).map((table) => [table.name, table.columns.join()]))
  const other = [...columns].find(([name, own]) => made.get(name) !== own.join())
  if (!other && made.size === columns.size) return
  throw new StartProblem(
    `The backup's table ${other?.[0] ?? ''} is not like the one its schema makes.`,
    'Somebody changed the schema by hand where the backup was taken; restore it with the version that wrote it, without that change.',
  )
}

function requireAllRows(manifest: Manifest, loaded: Map<string, number>): void {
  for (const { name, rows } of manifest.tables) {
    if ((loaded.get(name) ?? 0) !== rows) throw new Error(`${name}: ${rows} rows were written, ${loaded.get(name) ?? 0} were loaded`)
  }
}

async function setSequences(client: pg.Client, manifest: Manifest, appRole: string): Promise<void> {
  const there = new Set((await sequencesOf(client)).map(({ name }) => name))
  for (const { name, last, called } of manifest.sequences) {
    if (!there.has(name)) await client.query(`CREATE SEQUENCE "${name}"; GRANT USAGE ON SEQUENCE "${name}" TO "${appRole}"`)
    await client.query('SELECT setval($1::regclass, $2, $3)', [`public."${name}"`, last, called])
  }
}

async function settle(client: pg.Client, header: Header, moved: boolean): Promise<Held> {
  const tables = await tablesOf(client)
  for (const statement of unforced(tables, 'NO FORCE')) await client.query(statement)
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO restores (backup_id, backup_taken_at, moved) VALUES ($1, $2, $3) RETURNING id',
    [header.id, header.takenAt, moved],
  )
  const held = moved ? { mail: 0, reply: 0, timer: 0 } : await holdWork(client, rows[0]?.id ?? 0, header.takenAt)
  if (!moved) await voidWhatCameAfter(client)
  for (const statement of unforced(tables, 'FORCE')) await client.query(statement)
  return held
}

function meterOf(progress: Progress) {
  const done = { table: '', tables: 0, rows: 0, bytes: 0, percent: 0 }
  const meter = {
    tables: 0,
    share(share: number) {
      done.percent = share * 100
    },
    async *through(table: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      done.table = table
      done.tables += 1
      for await (const bytes of source) {
        done.rows += lines(bytes)
        done.bytes += bytes.length
        progress({ ...done, ofTables: meter.tables }, false)
        yield bytes
      }
    },
    end: () => progress({ ...done, tables: meter.tables, ofTables: meter.tables, percent: 100 }, true),
  }
  return meter
}
