import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtInLifecycles } from '../../lifecycle/index.ts'
import type { Api } from '../testing/api.ts'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'
import { viewKeys } from './views.ts'

let scene: Scene
const desks: Record<string, string> = {}

/** Desks of every kind, two of which show agents only what is theirs, with tickets in every status and every folder. */
beforeAll(async () => {
  scene = await openScene()
  const { ada, mina, joon } = scene
  await scene.presence('mina', 'online')
  await scene.presence('joon', 'online')
  const teams = await Promise.all(
    (
      [
        ['Mail', [scene.ids.mina]],
        ['Phone', [scene.ids.mina, scene.ids.joon]],
      ] as const
    ).map(([name, members]) => ada.post<{ id: string }>('/teams', { name, members })),
  )
  for (const key of Object.keys(builtInLifecycles)) desks[key] = await scene.desk(key, { viewAll: key !== 'sign-off' && key !== 'live' })
  for (const [key, desk] of Object.entries(desks)) {
    const made: SeenTicket[] = []
    for (let n = 0; n < 12; n++)
      made.push(await scene.create(desk, { title: `${key} ${n}`, ...(n % 4 === 3 ? { team: teams[n % 2]?.id } : {}) }))
    // What a lifecycle has no row for is refused, and leaves the ticket where it is.
    const tried = async (as: Api, ticket: SeenTicket, action: string, body: unknown) =>
      expect([200, 409]).toContain((await as.call('POST', `/tickets/${ticket.reference}/${action}`, body)).status)
    for (const [n, ticket] of made.entries()) {
      const agent = n % 3 === 0 ? scene.ids.mina : scene.ids.joon
      if (n % 2 === 0) await scene.act(ada, ticket, 'assign', { agent, ...(n % 4 === 0 ? { team: teams[1]?.id } : {}) })
      const holder = n % 3 === 0 ? mina : joon
      if (n === 2 || n === 6) await tried(holder, ticket, 'resolve', { text: 'Done' })
      if (n === 6) await tried(ada, ticket, 'complete', {})
      if (n === 4) await tried(holder, ticket, 'hold', {})
      if (n === 8) await tried(ada, ticket, 'status', { to: 'closed', confirmed: true })
      if (n === 10) await tried(holder, ticket, 'status', { to: 'in_progress' })
      if (n === 5) await tried(scene.robot, ticket, 'tracker-event', { event: 'created' })
    }
    const [, snoozed, , archived, , , , spam, , trashed, , merged] = made as [SeenTicket, ...SeenTicket[]]
    if (snoozed) await scene.act(ada, snoozed, 'snooze', { preset: '1d' })
    if (archived) await scene.act(ada, archived, 'archive')
    if (spam) await scene.act(ada, spam, 'spam')
    if (trashed) await scene.act(ada, trashed, 'delete')
    if (merged && made[0]) await scene.act(ada, made[0], 'merge', { duplicate: merged.reference })
    const gone = await scene.create(desk)
    await scene.act(ada, gone, 'delete')
    await ada.post(`/tickets/${gone.reference}/purge`)
  }
}, 120_000)
afterAll(() => scene.end())

interface Counts {
  views: Record<string, number>
  statuses: { key: string; desk: string; category: string; all: number; mine: number; unassigned: number }[]
}

async function listed(api: Api, query: string): Promise<SeenTicket[]> {
  const found: SeenTicket[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: SeenTicket[]; nextCursor: string | null } = await api.get(
      `/tickets?${query}&limit=7${cursor ? `&cursor=${cursor}` : ''}`,
    )
    found.push(...page.items)
    cursor = page.nextCursor
  }
  expect(new Set(found.map((ticket) => ticket.id)).size).toBe(found.length)
  return found
}

const people = ['ada', 'mina', 'joon', 'vera'] as const

async function expectExact(name: (typeof people)[number]): Promise<void> {
  const api = scene[name]
  for (const desk of [undefined, ...Object.values(desks)]) {
    const inDesk = desk ? `&desk=${desk}` : ''
    const counts = await api.get<Counts>(`/counts${desk ? `?desk=${desk}` : ''}`)
    expect(Object.keys(counts.views).sort()).toEqual([...viewKeys].sort())
    for (const view of viewKeys)
      expect([name, desk, view, counts.views[view]]).toEqual([name, desk, view, (await listed(api, `view=${view}${inDesk}`)).length])
    if (!desk) continue
    for (const status of counts.statuses) {
      const all = await listed(api, `status=${status.key}${inDesk}`)
      const mine = all.filter((ticket) => ticket.assignee?.id === scene.ids[name])
      const unassigned = all.filter((ticket) => ticket.assignee === null)
      expect([name, status.key, status.all, status.mine, status.unassigned]).toEqual([
        name,
        status.key,
        all.length,
        mine.length,
        unassigned.length,
      ])
    }
    // All and Mine, grouped by status, leave nothing out.
    const sum = (column: 'all' | 'mine') => counts.statuses.reduce((total, status) => total + status[column], 0)
    expect([name, desk, sum('all')]).toEqual([name, desk, counts.views.all])
    expect([name, desk, sum('mine')]).toEqual([name, desk, (await listed(api, `assignee=me${inDesk}`)).length])
  }
}

