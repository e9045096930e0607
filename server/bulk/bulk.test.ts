import { afterAll, beforeAll, expect, it } from 'vitest'
import { contextOf, type StaffActor, staffActorOf } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Api } from '../testing/api.ts'
import { eventually, openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { StartBulk } from './bulk.schema.ts'
import { previewBulk } from './preview-bulk.ts'

let scene: Scene
let support: string
let inbox: string

interface Run {
  id: string
  action: string
  state: 'running' | 'done' | 'cancelled'
  total: number
  done: number
  failed: number
  left: number
  undoOf: string | null
  undoable: boolean
}

interface Failure {
  ticket: string
  reference: string | null
  code: string
  reason: string
}

interface Preview {
  count: number
  mails: number
  refused: { code: string; count: number; sample: string[] }[]
}

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support')
  inbox = await scene.desk('inbox')
})
afterAll(() => scene.end())

const idsOf = (tickets: readonly SeenTicket[]) => ({ ids: tickets.map((ticket) => ticket.id) })
const made = (n: number, desk = support, more: Record<string, unknown> = {}) =>
  Promise.all(Array.from({ length: n }, (_, i) => scene.create(desk, { title: `Number ${i}`, ...more })))
const ended = (as: Api, run: Run) =>
  eventually(
    () => as.get<Run>(`/bulk/${run.id}`),
    (one) => one.state !== 'running',
  )
const start = (as: Api, act: Record<string, unknown>, on: Record<string, unknown>) => as.post<Run>('/bulk', { act, on })
const through = async (as: Api, act: Record<string, unknown>, on: Record<string, unknown>) => ended(as, await start(as, act, on))
const undone = async (as: Api, run: Run) => ended(as, await as.post<Run>(`/bulk/${run.id}/undo`))
const failures = async (as: Api, run: Run) => (await as.get<{ items: Failure[] }>(`/bulk/${run.id}/failures`)).items
const read = (tickets: readonly SeenTicket[]) => Promise.all(tickets.map((ticket) => scene.read(ticket)))

it('an action is done to every ticket named, by who asked, and is in each log like one done by hand (T19)', async () => {
  const tickets = await made(12)
  const run = await start(scene.mina, { action: 'priority', priority: 'high' }, idsOf(tickets))
  expect(run).toMatchObject({ action: 'priority', total: 12, undoOf: null })
  expect(await ended(scene.mina, run)).toMatchObject({ state: 'done', done: 12, failed: 0, left: 0, undoable: true })
  expect((await read(tickets)).map((ticket) => ticket.priority)).toEqual(tickets.map(() => 'high'))
  expect((await scene.log(tickets[3] as SeenTicket)).at(-1)).toMatchObject({
    type: 'ticket.priority_changed',
    data: { from: 'normal', to: 'high' },
  })
})

it('each that could not be done is told with its reference and reason, and is as it was (T19)', async () => {
  const [open, trashed, done] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  await scene.act(scene.ada, trashed, 'delete')
  await scene.act(scene.ada, done, 'resolve', { text: 'Done.' })
  const before = await scene.everything(trashed)
  const run = await through(scene.mina, { action: 'resolve', text: 'All well again.' }, { ids: [open.id, trashed.id, done.id, '999999'] })
  expect(run).toMatchObject({ state: 'done', total: 4, done: 1, failed: 3, undoable: false })
  const told = await failures(scene.mina, run)
  expect(new Map(told.map(({ reference, code }) => [reference, code]))).toEqual(
    new Map([
      [trashed.reference, 'in_trash'],
      [done.reference, 'not_offered'],
      [null, 'not_found'],
    ]),
  )
  for (const { reason } of told) expect(reason).toMatch(/\S.*\.$/)
  expect(await scene.everything(trashed)).toEqual(before)
  expect(await scene.statusOf(open)).toBe('resolved')
  const page = await scene.mina.get<{ items: Failure[]; nextCursor: string }>(`/bulk/${run.id}/failures?limit=2`)
  expect(page.items).toHaveLength(2)
  const rest = await scene.mina.get<{ items: Failure[]; nextCursor: null }>(`/bulk/${run.id}/failures?limit=2&cursor=${page.nextCursor}`)
  expect([rest.items.length, rest.nextCursor]).toEqual([1, null])
  expect(await scene.rows(`SELECT 1 FROM bulk_runs WHERE workspace_id = $1 AND action ? 'text'`, [scene.workspaceId])).toEqual([])
})

