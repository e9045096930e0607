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
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemAccounts } from './account.ts'
import { startEmbedded } from './embedded.ts'
import { withClient } from './endpoint.ts'
import { isAlive } from './processes.ts'
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
