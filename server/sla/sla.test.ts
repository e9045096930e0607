import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadConfig } from '../platform/config.ts'
import { type RunningServer, runServer } from '../main.ts'
import type { Api } from '../testing/api.ts'
import { testLog } from '../testing/canaries/test-log.ts'
import { withClient } from '../platform/postgres/index.ts'
import { eventually, openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { type Mark, onSlaMark } from './index.ts'

let scene: Scene
let desk: string
let plain: string
const others: RunningServer[] = []
const heard: [number, Mark][] = []

interface Sla {
  state: string
  policy: { id: string; name: string }
  firstResponse: { dueAt: string | null; metAt: string | null; missed: boolean } | null
  resolution: { dueAt: string | null; pausedAt: string | null; left: number; metAt: string | null } | null
  warnAt: string | null
}
type Clocked = SeenTicket & { sla: Sla | null; createdAt: string }

const hours = (amount: number) => ({ amount, unit: 'hours' })
const target = (first: number, resolution: number) => ({ firstResponse: hours(first), resolution: hours(resolution), hours: 'calendar' })
const terms = { targets: { urgent: target(1, 4), high: target(2, 8), normal: target(4, 24), low: null } }

const add = (body: Record<string, unknown>, as: Api = scene.ada) => as.post<{ id: string; version: number }>('/sla/policies', body)
const create = async (more: Record<string, unknown> = {}) => (await scene.create(desk, more)) as Clocked
const slaOf = async (ticket: { reference: string }) => ((await scene.read(ticket)) as Clocked).sla
const marksOf = async (ticket: { reference: string }) =>
  (await scene.log(ticket)).map(({ type }) => type).filter((type) => type.startsWith('ticket.sla_') && type !== 'ticket.sla_set')
const timerOf = (ticket: { id: string }) =>
  scene.rows<{ dueAt: Date }>(`SELECT due_at AS "dueAt" FROM timers WHERE workspace_id = $1 AND ticket_id = $2 AND kind = 'sla'`, [
    scene.workspaceId,
    ticket.id,
  ])
const since = (ticket: Clocked, at: string | null | undefined) =>
  at ? Math.round((Date.parse(at) - Date.parse(ticket.createdAt)) / 1000) : null
const polls = (ms = 1_300) => new Promise((resolve) => setTimeout(resolve, ms))

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support', { settings: { resolutionTextRequired: false } })
  plain = await scene.desk('inbox')
  await add({ name: 'Standard', terms: { ...terms, desks: [desk] } })
  onSlaMark((door, mark) => void heard.push([door.ticket.id, mark]))
})
afterAll(async () => {
  try {
    await scene.end(others.at(-1)?.app)
  } finally {
    for (const server of others) await server.close()
  }
})

it('a ticket gets the policy of its priority when it is made, and one that nothing is promised for has none (A2)', async () => {
  const ticket = await create({ priority: 'high' })
  expect(ticket.sla).toMatchObject({ state: 'on_track', policy: { name: 'Standard' }, firstResponse: { metAt: null, missed: false } })
  expect([
    since(ticket, ticket.sla?.firstResponse?.dueAt),
    since(ticket, ticket.sla?.warnAt),
    since(ticket, ticket.sla?.resolution?.dueAt),
  ]).toEqual([7_200, 7_200, 28_800])
  expect(ticket.sla?.resolution?.left).toBeGreaterThan(28_700)
  expect((await scene.log(ticket)).map(({ type }) => type)).toContain('ticket.sla_set')
  expect((await create({ priority: 'low' })).sla).toBeNull()
  expect(((await scene.create(plain)) as Clocked).sla).toBeNull()
  const { items } = await scene.ada.get<{ items: Clocked[] }>(`/tickets?desk=${desk}`)
  expect(items.find(({ id }) => id === ticket.id)?.sla).toMatchObject({
    state: 'on_track',
    resolution: { dueAt: ticket.sla?.resolution?.dueAt },
  })
})

it('a priority change selects anew and counts from the original start (A2)', async () => {
  const ticket = await create()
  await scene.forward(3_600)
  await scene.ada.patch(`/tickets/${ticket.reference}`, { priority: 'urgent' })
  const urgent = await slaOf(ticket)
  expect([since(ticket, urgent?.firstResponse?.dueAt), since(ticket, urgent?.resolution?.dueAt)]).toEqual([3_600, 14_400])
  expect(urgent?.state).toBe('warning')
  await scene.ada.patch(`/tickets/${ticket.reference}`, { priority: 'low' })
  expect([await slaOf(ticket), await timerOf(ticket)]).toEqual([null, []])
  await scene.act(scene.ada, ticket, 'escalate', { reason: 'Now' })
  expect((await slaOf(ticket))?.resolution?.dueAt).toBe(urgent?.resolution?.dueAt)
})

