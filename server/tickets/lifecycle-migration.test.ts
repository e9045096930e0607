import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openScene, type Scene, type SeenAction, type SeenTicket } from './testing/scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.end())

type Definition = {
  initial: string
  statuses: Record<string, unknown>
  regions?: { statuses: string[] }[]
  transitions: { on: string; from: string[]; to?: string; asked?: string[] }[]
} & Record<string, unknown>

let made = 0

/** A lifecycle of one's own, copied from a built-in one, with a desk that works by it. */
async function ownLifecycle(of: string): Promise<{ id: string; desk: string; definition: Definition }> {
  const { items } = await scene.ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')
  const { definition } = await scene.ada.get<{ definition: Definition }>(
    `/lifecycles/${items.find((one) => one.key === of)?.id}/versions/1`,
  )
  const key = `own-${of}-${++made}`
  const { id } = await scene.ada.post<{ id: string }>('/lifecycles', { key, name: key, definition })
  await scene.ada.post(`/lifecycles/${id}/versions/1/publish`)
  return { id, desk: await scene.desk(key, { viewAll: true }), definition }
}

/** The same lifecycle with a status called something else. */
function renamed(definition: Definition, from: string, to: string): Definition {
  const name = (key: string) => (key === from ? to : key)
  return {
    ...definition,
    initial: name(definition.initial),
    statuses: Object.fromEntries(Object.entries(definition.statuses).map(([key, status]) => [name(key), status])),
    regions: definition.regions?.map((region) => ({ ...region, statuses: region.statuses.map(name) })),
    transitions: definition.transitions.map((row) => ({
      ...row,
      from: row.from.map(name),
      ...(row.to === undefined ? {} : { to: name(row.to) }),
      ...(row.asked === undefined ? {} : { asked: row.asked.map(name) }),
    })),
  }
}

/** The same lifecycle without a status. */
function without(definition: Definition, gone: string): Definition {
  const { [gone]: _, ...statuses } = definition.statuses
  return {
    ...definition,
    statuses,
    regions: definition.regions?.map((region) => ({ ...region, statuses: region.statuses.filter((key) => key !== gone) })),
    transitions: definition.transitions
      .map((row) => ({ ...row, from: row.from.filter((key) => key !== gone) }))
      .filter(
        (row, index) =>
          row.to !== gone && !row.asked?.includes(gone) && (row.from.length > 0 || definition.transitions[index]?.from.length === 0),
      ),
  }
}

interface Migration {
  id: string
  state: string
  moved: number
  total: number
}

async function publish(id: string, version: number, body: Record<string, unknown>): Promise<Migration> {
  const { migration } = await scene.ada.post<{ migration: Migration }>(`/lifecycles/${id}/versions/${version}/publish`, body)
  return until(migration.id, 'done')
}

const until = (id: string, state: string) =>
  eventually(
    () => scene.ada.get<Migration>(`/lifecycles/migrations/${id}`),
    (migration) => migration.state === state,
  )

async function undo(id: string): Promise<void> {
  await scene.ada.post(`/lifecycles/migrations/${id}/undo`)
  await until(id, 'undone')
}

const versionOf = async (ticket: { id: string }) => {
  const [row] = await scene.rows<{ version: number }>(
    'SELECT v.version FROM tickets t JOIN lifecycle_versions v ON v.workspace_id = t.workspace_id AND v.id = t.lifecycle_version_id WHERE t.workspace_id = $1 AND t.id = $2',
    [scene.workspaceId, ticket.id],
  )
  return row?.version
}
const timersOf = (ticket: { id: string }) =>
  scene.rows<{ kind: string; dueAt: Date }>(
    'SELECT kind, due_at AS "dueAt" FROM timers WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY 1',
    [scene.workspaceId, ticket.id],
  )

