import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { withClient } from './endpoint.ts'
import { readPidFile } from './pid-file.ts'
import { requireFreeSpace } from './place.ts'
import { StartProblem } from '../start-problem.ts'
import { silent, temporaryFolder } from './testing/clusters.ts'

const place = temporaryFolder()
const dataFolder = join(place.folder, 'data')
const longFolder = join(place.folder, 'a-folder-with-a-name-that-is-rather-long'.repeat(2), 'data')
const tcpFolder = join(place.folder, 'tcp')
afterAll(() => place.remove(dataFolder, longFolder, tcpFolder))

test('the first start makes the cluster and its roles, and what is written outlives a stop', async () => {
  const first = await startEmbedded({ dataFolder, log: silent })
  expect(first.version).toMatch(/^18\./)
  await withClient(first.owner, (client) => client.query('CREATE TABLE kept AS SELECT 42 AS answer; GRANT SELECT ON kept TO statedesk_app'))
  await first.stop()
  await expect(withClient(first.app, (client) => client.query('SELECT 1'))).rejects.toThrow()

  const second = await startEmbedded({ dataFolder, log: silent })
  const rows = await withClient(second.app, async (client) => (await client.query('SELECT answer FROM kept')).rows as unknown[])
  expect(rows).toEqual([{ answer: 42 }])
  await second.stop()
})

test('the app role owns nothing, is bound by row level security and becomes the public reader only when it says so', async () => {
  const { app, stop } = await startEmbedded({ dataFolder, log: silent })
  const facts = await withClient(app, async (client) => {
    const { rows } = await client.query(`
      SELECT rolsuper, rolbypassrls, pg_has_role('statedesk_public_reader', 'USAGE') AS inherits,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
      FROM pg_roles r WHERE rolname = current_user`)
    await client.query('SET ROLE statedesk_public_reader')
    return rows[0] as unknown
  })
  expect(facts).toEqual({ rolsuper: false, rolbypassrls: false, inherits: false, owned: 0 })
  await stop()
})

test('the database listens on a socket only its account can reach, never on the network', async () => {
  const { superuser, stop } = await startEmbedded({ dataFolder, log: silent })
  expect(statSync(superuser.host).mode & 0o077).toBe(0)
  const rows = await withClient(superuser, async (client) => (await client.query('SHOW listen_addresses')).rows as unknown[])
  expect(rows).toEqual([{ listen_addresses: '' }])
  await stop()
})

test('Japanese and Korean words are letters to the text search parser', async () => {
  const { app, stop } = await startEmbedded({ dataFolder, log: silent })
  const rows = await withClient(app, async (client) => {
    const answer = await client.query("SELECT to_tsvector('simple', '환불 返金 Ärger')::text AS words, lower('Ä') AS lower")
    return answer.rows as unknown[]
  })
  expect(rows).toEqual([{ words: "'ärger':3 '返金':2 '환불':1", lower: 'ä' }])
  await stop()
})

test('words of a failing statement do not reach the log', async () => {
  const { app, stop } = await startEmbedded({ dataFolder, log: silent })
  await withClient(app, async (client) => {
    await expect(client.query("SELECT 'swordfish'::text FROM nowhere")).rejects.toThrow('nowhere')
    await expect(client.query('SELECT $1::text::int', ['swordfish'])).rejects.toThrow('invalid input')
    await expect(client.query("DO $$ BEGIN RAISE unique_violation USING MESSAGE = 'twice', DETAIL = 'swordfish'; END $$")).rejects.toThrow(
      'twice',
    )
  })
  await stop()
  const folder = join(dataFolder, 'postgres', 'log')
  const log = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
  expect(log).toContain('database system is ready')
  expect(log).not.toMatch(/swordfish|nowhere|twice/)
})

test('a database that dies is brought back, and the same address answers again', async () => {
  const embedded = await startEmbedded({ dataFolder, log: silent })
  const { pid } = embedded
  process.kill(pid, 'SIGKILL')
  for (let attempt = 0; attempt < 800 && embedded.pid === pid; attempt++) await pause(50)
  expect(embedded.pid).not.toBe(pid)
  const rows = await withClient(embedded.app, async (client) => (await client.query('SELECT answer FROM kept')).rows as unknown[])
  expect(rows).toEqual([{ answer: 42 }])
  await embedded.stop()
})

test('one that dies again while it comes back is brought back all the same', async () => {
  const problems: Error[] = []
  const embedded = await startEmbedded({ dataFolder, log: silent, onLost: (problem) => problems.push(problem) })
  const { pid } = embedded
  process.kill(pid, 'SIGKILL')
  const second = await newPid(pid)
  expect(embedded.pid, 'it was back before it could be killed again').toBe(pid)
  process.kill(second, 'SIGKILL')
  for (let attempt = 0; attempt < 800 && embedded.pid === pid; attempt++) await pause(50)
  expect(problems).toEqual([])
  expect([pid, second]).not.toContain(embedded.pid)
  await withClient(embedded.app, async (client) => void (await client.query('SELECT answer FROM kept')))
  await embedded.stop()
})

async function newPid(old: number): Promise<number> {
  for (;;) {
    const pid = readPidFile(join(dataFolder, 'postgres'))?.pid ?? old
    if (pid !== old) return pid
    await pause(1)
  }
}

test('a folder whose path is too long for a socket gets its socket elsewhere', async () => {
  const { app, superuser, stop } = await startEmbedded({ dataFolder: longFolder, log: silent })
  expect(superuser.host.startsWith(place.folder)).toBe(false)
  expect(statSync(superuser.host).mode & 0o077).toBe(0)
  await withClient(app, (client) => client.query('SELECT 1'))
  await stop()
  expect(existsSync(superuser.host)).toBe(false)
})

test('where there are no sockets it listens on 127.0.0.1 and asks for a password', async () => {
  const { app, owner, stop } = await startEmbedded({ dataFolder: tcpFolder, log: silent, listen: 'tcp' })
  await withClient(owner, (client) => client.query('SELECT 1'))
  await withClient(app, (client) => client.query('SELECT 1'))
  await expect(withClient({ ...app, password: 'guess' }, (client) => client.query('SELECT 1'))).rejects.toThrow('password')
  await stop()
  const again = await startEmbedded({ dataFolder: tcpFolder, log: silent, listen: 'tcp' })
  expect(again.app.password).toBe(app.password)
  await again.stop()
})

test('a database of another major version is refused with the way out', async () => {
  const problem = await startEmbedded({ dataFolder, log: silent, binaries: '15' }).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(StartProblem)
  expect((problem as StartProblem).message).toContain('made by PostgreSQL 18')
})

test('a disk that is nearly full is refused', () => {
  expect(() => requireFreeSpace(place.folder, Number.MAX_SAFE_INTEGER)).toThrow(StartProblem)
})
