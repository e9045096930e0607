import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { type Database, openDatabase } from '../db/index.ts'
import { createWakeHub } from '../jobs/index.ts'
import { openBus } from './bus.ts'
import { onSignal, type Signal, sendSignal } from './signals.ts'
import { testLog } from '../../testing/canaries/test-log.ts'

let database: TestDatabase
let db: Database
const log = testLog()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase(database.app)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function until(check: () => boolean): Promise<void> {
  const end = performance.now() + 30_000
  while (!check()) {
    if (performance.now() > end) throw new Error('it did not happen in time')
    await pause(10)
  }
}

const cutBus = () =>
  db.outside({
    text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'statedesk bus'`,
  })

test('what one process says, the others and itself hear', async () => {
  const [one, two] = [openBus(database.app, log), openBus(database.app, log)]
  await Promise.all([one.ready(), two.ready()])
  const heard: [string, number, Signal][] = []
  onSignal(one, (workspaceId, signal) => heard.push(['one', workspaceId, signal]))
  onSignal(two, (workspaceId, signal) => heard.push(['two', workspaceId, signal]))
  await sendSignal(db, 7, { type: 'viewing', ticketId: 3 })
  await until(() => heard.length === 2)
  for (const who of ['one', 'two']) expect(heard).toContainEqual([who, 7, { type: 'viewing', ticketId: 3 }])
  await Promise.all([one.close(), two.close()])
})

test('a broken connection comes back, and listeners are told that they may have missed something', async () => {
  const bus = openBus(database.app, log)
  await bus.ready()
  const heard: string[] = []
  let missed = 0
  bus.listen(
    'statedesk_feed',
    (payload) => heard.push(payload),
    () => missed++,
  )
  expect(await cutBus()).toHaveLength(1)
  await db.outside({ text: `SELECT pg_notify('statedesk_feed', 'lost')` })
  await until(() => missed === 1)
  await db.outside({ text: `SELECT pg_notify('statedesk_feed', 'heard')` })
  await until(() => heard.includes('heard'))
  await bus.close()
})

test('a closed bus stays closed', async () => {
  const bus = openBus(database.app, log)
  await bus.ready()
  await bus.close()
  await pause(300)
  expect(await cutBus()).toEqual([])
})

test('a thousand wakes are a few notifications, each kind is heard once for each, and none by its sender twice', async () => {
  const [sender, other] = [openBus(database.app, log), openBus(database.app, log)]
  await Promise.all([sender.ready(), other.ready()])
  let notifications = 0
  other.listen('statedesk_wake', () => notifications++)
  const [here, there] = [createWakeHub({ db, bus: sender, log }), createWakeHub({ db, bus: other, log })]
  const calls = { here: 0, there: 0, jobs: 0 }
  here.onWake('events', () => calls.here++)
  there.onWake('events', () => calls.there++)
  there.onWake('jobs', () => calls.jobs++)
  for (let i = 0; i < 1_000; i++) here.wake('events')
  here.wake('jobs')
  await until(() => calls.there > 0 && calls.jobs > 0)
  await pause(100)
  expect(calls).toEqual({ here: 1, there: 1, jobs: 1 })
  expect(notifications).toBe(1)
  await here.close()
  await there.close()
  await sender.close()
  await other.close()
})
