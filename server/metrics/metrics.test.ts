import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '../feed/testing/listen.ts'
import { withClient } from '../platform/postgres/index.ts'
import { type TestApp, testApp, testServer } from '../testing/http.ts'
import { metricsText } from '../platform/metrics.ts'
import { startRecount } from './recount.ts'
import { startMetrics } from './start-metrics.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** The value of one line of `/metrics`. */
async function metric(line: string): Promise<number> {
  const text = await (await app.withKey('admin')).call<string>('GET', '/../../metrics')
  return Number(new RegExp(`^${line.replace(/[{}."]/g, '\\$&')} (.+)$`, 'm').exec(text.body)?.[1])
}

const sql = (text: string) =>
  withClient(app.database.owner, async (client) => {
    await client.query(`SELECT set_config('app.workspace', '${app.workspaceId}', false)`)
    await client.query(text)
  })

test('what waits is counted: jobs, timers, mails out and in, the feed, mailboxes', async () => {
  const ticket = await (await app.api('ada')).post<{ id: string }>('/tickets', {
    title: 'Late',
    contact: { email: 'carl@customer.example', name: 'Carl' },
  })
  const now = `now() - interval '100 seconds'`
  await sql(`
    INSERT INTO jobs (workspace_id, kind, run_at, dead_at) VALUES (1, 'x', ${now}, ${now}), (1, 'x', now() + interval '1 day', NULL);
    INSERT INTO mail_addresses (workspace_id, desk_id, address, kind, imap_error) VALUES (1, ${app.deskId}, 'a@desk.example', 'imap', 'no'), (1, ${app.deskId}, 'b@desk.example', 'imap', NULL);
    INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, author_kind, at, body)
      SELECT 1, ${ticket.id}, ${ticket.id}, 'reply', 'public', 'agent', ${now}, '[]' FROM generate_series(1, 3);
    INSERT INTO outbox (workspace_id, ticket_id, message_id, mail_from, recipient, role, state, created_at, next_attempt_at)
      SELECT 1, ${ticket.id}, id, 'a@b.example', 'c@d.example', 'to', (ARRAY['waiting', 'uncertain', 'failed'])[row_number() OVER ()], ${now}, now() + interval '1 day'
      FROM messages WHERE ticket_id = ${ticket.id} AND kind = 'reply';
    INSERT INTO raw_mails (workspace_id, address_id, source, content_hash, received_at, size, envelope, key_id, sealed, state, next_attempt_at)
      SELECT 1, a.id, 'smtp', decode(md5(s), 'hex'), ${now}, 1, '{}', 'k', '\\x00', s, now() + interval '1 day' FROM mail_addresses a, unnest(ARRAY['received', 'quarantined']) s
      WHERE a.address = 'a@desk.example'`)
  for (const [line, value] of [
    ['statedesk_jobs{state="dead"}', 1],
    ['statedesk_jobs{state="later"}', 1],
    ['statedesk_outbox{state="waiting"}', 1],
    ['statedesk_outbox{state="uncertain"}', 1],
    ['statedesk_outbox{state="failed"}', 1],
    ['statedesk_mail_in{state="waiting"}', 1],
    ['statedesk_mail_in{state="quarantined"}', 1],
    ['statedesk_imap_mailboxes{state="failing"}', 1],
    ['statedesk_imap_mailboxes{state="working"}', 1],
    ['statedesk_timers_overdue', 0],
  ] as const)
    expect(await metric(line), line).toBe(value)
  for (const line of ['statedesk_outbox_oldest_seconds', 'statedesk_mail_in_oldest_seconds']) {
    const age = await metric(line)
    expect(age, line).toBeGreaterThan(99)
    expect(age, line).toBeLessThan(160)
  }
})

test('requests are timed by route, never by address', async () => {
  const api = await app.api('ada')
  await api.call('GET', '/tickets/TKT-9999')
  await api.call('BREW', '/tickets').catch(() => undefined)
  await fetch(`${app.url}/no/such/page-with-a-token`)
  const text = (await (await app.withKey('admin')).call<string>('GET', '/../../metrics')).body
  expect(text).toContain('statedesk_http_request_duration_seconds_count{method="GET",route="/api/v1/tickets/:ref",status="4xx"} 1')
  expect(text).not.toContain('TKT-9999')
  expect(text).not.toContain('page-with-a-token')
  expect(text).toMatch(/^process_resident_memory_bytes \d/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
})

test('open streams and the pool of connections are seen', async () => {
  const ada = await app.withKey('admin')
  const stream = await listen({ url: `${app.url}/api/v1`, headers: { authorization: `Bearer ${ada.key}` } })
  await stream.until((heard) => heard.length >= 0)
  await expect.poll(() => metric('statedesk_streams')).toBe(1)
  await stream.stop()
  expect(await metric('statedesk_database_connections_most')).toBe(5)
  await expect.poll(() => metric('statedesk_database_waiting')).toBe(0)
})

test('without its database a process tells what it knows by itself, and that the rest is missing', async () => {
  const { app: own, close } = await testServer()
  await own.db.pool.query('SELECT 1')
  expect(await metricsText(own)).toContain('statedesk_database_up 1')
  const away = Object.assign({ ...own }, { db: { ...own.db, outside: () => Promise.reject(new Error('Connection terminated')) } })
  startMetrics(away)
  const text = await metricsText(away)
  expect(text).toContain('statedesk_database_up 0')
  expect(text).toContain('statedesk_database_connections_most 5')
  expect(text).not.toMatch(/^statedesk_(outbox|jobs|timers|mail_in)\S* \S/m)
  await close()
})

test('a counter that is off is published by the recount, which runs by itself (P5)', async () => {
  expect(await metric('statedesk_counter_drift')).toBeNaN()
  const own = { ...app.app }
  const recount = startRecount(own, { firstAfterMs: 1 })
  expect(await recount.recount()).toBe(0)
  await sql(`UPDATE count_totals SET n = n + 3 WHERE workspace_id = 1; INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
    SELECT 1, ${app.deskId}, lifecycle_version_id, 'nowhere', 'open', 0, 0, 'active', '', 2 FROM desks WHERE id = ${app.deskId}`)
  expect(await recount.recount()).toBeGreaterThanOrEqual(2)
  await recount.stop()
})

test('E9: readiness is red while a migration is missing or the database is away, and says no version', async () => {
  const ready = () => fetch(`${app.url}/readyz`)
  expect((await ready()).status).toBe(200)
  await sql(`UPDATE migrations SET name = 'away' WHERE name LIKE '0003%'`)
  const behind = await ready()
  expect(behind.status).toBe(503)
  expect(await behind.text()).toMatch(/waits for its migrations/)
  await sql(`UPDATE migrations SET name = '0003-tickets.sql' WHERE name = 'away'; INSERT INTO migrations (name) VALUES ('9999-later.sql')`)
  expect((await ready()).status).toBe(200)
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${app.url}/healthz`)).text()).not.toMatch(/\d/)
  expect((await fetch(`${app.url}/metrics`)).status).toBe(401)
  expect((await (await app.withKey('agent')).call('GET', '/../../metrics')).status).toBe(403)
})
