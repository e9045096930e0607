import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../../testing/database.ts'
import { verifyWorkspace } from '../../tickets/index.ts'
import { withClient } from '../postgres/index.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { migrationFiles, migrationsFolder, releasedChecksums } from './migration-files.ts'
import { becomeFirstRelease, firstMigrations } from './testing/first-release.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'statedesk-migrations-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const newest = migrationsFolder()
const appRoleOf = (database: TestDatabase) => String(database.app.user)

async function using<T>(database: TestDatabase, work: (database: TestDatabase, appRole: string) => Promise<T>): Promise<T> {
  try {
    return await work(database, appRoleOf(database))
  } finally {
    await database.drop()
  }
}

const recordOf = (owner: pg.ClientConfig) =>
  withClient(owner, async (client) => (await client.query<{ name: string }>('SELECT name, checksum FROM migrations ORDER BY name')).rows)

/** A folder with our migrations, of which some are changed. */
function folderWith(name: string, files: Record<string, string>): string {
  const own = mkdtempSync(join(folder, `${name}-`))
  for (const file of readdirSync(newest)) copyFileSync(join(newest, file), join(own, file))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text)
  return own
}

test('no released migration was edited, and the first release is on record', async () => {
  const released = await releasedChecksums(newest)
  const files = await migrationFiles(newest)
  expect(Object.keys(released)).toEqual(expect.arrayContaining(firstMigrations))
  expect(firstMigrations).toHaveLength(6)
  for (const [name, checksum] of Object.entries(released)) expect(files.find((file) => file.name === name)?.checksum, name).toBe(checksum)
})

test('migrations are numbered in one order, and each can be taken back as a whole', async () => {
  const files = await migrationFiles(newest)
  const numbers = files.map(({ name }) => /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1] ?? name)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const { name, text } of files) {
    const statements = text.replace(/--.*$/gm, '').replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '')
    expect(statements, name).not.toMatch(/^\s*(BEGIN|COMMIT|ROLLBACK|VACUUM|REINDEX)\b|\bCONCURRENTLY\b|ALTER SYSTEM|CREATE DATABASE/im)
  }
})

test.each([18, 15] as const)(
  'a database of the first release with its rows becomes the newest and verifies clean, on PostgreSQL %i',
  async (version) => {
    await using(await emptyDatabase(version), async ({ owner, app }, appRole) => {
      await becomeFirstRelease(owner, appRole)
      const { applied } = await migrate(owner, { appRole })
      const later = (await migrationFiles(newest)).map(({ name }) => name).filter((name) => !firstMigrations.includes(name))
      expect(applied).toEqual(later)
      expect(await recordOf(owner)).toEqual((await migrationFiles(newest)).map(({ name, checksum }) => ({ name, checksum })))

      const db = openDatabase(app)
      const report = await db.snapshot(1, verifyWorkspace)
      expect(report).toMatchObject({ tickets: 10, faults: [] })
      expect(report.events).toBeGreaterThan(40)
      const [read] = await db.transaction(1, (tx) =>
        tx.many<{ text: string }>({ text: `SELECT text FROM messages WHERE text LIKE '%画面が白いままです%'` }),
      )
      expect(read).toBeDefined()
      await db.close()
      expect((await migrate(owner, { appRole })).applied).toEqual([])
    })
  },
)

test('what was forwarded before there was an audience for it is taken from the customer’s eyes, and nothing else is', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    await becomeFirstRelease(owner, appRole)
    const replies = `SELECT workspace_id, ticket_id, id FROM messages WHERE kind = 'reply' AND audience = 'public' ORDER BY id`
    const forwarded = await withClient(owner, async (client) => {
      await client.query("SET app.workspace = '1'")
      const found = (await client.query<{ id: string; ticket_id: string }>(`${replies} LIMIT 1`)).rows[0]
      // Held until its time, as most of them were: it left, and was a forward.
      await client.query(
        `INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, at, data, hash)
         SELECT 1, $1, (SELECT max(seq) FROM events WHERE ticket_id = $1) + n, type, 'staff', now(), data::jsonb, ''
         FROM (VALUES (1, 'message.released', $2::text), (2, 'message.forwarded', '{"of": 1}')) AS e(n, type, data)`,
        [found?.ticket_id, JSON.stringify({ message: Number(found?.id) })],
      )
      return found?.id
    })
    await migrate(owner, { appRole })
    await withClient(owner, async (client) => {
      await client.query("SET app.workspace = '1'")
      const aside = await client.query<{ id: string }>("SELECT id FROM messages WHERE audience = 'third_party'")
      expect(aside.rows.map(({ id }) => id)).toEqual([forwarded])
      expect((await client.query(replies)).rows.length).toBeGreaterThan(0)
      expect((await client.query('SELECT 1 FROM search_queue WHERE message_id = $1', [forwarded])).rows.length).toBeGreaterThan(0)
    })
  })
})

