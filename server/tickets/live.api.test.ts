import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { noticeLostConnections } from '../people/index.ts'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('live', { settings: { idleMinutes: 10 } })
})
afterAll(() => scene.end())
beforeEach(async () => {
  await scene.presence('mina', 'online')
  await scene.presence('joon', 'offline')
})

type Status = 'pending' | 'active' | 'proactive' | 'in_progress' | 'idle' | 'closed'

/** A conversation that came into a status by what happened to it. Mina holds it, or held it last. */
async function chatIn(status: Status): Promise<SeenTicket> {
  const proactive = status === 'proactive'
  const ticket = proactive
    ? await scene.mina.post<SeenTicket>('/tickets', {
        title: 'May I help?',
        description: 'Hello!',
        desk,
        contact: { email: 'yuki@customer.example' },
        firstMessage: 'agent',
      })
    : await scene.create(desk)
  if (!proactive && status !== 'pending') await scene.act(scene.mina, ticket, 'take')
  if (status === 'in_progress') await scene.act(scene.mina, ticket, 'status', { to: 'in_progress' })
  if (status === 'idle') {
    await scene.reply(scene.mina, ticket)
    await scene.forward(601)
    await eventually(
      () => scene.statusOf(ticket),
      (now) => now === 'idle',
    )
  }
  if (status === 'closed') await scene.act(scene.ada, ticket, 'close', { confirmed: true })
  const arrived = await scene.read(ticket)
  expect(arrived.status.key).toBe(status)
  return arrived
}

const queued = async (ticket: { id: string }) =>
  (await scene.rows('SELECT 1 FROM assignment_queue WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])).length
const timers = async (ticket: { id: string }) =>
  (
    await scene.rows<{ kind: string }>('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY 1', [
      scene.workspaceId,
      ticket.id,
    ])
  ).map(({ kind }) => kind)
const lines = async (ticket: { reference: string }) => {
  const { items } = await scene.ada.get<{ items: { systemLine: { key: string } | null }[] }>(
    `/tickets/${ticket.reference}/messages?limit=200`,
  )
  return items.flatMap((message) => message.systemLine?.key ?? [])
}
const by = (): Record<'agent' | 'admin', Api> => ({ agent: scene.mina, admin: scene.ada })

it('LV1: a customer’s conversation is pending and waits in the queue', async () => {
  const ticket = await scene.create(desk)
  expect(ticket).toMatchObject({ status: { key: 'pending', category: 'new' }, assignee: null })
  expect(await queued(ticket)).toBe(1)
})

it('LV2: an agent who writes first makes it proactive, holds it, and the customer is mailed that message', async () => {
  const ticket = await chatIn('proactive')
  expect(ticket.assignee?.name).toBe('Mina Kim')
  expect(ticket.firstResponseAt).not.toBeNull()
  expect(await queued(ticket)).toBe(0)
  expect(await scene.mails(ticket)).toEqual(['reply to yuki@customer.example'])
})

it('LV3: assigning a pending conversation to somebody online makes it active and takes it out of the queue', async () => {
  for (const [as, action, body] of [
    [scene.mina, 'take', {}],
    [scene.mina, 'keep', {}],
    [scene.mina, 'assign', { agent: scene.ids.mina }],
    [scene.ada, 'forward', { agent: scene.ids.mina }],
  ] as const) {
    const ticket = await chatIn('pending')
    expect(await scene.act(as, ticket, action, body)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await queued(ticket)).toBe(0)
  }
})

it('LV4 LV10: an agent or an admin sets an active or idle conversation in progress, and the assignment is cancelled', async () => {
  for (const from of ['active', 'idle'] as const) {
    for (const as of Object.values(by())) {
      const ticket = await chatIn(from)
      const moved = await scene.act(as, ticket, 'status', { to: 'in_progress' })
      expect(moved).toMatchObject({ status: { key: 'in_progress' }, assignee: null, lastAssignee: { name: 'Mina Kim' } })
      expect(await timers(ticket)).toEqual([])
      expect(await queued(ticket)).toBe(0)
    }
  }
})

it('LV5: a silent customer makes it idle after the set time since the agent’s last message, and not after their own', async () => {
  const ticket = await chatIn('active')
  await scene.reply(scene.mina, ticket)
  await scene.forward(400)
  await scene.reply(scene.mina, ticket, 'Are you still there?')
  await scene.forward(400)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await scene.statusOf(ticket)).toBe('active')

  const writing = await chatIn('active')
  await scene.reply(scene.mina, writing)
  await scene.customerWrites(writing)
  expect(await timers(writing)).toEqual([])
  await scene.forward(300)
  await eventually(
    () => scene.statusOf(ticket),
    (now) => now === 'idle',
  )
  await scene.forward(600)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await scene.statusOf(writing)).toBe('active')
  expect((await lines(ticket)).filter((key) => key === 'went_idle')).toHaveLength(1)
  expect((await scene.read(ticket)).assignee?.name).toBe('Mina Kim')
})

