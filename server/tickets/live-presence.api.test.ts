import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { noticeLostConnections } from '../people/index.ts'
import { type LiveScene, openLiveScene } from './testing/live-scene.ts'
import { eventually } from './testing/scene.ts'

let scene: LiveScene
beforeAll(async () => {
  scene = await openLiveScene()
})
afterAll(() => scene.end())
beforeEach(async () => {
  await scene.presence('mina', 'online')
  await scene.presence('joon', 'offline')
})

it.each(['away', 'offline'] as const)(
  'LV7: when the assignee goes %s only active conversations move: released, remembered and queued',
  async (presence) => {
    const idle = await scene.chatIn('idle')
    const active = await scene.chatIn('active')
    const proactive = await scene.chatIn('proactive')
    await scene.presence('mina', presence)
    const left = await eventually(
      () => scene.read(active),
      (ticket) => ticket.status.key === 'pending',
    )
    expect(left).toMatchObject({ assignee: null, lastAssignee: { name: 'Mina Kim' } })
    expect(await scene.queued(active)).toBe(1)
    expect(await scene.timers(active)).toEqual([])
    expect(await scene.lines(active)).toContain('assignee_left')
    expect(await scene.read(idle)).toMatchObject({ status: { key: 'idle' }, assignee: { name: 'Mina Kim' } })
    expect(await scene.read(proactive)).toMatchObject({ status: { key: 'proactive' }, assignee: { name: 'Mina Kim' } })
  },
)

it('LV7: an agent who is back before the conversations were told keeps them', async () => {
  const ticket = await scene.chatIn('active')
  await scene.rows(
    "INSERT INTO jobs (workspace_id, kind, payload) VALUES ($1, 'assignee_left', jsonb_build_object('userId', $2::bigint))",
    [scene.workspaceId, scene.ids.mina],
  )
  scene.app.wake('jobs')
  await eventually(
    () => scene.rows("SELECT 1 FROM jobs WHERE workspace_id = $1 AND kind = 'assignee_left'", [scene.workspaceId]),
    (jobs) => jobs.length === 0,
  )
  expect(await scene.read(ticket)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' }, version: ticket.version })
})

it('LV11 LV13: with the assignee gone it is active and pending in one transaction, and waits for another agent', async () => {
  for (const from of ['idle', 'proactive'] as const) {
    const ticket = await scene.chatIn(from)
    await scene.presence('mina', 'away')
    const moved = await scene.customerWrites(ticket)
    expect(moved).toMatchObject({
      status: { key: 'pending' },
      assignee: null,
      lastAssignee: { name: 'Mina Kim' },
      version: ticket.version + 1,
    })
    expect(await scene.queued(ticket)).toBe(1)
    const moves = (await scene.log(ticket)).filter((event) => event.type === 'ticket.status_changed').slice(-2)
    expect(moves.map(({ data }) => `${String(data.from)} ${String(data.to)} ${String(data.event)}`)).toEqual([
      `${from} active customer_replied`,
      'active pending assignee_left',
    ])
    await scene.presence('mina', 'online')
  }
})

it('LV14: reopened while the last assignee is not online, or no longer there, it is pending and queued', async () => {
  for (const [action, body] of [
    ['reopen', {}],
    ['status', { to: 'active' }],
    ['status', { to: 'pending' }],
  ] as const) {
    const ticket = await scene.chatIn('closed')
    await scene.presence('mina', 'away')
    expect(await scene.act(scene.ada, ticket, action, body)).toMatchObject({
      status: { key: 'pending' },
      assignee: null,
      lastAssignee: { name: 'Mina Kim' },
      resolvedAt: null,
    })
    expect(await scene.queued(ticket)).toBe(1)
    await scene.presence('mina', 'online')
  }
  const left = await scene.chatIn('closed')
  await scene.presence('joon', 'online')
  const { desks } = (await scene.ada.get<{ items: { id: string; desks: string[] }[] }>('/agents')).items.find(
    (agent) => agent.id === scene.ids.mina,
  ) ?? { desks: [] }
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: desks.filter((id) => id !== scene.chatDesk) })
  expect(await scene.act(scene.ada, left, 'reopen')).toMatchObject({ status: { key: 'pending' }, assignee: null })
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks })
})

it('LV15: reopened while the last assignee is online it is active with them, even at capacity', async () => {
  await scene.presence('mina', 'online', 0)
  for (const [action, body] of [
    ['reopen', {}],
    ['status', { to: 'active' }],
    ['status', { to: 'pending' }],
  ] as const) {
    const ticket = await scene.chatIn('closed')
    expect(await scene.act(scene.ada, ticket, action, body)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await scene.queued(ticket)).toBe(0)
  }
  await scene.presence('mina', 'online', 5)
})

it('LV14 LV15: only an admin reopens', async () => {
  const ticket = await scene.chatIn('closed')
  await scene.refused(scene.mina, ticket, 'reopen', {}, { action: 'reopen', reason: 'wrong_actor', ticketStatus: 'closed' })
  for (const to of ['active', 'pending'])
    await scene.refused(scene.mina, ticket, 'status', { to }, { action: 'status_set', reason: 'wrong_actor', ticketStatus: 'closed' })
})

it('LV16: a lost connection counts as offline after a grace time, by the clock on the wall and not by business time', async () => {
  const ticket = await scene.chatIn('active')
  await scene.rows('UPDATE memberships SET seen_at = clock_timestamp() WHERE workspace_id = $1 AND user_id = $2', [
    scene.workspaceId,
    scene.ids.mina,
  ])
  await scene.forward(7_200)
  await noticeLostConnections(scene.app, scene.workspaceId)
  expect((await scene.customerWrites(ticket)).status.key).toBe('active')
  const other = await scene.create(scene.chatDesk)
  expect((await scene.act(scene.ada, other, 'assign', { agent: scene.ids.mina })).status.key).toBe('active')

  await scene.rows("UPDATE memberships SET seen_at = clock_timestamp() - interval '61 seconds' WHERE workspace_id = $1 AND user_id = $2", [
    scene.workspaceId,
    scene.ids.mina,
  ])
  await scene.refused(scene.ada, await scene.create(scene.chatDesk), 'assign', { agent: scene.ids.mina }, { reason: 'assignee_not_online' })
  expect(await noticeLostConnections(scene.app, scene.workspaceId)).toBe(1)
  await eventually(
    () => scene.statusOf(ticket),
    (now) => now === 'pending',
  )
  expect(await noticeLostConnections(scene.app, scene.workspaceId)).toBe(0)
})

it('LV17: nobody offline gets a pending conversation, and an active one keeps an assignee', async () => {
  const pending = await scene.chatIn('pending')
  for (const [as, action, body] of [
    [scene.mina, 'assign', { agent: scene.ids.joon }],
    [scene.ada, 'forward', { agent: scene.ids.joon }],
    [scene.joon, 'take', {}],
    [scene.joon, 'keep', {}],
  ] as const) {
    await scene.refused(as, pending, action, body, { action: 'assigned', reason: 'assignee_not_online', ticketStatus: 'pending' })
  }
  const active = await scene.chatIn('active')
  for (const as of [scene.mina, scene.ada]) {
    await scene.refused(as, active, 'unassign', {}, { action: 'unassigned', reason: 'must_stay_assigned', ticketStatus: 'active' })
    await scene.refused(
      as,
      active,
      'forward',
      { agent: scene.ids.joon },
      { action: 'assigned', reason: 'assignee_not_online', ticketStatus: 'active' },
    )
  }
})