it('all that match are those that matched when it was asked, with every filter of the list (T19)', async () => {
  const label = (await scene.ada.post<{ id: string }>('/labels', { name: 'Sweep' })).id
  const tickets = await made(7, support, { labels: ['Sweep'] })
  const other = await scene.create(support, { labels: ['Sweep'], priority: 'urgent' })
  const where = JSON.stringify({ not: { field: 'priority', op: 'is', value: 'urgent' } })
  const on = { query: { view: 'all', desk: support, label, where } }
  const run = await start(scene.mina, { action: 'archive' }, on)
  const late = await scene.create(support, { labels: ['Sweep'] })
  expect(await ended(scene.mina, run)).toMatchObject({ total: 7, done: 7 })
  expect((await read(tickets)).map((ticket) => ticket.bucket)).toEqual(tickets.map(() => 'archived'))
  expect((await read([other, late])).map((ticket) => ticket.bucket)).toEqual(['active', 'active'])
  expect(
    await scene.mina.problem('POST', '/bulk', { act: { action: 'archive' }, on: { query: { view: 'all', label, status: 'no-such' } } }),
  ).toMatchObject({
    code: 'invalid_input',
  })
})

it('a preview says how many customers would be mailed and what would refuse it, and changes nothing (T19)', async () => {
  const mailed = await made(4)
  const silent = await scene.create(support, { contact: undefined })
  const internal = await scene.create(support, { internal: true })
  const elsewhere = await made(2, inbox)
  const before = await scene.everything(mailed[0] as SeenTicket)
  const all = [...mailed, silent, internal, ...elsewhere]
  const preview = (act: Record<string, unknown>) => scene.mina.post<Preview>('/previews/bulk', { act, on: idsOf(all) })
  expect(await preview({ action: 'resolve', text: 'Done.' })).toMatchObject({ count: 8, mails: 4 })
  expect(await preview({ action: 'resolve', text: 'Done.', mail: false })).toMatchObject({ mails: 0 })
  const without = await preview({ action: 'resolve' })
  expect(without).toMatchObject({ refused: [{ code: 'text_missing', count: 6 }] })
  const held = await preview({ action: 'hold' })
  expect(held.mails).toBe(0)
  expect(held.refused.reduce((sum, { count }) => sum + count, 0)).toBe(8)
  expect(all.map(({ reference }) => reference)).toEqual(expect.arrayContaining(held.refused.flatMap(({ sample }) => sample)))
  expect(await scene.everything(mailed[0] as SeenTicket)).toEqual(before)
  const run = await through(scene.mina, { action: 'resolve', text: 'Done.' }, idsOf(mailed))
  expect(run).toMatchObject({ done: 4 })
  expect(await scene.mails(mailed[0] as SeenTicket)).toEqual(['resolution to carl@customer.example'])
  expect(await scene.mina.problem('POST', `/bulk/${run.id}/undo`)).toMatchObject({ status: 409, code: 'in_use' })
})

