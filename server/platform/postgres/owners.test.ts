import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemAccounts } from './account.ts'
import { startEmbedded } from './embedded.ts'
import { withClient } from './endpoint.ts'
import { launch } from './launch.ts'
import { disown, readPidFile } from './pid-file.ts'
import { type Place, preparePlace } from './place.ts'
import { isAlive } from './processes.ts'
import { stopServer } from './stop.ts'
import { holdElsewhere, isRoot, killed, silent, temporaryFolder } from './testing/clusters.ts'

const place = temporaryFolder()
const folders: string[] = []
afterAll(() => place.remove(...folders))

function dataFolder(): string {
  const folder = join(place.folder, `data-${folders.length}`)
  folders.push(folder)
  return folder
}

test('a database whose owner was killed keeps running, and the next start adopts it', async () => {
  const folder = dataFolder()
  const { child, answer } = await holdElsewhere(folder)
  await killed(child)
  expect(isAlive(answer.pid)).toBe(true)

  const adopted = await startEmbedded({ dataFolder: folder, log: silent })
  expect(adopted.pid).toBe(answer.pid)
  await withClient(adopted.app, (client) => client.query('SELECT 1'))
  await adopted.stop()
  expect(isAlive(answer.pid)).toBe(false)
})

test('a second owner is told which process holds the folder', async () => {
  const folder = dataFolder()
  const { child } = await holdElsewhere(folder)
  await expect(startEmbedded({ dataFolder: folder, log: silent })).rejects.toThrow(`process ${child.pid}`)
  await killed(child)
})

test('of two first starts at the same moment one wins and the other is told', async () => {
  const folder = dataFolder()
  const both = await Promise.all([holdElsewhere(folder), holdElsewhere(folder)])
  const problems = both.flatMap(({ answer }) => answer.problem ?? [])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain('is held by a Statedesk that is running')
  await Promise.all(both.map(({ child }) => killed(child)))
}, 180_000)

test('of two servers launched at the same moment one runs, and the other start looks for it', async () => {
  const cluster = await stoppedCluster()
  for (let round = 0; round < 8; round++) {
    const launched = await Promise.all([launch(cluster, null, silent), launch(cluster, null, silent)])
    const [server, ...others] = launched.filter((one) => one !== null)
    expect(others).toEqual([])
    expect(server?.pid).toBe(readPidFile(cluster.cluster)?.pid)
    await stopServer(cluster.cluster, server?.pid as number, cluster.binaries, 'fast')
  }
})

test('an empty pid file is another start at its first step, unless it stays empty', async () => {
  const cluster = await stoppedCluster()
  const pidFile = join(cluster.cluster, 'postmaster.pid')
  writeFileSync(pidFile, '')
  if (cluster.account) chownSync(pidFile, cluster.account.uid, cluster.account.gid)
  expect(await launch(cluster, null, silent)).toBeNull()
  const aMinuteAgo = Date.now() / 1000 - 60
  utimesSync(pidFile, aMinuteAgo, aMinuteAgo)
  await expect(launch(cluster, null, silent)).rejects.toThrow('lock file "postmaster.pid" is empty')
})

test('a pid file that is taken over may go in that moment, or be followed by another start’s, which stays as it is', async () => {
  const { cluster } = await stoppedCluster()
  const pidFile = join(cluster, 'postmaster.pid')
  const gone = { pid: 4_000_000, port: 5432, socketFolder: cluster, listensOn: null }
  disown(cluster, gone)
  expect(existsSync(pidFile)).toBe(false)
  writeFileSync(pidFile, '4000001\nanother start\n')
  disown(cluster, gone)
  expect(readFileSync(pidFile, 'utf8')).toBe('4000001\nanother start\n')
  disown(cluster, { ...gone, pid: 4_000_001 })
  expect(readFileSync(pidFile, 'utf8')).toBe(`${process.pid}\nanother start\n`)
})

async function stoppedCluster(): Promise<Place> {
  const folder = dataFolder()
  const embedded = await startEmbedded({ dataFolder: folder, log: silent })
  await embedded.stop()
  return preparePlace(folder, '18')
}

test('a pid file that names a process of somebody else does not stop the start', async () => {
  const folder = dataFolder()
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const first = await startEmbedded({ dataFolder: folder, log: silent })
  copyFileSync(pidFile, join(place.folder, 'left-over.pid'))
  await first.stop()

  const somebody = spawn('sleep', ['600'], { stdio: 'ignore' })
  writeFileSync(pidFile, readFileSync(join(place.folder, 'left-over.pid'), 'utf8').replace(/^\d+/, String(somebody.pid)))
  if (isRoot) chownSync(pidFile, statSync(join(folder, 'postgres')).uid, -1)
  const second = await startEmbedded({ dataFolder: folder, log: silent })
  expect(isAlive(somebody.pid as number)).toBe(true)
  await second.stop()
  somebody.kill()
})

test('what a start left that was killed while making the cluster is cleared away', async () => {
  const folder = dataFolder()
  const gone = spawn('true')
  await new Promise((resolve) => gone.once('exit', resolve))
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  const half = mkdtempSync(join(folder, `postgres.new-${gone.pid}-`))
  const embedded = await startEmbedded({ dataFolder: folder, log: silent })
  expect(existsSync(half)).toBe(false)
  await embedded.stop()
})

test.skipIf(!isRoot)('as root the database runs under another account', async () => {
  const folder = dataFolder()
  const embedded = await startEmbedded({ dataFolder: folder, log: silent })
  expect(statSync(join(folder, 'postgres')).uid).toBeGreaterThan(0)
  expect(statSync(`/proc/${embedded.pid}`).uid).toBe(statSync(join(folder, 'postgres')).uid)
  await embedded.stop()
})

test.skipIf(!isRoot)('as root a data folder below a private one leads to the system folder, also after it was renamed', async () => {
  const hidden = mkdtempSync(join(place.folder, 'private-'))
  const systemFolder = join(place.folder, 'system')
  const first = await startEmbedded({ dataFolder: join(hidden, 'data'), log: silent, systemFolder })
  expect(first.superuser.host.startsWith(systemFolder)).toBe(true)
  await first.stop()
  renameSync(join(hidden, 'data'), join(hidden, 'moved'))
  const second = await startEmbedded({ dataFolder: join(hidden, 'moved'), log: silent, systemFolder })
  expect(second.superuser.host).toBe(first.superuser.host)
  await second.stop()
})

test.skipIf(!isRoot)('an ordinary user starts it as that user', async () => {
  const nobody = systemAccounts().find(({ name }) => name === 'nobody')
  const folder = dataFolder()
  mkdirSync(folder)
  chownSync(folder, nobody?.uid ?? 0, nobody?.gid ?? 0)
  const { child, answer } = await holdElsewhere(folder, nobody)
  expect(answer.problem).toBeUndefined()
  expect(answer.uid).toBe(nobody?.uid)
  expect(statSync(`/proc/${answer.pid}`).uid).toBe(nobody?.uid)
  child.stdin?.write('stop\n')
  await new Promise((resolve) => child.once('exit', resolve))
  expect(isAlive(answer.pid)).toBe(false)
})
