import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { App } from '../context.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { openDatabase, query } from '../db/index.ts'
import { openBus } from '../events/index.ts'
import { enqueueJob, type Job, type JobHandler, registerJob } from './jobs.ts'
import { recordJobFailure, workJob } from './jobs.ts'
import { startLoop } from './loop.ts'
import { recordTimerFailure } from './timer-failures.ts'
import { createWakeHub } from './wake.ts'
import type { Work } from './work.ts'
import { testLog } from '../../testing/canaries/test-log.ts'

let database: TestDatabase
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(() => database.drop())

/** What one process has: a pool, a bus and a hub of its own. */
async function aProcess() {
  const db = openDatabase(database.app)
  const log = testLog()
  const bus = openBus(database.app, log)
  await bus.ready()
  const hub = createWakeHub({ db, bus, log })
  const app = { db, log, wake: hub.wake } as unknown as App
  const jobs: Work = { handler: workJob, failed: recordJobFailure }
  closing.push(async () => {
    await hub.close()
    await bus.close()
    await db.close()
  })
  return {
    app,
    start(kind: Parameters<typeof startLoop>[2] = 'jobs', work: Work = jobs, pollMs = 50) {
      const loop = startLoop(app, hub, kind, { pollMs, ...work })
      closing.push(() => loop.stop())
      return loop
    },
  }
}

async function workspace(app: App): Promise<number> {
  const [row] = await app.db.outside<{ id: number }>({ text: `INSERT INTO workspaces (name) VALUES ('w') RETURNING id` })
  return row?.id as number
}

function jobKind(handler: JobHandler): string {
  const kind = `test.${randomUUID()}`
  registerJob(kind, handler)
  return kind
}

const jobsLeft = (app: App, workspaceId: number) =>
  app.db.transaction(workspaceId, (tx) =>
    tx.many<{ id: number; attempts: number; error: string | null; dead: boolean; wait: number }>(
      {
        text: `SELECT id, attempts, last_error AS error, dead_at IS NOT NULL AS dead, extract(epoch FROM run_at - business_now())::float8 AS wait FROM jobs WHERE workspace_id = $1 ORDER BY id`,
      },
      [workspaceId],
    ),
  )

async function until(check: () => boolean | Promise<boolean>, forMs = 30_000): Promise<void> {
  const end = performance.now() + forMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error('it did not happen in time')
    await pause(10)
  }
}

test('two processes share the jobs of three workspaces and do each once', async () => {
  const [one, two] = [await aProcess(), await aProcess()]
  const doneBy = new Map<App, number>()
  const seen: string[] = []
  const kind = jobKind(async (app, tx, job) => {
    await pause(2)
    await tx.run({ text: `INSERT INTO labels (workspace_id, name) VALUES ($1, $2)` }, [tx.workspaceId, `done-${String(job.payload.n)}`])
    tx.afterCommit(() => {
      seen.push(`${tx.workspaceId}-${String(job.payload.n)}`)
      doneBy.set(app, (doneBy.get(app) ?? 0) + 1)
    })
  })
  const workspaces = [await workspace(one.app), await workspace(one.app), await workspace(one.app)]
  for (const id of workspaces) {
    await one.app.db.transaction(id, async (tx) => {
      for (let n = 0; n < 60; n++) await enqueueJob(tx, kind, { n })
    })
  }
  one.start()
  two.start()
  await until(() => seen.length >= 180)
  await pause(100)
  expect(seen).toHaveLength(180)
  expect(new Set(seen).size).toBe(180)
  expect(doneBy.get(one.app)).toBeGreaterThan(0)
  expect(doneBy.get(two.app)).toBeGreaterThan(0)
  for (const id of workspaces) expect(await jobsLeft(one.app, id)).toEqual([])
})