it('LV6: the admin closes an active conversation after confirming with the customer, and the answer is logged', async () => {
  for (const [action, body] of [
    ['close', {}],
    ['status', { to: 'closed' }],
  ] as const) {
    const ticket = await chatIn('active')
    const named = { action: action === 'close' ? 'close' : 'status_set', ticketStatus: 'active' }
    await scene.refused(scene.ada, ticket, action, body, { ...named, reason: 'needs_confirmation' })
    await scene.refused(scene.ada, ticket, action, { ...body, confirmed: false }, { ...named, reason: 'needs_confirmation' })
    await scene.refused(scene.mina, ticket, action, { ...body, confirmed: true }, { ...named, reason: 'wrong_actor' })
    expect((await scene.act(scene.ada, ticket, action, { ...body, confirmed: true })).status.key).toBe('closed')
    expect(await lines(ticket)).toContain('closed_after_confirmation')
    expect(await scene.mails(ticket)).toEqual([])
  }
})

it('LV6: an agent whose role may close active conversations does it as an admin does', async () => {
  const ticket = await chatIn('active')
  await scene.rows("UPDATE roles SET permissions = permissions || '{tickets.close_active}' WHERE workspace_id = $1 AND key = 'agent'", [
    scene.workspaceId,
  ])
  try {
    const closer = await scene.withKey('agent')
    await scene.refused(closer, ticket, 'close', {}, { reason: 'needs_confirmation' })
    const { actions } = await closer.get<{ actions: { action: string; allowed: boolean; needs: { name: string }[] }[] }>(
      `/tickets/${ticket.reference}/actions`,
    )
    expect(actions.find((one) => one.action === 'close')).toMatchObject({ allowed: true, needs: [{ name: 'confirmed' }] })
    expect((await scene.act(closer, ticket, 'close', { confirmed: true })).status.key).toBe('closed')
  } finally {
    await scene.rows(
      "UPDATE roles SET permissions = array_remove(permissions, 'tickets.close_active') WHERE workspace_id = $1 AND key = 'agent'",
      [scene.workspaceId],
    )
  }
})

it.each(['away', 'offline'] as const)(
  'LV7: when the assignee goes %s only active conversations move: released, remembered and queued',
  async (presence) => {
    const idle = await chatIn('idle')
    const active = await chatIn('active')
    const proactive = await chatIn('proactive')
    await scene.presence('mina', presence)
    const left = await eventually(
      () => scene.read(active),
      (ticket) => ticket.status.key === 'pending',
    )
    expect(left).toMatchObject({ assignee: null, lastAssignee: { name: 'Mina Kim' } })
    expect(await queued(active)).toBe(1)
    expect(await timers(active)).toEqual([])
    expect(await lines(active)).toContain('assignee_left')
    expect(await scene.read(idle)).toMatchObject({ status: { key: 'idle' }, assignee: { name: 'Mina Kim' } })
    expect(await scene.read(proactive)).toMatchObject({ status: { key: 'proactive' }, assignee: { name: 'Mina Kim' } })
  },
)

it('LV7: an agent who is back before the conversations were told keeps them', async () => {
  const ticket = await chatIn('active')
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

it('LV8: an admin assigns a conversation in progress to somebody online; an agent may not, and nobody to somebody offline', async () => {
  const ticket = await chatIn('in_progress')
  const refused = { action: 'assigned', ticketStatus: 'in_progress' }
  await scene.refused(scene.ada, ticket, 'assign', { agent: scene.ids.joon }, { ...refused, reason: 'assignee_not_online' })
  await scene.refused(scene.mina, ticket, 'assign', { agent: scene.ids.mina }, { ...refused, reason: 'wrong_actor' })
  await scene.refused(scene.mina, ticket, 'take', {}, { ...refused, reason: 'wrong_actor' })
  expect(await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })).toMatchObject({
    status: { key: 'active' },
    assignee: { name: 'Mina Kim' },
  })
})

