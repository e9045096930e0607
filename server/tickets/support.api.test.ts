import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const statuses = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const
type Status = (typeof statuses)[number]
const unresolved = ['open', 'in_progress', 'waiting'] as const

const toCarl = 'carl@customer.example'

async function ticketIn(status: Status, more: Record<string, unknown> = {}): Promise<SeenTicket> {
  const ticket = await scene.create(desk, more)
  if (status === 'resolved') await scene.act(scene.mina, ticket, 'resolve', { text: 'Done', mail: false })
  else if (status !== 'open') await scene.act(scene.mina, ticket, 'status', { to: status })
  const arrived = await scene.read(ticket)
  expect(arrived.status.key).toBe(status)
  expect(await scene.mails(ticket)).toEqual([])
  return arrived
}

const surveys = (ticket: { id: string }) =>
  scene.rows<{ id: number }>('SELECT id FROM surveys WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])

it.each(statuses)('LS1: agents pick any status from %s; resolving mails where it is news, nothing else does', async (from) => {
  for (const to of statuses) {
    if (to === from) continue
    const ticket = await ticketIn(from)
    const moved = await scene.act(scene.mina, ticket, 'status', { to })
    expect(moved.status.key).toBe(to)
    expect(moved.resolvedAt !== null).toBe(to === 'resolved' || to === 'closed')
    expect(await scene.mails(ticket)).toEqual(to === 'resolved' && from !== 'closed' ? [`resolution to ${toCarl}`] : [])
    expect(await surveys(ticket)).toHaveLength(to === 'resolved' || from === 'resolved' ? 1 : 0)
  }
  await scene.refused(
    scene.mina,
    await ticketIn(from),
    'status',
    { to: from },
    { action: 'status_set', reason: 'same_status', ticketStatus: from },
  )
})

it('LS1: a viewer picks none', async () => {
  const ticket = await ticketIn('open')
  const before = await scene.everything(ticket)
  expect(await scene.vera.problem('POST', `/tickets/${ticket.reference}/status`, { to: 'waiting' })).toMatchObject({
    status: 403,
    code: 'forbidden',
    permission: 'tickets.change_status',
  })
  expect(await scene.everything(ticket)).toEqual(before)
})

it.each(statuses)(
  'LS2: an agent’s reply in %s is mailed and stamps the first response once; only open becomes in progress',
  async (status) => {
    const ticket = await ticketIn(status)
    const first = await scene.reply(scene.mina, ticket)
    expect(first.status.key).toBe(status === 'open' ? 'in_progress' : status)
    expect(first.firstResponseAt).not.toBeNull()
    const second = await scene.reply(scene.joon, ticket)
    expect(second.firstResponseAt).toBe(first.firstResponseAt)
    expect(await scene.mails(ticket)).toEqual([`reply to ${toCarl}`, `reply to ${toCarl}`])
  },
)

it.each([
  ['open', false, 'open'],
  ['in_progress', false, 'in_progress'],
  ['waiting', true, 'in_progress'],
  ['waiting', false, 'open'],
  ['resolved', true, 'open'],
  ['resolved', false, 'open'],
] as const)('LS3: a customer’s reply in %s (assigned: %s) makes it %s', async (status, isAssigned, becomes) => {
  const ticket = await ticketIn(status)
  if (isAssigned) await scene.act(scene.mina, ticket, 'take')
  const written = await scene.customerWrites(ticket)
  expect(written).toMatchObject({ reference: ticket.reference, status: { key: becomes } })
  if (status === 'resolved') expect(written.resolvedAt).toBeNull()
  expect(await scene.mails(ticket)).toEqual([])
})

it('LS3: the desk may keep a waiting ticket waiting', async () => {
  const still = await scene.desk('support', { settings: { replyMovesWaiting: false } })
  for (const isAssigned of [true, false]) {
    const ticket = await scene.create(still)
    await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
    if (isAssigned) await scene.act(scene.mina, ticket, 'take')
    expect((await scene.customerWrites(ticket)).status.key).toBe('waiting')
  }
})

it('LS3: on closed a new, linked ticket is made and the closed one stays as it is', async () => {
  const ticket = await ticketIn('closed')
  const before = await scene.everything(ticket)
  const followUp = await scene.customerWrites(ticket, 'It is back.')
  expect(followUp).toMatchObject({ status: { key: 'open' }, followUpOf: { reference: ticket.reference }, messageCount: 1 })
  expect(await scene.everything(ticket)).toEqual(before)
})

it.each(unresolved)('LS4 T10: Resolve in %s needs a text, mails it once, makes one survey and computes the time', async (status) => {
  const ticket = await ticketIn(status)
  const before = await scene.everything(ticket)
  expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/resolve`, {})).errors?.[0]?.path).toBe('text')
  expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/resolve`, { text: '  ' })).errors?.[0]?.path).toBe('text')
  expect(await scene.everything(ticket)).toEqual(before)
  await scene.act(scene.mina, ticket, 'resolve', { text: 'Reset the password.', score: 4 })
  const resolved = await scene.ada.get<SeenTicket & { resolution: unknown; resolutionSeconds: number }>(`/tickets/${ticket.reference}`)
  expect(resolved).toMatchObject({ status: { key: 'resolved' }, resolution: { text: 'Reset the password.', score: 4 }, surveyScore: null })
  expect(resolved.resolutionSeconds).toBeGreaterThanOrEqual(0)
  expect(await scene.mails(ticket)).toEqual([`resolution to ${toCarl}`])
  expect(await surveys(ticket)).toHaveLength(1)
})