test('several processes that start at once migrate once', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate(owner, { appRole })))
    expect(all.flatMap(({ applied }) => applied).sort()).toEqual((await migrationFiles(newest)).map(({ name }) => name))
  })
})

test('fault 26: a process that is killed in the middle of a migration leaves the schema before it, and the next one goes on', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    const own = folderWith('slow', {
      '9000-small.sql': 'CREATE TABLE small (n int);',
      '9001-slow.sql': 'CREATE TABLE before (n int); INSERT INTO small VALUES (1); SELECT pg_sleep(1); CREATE TABLE after (n int);',
    })
    const code = `import { migrate } from ${JSON.stringify(join(import.meta.dirname, 'migrate.ts'))}
      await migrate(${JSON.stringify({ ...owner, application_name: 'to be killed' })}, { appRole: '${appRole}', folder: ${JSON.stringify(own)} })`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { stdio: 'inherit' })
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
    await withClient(owner, async (client) => {
      const asleep = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'to be killed' AND wait_event = 'PgSleep'`
      for (let tries = 0; (await client.query(asleep)).rows.length === 0; tries++) {
        expect(tries).toBeLessThan(1_600)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    })
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    // Waits for the lock of the one that was killed, which ends when PostgreSQL notices.
    expect((await migrate(owner, { appRole, folder: own })).applied).toEqual(['9001-slow.sql'])
    const rows = await withClient(owner, async (client) => (await client.query<{ n: number }>('SELECT n FROM small')).rows)
    expect(rows).toEqual([{ n: 1 }])
  })
})

test('a migration that fails leaves nothing of itself, says which it was, and is tried again', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    const broken = folderWith('broken', { '9000-broken.sql': 'CREATE TABLE half (n int); SELECT 1 / 0;' })
    await expect(migrate(owner, { appRole, folder: broken })).rejects.toThrow(/9000-broken\.sql failed: division by zero/)
    const mended = folderWith('mended', { '9000-broken.sql': 'CREATE TABLE half (n int);' })
    expect((await migrate(owner, { appRole, folder: mended })).applied).toEqual(['9000-broken.sql'])
  })
})

test('a migration that was changed after it was applied is refused, also one of the first release, which kept no checksums', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    await becomeFirstRelease(owner, appRole)
    const name = firstMigrations[3] as string
    const edited = folderWith('edited', { [name]: `${readFileSync(join(newest, name), 'utf8')}\n-- a harmless change` })
    await expect(migrate(owner, { appRole, folder: edited })).rejects.toThrow(
      `The migration ${name} is not the one that made this database`,
    )
    await migrate(owner, { appRole })
    await expect(migrate(owner, { appRole, folder: edited })).rejects.toThrow(/was changed afterwards/)
    // Another line end is no change.
    const windows = folderWith('windows', { [name]: readFileSync(join(newest, name), 'utf8').replaceAll('\n', '\r\n') })
    expect((await migrate(owner, { appRole, folder: windows })).applied).toEqual([])
  })
})

test('fault 26: a database that a newer version has migrated is refused by an older one, and left as it is', async () => {
  await using(await emptyDatabase(), async ({ owner }, appRole) => {
    await migrate(owner, { appRole, folder: folderWith('newer', { '9000-later.sql': 'CREATE TABLE later (n int);' }) })
    const before = await recordOf(owner)
    const refused = await migrate(owner, { appRole }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'StartProblem', nextStep: expect.stringMatching(/later one/) as string })
    expect(String(refused)).toContain('9000-later.sql')
    expect(await recordOf(owner)).toEqual(before)
  })
})