it('a preview of tickets that hardly resemble each other asks about each desk and agent once, and says how many it did not look at', async () => {
  const own = await scene.desk('support', { settings: { categoryRequired: true } })
  const one = await scene.create(own)
  const tickets = 1_080
  const taken = new Error('taken back')
  const preview = scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const { columns } = await tx.one<{ columns: string }>({
      text: `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
        WHERE table_name = 'tickets' AND column_name NOT IN ('id', 'number', 'reference', 'last_assignee_id')`,
    })
    await tx.run({
      text: `INSERT INTO tickets (number, reference, last_assignee_id, ${columns})
        SELECT 100000 + n, 'TKT-' || 100000 + n, n, ${columns} FROM tickets CROSS JOIN generate_series(1, ${tickets}) n WHERE id = ${one.id}`,
    })
    let asked = 0
    const counting = Object.create(tx, {
      one: { value: (...question: Parameters<Tx['one']>) => (asked++, tx.one(...question)) },
    }) as Tx
    const actor = (await staffActorOf(tx, Number(scene.ids.mina))) as StaffActor
    const ctx = { ...contextOf(scene.app, scene.workspaceId, actor), transaction: <T>(work: (of: Tx) => Promise<T>) => work(counting) }
    const seen = await previewBulk(ctx, StartBulk.parse({ act: { action: 'resolve', text: 'Done.' }, on: { query: { desk: own } } }))
    expect(seen).toMatchObject({ count: tickets + 1, unknown: tickets + 1 - 1_000 })
    expect(asked).toBeLessThan(20)
    throw taken
  })
  await expect(preview).rejects.toBe(taken)
})

it('a change is taken back where nobody changed it since; the rest says why not (B6)', async () => {
  const [one, two, three] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  await scene.act(scene.ada, one, 'assign', { agent: scene.ids.joon })
  const assigned = await through(scene.mina, { action: 'assign', agent: scene.ids.mina }, idsOf([one, two, three]))
  await scene.act(scene.ada, three, 'assign', { agent: scene.ids.ada })
  await scene.customerWrites(two)
  const back = await undone(scene.mina, assigned)
  expect(back).toMatchObject({ undoOf: assigned.id, total: 3, done: 2, failed: 1, undoable: false })
  expect(await failures(scene.mina, back)).toMatchObject([{ reference: three.reference, code: 'version_conflict' }])
  expect((await read([one, two, three])).map((ticket) => ticket.assignee?.id ?? null)).toEqual([scene.ids.joon, null, scene.ids.ada])
  expect(await scene.mina.problem('POST', `/bulk/${assigned.id}/undo`)).toMatchObject({ code: 'in_use' })
})

it('who had a ticket comes back whole: person, team, nobody and no team, in every lifecycle (B6)', async () => {
  const contact = await scene.desk('contact-center')
  const team = async (name: string, members: string[]) => (await scene.ada.post<{ id: string }>('/teams', { name, members })).id
  const [phone, mail] = [await team('Phone', [scene.ids.mina, scene.ids.joon]), await team('Mail', [scene.ids.mina])]
  const stored = (tickets: readonly SeenTicket[]) =>
    scene.rows('SELECT id, status, assignee_id, team_id FROM tickets WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) ORDER BY 1', [
      scene.workspaceId,
      tickets.map((ticket) => ticket.id),
    ])
  for (const desk of [support, contact]) {
    const tickets = (await made(4, desk)) as [SeenTicket, SeenTicket, SeenTicket, SeenTicket]
    const [, teamOnly, personOnly, both] = tickets
    await scene.act(scene.ada, teamOnly, 'assign', { team: phone })
    await scene.act(scene.ada, personOnly, 'assign', { agent: scene.ids.ada })
    await scene.act(scene.ada, both, 'assign', { agent: scene.ids.mina, team: phone })
    for (const act of [
      { action: 'assign', team: mail },
      { action: 'assign', agent: scene.ids.mina, team: mail },
      { action: 'assign', agent: scene.ids.joon },
      { action: 'unassign' },
    ]) {
      const before = await stored(tickets)
      const run = await through(scene.ada, act, idsOf(tickets))
      expect(run, JSON.stringify(act)).toMatchObject({ done: 4, failed: 0 })
      const back = await undone(scene.ada, run)
      expect(await failures(scene.ada, back), JSON.stringify(act)).toEqual([])
      expect(await stored(tickets), JSON.stringify(act)).toEqual(before)
    }
    expect(
      (await scene.ada.get<{ items: { sentence: { en: string } }[] }>(`/tickets/${tickets[0].reference}/events`)).items,
    ).toContainEqual(expect.objectContaining({ sentence: expect.objectContaining({ en: 'Ada Berg took the ticket out of its team' }) }))
  }
})

