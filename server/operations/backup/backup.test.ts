import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CommandContext } from '../../platform/command.ts'
import { withClient } from '../../platform/postgres/index.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { restore } from '../restore/restore.cli.ts'
import { restoreBackup } from '../restore/restore-backup.ts'
import { verifyRestored } from '../restore/verify-restored.ts'
import { backUp, furnish, maskedWords, targetOf, temporaryFolder } from '../testing/backups.ts'
import { checkBackup } from './check-backup.ts'

vi.setConfig({ testTimeout: 180_000 })

const folder = temporaryFolder()
const moved = { force: false, moved: true }
const databases: TestDatabase[] = []
let app: TestApp
let secret: string
let file: string

beforeAll(async () => {
  app = await testApp()
  secret = app.app.config.secret
  await furnish(app)
  file = folder.file('one.tar')
  await backUp(app.database.owner, file, { secret })
})
afterAll(async () => {
  await app.close()
  for (const database of databases) await database.drop()
  folder.remove()
})

async function another(version?: 15 | 18): Promise<TestDatabase> {
  const database = await testDatabase(version)
  databases.push(database)
  return database
}

test('backup: it goes to PostgreSQL 15 and back to 18 without losing a byte', async () => {
  const [fifteen, eighteen] = [await another(15), await another(18)]
  const original = await checkBackup(file)
  // One role that is both: whoever owns the tables is bound by row level security as well.
  const there = await restoreBackup({ owner: fifteen.owner, appRole: String(fifteen.owner.user) }, file, moved)
  expect(there.rows).toBeGreaterThan(100)
  await backUp(fifteen.owner, folder.file('from-15.tar'), { secret })
  await restoreBackup(targetOf(eighteen), folder.file('from-15.tar'), moved)
  const back = (await backUp(eighteen.owner, folder.file('from-18.tar'), { secret })).manifest
  const compared = <T extends { name: string }>(all: T[]) => all.filter(({ name }) => !name.startsWith('restores'))
  expect(compared(back.tables)).toEqual(compared(original.manifest.tables))
  expect(compared(back.sequences)).toEqual(compared(original.manifest.sequences))
  expect((await verifyRestored(eighteen.app)).faults).toEqual([])
  expect((await verifyRestored(fifteen.owner)).faults).toEqual([])
})

test('E13 backup: masked words stand in no backup but sealed, and open again where it was restored, with its secret', async () => {
  expect(readFileSync(file).includes(maskedWords)).toBe(false)
  const database = await another()
  await restoreBackup(targetOf(database), file, moved)
  const sealed = await withClient(database.owner, async (client) => {
    await client.query("SELECT set_config('app.workspace', $1, false)", [String(app.workspaceId)])
    const { rows } = await client.query<{ sealed: Buffer; text: string }>(
      'SELECT k.sealed, m.text FROM masks k JOIN messages m ON m.workspace_id = k.workspace_id AND m.id = k.message_id',
    )
    return rows
  })
  expect(sealed.map(({ text }) => text)).toEqual([`My account is ${'*'.repeat(maskedWords.length)}.`])
  expect(sealed.map(({ sealed: words }) => sealerOf(secret).open('masked-text', words).toString())).toEqual([JSON.stringify([maskedWords])])
})

const catalogue = `
  SELECT 'index' AS kind, indexname || ': ' || indexdef AS what FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid) || convalidated FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger', tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'policy', polrelid::regclass || ' ' || polname FROM pg_policy
  UNION ALL SELECT 'table', relname || ' ' || relrowsecurity || relforcerowsecurity || COALESCE(relacl::text, '') FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname !~ '^(pg_|ticket_numbers)'
  UNION ALL SELECT 'function', oid::regprocedure || COALESCE(proacl::text, '') FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  ORDER BY 1, 2`

test('backup: after a restore every index, key, trigger, policy and right is as migrations make it', async () => {
  const [restored, fresh] = [await another(), await another()]
  await restoreBackup(targetOf(restored), file, moved)
  const of = (database: TestDatabase) =>
    withClient(database.owner, async (client) => (await client.query<{ what: string }>(catalogue)).rows)
  expect(await of(restored)).toEqual(await of(fresh))
})

