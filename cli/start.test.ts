import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { commandLine, exitOf, saying } from './testing/statedesk.ts'

const { data, begin, statedesk, remove } = commandLine()
afterAll(remove)

const pidFile = join(data, 'postgres', 'postmaster.pid')
const databasePid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0])
const ready = /ready at (http:\S+)/

test('it serves until it is told to stop, then leaves nothing running', async () => {
  const server = begin(['start'])
  const [, url = ''] = await saying(server, ready)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)

  server.kill('SIGTERM')
  expect(await exitOf(server)).toBe(0)
  expect(existsSync(pidFile)).toBe(false)
}, 180_000)

test('a second start on the same folder is told who has it', async () => {
  const server = begin(['start'])
  await saying(server, ready)
  const second = await statedesk(['start'])
  expect(second.code).toBe(1)
  expect(second.complaints).toContain(`process ${server.pid}`)
  server.kill('SIGINT')
  await exitOf(server)
}, 180_000)

test('a port that is taken is named, and the database does not stay behind', async () => {
  const server = begin(['start'])
  const [, url = ''] = await saying(server, ready)
  const other = commandLine()
  const second = await other.statedesk(['start'], { PORT: new URL(url).port })
  expect(second.code).toBe(1)
  expect(second.complaints).toContain(`Port ${new URL(url).port}`)
  expect(existsSync(join(other.data, 'postgres', 'postmaster.pid'))).toBe(false)
  await other.remove()
  server.kill('SIGINT')
  await exitOf(server)
}, 180_000)

test('after it was killed the next start goes on with the same database', async () => {
  const killed = begin(['start'])
  await saying(killed, ready)
  const pid = databasePid()
  killed.kill('SIGKILL')
  await exitOf(killed)

  const next = begin(['start'])
  await saying(next, ready)
  expect(databasePid()).toBe(pid)
  next.kill('SIGTERM')
  expect(await exitOf(next)).toBe(0)
}, 180_000)