it('a category that came with a status goes with it; one that somebody chose since is theirs (B6, T17)', async () => {
  const desk = await scene.desk('support')
  const add = async (name: string) =>
    (await scene.ada.post<{ categories: { id: string }[] }>(`/desks/${desk}/categories`, { name })).categories.at(-1)?.id
  const [shop, other] = [await add('Shop'), await add('Other')]
  const tickets = (await made(3, desk)) as [SeenTicket, SeenTicket, SeenTicket]
  const category = async (ticket: SeenTicket) =>
    (await scene.ada.get<{ processingCategory: { id: string } | null }>(`/tickets/${ticket.reference}`)).processingCategory?.id ?? null
  await scene.mina.patch(`/tickets/${tickets[1].reference}`, { processingCategory: other })
  const run = await through(scene.mina, { action: 'status', to: 'waiting', processingCategory: shop }, idsOf(tickets))
  expect(await Promise.all(tickets.map(category))).toEqual([shop, shop, shop])
  await scene.mina.patch(`/tickets/${tickets[2].reference}`, { processingCategory: other })
  const back = await undone(scene.mina, run)
  expect(await failures(scene.mina, back)).toMatchObject([{ reference: tickets[2].reference, code: 'version_conflict' }])
  expect(await Promise.all(tickets.map(category))).toEqual([null, other, other])
  expect((await read(tickets)).map(({ status }) => status.key)).toEqual(['open', 'open', 'waiting'])
})

it('labels, status, folders, postponing and stars come back as they were (B6)', async () => {
  const { id: kept } = await scene.ada.post<{ id: string }>('/labels', { name: 'Kept' })
  const { id: gone } = await scene.ada.post<{ id: string }>('/labels', { name: 'Gone' })
  const tickets = await made(3, support, { labels: ['Gone'] })
  await scene.ada.patch(`/tickets/${tickets[0]?.id}`, { labels: [kept, gone] })
  const stored = () =>
    scene.rows(
      `SELECT t.id, t.status, t.priority, t.bucket, t.assignee_id, t.snoozed_until, (SELECT array_agg(label_id ORDER BY 1) FROM ticket_labels l WHERE l.workspace_id = $1 AND l.ticket_id = t.id) AS labels,
         (SELECT count(*) FROM stars s WHERE s.workspace_id = $1 AND s.ticket_id = t.id) AS stars FROM tickets t WHERE t.workspace_id = $1 AND t.id = ANY ($2::bigint[]) ORDER BY 1`,
      [scene.workspaceId, tickets.map((ticket) => ticket.id)],
    )
  await scene.ada.put(`/tickets/${tickets[1]?.id}/star`)
  for (const act of [
    { action: 'labels', add: [kept], remove: [gone] },
    { action: 'status', to: 'waiting' },
    { action: 'spam' },
    { action: 'delete' },
    { action: 'archive' },
    { action: 'snooze', preset: '1d', zone: 'Asia/Seoul' },
    { action: 'star' },
  ]) {
    const before = await stored()
    const run = await through(scene.ada, act, idsOf(tickets))
    expect(run, act.action).toMatchObject({ done: 3, failed: 0 })
    expect(await stored(), act.action).not.toEqual(before)
    expect(await undone(scene.ada, run), act.action).toMatchObject({ failed: 0 })
    expect(await stored(), act.action).toEqual(before)
  }
})

it('a status by which the customer was mailed is not set back', async () => {
  const tickets = await made(2)
  const run = await through(scene.mina, { action: 'status', to: 'resolved' }, idsOf(tickets))
  expect(run).toMatchObject({ done: 2, undoable: true })
  const back = await undone(scene.mina, run)
  expect(back).toMatchObject({ done: 0, failed: 2 })
  expect((await failures(scene.mina, back)).map(({ code }) => code)).toEqual(['in_use', 'in_use'])
})