it.each(['resolved', 'closed'] as const)('LS4: neither Resolve nor Escalate in %s', async (status) => {
  const ticket = await ticketIn(status)
  await scene.refused(scene.mina, ticket, 'resolve', { text: 'Again' }, { action: 'resolve', reason: 'not_offered', ticketStatus: status })
  await scene.refused(scene.mina, ticket, 'escalate', { reason: 'Now' }, { action: 'escalate', reason: 'resolved', ticketStatus: status })
  const { actions } = await scene.mina.get<{ actions: { action: string; allowed: boolean }[] }>(`/tickets/${ticket.reference}/actions`)
  expect(actions.filter((one) => one.action === 'resolve' || one.action === 'escalate').map((one) => one.allowed)).toEqual([false, false])
})

it.each(unresolved)('LS4 T11: Escalate in %s below urgent, with a reason; at urgent no more', async (status) => {
  for (const priority of ['low', 'normal', 'high']) {
    const ticket = await ticketIn(status, { priority })
    expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/escalate`, {})).code).toBe('invalid_input')
    expect(await scene.act(scene.mina, ticket, 'escalate', { reason: 'The contract is at risk' })).toMatchObject({
      priority: 'urgent',
      status: { key: status },
    })
    expect(await scene.mails(ticket)).toEqual([])
  }
  const urgent = await ticketIn(status, { priority: 'urgent' })
  await scene.refused(
    scene.mina,
    urgent,
    'escalate',
    { reason: 'More' },
    { action: 'escalate', reason: 'already_urgent', ticketStatus: status },
  )
})

it('a reply that also resolves is one mail (T10)', async () => {
  const ticket = await ticketIn('open')
  const answered = await scene.reply(scene.mina, ticket, 'That is all.', { then: { action: 'status', to: 'resolved' } })
  expect(answered.status.key).toBe('resolved')
  expect(await scene.mails(ticket)).toEqual([`reply to ${toCarl}`])
})

it('a reply that asks for a status it cannot have is not sent either (T10)', async () => {
  const ticket = await ticketIn('open')
  await scene.refused(
    scene.mina,
    ticket,
    'messages',
    { text: 'Hello', then: { action: 'status', to: 'nowhere' } },
    { action: 'status_set', reason: 'unknown_status' },
  )
})

it('verbs that support does not have are refused in every status', async () => {
  for (const status of statuses) {
    const ticket = await ticketIn(status)
    for (const [action, body] of [
      ['hold', {}],
      ['complete', {}],
      ['close', { confirmed: true }],
      ['reopen', {}],
      ['resolve-internally', { reason: 'test' }],
      ['schedule-closure', { at: '2999-01-01T00:00:00Z' }],
      ['request-closure', { as: 'customer' }],
    ] as const) {
      await scene.refused(scene.robot, ticket, action, body, {
        action: action.replace('-', '_'),
        reason: 'not_offered',
        ticketStatus: status,
      })
    }
  }
})

it('LX1: a merge and a scheduled deletion close it without a mail and without a survey', async () => {
  const primary = await ticketIn('open')
  for (const status of statuses) {
    const duplicate = await ticketIn(status)
    const before = await surveys(duplicate)
    await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
    expect(await scene.read(duplicate)).toMatchObject({ status: { key: 'closed' }, bucket: 'merged' })
    const doomed = await ticketIn(status)
    expect((await scene.act(scene.ada, doomed, 'schedule-deletion', { at: '2999-01-01T00:00:00Z' })).status.key).toBe('closed')
    expect([await scene.mails(duplicate), await scene.mails(doomed)]).toEqual([[], []])
    expect(await surveys(duplicate)).toEqual(before)
    expect(await surveys(doomed)).toHaveLength(before.length)
  }
})