it('LV9: a conversation in progress goes back to pending only where the desk says so: after a time, or when the customer writes', async () => {
  const quiet = await chatIn('in_progress')
  expect(await timers(quiet)).toEqual([])
  expect((await scene.customerWrites(quiet)).status.key).toBe('in_progress')

  const timed = await scene.desk('live', { settings: { returnAfterTime: true, returnMinutes: 5 } })
  const writing = await scene.desk('live', { settings: { returnOnCustomerMessage: true } })
  const inProgress = async (on: string) => {
    const ticket = await scene.create(on)
    await scene.act(scene.mina, ticket, 'take')
    await scene.act(scene.mina, ticket, 'status', { to: 'in_progress' })
    return ticket
  }
  const waiting = await inProgress(timed)
  expect(await timers(waiting)).toEqual(['return'])
  expect((await scene.customerWrites(waiting)).status.key).toBe('in_progress')
  await scene.forward(301)
  await eventually(
    () => scene.statusOf(waiting),
    (now) => now === 'pending',
  )
  expect(await queued(waiting)).toBe(1)

  const answered = await inProgress(writing)
  expect(await timers(answered)).toEqual([])
  expect((await scene.customerWrites(answered)).status.key).toBe('pending')
  expect(await queued(answered)).toBe(1)
})

it('LV11 LV13: the customer’s message makes an idle or proactive conversation active again', async () => {
  for (const from of ['idle', 'proactive'] as const) {
    const ticket = await chatIn(from)
    expect(await scene.customerWrites(ticket)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await timers(ticket)).toEqual([])
  }
})

it('LV11 LV13: with the assignee gone it is active and pending in one transaction, and waits for another agent', async () => {
  for (const from of ['idle', 'proactive'] as const) {
    const ticket = await chatIn(from)
    await scene.presence('mina', 'away')
    const moved = await scene.customerWrites(ticket)
    expect(moved).toMatchObject({
      status: { key: 'pending' },
      assignee: null,
      lastAssignee: { name: 'Mina Kim' },
      version: ticket.version + 1,
    })
    expect(await queued(ticket)).toBe(1)
    const moves = (await scene.log(ticket)).filter((event) => event.type === 'ticket.status_changed').slice(-2)
    expect(moves.map(({ data }) => `${String(data.from)} ${String(data.to)} ${String(data.event)}`)).toEqual([
      `${from} active customer_replied`,
      'active pending assignee_left',
    ])
    await scene.presence('mina', 'online')
  }
})

it('LV12: an agent or an admin closes an idle conversation', async () => {
  for (const [as, action, body] of [
    [scene.mina, 'close', {}],
    [scene.ada, 'close', {}],
    [scene.mina, 'status', { to: 'closed' }],
    [scene.ada, 'status', { to: 'closed' }],
  ] as const) {
    expect((await scene.act(as, await chatIn('idle'), action, body)).status.key).toBe('closed')
  }
})

it('LV14: reopened while the last assignee is not online, or no longer there, it is pending and queued', async () => {
  for (const [action, body] of [
    ['reopen', {}],
    ['status', { to: 'active' }],
    ['status', { to: 'pending' }],
  ] as const) {
    const ticket = await chatIn('closed')
    await scene.presence('mina', 'away')
    expect(await scene.act(scene.ada, ticket, action, body)).toMatchObject({
      status: { key: 'pending' },
      assignee: null,
      lastAssignee: { name: 'Mina Kim' },
      resolvedAt: null,
    })
    expect(await queued(ticket)).toBe(1)
    await scene.presence('mina', 'online')
  }
  const left = await chatIn('closed')
  await scene.presence('joon', 'online')
  const { desks } = (await scene.ada.get<{ items: { id: string; desks: string[] }[] }>('/agents')).items.find(
    (agent) => agent.id === scene.ids.mina,
  ) ?? { desks: [] }
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: desks.filter((id) => id !== desk) })
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
    const ticket = await chatIn('closed')
    expect(await scene.act(scene.ada, ticket, action, body)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await queued(ticket)).toBe(0)
  }
  await scene.presence('mina', 'online', 5)
})

