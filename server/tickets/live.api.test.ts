import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { type ChatStatus, type LiveScene, openLiveScene } from './testing/live-scene.ts'
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

const by = (): Record<'agent' | 'admin', Api> => ({ agent: scene.mina, admin: scene.ada })

it('LV1: a customer’s conversation is pending and waits in the queue', async () => {
  const ticket = await scene.create(scene.chatDesk)
  expect(ticket).toMatchObject({ status: { key: 'pending', category: 'new' }, assignee: null })
  expect(await scene.queued(ticket)).toBe(1)
})

it('LV2: an agent who writes first makes it proactive, holds it, and the customer is mailed that message', async () => {
  const ticket = await scene.chatIn('proactive')
  expect(ticket.assignee?.name).toBe('Mina Kim')
  expect(ticket.firstResponseAt).not.toBeNull()
  expect(await scene.queued(ticket)).toBe(0)
  expect(await scene.mails(ticket)).toEqual(['reply to yuki@customer.example'])
})

it('LV3: assigning a pending conversation to somebody online makes it active and takes it out of the queue', async () => {
  for (const [as, action, body] of [
    [scene.mina, 'take', {}],
    [scene.mina, 'keep', {}],
    [scene.mina, 'assign', { agent: scene.ids.mina }],
    [scene.ada, 'forward', { agent: scene.ids.mina }],
  ] as const) {
    const ticket = await scene.chatIn('pending')
    expect(await scene.act(as, ticket, action, body)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await scene.queued(ticket)).toBe(0)
  }
})

it('LV4 LV10: an agent or an admin sets an active or idle conversation in progress, and the assignment is cancelled', async () => {
  for (const from of ['active', 'idle'] as const) {
    for (const as of Object.values(by())) {
      const ticket = await scene.chatIn(from)
      const moved = await scene.act(as, ticket, 'status', { to: 'in_progress' })
      expect(moved).toMatchObject({ status: { key: 'in_progress' }, assignee: null, lastAssignee: { name: 'Mina Kim' } })
      expect(await scene.timers(ticket)).toEqual([])
      expect(await scene.queued(ticket)).toBe(0)
    }
  }
})

it('LV5: a silent customer makes it idle after the set time since the agent’s last message, and not after their own', async () => {
  const ticket = await scene.chatIn('active')
  await scene.reply(scene.mina, ticket)
  await scene.forward(400)
  await scene.reply(scene.mina, ticket, 'Are you still there?')
  await scene.forward(400)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await scene.statusOf(ticket)).toBe('active')

  const writing = await scene.chatIn('active')
  await scene.reply(scene.mina, writing)
  await scene.customerWrites(writing)
  expect(await scene.timers(writing)).toEqual([])
  await scene.forward(300)
  await eventually(
    () => scene.statusOf(ticket),
    (now) => now === 'idle',
  )
  await scene.forward(600)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await scene.statusOf(writing)).toBe('active')
  expect((await scene.lines(ticket)).filter((key) => key === 'went_idle')).toHaveLength(1)
  expect((await scene.read(ticket)).assignee?.name).toBe('Mina Kim')
})

it('LV6: the admin closes an active conversation after confirming with the customer, and the answer is logged', async () => {
  for (const [action, body] of [
    ['close', {}],
    ['status', { to: 'closed' }],
  ] as const) {
    const ticket = await scene.chatIn('active')
    const named = { action: action === 'close' ? 'close' : 'status_set', ticketStatus: 'active' }
    await scene.refused(scene.ada, ticket, action, body, { ...named, reason: 'needs_confirmation' })
    await scene.refused(scene.ada, ticket, action, { ...body, confirmed: false }, { ...named, reason: 'needs_confirmation' })
    await scene.refused(scene.mina, ticket, action, { ...body, confirmed: true }, { ...named, reason: 'wrong_actor' })
    expect((await scene.act(scene.ada, ticket, action, { ...body, confirmed: true })).status.key).toBe('closed')
    expect(await scene.lines(ticket)).toContain('closed_after_confirmation')
    expect(await scene.mails(ticket)).toEqual([])
  }
})

it('LV6: an agent whose role may close active conversations does it as an admin does', async () => {
  const ticket = await scene.chatIn('active')
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

it('LV8: an admin assigns a conversation in progress to somebody online; an agent may not, and nobody to somebody offline', async () => {
  const ticket = await scene.chatIn('in_progress')
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
  const quiet = await scene.chatIn('in_progress')
  expect(await scene.timers(quiet)).toEqual([])
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
  expect(await scene.timers(waiting)).toEqual(['return'])
  expect((await scene.customerWrites(waiting)).status.key).toBe('in_progress')
  await scene.forward(301)
  await eventually(
    () => scene.statusOf(waiting),
    (now) => now === 'pending',
  )
  expect(await scene.queued(waiting)).toBe(1)

  const answered = await inProgress(writing)
  expect(await scene.timers(answered)).toEqual([])
  expect((await scene.customerWrites(answered)).status.key).toBe('pending')
  expect(await scene.queued(answered)).toBe(1)
})

it('LV11 LV13: the customer’s message makes an idle or proactive conversation active again', async () => {
  for (const from of ['idle', 'proactive'] as const) {
    const ticket = await scene.chatIn(from)
    expect(await scene.customerWrites(ticket)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
    expect(await scene.timers(ticket)).toEqual([])
  }
})

it('LV12: an agent or an admin closes an idle conversation', async () => {
  for (const [as, action, body] of [
    [scene.mina, 'close', {}],
    [scene.ada, 'close', {}],
    [scene.mina, 'status', { to: 'closed' }],
    [scene.ada, 'status', { to: 'closed' }],
  ] as const) {
    expect((await scene.act(as, await scene.chatIn('idle'), action, body)).status.key).toBe('closed')
  }
})

it('nothing that the table does not name: every other status asked for, and every verb live does not have, is refused', async () => {
  const asked: Record<ChatStatus, readonly ChatStatus[]> = {
    pending: [],
    active: ['in_progress', 'closed'],
    proactive: [],
    in_progress: [],
    idle: ['in_progress', 'closed'],
    closed: ['pending', 'active'],
  }
  const all = Object.keys(asked) as ChatStatus[]
  for (const status of all) {
    const ticket = await scene.chatIn(status)
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
  const ticket = await scene.chatIn('closed')
  const followUp = await scene.customerWrites(ticket, 'One more thing.')
  expect(followUp).toMatchObject({ status: { key: 'pending' }, followUpOf: { reference: ticket.reference } })
  expect(await scene.read(ticket)).toMatchObject({
    status: { key: 'closed' },
    messageCount: ticket.messageCount,
    followUps: [{ reference: followUp.reference }],
  })
})