test('backup: a file that was cut, altered or mixed is refused, and the database stays as it was', async () => {
  const whole = readFileSync(file)
  const bad = folder.file('bad.tar')
  const faultOf = async (bytes: Buffer) => {
    writeFileSync(bad, bytes)
    return checkBackup(bad).then(
      () => 'none',
      (error: Error) => error.message,
    )
  }
  const altered = (at: number) => {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  expect(await faultOf(whole.subarray(0, 700))).toContain('too early')
  expect(await faultOf(altered(whole.indexOf('"secretId"') + 15))).toMatch(/altered/)
  expect(await faultOf(altered(whole.indexOf('"sequences"') + 80))).toMatch(/altered/)
  expect(await faultOf(Buffer.alloc(10_240, 'x'))).toContain('no tar file')
  expect(await faultOf(altered(whole.indexOf('data/messages/000001') + 600))).toMatch(/does not unpack|altered|rows/)
  expect(await faultOf(whole.subarray(0, whole.length - 3000))).toContain('too early')

  await expect(checkBackup(folder.file('none.tar'))).rejects.toThrow('none.tar cannot be read')
  await expect(checkBackup(folder.file('.'))).rejects.toThrow('cannot be read')

  const target = await another()
  await withClient(target.owner, (client) => client.query(`INSERT INTO sign_in_attempts (subject) VALUES ('was here before')`))
  await expect(restoreBackup(targetOf(target), bad, moved)).rejects.toThrow('too early')
  const left = await withClient(target.owner, async (client) => (await client.query('SELECT subject FROM sign_in_attempts')).rows)
  expect(left).toEqual([{ subject: 'was here before' }])
})

test('backup: one of a newer schema is refused, one of an older is migrated forward after it was loaded', async () => {
  const old = await another()
  // The schema before restores were recorded, with rows in it.
  await restoreBackup(targetOf(old), file, moved)
  await withClient(old.owner, (client) =>
    client.query(`DROP TABLE restore_holds, restores; DELETE FROM migrations WHERE name = '0008-restores.sql'`),
  )
  const older = folder.file('older.tar')
  await backUp(old.owner, older, { secret })
  const target = await another()
  const report = await restoreBackup(targetOf(target), older, moved)
  expect(report.migrated).toEqual(['0008-restores.sql'])
  expect((await verifyRestored(target.app)).faults).toEqual([])

  await withClient(old.owner, (client) => client.query(`INSERT INTO migrations (name) VALUES ('9999-tomorrow.sql')`))
  const newer = folder.file('newer.tar')
  await backUp(old.owner, newer, { secret })
  await expect(restoreBackup(targetOf(await another()), newer, moved)).rejects.toThrow('does not know its schema 9999-tomorrow')
})

const killRestores = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'statedesk restore' AND datname = current_database()`

const ticketsIn = ({ owner }: TestDatabase) =>
  withClient(owner, async (client) => {
    const { rows } = await client.query<{ id: number }>('SELECT id FROM workspaces')
    let sum = 0
    for (const { id } of rows) {
      await client.query(`SELECT set_config('app.workspace', $1, false)`, [String(id)])
      sum += (await client.query('SELECT FROM tickets')).rowCount ?? 0
    }
    return sum
  })

test('backup: a database in use is replaced with force and not without, and never under a server', async () => {
  const target = await another()
  await restoreBackup(targetOf(target), file, moved)
  await expect(restoreBackup(targetOf(target), file, moved)).rejects.toThrow('in use')
  const force = { ...moved, force: true }
  await withClient(target.app, () => expect(restoreBackup(targetOf(target), file, force)).rejects.toThrow('A Statedesk works'))

  // Whatever ends it on the way, even a kill -9 of the database's process: the former contents are there, whole.
  const before = await ticketsIn(target)
  const ended = restoreBackup(targetOf(target), file, {
    ...force,
    progress: () => void withClient(target.owner, (client) => client.query(killRestores)).catch(() => undefined),
  })
  await expect(ended).rejects.toThrow(/terminat|not queryable/)
  expect([before, await ticketsIn(target)]).toEqual([5, 5])
  expect((await verifyRestored(target.app)).faults).toEqual([])

  expect(readFileSync(file).includes(secret)).toBe(false)
  const withSecret = folder.file('with-secret.tar')
  await backUp(app.database.owner, withSecret, { secret, withSecret: true })
  let found: string | null = null
  const { header } = await restoreBackup(targetOf(target), withSecret, {
    ...force,
    begin: async (_, held) => {
      found = held
    },
  })
  expect([found, header.secretId]).toEqual([secret, app.app.secrets.keyId])
  expect((await verifyRestored(target.app)).faults).toEqual([])
})

test('fault 31: a backup that needs another secret is refused with its id; without it the rest comes back', async () => {
  const target = await another()
  const other = { ...app.app.config, secret: 'another-secret-that-opens-nothing-here', dataFolder: folder.file('.') }
  const said: string[] = []
  const context: CommandContext = {
    config: other,
    log: { info: () => undefined, warn: () => undefined },
    print: (line) => void said.push(line),
    withDatabase: (work) => work({ ...targetOf(target), app: target.app, beside: false, applied: [] }),
  }
  const options = { force: false, moved: true, withoutSecret: false, progress: () => undefined }
  await expect(restore(file, context, options)).rejects.toThrow(
    `This backup needs the secret ${app.app.secrets.keyId}; this installation has ${sealerOf(other.secret).keyId}.`,
  )
  expect(await ticketsIn(target)).toBe(0)
  expect(await restore(file, context, { ...options, withoutSecret: true })).toBe(0)
  expect(said.at(-1)).toMatch(/^Verified: tickets 5, events \d+, faults 0$/)

  // What was the secret before still opens it.
  const rotated = { ...context, config: { ...other, oldSecrets: [secret] } }
  expect(await restore(file, rotated, { ...options, force: true })).toBe(0)
})