it('waiting pauses the clock, an answer of the customer starts it again with what was left (A2)', async () => {
  const ticket = await create({ priority: 'high' })
  await scene.forward(1_800)
  await scene.reply(scene.ada, ticket)
  await scene.act(scene.ada, ticket, 'status', { to: 'waiting' })
  const paused = await slaOf(ticket)
  expect(paused).toMatchObject({ state: 'on_track', warnAt: null, resolution: { dueAt: null }, firstResponse: { missed: false } })
  expect(paused?.resolution?.pausedAt).not.toBeNull()
  expect(await timerOf(ticket)).toEqual([])
  await scene.forward(40 * 3_600)
  expect((await slaOf(ticket))?.resolution?.left).toBe(paused?.resolution?.left)
  await scene.customerWrites(ticket)
  const running = await slaOf(ticket)
  expect(running?.resolution?.pausedAt).toBeNull()
  expect(Math.abs((since(ticket, running?.resolution?.dueAt) ?? 0) - (28_800 + 40 * 3_600))).toBeLessThan(100)
})

it('resolving ends it, reopening goes on with what was left; what was resolved late stays breached (A2)', async () => {
  const ticket = await create({ priority: 'high' })
  await scene.reply(scene.ada, ticket)
  await scene.forward(7 * 3_600)
  expect((await slaOf(ticket))?.state).toBe('warning')
  await scene.act(scene.ada, ticket, 'resolve', { text: 'Done' })
  const met = await slaOf(ticket)
  expect([met?.state, met?.resolution?.dueAt, met?.resolution?.metAt === null]).toEqual(['on_track', null, false])
  await scene.forward(100 * 3_600)
  expect((await slaOf(ticket))?.state).toBe('on_track')
  await scene.customerWrites(ticket)
  const open = await slaOf(ticket)
  expect([open?.state, Math.abs((open?.resolution?.left ?? 0) - 3_600) < 100]).toEqual(['warning', true])
  await scene.forward(2 * 3_600)
  await scene.act(scene.ada, ticket, 'resolve', { text: 'Done' })
  expect(await slaOf(ticket)).toMatchObject({ state: 'breached', resolution: { dueAt: open?.resolution?.dueAt } })
})

it('a folder stops the clock without a trace, and who comes back was waiting all the time', async () => {
  const ticket = await create({ priority: 'urgent' })
  await scene.act(scene.ada, ticket, 'spam')
  expect([await timerOf(ticket), (await slaOf(ticket))?.resolution?.dueAt]).toEqual([[], null])
  await scene.forward(2 * 3_600)
  await scene.act(scene.ada, ticket, 'not-spam')
  const back = await slaOf(ticket)
  expect([back?.state, back?.firstResponse?.missed, since(ticket, back?.resolution?.dueAt)]).toEqual(['warning', true, 14_400])
  await scene.act(scene.ada, ticket, 'snooze', { preset: '1d' })
  expect((await slaOf(ticket))?.resolution?.dueAt).toBe(back?.resolution?.dueAt)
})