it('it takes the right of the action, and archiving many takes the right to delete as well (T19)', async () => {
  const on = idsOf(await made(1))
  expect(await scene.vera.problem('POST', '/bulk', { act: { action: 'priority', priority: 'low' }, on })).toMatchObject({ status: 403 })
  expect(await scene.mina.problem('POST', '/bulk', { act: { action: 'purge' }, on })).toMatchObject({ permission: 'tickets.purge' })
  const offered = await scene.mina.get<{ items: { action: string; missing: string | null }[] }>('/bulk/actions')
  expect(offered.items.filter(({ missing }) => missing !== null)).toContainEqual({ action: 'purge', missing: 'tickets.purge' })
  expect(offered.items).toContainEqual({ action: 'assign', missing: null })
  await scene.rows(
    `INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES ($1, 'careful', 'Careful', 'agent', '{tickets.view_all,tickets.archive}')`,
    [scene.workspaceId],
  )
  await scene.ada.patch(`/agents/${scene.ids.vera}`, { role: 'careful' })
  const vera = await scene.api('vera')
  expect(await vera.problem('POST', '/bulk', { act: { action: 'archive' }, on })).toMatchObject({ permission: 'tickets.delete' })
  expect(await vera.problem('POST', '/previews/bulk', { act: { action: 'archive' }, on })).toMatchObject({
    permission: 'tickets.delete',
  })
})

it('E4 staff: what one may not see is not there for a bulk change either, and a run is seen by who asked for it', async () => {
  const hidden = await scene.create(await scene.desk('sign-off', { viewAll: false }), { title: 'Hidden' })
  const before = await scene.everything(hidden)
  const run = await through(scene.mina, { action: 'star' }, idsOf([hidden]))
  expect(run).toMatchObject({ state: 'done', done: 0, failed: 1 })
  expect(await failures(scene.mina, run)).toEqual([
    { ticket: hidden.id, reference: null, code: 'not_found', reason: 'There is nothing here, or you may not see it.' },
  ])
  expect(await scene.everything(hidden)).toEqual(before)
  for (const [method, path] of [
    ['GET', `/bulk/${run.id}`],
    ['GET', `/bulk/${run.id}/failures`],
    ['POST', `/bulk/${run.id}/cancel`],
    ['POST', `/bulk/${run.id}/undo`],
  ] as const)
    expect(await scene.ada.problem(method, path)).toMatchObject({ status: 404 })
  const shown = await scene.ada.get<{ items: Run[] }>('/bulk')
  expect(shown.items.map(({ id }) => id)).not.toContain(run.id)
})

it('E1 staff: whoever is disabled meanwhile changes nothing more', async () => {
  const tickets = await made(2)
  const { starting } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    // Nobody takes up the run before this transaction ends.
    await tx.run({ text: 'LOCK TABLE jobs IN SHARE MODE' })
    const starting = start(scene.joon, { action: 'priority', priority: 'low' }, idsOf(tickets))
    await eventually(
      () => tx.many({ text: "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'jobs'::regclass" }),
      (waiting) => waiting.length > 0,
    )
    await tx.run({ text: 'UPDATE memberships SET disabled_at = business_now() WHERE workspace_id = $1 AND user_id = $2' }, [
      scene.workspaceId,
      scene.ids.joon,
    ])
    return { starting }
  })
  const { id } = await starting
  const state = () =>
    scene.rows<{ state: string; done: number }>('SELECT state, done FROM bulk_runs WHERE workspace_id = $1 AND id = $2', [
      scene.workspaceId,
      id,
    ])
  expect(await eventually(state, ([row]) => row?.state !== 'running')).toEqual([{ state: 'cancelled', done: 0 }])
  expect((await read(tickets)).map((ticket) => ticket.priority)).toEqual(['normal', 'normal'])
})

