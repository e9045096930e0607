import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse } from './channels/email/testing/smtp-conversation.ts'
import { openDatabase } from './platform/db/index.ts'
import { withClient } from './platform/postgres/index.ts'
import type { Api } from './testing/api.ts'
import { type TestApp, testApp } from './testing/http.ts'
import { type TcpProxy, tcpProxy } from './testing/tcp-proxy.ts'
import { verifyWorkspace } from './tickets/verify.ts'

// The time limits of production, divided by more than ten.
const limits = { query_timeout: 1_500, connectionTimeoutMillis: 1_000 }

let proxy: TcpProxy
let own: TestApp
let direct: pg.PoolConfig
let ada: Api

beforeAll(async () => {
  own = await testApp({}, async (config) => {
    direct = config
    proxy = await tcpProxy({ host: String(config.host), port: Number(config.port) })
    return { ...config, host: proxy.host, port: proxy.port, ...limits }
  })
  ada = await own.api('ada')
})
afterAll(async () => {
  proxy.set('open')
  await own.close()
  await proxy.close()
})

const create = (title: string) => ada.call<{ code?: string }>('POST', '/tickets', { title, description: 'It says no.' })
const atDatabase = <Row extends pg.QueryResultRow>(text: string) => withClient(direct, (client) => client.query<Row>(text))

async function within(ms: number, holds: () => Promise<boolean>): Promise<void> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > ms) throw new Error(`it did not happen within ${ms} ms`)
    await pause(20)
  }
}

/** What was answered 201 is there, nothing is there twice or half, and every chain and counter holds. */
async function holdsTogether(done: readonly string[]): Promise<void> {
  // Who looks has all the time it takes.
  const db = openDatabase(direct)
  const titles = await db.transaction(own.workspaceId, (tx) =>
    tx.many<{ title: string; messages: number }>({
      text: 'SELECT title, (SELECT count(*)::int FROM messages m WHERE m.workspace_id = t.workspace_id AND m.ticket_id = t.id) AS messages FROM tickets t',
    }),
  )
  const { faults } = await db.snapshot(own.workspaceId, verifyWorkspace)
  await db.close()
  expect(titles.map(({ title }) => title)).toEqual(expect.arrayContaining([...done]))
  expect(new Set(titles.map(({ title }) => title)).size).toBe(titles.length)
  expect(titles.filter(({ messages }) => messages !== 1)).toEqual([])
  expect(faults).toEqual([])
}

async function smtpAnswer(): Promise<string> {
  const client = await converse(own.server.smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<carl@customer.example>')
  const answer = await client.say('RCPT TO:<support@desk.example>')
  client.end()
  return answer
}

/** A ticket, once somebody has time for it: the limits are short, and background work is still busy with what went before. */
async function created(name: string): Promise<string> {
  let title = ''
  await within(30_000, async () => (await create((title = `${name} ${performance.now()}`))).status === 201)
  return title
}

test('fault 11: sessions ended in the middle of transactions: done again or 503, never half', async () => {
  const answers: { title: string; status: number }[] = []
  let stop = false
  const working = Array.from({ length: 6 }, async (_, worker) => {
    for (let n = 0; !stop; n += 1) {
      const title = `cut ${worker} ${n}`
      answers.push({ title, status: (await create(title)).status })
    }
  })
  let cut = 0
  for (let round = 0; round < 200 && cut < 6; round += 1) {
    await pause(30)
    const { rows } = await atDatabase<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'statedesk' AND state <> 'idle' LIMIT 1",
    )
    for (const { pid } of rows) cut += (await atDatabase(`SELECT 1 WHERE pg_terminate_backend(${pid})`)).rowCount ?? 0
  }
  stop = true
  await Promise.all(working)
  expect(cut).toBeGreaterThan(3)
  expect(answers.filter(({ status }) => status !== 201 && status !== 503)).toEqual([])
  await holdsTogether(answers.filter(({ status }) => status === 201).map(({ title }) => title))
})

test('fault 11: a pooler that resets every connection: the next requests find a new way', async () => {
  const before = await created('before the reset')
  expect(proxy.cut()).toBeGreaterThan(0)
  await holdsTogether([before, await created('after')])
})

test('fault 12: a network that ends without a word: 503 and 451 in bounded time, red, and all is well soon after', async () => {
  const before = await created('before the silence')
  proxy.set('silent')
  const began = performance.now()
  const [answer, listing, ready, health, smtp] = await Promise.all([
    create('into silence'),
    ada.call<{ code: string }>('GET', '/tickets'),
    fetch(`${own.url}/readyz`),
    fetch(`${own.url}/healthz`),
    smtpAnswer(),
  ])
  // A place in the pool, an answer, the readiness check: each is waited for once or twice, no longer.
  expect(performance.now() - began).toBeLessThan(20_000)
  expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
  expect([listing.status, ready.status, health.status]).toEqual([503, 503, 200])
  expect(smtp).toMatch(/^451 /)
  expect(proxy.struck).toBeGreaterThan(3)

  proxy.set('open')
  await within(30_000, async () => (await fetch(`${own.url}/readyz`)).status === 200)
  const after = await created('after')
  await within(30_000, async () => (await smtpAnswer()).startsWith('250'))
  await holdsTogether([before, after])
})

test('fault 12: the server ends what a silent process holds; who is cut off is no longer elected', async () => {
  const settings = await own.app.db.transaction(own.workspaceId, (tx) =>
    tx.one({
      text: "SELECT current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('statement_timeout') AS statement",
    }),
  )
  expect(settings).toEqual({ idle: '1min', statement: '20s' })
  const held = async () =>
    (
      await atDatabase<{ pid: number }>(
        "SELECT a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() AND a.application_name = 'statedesk election'",
      )
    ).rows
  await within(30_000, async () => (await held()).length === 1)
  const [before] = await held()
  await atDatabase(`SELECT pg_terminate_backend(${before?.pid})`)
  await within(30_000, async () => {
    const [now] = await held()
    return now !== undefined && now.pid !== before?.pid
  })
})