async function ticketsIn(desk: string, statuses: readonly string[]): Promise<Record<string, SeenTicket>> {
  const tickets: Record<string, SeenTicket> = {}
  for (const status of statuses) {
    const ticket = await scene.create(desk)
    if (status !== 'open') await scene.act(scene.ada, ticket, 'status', { to: status })
    tickets[status] = await scene.read(ticket)
  }
  return tickets
}

/** Every number of the counts is the length of its list. */
async function expectExactCounts(desk: string): Promise<void> {
  const { statuses } = await scene.ada.get<{ statuses: { key: string; all: number }[] }>(`/counts?desk=${desk}`)
  for (const { key, all } of statuses) {
    const { items } = await scene.ada.get<{ items: unknown[] }>(`/tickets?desk=${desk}&status=${key}&limit=200`)
    expect([key, all]).toEqual([key, items.length])
  }
}

const supportStatuses = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const
const after = (status: string) => (status === 'waiting' ? 'on_customer' : status)

it('a renamed status asks for a map, shows first what it touches, moves every ticket, and is taken back (L4, B1)', async () => {
  const { id, desk, definition } = await ownLifecycle('support')
  const tickets = await ticketsIn(desk, supportStatuses)
  const [assigned, trashed] = [await scene.create(desk), await scene.create(desk)]
  await scene.act(scene.ada, assigned, 'assign', { agent: scene.ids.mina })
  await scene.act(scene.ada, assigned, 'status', { to: 'waiting' })
  await scene.act(scene.ada, trashed, 'status', { to: 'waiting' })
  await scene.act(scene.ada, trashed, 'delete')
  const { version, findings } = await scene.ada.post<{ version: number; findings: { severity: string }[] }>(`/lifecycles/${id}/versions`, {
    definition: renamed(definition, 'waiting', 'on_customer'),
  })
  expect([version, findings.filter((finding) => finding.severity === 'error')]).toEqual([2, []])

  const preview = await scene.ada.post<{ perStatus: { from: string; to: string | null; count: number }[]; unmapped: string[] }>(
    `/lifecycles/${id}/versions/2/preview`,
    {},
  )
  expect(preview.unmapped).toEqual(['waiting'])
  expect(preview.perStatus).toEqual(
    [...supportStatuses].sort().map((from) => ({ from, to: from === 'waiting' ? null : from, count: from === 'waiting' ? 3 : 1 })),
  )
  const mapped = await scene.ada.post<typeof preview>(`/lifecycles/${id}/versions/2/preview`, { map: { waiting: 'on_customer' } })
  expect(mapped).toMatchObject({ unmapped: [], timersDropped: 0 })

  // Without a total map nothing is published, and nothing moves.
  for (const map of [undefined, {}, { waiting: 'nowhere' }, { open: 'on_customer' }]) {
    const problem = await scene.ada.problem('POST', `/lifecycles/${id}/versions/2/publish`, { map })
    expect(problem).toMatchObject({ status: 422, errors: [{ path: 'map' }] })
  }
  const listed = await scene.ada.get<{ items: { id: string; versions: { version: number; state: string }[] }[] }>('/lifecycles')
  expect(listed.items.find((one) => one.id === id)?.versions).toMatchObject([
    { version: 2, state: 'draft' },
    { version: 1, state: 'published' },
  ])
  expect(await versionOf(tickets.waiting as SeenTicket)).toBe(1)
  expect((await scene.mina.problem('POST', `/lifecycles/${id}/versions/2/publish`, { map: { waiting: 'on_customer' } })).code).toBe(
    'forbidden',
  )

  const migration = await publish(id, 2, { map: { waiting: 'on_customer' } })
  expect(migration).toMatchObject({ total: 7, moved: 7 })
  for (const [status, ticket] of Object.entries(tickets)) {
    const now = await scene.read(ticket)
    expect([status, now.status.key, await versionOf(ticket), now.resolvedAt]).toEqual([status, after(status), 2, ticket.resolvedAt])
    expect((await scene.log(ticket)).filter((event) => event.type === 'ticket.lifecycle_changed')).toHaveLength(1)
    expect(await scene.mails(ticket)).toEqual(status === 'resolved' ? ['resolution to carl@customer.example'] : [])
  }
  expect(await scene.read(assigned)).toMatchObject({ status: { key: 'on_customer', category: 'waiting' }, assignee: { name: 'Mina Kim' } })
  expect(await scene.read(trashed)).toMatchObject({ status: { key: 'on_customer' }, bucket: 'trash' })
  await expectExactCounts(desk)

  // What lives on by the new version: its moves, its buttons, new tickets.
  expect((await scene.customerWrites(assigned)).status.key).toBe('in_progress')
  const fresh = await scene.create(desk)
  expect(await versionOf(fresh)).toBe(2)
  expect((await scene.act(scene.ada, fresh, 'status', { to: 'on_customer' })).status.key).toBe('on_customer')

  await undo(migration.id)
  for (const [status, ticket] of Object.entries(tickets)) {
    const now = await scene.read(ticket)
    expect([status, now.status.key, await versionOf(ticket), now.resolvedAt]).toEqual([status, status, 1, ticket.resolvedAt])
  }
  expect(await scene.read(trashed)).toMatchObject({ status: { key: 'waiting' }, bucket: 'trash' })
  // Who moved on since stays where it is; who came since keeps its version; both are legal.
  expect(await scene.statusOf(assigned)).toBe('in_progress')
  expect(await versionOf(assigned)).toBe(1)
  expect([await scene.statusOf(fresh), await versionOf(fresh)]).toEqual(['on_customer', 2])
  expect(await versionOf(await scene.create(desk))).toBe(1)
  for (const ticket of [assigned, fresh]) {
    const { actions } = await scene.ada.get<{ actions: SeenAction[] }>(`/tickets/${ticket.reference}/actions`)
    expect(actions.find((action) => action.action === 'status' && action.to === 'closed')?.allowed).toBe(true)
    await scene.act(scene.ada, ticket, 'status', { to: 'closed' })
  }
  expect((await scene.ada.problem('POST', `/lifecycles/migrations/${migration.id}/undo`)).code).toBe('in_use')
})

