import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtInLifecycles } from '../../lifecycle/index.ts'
import { type Query } from '../platform/db/index.ts'
import { ensureSetupLink } from '../setup/index.ts'
import { apiAs } from '../testing/api.ts'
import { type TestServer, testServer } from '../testing/http.ts'
import { verifyWorkspace } from '../tickets/index.ts'
import { type SeededDemo, seedDemo } from './index.ts'

let server: TestServer
let demo: SeededDemo
const told: string[] = []

beforeAll(async () => {
  server = await testServer()
  demo = await seedDemo(server.app, { tell: (line) => told.push(line) })
}, 300_000)
afterAll(() => server.close())

const rows = <Row>(text: string) => server.app.db.transaction(demo.workspaceId, (tx) => tx.many<Row>({ text } satisfies Query))
const count = async (what: string) => (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n

test('five desks, one per lifecycle, eight agents, forty contacts, three hundred tickets over ninety days', async () => {
  expect(demo.created).toBe(true)
  const desks = await rows<{ key: string }>(
    'SELECT l.key FROM desks d JOIN lifecycle_versions v ON v.id = d.lifecycle_version_id JOIN lifecycles l ON l.id = v.lifecycle_id ORDER BY 1',
  )
  expect(desks.map((desk) => desk.key)).toEqual(Object.keys(builtInLifecycles).sort())
  expect(await count('memberships')).toBe(8)
  expect(await count('contacts')).toBe(40)
  expect(await count('tickets')).toBe(300)
  const [span] = await rows<{ days: number; newest: number }>(
    `SELECT extract(day FROM business_now() - min(created_at))::int AS days, extract(epoch FROM business_now() - max(created_at))::int AS newest FROM tickets`,
  )
  expect(span?.days).toBeGreaterThanOrEqual(80)
  expect(span?.days).toBeLessThanOrEqual(90)
  expect(span?.newest).toBeLessThan(3600)
  expect(told.at(-1)).toBe('Demo: ready')
})

test('every status of every lifecycle has at least two tickets, and about a third of all are still to be done', async () => {
  const found = await rows<{ key: string; status: string; n: number }>(
    `SELECT l.key, t.status, count(*)::int AS n FROM tickets t JOIN lifecycle_versions v ON v.id = t.lifecycle_version_id JOIN lifecycles l ON l.id = v.lifecycle_id
     WHERE t.bucket = 'active' GROUP BY 1, 2`,
  )
  const wanted = Object.values(builtInLifecycles).flatMap(({ key, statuses }) => Object.keys(statuses).map((status) => `${key} ${status}`))
  const often = new Set(found.filter(({ n }) => n >= 2).map(({ key, status }) => `${key} ${status}`))
  expect(wanted.filter((status) => !often.has(status))).toEqual([])
  const unresolved = (await count(`tickets WHERE category NOT IN ('resolved', 'closed')`)) ?? 0
  expect(unresolved / 300).toBeGreaterThan(0.3)
  expect(unresolved / 300).toBeLessThan(0.42)
  const buckets = await rows<{ bucket: string }>('SELECT DISTINCT bucket FROM tickets ORDER BY 1')
  expect(buckets.map(({ bucket }) => bucket)).toEqual(['active', 'archived', 'merged', 'snoozed', 'spam', 'trash'])
})

test('its logs, counters and replayed states hold', async () => {
  const report = await server.app.db.snapshot(demo.workspaceId, verifyWorkspace)
  expect(report.faults).toEqual([])
  expect(report.tickets).toBe(300)
})

test('two desks ask what their tickets are about, and many tickets say so', async () => {
  const parts = await rows<{ part: string; n: number }>('SELECT part, count(*)::int AS n FROM form_items GROUP BY 1 ORDER BY 1')
  expect(parts).toEqual([
    { part: 'category', n: 24 },
    { part: 'field', n: 12 },
    { part: 'inquiry_type', n: 6 },
  ])
  expect(await count('tickets WHERE inquiry_type_id IS NOT NULL')).toBeGreaterThan(50)
  expect(await count(`tickets WHERE fields <> '{}'`)).toBeGreaterThan(50)
  expect(await count('tickets WHERE processing_category_id IS NOT NULL')).toBeGreaterThan(15)
})

test('nothing happens later than now, and no timer of the past is left to fire', async () => {
  expect(await count('events WHERE at > business_now()')).toBe(0)
  expect(await count('messages WHERE at > business_now()')).toBe(0)
  expect(await count('timers WHERE due_at <= business_now()')).toBe(0)
  expect(await count(`messages WHERE state <> 'released'`)).toBe(0)
  expect(await count(`timers WHERE kind = 'snooze'`)).toBeGreaterThanOrEqual(4)
})

test('what is promised was kept, is on its way, in danger, paused and broken', async () => {
  expect(await count('calendars')).toBe(2)
  const [found] = await rows<Record<string, number>>(
    `SELECT count(*) FILTER (WHERE sla_due_at <= business_now())::int AS breached,
       count(*) FILTER (WHERE sla_warn_at <= business_now() AND (sla_due_at IS NULL OR sla_due_at > business_now()))::int AS warned,
       count(*) FILTER (WHERE sla_due_at > business_now() AND sla_warn_at > business_now())::int AS fine,
       count(*) FILTER (WHERE sla_due_at IS NULL AND category = 'waiting')::int AS paused, count(*)::int AS all
     FROM tickets WHERE sla_policy_version_id IS NOT NULL AND bucket = 'active' AND category NOT IN ('resolved', 'closed')`,
  )
  expect(Math.min(found?.breached ?? 0, found?.warned ?? 0, found?.fine ?? 0, found?.paused ?? 0)).toBeGreaterThanOrEqual(3)
  expect(await count("events WHERE type = 'ticket.sla_breached'")).toBeGreaterThan(3)
})

test('people write in English, Japanese and Korean, in many different words', async () => {
  expect(await count(`tickets WHERE title ~ '[ぁ-んァ-ヶ]'`)).toBeGreaterThan(50)
  expect(await count(`tickets WHERE title ~ '[가-힣]'`)).toBeGreaterThan(50)
  expect(await count(`tickets WHERE title !~ '[ぁ-んァ-ヶ가-힣一-龯]'`)).toBeGreaterThan(80)
  expect((await rows<{ n: number }>('SELECT count(DISTINCT title)::int AS n FROM tickets'))[0]?.n).toBeGreaterThan(260)
  expect(await count(`messages WHERE text ~ '\\{[a-z]+\\}'`)).toBe(0)
  expect(await count('messages WHERE has_quote')).toBeGreaterThan(50)
  expect(await count('attachments WHERE is_inline AND image_type IS NOT NULL')).toBeGreaterThan(20)
  expect(await count(`attachments WHERE content_type = 'application/pdf' AND message_id IS NOT NULL`)).toBeGreaterThan(20)
  expect(await count(`messages WHERE kind = 'note'`)).toBeGreaterThan(80)
})

test('without a relay a few mails wait and one was refused; all others count as sent', async () => {
  const states = await rows<{ state: string; n: number }>('SELECT state, count(*)::int AS n FROM outbox GROUP BY 1')
  const n = (state: string) => states.find((row) => row.state === state)?.n
  expect([n('waiting'), n('failed')]).toEqual([5, 1])
  expect(n('sent')).toBeGreaterThan(300)
  expect(await count(`outbox WHERE recipient NOT LIKE '%.example'`)).toBe(0)
  expect(
    await count(
      "outbox o WHERE state <> 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox_attempts a WHERE a.outbox_id = o.id AND a.response IS NOT NULL)",
    ),
  ).toBe(0)
})

test('asked again it changes nothing', async () => {
  const before = [await count('events'), await count('outbox'), await count('users')]
  const again = await seedDemo(server.app, { seed: 2 })
  expect(again).toEqual({ ...demo, created: false })
  expect([await count('events'), await count('outbox'), await count('users')]).toEqual(before)
})

test('Ada signs in and finds her desks; nobody needs the set-up link any more', async () => {
  expect(await ensureSetupLink(server.app, 'http://x')).toBeNull()
  const anybody = apiAs(server.url, { origin: server.url })
  const answer = await anybody.call('POST', '/session', demo.credentials)
  expect(answer.status).toBeLessThan(300)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const ada = apiAs(server.url, { cookie })
  const { me } = await ada.get<{ me: { desks: { name: string }[] } }>('/session')
  expect(me.desks.map((desk) => desk.name).sort()).toEqual([
    'Contact center',
    'Customer care',
    'Live chat',
    'Product support',
    'Rollout projects',
  ])
  const { items } = await ada.get<{ items: { unread: boolean; starred: boolean }[] }>('/tickets?limit=200')
  expect(items.filter((ticket) => ticket.unread).length).toBeGreaterThan(5)
  expect(items.some((ticket) => ticket.starred)).toBe(true)
})

test('with a relay nothing of it would be sent', async () => {
  const relayed = await testServer({ SMTP_URL: 'smtp://127.0.0.1:9' })
  try {
    const { workspaceId } = await seedDemo(relayed.app, { tickets: 60 })
    const states = await relayed.app.db.transaction(workspaceId, (tx) =>
      tx.many<{ state: string }>({ text: 'SELECT DISTINCT state FROM outbox' }),
    )
    expect(states).toEqual([{ state: 'sent' }])
  } finally {
    await relayed.close()
  }
}, 180_000)

test('canned responses, templates and restricted words are prepared in three languages (T6, T7, T21)', async () => {
  expect(await count("prepared_texts WHERE kind = 'canned'")).toBe(8)
  expect(await count("prepared_texts WHERE kind = 'template'")).toBe(6)
  expect(await count('prepared_text_files')).toBe(1)
  expect(await count('restricted_words')).toBe(2)
  expect(await count('prepared_text_uses WHERE uses > 0')).toBeGreaterThan(40)
})