test('a worker that dies in the middle leaves the job, and what it wrote is gone', async () => {
  const first = await aProcess()
  const workspaceId = await workspace(first.app)
  let tries = 0
  const kind = jobKind(async (_, tx) => {
    await tx.run({ text: `INSERT INTO labels (workspace_id, name) VALUES ($1, 'once')` }, [workspaceId])
    // The connection is cut as if the process had been killed; a transaction that lost one is tried once more.
    if (tries++ < 2) await tx.run({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' })
  })
  await first.app.db.transaction(workspaceId, (tx) => enqueueJob(tx, kind, {}))
  const [job] = await jobsLeft(first.app, workspaceId)
  await expect(workJob(first.app, workspaceId, job?.id as number)).rejects.toThrow()
  expect(await jobsLeft(first.app, workspaceId)).toMatchObject([{ id: job?.id, attempts: 0, error: null, dead: false }])

  const second = await aProcess()
  second.start()
  await until(async () => (await jobsLeft(first.app, workspaceId)).length === 0)
  const labels = await first.app.db.transaction(workspaceId, (tx) =>
    tx.many<{ name: string }>({ text: 'SELECT name FROM labels WHERE workspace_id = $1' }, [workspaceId]),
  )
  expect(labels).toEqual([{ name: 'once' }])
})

test('a poison job is given up after eight tries, each later than the last, and its neighbours go on', async () => {
  const { app, start } = await aProcess()
  const workspaceId = await workspace(app)
  const triedAt: number[] = []
  let done = 0
  const poison = jobKind(async () => {
    triedAt.push(performance.now())
    throw new Error('poison \u0000 \ud800')
  })
  const good = jobKind(async (_, tx) => tx.afterCommit(() => void done++))
  await app.db.transaction(workspaceId, async (tx) => {
    await enqueueJob(tx, poison, {})
    for (let n = 0; n < 20; n++) await enqueueJob(tx, good, {})
  })
  start()
  const poisoned = async () => (await jobsLeft(app, workspaceId))[0]
  const attempts = async () => (await poisoned())?.attempts ?? 0
  await until(async () => done === 20 && (await attempts()) > 0)
  await pause(150)
  expect(triedAt.length).toBeLessThanOrEqual(1 + (performance.now() - (triedAt[0] ?? 0)) / 1_000)
  // Time passes: the clock is moved, nobody waits for it.
  for (let now = await poisoned(); now && !now.dead; now = await poisoned()) {
    const { attempts: former, wait } = now
    // The first waits are so short that a busy machine may outlast half of them.
    if (former > 3) expect(wait).toBeGreaterThan(2 ** (former - 2))
    await app.db.outside(query('test.clock', 'UPDATE clock SET offset_seconds = offset_seconds + 600'))
    await until(async () => (await attempts()) > former)
  }
  expect(triedAt).toHaveLength(8)
  await app.db.outside(query('test.clock', 'UPDATE clock SET offset_seconds = offset_seconds + 600'))
  await pause(200)
  expect(triedAt).toHaveLength(8)
  expect(await jobsLeft(app, workspaceId)).toMatchObject([{ attempts: 8, dead: true, error: 'Error: poison  \uFFFD' }])
})

test('a job for later waits for business time', async () => {
  const { app, start } = await aProcess()
  const workspaceId = await workspace(app)
  const ran: Job[] = []
  const kind = jobKind(async (_, tx, job) => tx.afterCommit(() => void ran.push(job)))
  await app.db.transaction(workspaceId, (tx) => enqueueJob(tx, kind, { at: 'later' }, new Date(tx.now.getTime() + 3_600_000)))
  start()
  await pause(200)
  expect(ran).toEqual([])
  await app.db.outside(query('test.clock', 'UPDATE clock SET offset_seconds = offset_seconds + 3601'))
  await until(() => ran.length === 1)
  expect(ran[0]?.payload).toEqual({ at: 'later' })
})

test('a commit in one process wakes the loop of another at once', async () => {
  const [writer, worker] = [await aProcess(), await aProcess()]
  const workspaceId = await workspace(writer.app)
  let done = false
  const kind = jobKind(async (_, tx) => tx.afterCommit(() => void (done = true)))
  worker.start('jobs', { handler: workJob, failed: recordJobFailure }, 60_000)
  await pause(100)
  await writer.app.db.transaction(workspaceId, async (tx) => {
    await enqueueJob(tx, kind, {})
    tx.afterCommit(() => writer.app.wake('jobs'))
  })
  // Nobody looks without being woken for a minute.
  await until(() => done)
})

test('a failing timer is tried again later, says why, and other tickets’ timers run', async () => {
  const { app, start } = await aProcess()
  const workspaceId = await workspace(app)
  const tickets = await app.db.transaction(workspaceId, async (tx) => {
    const many = (text: string) => tx.one<{ id: number }>({ text }, [workspaceId])
    const lifecycle = await many(`INSERT INTO lifecycles (workspace_id, key, name) VALUES ($1, 'l', 'L') RETURNING id`)
    const version = await tx.one<{ id: number }>(
      { text: `INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) VALUES ($1, $2, 1, '{}') RETURNING id` },
      [workspaceId, lifecycle.id],
    )
    const desk = await tx.one<{ id: number }>(
      { text: `INSERT INTO desks (workspace_id, name, lifecycle_version_id) VALUES ($1, 'd', $2) RETURNING id` },
      [workspaceId, version.id],
    )
    return tx.many<{ id: number }>(
      {
        text: `WITH t AS (INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, created_at, updated_at, last_activity_at)
          SELECT $1, n, 'T-' || n, $2, $3, 'any', 'open', 't', 'api', business_now(), business_now(), business_now() FROM generate_series(1, 3) n RETURNING id),
          armed AS (INSERT INTO timers (workspace_id, ticket_id, kind, due_at, armed_seq) SELECT $1, id, 'idle', business_now() - interval '1 s', 1 FROM t)
          SELECT id FROM t ORDER BY id`,
      },
      [workspaceId, desk.id, version.id],
    )
  })
  const [bad, ...good] = tickets.map((ticket) => ticket.id)
  const badTries: number[] = []
  const timers: Work = {
    failed: recordTimerFailure,
    handler: async (_, ws, ticketId) => {
      if (ticketId === bad && badTries.push(performance.now()) < 3) throw new Error('not now')
      await app.db.transaction(ws, (tx) =>
        tx.run({ text: 'DELETE FROM timers WHERE workspace_id = $1 AND ticket_id = $2' }, [ws, ticketId]),
      )
    },
  }
  const timersLeft = () =>
    app.db.transaction(workspaceId, (tx) =>
      tx.many<{ ticket: number; attempts: number; error: string | null }>(
        { text: 'SELECT ticket_id AS ticket, attempts, last_error AS error FROM timers WHERE workspace_id = $1' },
        [workspaceId],
      ),
    )
  start('timers', timers)
  await until(async () => (await timersLeft()).length === 1)
  expect(good).toHaveLength(2)
  await until(async () => (await timersLeft())[0]?.error !== null)
  expect(await timersLeft()).toMatchObject([{ ticket: bad, error: 'Error: not now' }])
  await until(async () => (await timersLeft()).length === 0)
  expect(badTries).toHaveLength(3)
  const [first = 0, second = 0, third = 0] = badTries
  expect([second - first > 900, third - second > 1_800]).toEqual([true, true])
})

test('a stopped loop finishes what it has begun and begins nothing more', async () => {
  const { app, start } = await aProcess()
  const workspaceId = await workspace(app)
  let begun = 0
  let done = 0
  const kind = jobKind(async (_, tx) => {
    begun++
    await pause(100)
    tx.afterCommit(() => void done++)
  })
  await app.db.transaction(workspaceId, async (tx) => {
    for (let n = 0; n < 20; n++) await enqueueJob(tx, kind, {})
  })
  const loop = start()
  await until(() => begun > 0)
  await loop.stop()
  const atStop = begun
  expect(done).toBe(begun)
  await pause(150)
  expect(begun).toBe(atStop)
  expect(await jobsLeft(app, workspaceId)).toHaveLength(20 - done)
})