it('a ticket that moved on into a status only the new version has goes back to the one it had (B1)', async () => {
  const { id, desk, definition } = await ownLifecycle('support')
  const ticket = await scene.create(desk)
  const review = { category: 'waiting', colour: 'teal', label: { en: 'Review', ja: 'レビュー', ko: '검토' } }
  const by = ['agent', 'admin']
  await scene.ada.post(`/lifecycles/${id}/versions`, {
    definition: {
      ...definition,
      statuses: { ...definition.statuses, review },
      transitions: [
        ...definition.transitions,
        { on: 'status_set', from: ['open'], to: 'review', by },
        { on: 'status_set', from: ['review'], to: 'open', by },
      ],
    },
  })
  const migration = await publish(id, 2, {})
  expect((await scene.act(scene.mina, ticket, 'status', { to: 'review' })).status.key).toBe('review')
  await undo(migration.id)
  expect([await scene.statusOf(ticket), await versionOf(ticket)]).toEqual(['open', 1])
})

it('only the desks named follow, and the others go on with their version (B1)', async () => {
  const { id, desk, definition } = await ownLifecycle('support')
  const { key } = (await scene.ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')).items.find((one) => one.id === id) ?? {
    key: '',
  }
  const other = await scene.desk(key)
  const [here, there] = [await scene.create(desk), await scene.create(other)]
  await scene.act(scene.ada, there, 'status', { to: 'waiting' })
  await scene.ada.post(`/lifecycles/${id}/versions`, { definition: renamed(definition, 'waiting', 'on_customer') })
  expect(await publish(id, 2, { desks: [desk] })).toMatchObject({ total: 1, moved: 1 })
  expect([await versionOf(here), await versionOf(there)]).toEqual([2, 1])
  expect((await scene.create(other)).status.key).toBe('open')
  expect(await scene.statusOf(there)).toBe('waiting')
})