it('a business desk counts its hours; the first policy whose condition fits wins (A2)', async () => {
  const business = await scene.desk('support')
  const day = [{ from: '00:00', to: '12:00' }]
  const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day }
  const calendar = await scene.ada.post<{ id: string; version: number }>('/calendars', { name: 'Mornings', hours: { zone: 'UTC', week } })
  await scene.ada.patch(`/desks/${business}`, { calendar: calendar.id })
  const vip = (await scene.ada.post<{ id: string }>('/labels', { name: 'vip' })).id
  const promise = { firstResponse: null, resolution: { amount: 2, unit: 'days' }, hours: 'business' }
  const targets = { urgent: promise, high: promise, normal: promise, low: promise }
  const all = await add({ name: 'Mornings', terms: { desks: [business], targets, pauseWhileWaiting: false } })
  const first = { ...terms, desks: [business], where: { field: 'labels', op: 'has_any', value: [vip] } }
  const special = await add({ name: 'VIP', terms: first })
  const { items } = await scene.ada.get<{ items: { id: string }[] }>('/sla/policies')
  const rest = items.map(({ id }) => id).filter((id) => id !== special.id)
  await scene.ada.call('PUT', '/sla/order', { ids: [special.id, ...rest] })
  const log = await scene.ada.get<{ items: object[] }>('/settings-log?subject=sla_policy&limit=1')
  expect(log.items).toMatchObject([
    { change: { order: [special.id, ...rest].map(Number) }, former: { order: items.map(({ id }) => Number(id)) } },
  ])
  const ticket = (await scene.create(business)) as Clocked
  expect([ticket.sla?.policy.id, ticket.sla?.resolution?.left]).toEqual([all.id, 86_400])
  // Two mornings' worth of hours is what a whole round of the clock has twice.
  expect(Math.abs((since(ticket, ticket.sla?.resolution?.dueAt) ?? 0) - 2 * 86_400)).toBeLessThan(12 * 3_600 + 1)
  expect(((await scene.create(business, { labels: ['vip'] })) as Clocked).sla?.policy.id).toBe(special.id)
  await scene.act(scene.ada, ticket, 'status', { to: 'waiting' })
  expect((await slaOf(ticket))?.resolution).toMatchObject({ dueAt: ticket.sla?.resolution?.dueAt, pausedAt: null })

  const mine = { ...terms, desks: [business] }
  expect(await scene.ada.problem('PATCH', `/sla/policies/${all.id}`, { terms: mine, expectedVersion: 7 })).toMatchObject({
    code: 'version_conflict',
  })
  await scene.ada.patch(`/sla/policies/${all.id}`, { terms: mine, expectedVersion: 1 })
  expect((await slaOf(ticket))?.resolution?.dueAt).toBe(ticket.sla?.resolution?.dueAt)
  expect((((await scene.create(business)) as Clocked).sla?.resolution?.left ?? 0) / 3_600).toBeCloseTo(24, 1)
  await scene.ada.post('/sla/apply')
  await eventually(
    () => scene.ada.get<{ run: { finishedAt: string | null; done: number; total: number } | null }>('/sla/apply'),
    ({ run }) => run?.finishedAt != null,
  )
  expect(since(ticket, (await slaOf(ticket))?.resolution?.dueAt)).toBeNull()
  expect((await slaOf(ticket))?.resolution?.pausedAt).not.toBeNull()
  expect(await scene.ada.problem('DELETE', `/calendars/${calendar.id}`)).toMatchObject({ code: 'in_use' })
})

it('a ticket on which something breaks stops neither the others nor the next run, and nobody waits for a whole batch', async () => {
  interface Run {
    finishedAt: string | null
    failed: number
    stopped: boolean
  }
  const lastRun = async () => (await scene.ada.get<{ run: Run }>('/sla/apply')).run
  const [before, bad, after] = [await create(), await create(), await create()]
  const policies = await scene.ada.get<{ items: { id: string; name: string }[] }>('/sla/policies')
  const longer = { ...terms, targets: { ...terms.targets, normal: target(5, 30) }, desks: [desk] }
  await scene.ada.patch(`/sla/policies/${policies.items.find(({ name }) => name === 'Standard')?.id}`, { terms: longer })
  await withClient(scene.database.owner, async (client) => {
    await client.query(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
      CREATE TRIGGER break_it BEFORE UPDATE ON tickets FOR EACH ROW WHEN (OLD.id = ${bad.id}) EXECUTE FUNCTION break_it()`)
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.workspace', '${scene.workspaceId}', true)`)
    expect((await client.query(`SELECT FROM tickets WHERE id = ${after.id} FOR UPDATE`)).rowCount).toBe(1)
    await scene.ada.post('/sla/apply')
    await eventually(
      () => slaOf(before),
      (sla) => since(before, sla?.resolution?.dueAt) === 30 * 3_600,
    )
    // The run waits for the last one, and holds none of the others.
    expect((await scene.rows(`SELECT 1 FROM tickets WHERE id = ${before.id} FOR UPDATE NOWAIT`)).length).toBe(1)
    await client.query('ROLLBACK')
    await eventually(lastRun, ({ finishedAt }) => finishedAt !== null)
    await client.query('DROP TRIGGER break_it ON tickets; DROP FUNCTION break_it()')
  })
  expect(await lastRun()).toMatchObject({ failed: 1, stopped: false })
  expect(since(bad, (await slaOf(bad))?.resolution?.dueAt)).toBe(24 * 3_600)
  expect(since(after, (await slaOf(after))?.resolution?.dueAt)).toBe(30 * 3_600)

  await scene.rows('INSERT INTO sla_runs (workspace_id, started_at, total) VALUES ($1, business_now(), 7)', [scene.workspaceId])
  expect(await lastRun()).toMatchObject({ finishedAt: null, stopped: true })
  await scene.ada.post('/sla/apply')
  const done = await eventually(lastRun, ({ finishedAt }) => finishedAt !== null)
  expect(done).toMatchObject({ failed: 0, stopped: false })
})

