import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type pg from 'pg'
import { packageRoot } from '../../platform/package-root.ts'
import { withClient } from '../../platform/postgres/index.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import type { Output } from '../output.ts'
import { type Progress, silently } from '../progress.ts'
import { migrationsIn, quoted, sequencesOf, type TableFacts, tablesOf } from '../schema.ts'
import { copyOut } from './copy.ts'
import {
  formatVersion,
  type Header,
  headerName,
  type Manifest,
  manifestHashName,
  manifestName,
  partBytes,
  partName,
  secretName,
  type TableSum,
} from './format.ts'
import { tarEnd, tarHeader, tarPadding } from './tar.ts'

const compress = promisify(gzip)

export interface BackupOptions {
  /** The installation's secret: the backup names it, and holds it only with `withSecret`. */
  readonly secret: string
  readonly withSecret: boolean
  readonly progress?: Progress
  /** For tests: called when the moment that the backup shows is fixed. */
  readonly onSnapshot?: () => Promise<void>
}

export interface BackupReport {
  readonly header: Header
  readonly manifest: Manifest
  readonly rows: number
  /** Of the file. */
  readonly bytes: number
}

/**
 * Writes everything this database holds as of one moment: one transaction reads all tables, while others go on writing. Memory
 * holds a few megabytes, or the largest attachment if that is more. The caller commits or discards the output.
 */
export function writeBackup(owner: pg.ClientConfig, output: Output, options: BackupOptions): Promise<BackupReport> {
  return withClient({ ...owner, application_name: 'statedesk backup' }, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL search_path = public')
    const migrations = await migrationsIn(client)
    if (migrations === null)
      throw new StartProblem(
        'There is nothing to back up: this database was never started.',
        'Start Statedesk once, or check --data and DATABASE_URL.',
      )
    const tables = await tablesOf(client)
    // A migration that began meanwhile waits; writers do not.
    await client.query(`LOCK TABLE ${quoted(tables.map(({ name }) => name))} IN ACCESS SHARE MODE`)
    await options.onSnapshot?.()
    const report = await writeAll(client, output, { tables, header: await headerOf(client, migrations, tables, options.secret), options })
    await client.query('COMMIT')
    return report
  })
}

async function headerOf(client: pg.Client, migrations: string[], tables: TableFacts[], secret: string): Promise<Header> {
  const { rows } = await client.query<{ at: Date; version: string }>(
    `SELECT transaction_timestamp() AS at, current_setting('server_version') AS version`,
  )
  const [now] = rows
  if (!now) throw new Error('the database gave no time')
  return {
    format: 'statedesk-backup',
    version: formatVersion,
    id: randomUUID(),
    takenAt: now.at.toISOString(),
    product: (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version,
    postgres: now.version,
    migrations,
    secretId: sealerOf(secret).keyId,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  }
}

interface Work {
  readonly tables: TableFacts[]
  readonly header: Header
  readonly options: BackupOptions
}

async function writeAll(client: pg.Client, output: Output, { tables, header, options }: Work): Promise<BackupReport> {
  const at = Date.parse(header.takenAt) / 1000
  let written = 0
  const put = async (bytes: Buffer) => {
    written += bytes.length
    await output.write(bytes)
  }
  const add = async (name: string, bytes: Buffer) =>
    put(Buffer.concat([tarHeader(name, bytes.length, at), bytes, tarPadding(bytes.length)]))

  const headerBytes = Buffer.from(`${JSON.stringify(header, null, 1)}\n`)
  await add(headerName, headerBytes)
  if (options.withSecret) await add(secretName, Buffer.from(`${options.secret}\n`))

  const sequences = await sequencesOf(client)
  const sums: TableSum[] = []
  const workspaces = (await client.query<{ id: number }>('SELECT id FROM workspaces ORDER BY id')).rows.map(({ id }) => id)
  const meter = meterOf(tables, options.progress ?? silently)
  for (const table of tables) {
    sums.push(await writeTable(client, table, workspaces, add, (rows, bytes) => meter.move(table, rows, bytes)))
    meter.pass(table)
  }
  const manifest: Manifest = { id: header.id, headerSha256: sha256(headerBytes), tables: sums, sequences }
  const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await add(manifestName, manifestBytes)
  await add(manifestHashName, Buffer.from(`${sha256(manifestBytes)}  ${manifestName}\n`))
  await put(tarEnd())
  return { header, manifest, rows: sums.reduce((sum, { rows }) => sum + rows, 0), bytes: written }
}

type Add = (name: string, bytes: Buffer) => Promise<void>

async function writeTable(
  client: pg.Client,
  table: TableFacts,
  workspaces: number[],
  add: Add,
  moved: (rows: number, bytes: number) => void,
): Promise<TableSum> {
  const hash = createHash('sha256')
  const sum = { rows: 0, bytes: 0, parts: 0 }
  let held: Buffer[] = []
  let heldBytes = 0
  const writePart = async () => {
    const bytes = await compress(Buffer.concat(held), { level: 4 })
    held = []
    heldBytes = 0
    await add(partName(table.name, ++sum.parts), bytes)
  }
  for await (const chunk of rowsOf(client, table, workspaces)) {
    hash.update(chunk)
    sum.bytes += chunk.length
    const rows = lines(chunk)
    sum.rows += rows
    moved(rows, chunk.length)
    for (let from = 0; from < chunk.length; ) {
      const piece = chunk.subarray(from, from + partBytes - heldBytes)
      held.push(piece)
      heldBytes += piece.length
      from += piece.length
      if (heldBytes === partBytes) await writePart()
    }
  }
  if (heldBytes > 0) await writePart()
  return { name: table.name, ...sum, sha256: hash.digest('hex') }
}

// The owner of the tables is bound by row level security like everybody: it reads one workspace after the other.
async function* rowsOf(client: pg.Client, table: TableFacts, workspaces: number[]): AsyncGenerator<Buffer> {
  const columns = quoted(table.columns)
  if (!table.byWorkspace) return yield* copyOut(client, `COPY (SELECT ${columns} FROM "${table.name}") TO STDOUT`)
  for (const workspace of workspaces) {
    await client.query(`SELECT set_config('app.workspace', $1, true)`, [String(workspace)])
    yield* copyOut(client, `COPY (SELECT ${columns} FROM "${table.name}" WHERE workspace_id = ${workspace}) TO STDOUT`)
  }
}

/** In the text form of COPY a line feed ends a row and stands nowhere else. */
export function lines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}

function meterOf(tables: TableFacts[], progress: Progress) {
  const all = tables.reduce((sum, { bytes }) => sum + bytes, 0) || 1
  const done = { tables: 0, rows: 0, bytes: 0, weight: 0, within: 0 }
  const tell = (table: string, share: number, isLast: boolean) =>
    progress(
      { table, tables: done.tables, ofTables: tables.length, rows: done.rows, bytes: done.bytes, percent: (100 * share) / all },
      isLast,
    )
  return {
    move(table: TableFacts, rows: number, bytes: number) {
      done.rows += rows
      done.bytes += bytes
      done.within += bytes
      // Bytes as text are not bytes on the disk; the table's own share is never overstepped.
      tell(table.name, done.weight + Math.min(done.within, table.bytes), false)
    },
    pass(table: TableFacts) {
      done.tables += 1
      done.weight += table.bytes
      done.within = 0
      tell(table.name, done.weight, done.tables === tables.length)
    },
  }
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
