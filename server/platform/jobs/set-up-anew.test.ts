import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { App } from '../context.ts'
import { testLog } from '../../testing/canaries/test-log.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { type Database, openDatabase } from '../db/index.ts'
import { openBus } from '../events/index.ts'
import { enqueueJob } from './jobs.ts'
import { startLoop } from './loop.ts'
import { createWakeHub } from './wake.ts'
import type { Work } from './work.ts'

let database: TestDatabase
let db: Database
const closing: (() => Promise<void>)[] = []
const workspaces: number[] = []
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase(database.app)
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  for (const id of workspaces.splice(0)) {
    await db.transaction(id, (tx) => tx.run({ text: 'DELETE FROM jobs WHERE workspace_id = $1' }, [id]))
  }
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** What one process hears by. */
async function aProcess() {
  const log = testLog()
  const bus = openBus(database.app, log)
  await bus.ready()
  const hub = createWakeHub({ db, bus, log })
  closing.push(async () => {
    await hub.close()
    await bus.close()
  })
  const app = { db, log, wake: hub.wake } as unknown as App
  return {
    app,
    start(work: Work) {
      const loop = startLoop(app, hub, 'jobs', { pollMs: 50, ...work })
      closing.push(() => loop.stop())
    },
  }
}

/** A new workspace with one job. */
async function workspace(): Promise<number> {
  const [row] = await db.outside<{ id: number }>({ text: "INSERT INTO workspaces (name) VALUES ('w') RETURNING id" })
  const id = row?.id ?? 0
  workspaces.push(id)
  await db.transaction(id, (tx) => enqueueJob(tx, 'test.not_yet', {}))
  return id
}

/** Jobs that cannot be done as things are set up, and how often somebody looked at those of a workspace. */
function notYet(then?: Promise<void>) {
  const looks = new Map<number, number>()
  const handler: Work['handler'] = async (_, workspaceId) => {
    looks.set(workspaceId, (looks.get(workspaceId) ?? 0) + 1)
    await then
    return 'later'
  }
  return { handler, looksAt: (id: number) => looks.get(id) ?? 0 }
}

const sees = (look: () => unknown, what: unknown) => expect.poll(look, { timeout: 8_000, interval: 10 }).toEqual(what)

test('what cannot be done as things are set up is looked at again once they are set up anew, in whichever process', async () => {
  const [changer, worker] = [await aProcess(), await aProcess()]
  const [here, there] = [await workspace(), await workspace()]
  const { handler, looksAt } = notYet()
  const forgot: unknown[] = []
  worker.start({ handler, forget: (app, anew) => void forgot.push([app === worker.app, anew]) })
  await sees(() => [looksAt(here), looksAt(there)], [1, 1])
  // Work that others left behind is no reason to look again.
  const other = await workspace()
  changer.app.wake('jobs')
  await sees(() => looksAt(other), 1)
  expect([looksAt(here), looksAt(there), forgot]).toEqual([1, 1, []])

  changer.app.wake('jobs', here)
  await sees(() => looksAt(here), 2)
  expect([looksAt(there), forgot]).toEqual([1, [[true, here]]])
})

test('what was being looked at when things were set up anew is looked at once more', async () => {
  const { app, start } = await aProcess()
  const [here, there] = [await workspace(), await workspace()]
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { handler, looksAt } = notYet(held)
  start({ handler, forget: () => letGo() })
  await sees(() => [looksAt(here), looksAt(there)], [1, 1])
  app.wake('jobs', here)
  await sees(() => looksAt(here), 2)
  expect(looksAt(there)).toBe(1)
})

test('a process that could not hear the others for a while looks at everything again', async () => {
  const { start } = await aProcess()
  const [here, there] = [await workspace(), await workspace()]
  const { handler, looksAt } = notYet()
  start({ handler })
  await sees(() => [looksAt(here), looksAt(there)], [1, 1])
  await db.outside({
    text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'statedesk bus' AND datname = current_database()`,
  })
  await sees(() => [looksAt(here), looksAt(there)], [2, 2])
})