it('timers that the new status listens to are kept, others dropped as the preview says, and all come back (B1)', async () => {
  const later = '2999-01-01T00:00:00.000Z'
  const { id, desk, definition } = await ownLifecycle('sign-off')
  const planned = await scene.act(scene.ada, await scene.create(desk), 'schedule-closure', { at: later })
  const snoozed = await scene.act(scene.ada, await scene.create(desk), 'snooze', { preset: '1mo' })
  const resolvedAt = (await scene.read(planned)).resolvedAt
  const closure = { kind: 'closure', dueAt: new Date(later) }

  await scene.ada.post(`/lifecycles/${id}/versions`, { definition: renamed(definition, 'closure_scheduled', 'planned') })
  expect(await scene.ada.post(`/lifecycles/${id}/versions/2/preview`, { map: { closure_scheduled: 'planned' } })).toMatchObject({
    timersKept: 2,
    timersDropped: 0,
  })
  await publish(id, 2, { map: { closure_scheduled: 'planned' } })
  expect(await scene.read(planned)).toMatchObject({ status: { key: 'planned' }, closureAt: later })
  expect(await timersOf(planned)).toEqual([closure])

  await scene.ada.post(`/lifecycles/${id}/versions`, {
    definition: without(renamed(definition, 'closure_scheduled', 'planned'), 'planned'),
  })
  expect(await scene.ada.post(`/lifecycles/${id}/versions/3/preview`, { map: { planned: 'in_progress' } })).toMatchObject({
    timersKept: 1,
    timersDropped: 1,
  })
  const migration = await publish(id, 3, { map: { planned: 'in_progress' } })
  expect(await scene.read(planned)).toMatchObject({ status: { key: 'in_progress' }, closureAt: null, resolvedAt: null })
  expect(await timersOf(planned)).toEqual([])
  expect((await timersOf(snoozed)).map(({ kind }) => kind)).toEqual(['snooze'])
  await expectExactCounts(desk)

  await undo(migration.id)
  expect(await scene.read(planned)).toMatchObject({ status: { key: 'planned' }, closureAt: later })
  expect((await scene.read(planned)).resolvedAt).toBe(resolvedAt)
  expect(await timersOf(planned)).toEqual([closure])
  expect((await timersOf(snoozed)).map(({ kind }) => kind)).toEqual(['snooze'])
  await expectExactCounts(desk)
})

it('more tickets than one batch move, each once, and go back (B1)', async () => {
  const { id, desk, definition } = await ownLifecycle('support')
  const count = 230
  for (let n = 0; n < count; n += 10)
    await Promise.all(Array.from({ length: 10 }, () => scene.create(desk, { contact: undefined, description: undefined })))
  await scene.ada.post(`/lifecycles/${id}/versions`, { definition: renamed(definition, 'open', 'fresh') })
  await scene.ada.problem('POST', `/lifecycles/${id}/versions/2/publish`, {})
  const migration = await publish(id, 2, { map: { open: 'fresh' } })
  expect(migration).toMatchObject({ total: count, moved: count })
  const statuses = () =>
    scene.rows<{ status: string; n: number; changes: number }>(
      `SELECT status, count(*)::int AS n, sum((SELECT count(*) FROM events e WHERE e.workspace_id = t.workspace_id AND e.ticket_id = t.id AND e.type = 'ticket.lifecycle_changed'))::int AS changes
       FROM tickets t WHERE workspace_id = $1 AND desk_id = $2 GROUP BY status`,
      [scene.workspaceId, desk],
    )
  expect(await statuses()).toEqual([{ status: 'fresh', n: count, changes: count }])
  await undo(migration.id)
  expect(await statuses()).toEqual([{ status: 'open', n: count, changes: 2 * count }])
})