it('lists are filtered by state, by parameter and by condition, and sorted by what is due next (V3)', async () => {
  const own = await scene.desk('support')
  await scene.ada.patch(
    `/sla/policies/${(await scene.ada.get<{ items: { id: string; name: string }[] }>('/sla/policies')).items.find(({ name }) => name === 'Standard')?.id}`,
    { terms },
  )
  const made: Record<string, string> = {}
  const make = async (name: string, priority: string) => {
    const ticket = (await scene.create(own, { title: name, priority })) as Clocked
    made[name] = ticket.reference
    return ticket
  }
  await make('breached', 'urgent')
  await make('warned', 'high')
  await scene.forward(5 * 3_600)
  await make('fine', 'normal')
  await make('soon', 'urgent')
  await make('nothing', 'low')
  await scene.act(scene.ada, await make('waits', 'high'), 'status', { to: 'waiting' })
  const titles = async (query: string) =>
    (await scene.ada.get<{ items: SeenTicket[] }>(`/tickets?desk=${own}&${query}`)).items.map(({ title }) => title).sort()
  const where = (condition: unknown) => `where=${encodeURIComponent(JSON.stringify(condition))}`
  const states = { breached: ['breached'], warning: ['warned'], on_track: ['fine', 'soon', 'waits'], none: ['nothing'] }
  for (const [state, wanted] of Object.entries(states)) {
    expect([state, await titles(`sla=${state}`)]).toEqual([state, wanted])
    expect([state, await titles(where({ field: 'sla', op: 'is', value: state }))]).toEqual([state, wanted])
    const others = Object.values(states)
      .flat()
      .filter((title) => !wanted.includes(title))
      .sort()
    expect([state, await titles(where({ not: { field: 'sla', op: 'is', value: state } }))]).toEqual([state, others])
    expect([state, await titles(where({ field: 'sla', op: 'is_not', value: state }))]).toEqual([state, others])
  }
  expect(await titles(where({ field: 'sla', op: 'one_of', value: ['warning', 'breached'] }))).toEqual(['breached', 'warned'])
  expect((await titles(where({ field: 'sla', op: 'present' }))).length).toBe(6)
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: SeenTicket[]; nextCursor: string | null } = await scene.ada.get(
      `/tickets?desk=${own}&sort=due&limit=2${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.items.map(({ title }) => title))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(['breached', 'warned', 'soon', 'fine'])
  expect(await scene.ada.problem('GET', '/tickets?sla=late')).toMatchObject({ status: 422 })
})

it('only who manages the settings changes hours and service levels; what is malformed is named', async () => {
  for (const [method, path, body] of [
    ['POST', '/calendars', {}],
    ['POST', '/sla/policies', {}],
    ['PUT', '/sla/order', { ids: [] }],
    ['POST', '/sla/preview', {}],
    ['POST', '/sla/apply', undefined],
  ] as const)
    expect([path, (await scene.mina.problem(method, path, body)).code]).toEqual([path, 'forbidden'])
  const refused = async (path: string, body: unknown, message: RegExp) => {
    const problem = await scene.ada.problem('POST', path, body as Record<string, unknown>)
    expect(problem).toMatchObject({ code: 'invalid_input' })
    expect(JSON.stringify(problem)).toMatch(message)
  }
  const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  const nine = [{ from: '09:00', to: '17:00' }]
  await refused('/calendars', { name: 'A', hours: { zone: 'UTC', week: none } }, /closed on every day/)
  await refused('/calendars', { name: 'A', hours: { zone: '+09:00', week: { ...none, monday: nine } } }, /not a time zone/)
  await refused(
    '/calendars',
    { name: 'A', hours: { zone: 'UTC', week: { ...none, monday: [...nine, { from: '16:00', to: '18:00' }] } } },
    /overlap/,
  )
  await refused(
    '/calendars',
    { name: 'A', hours: { zone: 'UTC', week: { ...none, monday: nine }, holidays: [{ date: '2026-02-30', name: 'x' }] } },
    /no day of the calendar/,
  )
  await refused(
    '/sla/policies',
    { name: 'A', terms: { targets: { urgent: null, high: null, normal: null, low: null } } },
    /one for a priority/,
  )
  await refused(
    '/sla/policies',
    { name: 'A', terms: { targets: { ...terms.targets, low: target(5, 1) } } },
    /longer than the time to resolve/,
  )
  await refused('/sla/policies', { name: 'A', terms: { ...terms, where: { field: 'sla', op: 'is', value: 'none' } } }, /not a field/)
  await refused('/sla/policies', { name: 'A', terms: { ...terms, desks: ['99999'] } }, /does not exist/)
  expect(await scene.ada.problem('POST', '/sla/policies', { name: 'standard', terms })).toMatchObject({ code: 'already_exists' })
  expect(await scene.ada.problem('PUT', '/sla/order', { ids: [] })).toMatchObject({ code: 'version_conflict' })
  expect(await scene.ada.problem('PATCH', `/desks/${desk}`, { calendar: '99999' })).toMatchObject({ code: 'invalid_input' })
})

it('a preview says when what would be due, and keeps nothing', async () => {
  const at = '2026-03-02T08:00:00.000Z'
  const preview = await scene.ada.post<Record<string, unknown>>('/sla/preview', { terms, desk, at })
  expect(preview).toMatchObject({
    at,
    calendar: null,
    dayHours: 24,
    priorities: {
      urgent: { firstDueAt: '2026-03-02T09:00:00.000Z', warnAt: '2026-03-02T09:00:00.000Z', dueAt: '2026-03-02T12:00:00.000Z' },
      low: null,
    },
  })
})

it('the marks are told once each, not a second early, and survive a restart (A5)', async () => {
  const ticket = await create({ priority: 'urgent' })
  const other = await create({ priority: 'urgent' })
  await scene.reply(scene.ada, other)
  const [timer] = await timerOf(ticket)
  expect(timer?.dueAt.toISOString()).toBe(ticket.sla?.firstResponse?.dueAt)
  const left = async (at: string | null | undefined) => {
    const [row] = await scene.rows<{ now: Date }>('SELECT business_now() AS now')
    return Math.floor((Date.parse(at ?? '') - (row?.now.getTime() ?? 0)) / 1000)
  }
  await scene.forward((await left(ticket.sla?.firstResponse?.dueAt)) - 6)
  await polls()
  expect(await marksOf(ticket)).toEqual([])
  await scene.forward(8)
  await eventually(
    () => marksOf(ticket),
    (marks) => marks.length > 0,
  )
  expect(await marksOf(ticket)).toEqual(['ticket.sla_warning'])
  expect(await marksOf(other)).toEqual([])

  await scene.server.close()
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: scene.app.config.dataFolder, LOG_LEVEL: 'silent' })
  const server = await runServer({ config, pool: scene.database.app, log: testLog(), demo: false })
  others.push(server)
  const rows = <Row>(text: string) => server.app.db.transaction(scene.workspaceId, (tx) => tx.many<Row>({ text }))
  const marks = async (id: string) =>
    (await rows<{ type: string }>(`SELECT type FROM events WHERE ticket_id = ${id} AND type LIKE 'ticket.sla%' ORDER BY seq`)).map(
      ({ type }) => type,
    )
  await server.app.db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + 14400' })
  server.app.wake('timers')
  await eventually(
    () => marks(ticket.id),
    (told) => told.includes('ticket.sla_breached'),
  )
  await eventually(
    () => marks(other.id),
    (told) => told.includes('ticket.sla_breached'),
  )
  await polls()
  expect(await marks(ticket.id)).toEqual(['ticket.sla_set', 'ticket.sla_warning', 'ticket.sla_breached'])
  // Both at once: both are in the log, and who listens hears of the graver one.
  expect(await marks(other.id)).toEqual(['ticket.sla_set', 'ticket.sla_warning', 'ticket.sla_breached'])
  expect(heard.filter(([id]) => id === Number(ticket.id)).map(([, mark]) => mark)).toEqual(['warning', 'breached'])
  expect(heard.filter(([id]) => id === Number(other.id)).map(([, mark]) => mark)).toEqual(['breached'])
  expect(await rows(`SELECT 1 FROM timers WHERE kind = 'sla' AND ticket_id IN (${ticket.id}, ${other.id})`)).toEqual([])
})