it('fault 11: connections that break in the middle lose no ticket and do none twice', async () => {
  const tickets = await made(24)
  const run = await start(scene.mina, { action: 'note', text: 'Once.' }, idsOf(tickets))
  const cut = () =>
    scene.app.db.outside({
      text: 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    })
  for (let n = 0; n < 4; n++) {
    await cut().catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  const look = () => scene.mina.get<Run>(`/bulk/${run.id}`).catch(() => run)
  expect(await eventually(look, ({ state }) => state !== 'running')).toMatchObject({ state: 'done', done: 24, failed: 0 })
  const notes = await scene.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM messages WHERE workspace_id = $1 AND kind = 'note' AND ticket_id = ANY ($2::bigint[]) GROUP BY ticket_id`,
    [scene.workspaceId, tickets.map((ticket) => ticket.id)],
  )
  expect(notes.map(({ n }) => n)).toEqual(tickets.map(() => 1))
})

it('nothing more is begun once it is cancelled; what is done stays done and can be taken back', async () => {
  const tickets = await made(30)
  const run = await start(scene.mina, { action: 'priority', priority: 'low' }, idsOf(tickets))
  const stopped = await scene.mina.post<Run>(`/bulk/${run.id}/cancel`)
  expect(stopped.state).toBe('cancelled')
  const seen = async () => (await read(tickets)).filter((ticket) => ticket.priority === 'low').length
  // At most what the two batches had in hand.
  expect(await seen()).toBeLessThan(30)
  const left = await eventually(
    async () => ({ run: await scene.mina.get<Run>(`/bulk/${run.id}`), seen: await seen() }),
    (now) => now.run.done === now.seen,
  )
  expect(left.run).toMatchObject({ state: 'cancelled', left: 30 - left.seen, undoable: left.seen > 0 })
})

it('one asks for the same thing once: the same key gives the same run', async () => {
  const body = { act: { action: 'note', text: 'Looked at.' }, on: idsOf(await made(1)) }
  const key = { 'idempotency-key': 'the-same' }
  const [first, second] = [await scene.mina.post<Run>('/bulk', body, key), await scene.mina.post<Run>('/bulk', body, key)]
  expect(second.id).toBe(first.id)
  expect(await ended(scene.mina, first)).toMatchObject({ done: 1, undoable: false })
})

it('spam goes for good in one step, what is neither spam nor in the trash does not (T14)', async () => {
  const [spam, trash, active] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  await scene.act(scene.ada, spam, 'spam')
  await scene.act(scene.ada, trash, 'delete')
  const run = await through(scene.ada, { action: 'purge' }, idsOf([spam, trash, active]))
  expect(run).toMatchObject({ done: 2, failed: 1 })
  expect(await failures(scene.ada, run)).toMatchObject([{ reference: active.reference, code: 'not_in_trash' }])
  expect(await scene.ada.problem('GET', `/tickets/${spam.reference}`)).toMatchObject({ status: 404 })
})

it('what is malformed is told before anything starts', async () => {
  const on = idsOf(await made(1))
  const refusal = async (act: unknown, where: unknown = on) => (await scene.mina.problem('POST', '/bulk', { act, on: where })).code
  expect(await refusal({ action: 'labels', add: ['999'] })).toBe('invalid_input')
  expect(await refusal({ action: 'labels' })).toBe('invalid_input')
  expect(await refusal({ action: 'assign', agent: '999' })).toBe('invalid_input')
  expect(await refusal({ action: 'assign' })).toBe('invalid_input')
  expect(await refusal({ action: 'snooze', until: '2001-01-01T00:00:00Z' })).toBe('invalid_input')
  expect(await refusal({ action: 'reply', text: 'Hello' })).toBe('invalid_input')
  expect(await refusal({ action: 'star' }, { ids: [] })).toBe('invalid_input')
  expect(await refusal({ action: 'star' }, { ids: Array.from({ length: 1001 }, (_, i) => String(i + 1)) })).toBe('invalid_input')
  expect(await refusal({ action: 'star' }, { query: { cursor: 'x' } })).toBe('invalid_input')
})