it('LV14 LV15: only an admin reopens', async () => {
  const ticket = await chatIn('closed')
  await scene.refused(scene.mina, ticket, 'reopen', {}, { action: 'reopen', reason: 'wrong_actor', ticketStatus: 'closed' })
  for (const to of ['active', 'pending'])
    await scene.refused(scene.mina, ticket, 'status', { to }, { action: 'status_set', reason: 'wrong_actor', ticketStatus: 'closed' })
})

it('LV16: a lost connection counts as offline after a grace time, by the clock on the wall and not by business time', async () => {
  const ticket = await chatIn('active')
  await scene.rows('UPDATE memberships SET seen_at = clock_timestamp() WHERE workspace_id = $1 AND user_id = $2', [
    scene.workspaceId,
    scene.ids.mina,
  ])
  await scene.forward(7_200)
  await noticeLostConnections(scene.app, scene.workspaceId)
  expect((await scene.customerWrites(ticket)).status.key).toBe('active')
  const other = await scene.create(desk)
  expect((await scene.act(scene.ada, other, 'assign', { agent: scene.ids.mina })).status.key).toBe('active')

  await scene.rows("UPDATE memberships SET seen_at = clock_timestamp() - interval '61 seconds' WHERE workspace_id = $1 AND user_id = $2", [
    scene.workspaceId,
    scene.ids.mina,
  ])
  await scene.refused(scene.ada, await scene.create(desk), 'assign', { agent: scene.ids.mina }, { reason: 'assignee_not_online' })
  expect(await noticeLostConnections(scene.app, scene.workspaceId)).toBe(1)
  await eventually(
    () => scene.statusOf(ticket),
    (now) => now === 'pending',
  )
  expect(await noticeLostConnections(scene.app, scene.workspaceId)).toBe(0)
})

it('LV17: nobody offline gets a pending conversation, and an active one keeps an assignee', async () => {
  const pending = await chatIn('pending')
  for (const [as, action, body] of [
    [scene.mina, 'assign', { agent: scene.ids.joon }],
    [scene.ada, 'forward', { agent: scene.ids.joon }],
    [scene.joon, 'take', {}],
    [scene.joon, 'keep', {}],
  ] as const) {
    await scene.refused(as, pending, action, body, { action: 'assigned', reason: 'assignee_not_online', ticketStatus: 'pending' })
  }
  const active = await chatIn('active')
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

it('nothing that the table does not name: every other status asked for, and every verb live does not have, is refused', async () => {
  const asked: Record<Status, readonly Status[]> = {
    pending: [],
    active: ['in_progress', 'closed'],
    proactive: [],
    in_progress: [],
    idle: ['in_progress', 'closed'],
    closed: ['pending', 'active'],
  }
  const all = Object.keys(asked) as Status[]
  for (const status of all) {
    const ticket = await chatIn(status)
    for (const to of all.filter((one) => one !== status && !asked[status].includes(one))) {
      await scene.refused(scene.ada, ticket, 'status', { to }, { action: 'status_set', reason: 'not_offered', ticketStatus: status })
    }
    for (const [action, body] of [
      ['resolve', { text: 'Done' }],
      ['hold', {}],
      ['complete', {}],
      ['resolve-internally', { reason: 'test' }],
      ['schedule-closure', { at: '2999-01-01T00:00:00Z' }],
      ...(['pending', 'proactive', 'in_progress', 'closed'].includes(status) ? ([['close', { confirmed: true }]] as const) : []),
      ...(status === 'closed' ? [] : ([['reopen', {}]] as const)),
    ] as const) {
      await scene.refused(scene.ada, ticket, action, body, {
        action: action.replace('-', '_'),
        reason: 'not_offered',
        ticketStatus: status,
      })
    }
  }
})

it('a customer who writes to a closed conversation gets a new one that points back, and the closed one stays as it is', async () => {
  const ticket = await chatIn('closed')
  const followUp = await scene.customerWrites(ticket, 'One more thing.')
  expect(followUp).toMatchObject({ status: { key: 'pending' }, followUpOf: { reference: ticket.reference } })
  expect(await scene.read(ticket)).toMatchObject({
    status: { key: 'closed' },
    messageCount: ticket.messageCount,
    followUps: [{ reference: followUp.reference }],
  })
})