it.each(people)(
  'for %s every count of every view and status is the length of its list, per desk and over all (V1, V2, B3)',
  async (name) => {
    await expectExact(name)
  },
)

it('counts are as exact after the deltas were folded, and none is left to fold (V1, B3)', async () => {
  const before = await scene.mina.get<Counts>('/counts')
  scene.app.wake('counts')
  await eventually(
    () => scene.rows('SELECT 1 FROM count_deltas WHERE workspace_id = $1', [scene.workspaceId]),
    (rows) => rows.length === 0,
  )
  const after = await scene.mina.get<Counts>('/counts')
  expect([after.views, after.statuses]).toEqual([before.views, before.statuses])
})

it('without tickets.view_all a person counts and lists only their own; with it the whole desk (V1, LG1)', async () => {
  const signOff = `desk=${desks['sign-off']}`
  const mine = await listed(scene.mina, signOff)
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.every((ticket) => ticket.assignee?.id === scene.ids.mina)).toBe(true)
  expect(await listed(scene.vera, signOff)).toEqual([])
  expect((await scene.vera.get<Counts>(`/counts?${signOff}`)).statuses.every((status) => status.all === 0)).toBe(true)
  expect((await listed(scene.vera, `desk=${desks.support}`)).length).toBe((await listed(scene.ada, `desk=${desks.support}`)).length)
  for (const view of ['spam', 'trash', 'snoozed', 'archived'] as const) {
    expect((await listed(scene.vera, `view=${view}&${signOff}`)).length).toBe(0)
    expect((await listed(scene.ada, `view=${view}&${signOff}`)).length).toBe(1)
  }
})

it('each view holds what its name says (V1)', async () => {
  for (const name of people) {
    const own = (view: string) => listed(scene[name], `view=${view}`)
    const isMine = (ticket: SeenTicket) => ticket.assignee?.id === scene.ids[name]
    const holds: Record<string, (ticket: SeenTicket) => boolean> = {
      my_in_progress: (ticket) => isMine(ticket) && ['new', 'open'].includes(ticket.status.category),
      my_pending: (ticket) => isMine(ticket) && ticket.status.category === 'waiting',
      my_resolved: (ticket) => isMine(ticket) && ticket.status.category === 'resolved',
      my_completed: (ticket) => isMine(ticket) && ticket.status.category === 'closed',
      unassigned: (ticket) => ticket.assignee === null && !['resolved', 'closed'].includes(ticket.status.category),
      my_team: (ticket) => ticket.team !== null,
      transferred: (ticket) => ticket.status.category === 'transferred',
    }
    for (const [view, is] of Object.entries(holds)) {
      for (const ticket of await own(view))
        expect([name, view, ticket.reference, ticket.bucket, is(ticket)]).toEqual([name, view, ticket.reference, 'active', true])
    }
    for (const view of ['spam', 'trash', 'snoozed', 'archived']) for (const ticket of await own(view)) expect(ticket.bucket).toBe(view)
  }
  // None of them is empty for everybody, so that the above says something.
  const counts = await Promise.all(people.map((name) => scene[name].get<Counts>('/counts')))
  for (const view of viewKeys) expect([view, counts.some(({ views }) => (views[view] ?? 0) > 0)]).toEqual([view, true])
})

it('counts follow every move at once (V1)', async () => {
  const ticket = await scene.create(desks.support ?? '')
  const views = async () => (await scene.mina.get<Counts>('/counts')).views
  const differs = async (does: () => Promise<unknown>, by: Record<string, number>) => {
    const before = await views()
    await does()
    const after = await views()
    expect(Object.fromEntries(viewKeys.map((view) => [view, (after[view] ?? 0) - (before[view] ?? 0)]).filter(([, n]) => n !== 0))).toEqual(
      by,
    )
  }
  await differs(() => scene.act(scene.mina, ticket, 'take'), { my_in_progress: 1, unassigned: -1 })
  await differs(() => scene.act(scene.mina, ticket, 'status', { to: 'waiting' }), { my_in_progress: -1, my_pending: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'snooze', { preset: '1h' }), { my_pending: -1, all: -1, snoozed: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'unsnooze'), { my_pending: 1, all: 1, snoozed: -1 })
  await differs(() => scene.act(scene.mina, ticket, 'resolve', { text: 'Done' }), { my_pending: -1, my_resolved: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'status', { to: 'closed' }), { my_resolved: -1 })
  await differs(() => scene.act(scene.mina, ticket, 'status', { to: 'open' }), { my_in_progress: 1 })
  await differs(() => scene.act(scene.ada, ticket, 'status', { to: 'closed' }), { my_in_progress: -1, my_completed: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.vera }), { my_completed: -1 })
  await differs(() => scene.act(scene.mina, ticket, 'archive'), { all: -1, archived: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'spam'), { archived: -1, spam: 1 })
  await differs(() => scene.act(scene.mina, ticket, 'delete'), { spam: -1, trash: 1 })
  await differs(() => scene.ada.post(`/tickets/${ticket.reference}/purge`), { trash: -1 })
})
