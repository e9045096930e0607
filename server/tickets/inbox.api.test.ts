import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('inbox')
})
afterAll(() => scene.end())

const toCarl = 'carl@customer.example'

/** A ticket that was brought into a status by what people do. */
async function ticketIn(status: 'new' | 'answered' | 'open' | 'resolved'): Promise<SeenTicket> {
  const ticket = await scene.create(desk)
  if (status === 'answered' || status === 'open') await scene.reply(scene.mina, ticket)
  if (status === 'open') await scene.customerWrites(ticket)
  if (status === 'resolved') await scene.act(scene.mina, ticket, 'resolve')
  const arrived = await scene.read(ticket)
  expect(arrived.status.key).toBe(status)
  return arrived
}

it('LI1: a ticket is new on creation and seen by every agent of the desk at once', async () => {
  const ticket = await scene.create(desk)
  expect(ticket.status).toMatchObject({ key: 'new', category: 'new' })
  for (const api of [scene.mina, scene.joon, scene.vera]) {
    const { items } = await api.get<{ items: SeenTicket[] }>(`/tickets?desk=${desk}`)
    expect(items.map((row) => row.reference)).toContain(ticket.reference)
  }
  expect(await scene.mails(ticket)).toEqual([])
})

it.each(['new', 'answered', 'open', 'resolved'] as const)(
  'LI2: an agent’s reply makes a ticket that is %s answered and mails the reply alone',
  async (status) => {
    const ticket = await ticketIn(status)
    const before = await scene.mails(ticket)
    const replied = await scene.reply(scene.joon, ticket)
    expect(replied.status).toMatchObject({ key: 'answered', category: 'waiting' })
    expect(replied.resolvedAt).toBeNull()
    expect(await scene.mails(ticket)).toEqual([...before, `reply to ${toCarl}`])
  },
)

it('LI2 LX3: a note, an assignment, a priority and a label leave a new ticket new and mail nobody', async () => {
  const ticket = await ticketIn('new')
  await scene.mina.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'For us only.' })
  await scene.act(scene.mina, ticket, 'take')
  await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })
  await scene.mina.patch(`/tickets/${ticket.reference}`, { priority: 'high' })
  expect(await scene.statusOf(ticket)).toBe('new')
  expect(await scene.mails(ticket)).toEqual([])
})

it.each([
  ['new', 'new'],
  ['answered', 'open'],
  ['open', 'open'],
  ['resolved', 'open'],
] as const)('LI3: a customer’s reply to a ticket that is %s makes it %s and mails nobody', async (status, becomes) => {
  const ticket = await ticketIn(status)
  const before = await scene.mails(ticket)
  expect((await scene.customerWrites(ticket)).status.key).toBe(becomes)
  expect(await scene.mails(ticket)).toEqual(before)
})

it.each(['new', 'answered', 'open'] as const)(
  'LI4: an agent resolves a ticket that is %s by hand, and nobody is mailed',
  async (status) => {
    for (const [action, body] of [
      ['resolve', { text: 'It was the cable.' }],
      ['status', { to: 'resolved' }],
    ] as const) {
      const ticket = await ticketIn(status)
      const before = await scene.mails(ticket)
      const resolved = await scene.act(scene.mina, ticket, action, body)
      expect(resolved.status.key).toBe('resolved')
      expect(resolved.resolvedAt).not.toBeNull()
      expect(await scene.mails(ticket)).toEqual(before)
      expect(await scene.rows('SELECT 1 FROM surveys WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])).toEqual(
        [],
      )
    }
  },
)

it('LI4: no timer is built in', async () => {
  for (const status of ['new', 'answered', 'open', 'resolved'] as const) {
    const ticket = await ticketIn(status)
    expect(await scene.rows('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])).toEqual(
      [],
    )
  }
})

it('LI5: Reopen is possible on a resolved ticket only; it is Open then, and the line says back in progress', async () => {
  const ticket = await ticketIn('resolved')
  const reopened = await scene.act(scene.joon, ticket, 'reopen')
  expect(reopened.status.key).toBe('open')
  expect(reopened.resolvedAt).toBeNull()
  const { items } = await scene.ada.get<{ items: { systemLine: { key: string } | null; audience: string }[] }>(
    `/tickets/${ticket.reference}/messages`,
  )
  expect(items.at(-1)).toMatchObject({ systemLine: { key: 'back_in_progress' }, audience: 'staff' })
  for (const status of ['new', 'answered', 'open'] as const) {
    await scene.refused(scene.joon, await ticketIn(status), 'reopen', {}, { action: 'reopen', reason: 'not_offered', ticketStatus: status })
  }
})

it('what an inbox does not have is refused with status, action and reason, and changes nothing (L6)', async () => {
  const fresh = await ticketIn('new')
  const resolved = await ticketIn('resolved')
  const refusals = [
    [fresh, 'hold', {}, { action: 'hold', reason: 'not_offered' }],
    [fresh, 'close', {}, { action: 'close', reason: 'not_offered' }],
    [fresh, 'complete', {}, { action: 'complete', reason: 'not_offered' }],
    [fresh, 'resolve-internally', { reason: 'spam' }, { action: 'resolve_internally', reason: 'not_offered' }],
    [fresh, 'schedule-closure', { at: '2999-01-01T00:00:00Z' }, { action: 'schedule_closure', reason: 'not_offered' }],
    [fresh, 'request-closure', { as: 'customer' }, { action: 'request_closure', reason: 'not_offered' }],
    [fresh, 'tracker-event', { event: 'created' }, { action: 'tracker_created', reason: 'not_offered' }],
    [fresh, 'status', { to: 'answered' }, { action: 'status_set', reason: 'not_offered' }],
    [fresh, 'status', { to: 'open' }, { action: 'status_set', reason: 'not_offered' }],
    [fresh, 'status', { to: 'new' }, { action: 'status_set', reason: 'same_status' }],
    [fresh, 'status', { to: 'waiting' }, { action: 'status_set', reason: 'unknown_status' }],
    [resolved, 'resolve', { text: 'Again' }, { action: 'resolve', reason: 'not_offered' }],
    [resolved, 'status', { to: 'resolved' }, { action: 'status_set', reason: 'same_status' }],
    [resolved, 'escalate', { reason: 'Now' }, { action: 'escalate', reason: 'resolved' }],
  ] as const
  for (const [ticket, action, body, problem] of refusals) {
    await scene.refused(scene.robot, ticket, action, body, { ...problem, ticketStatus: ticket === fresh ? 'new' : 'resolved' })
  }
})

it('LX1: a merge resolves the duplicate without a mail or a survey; a scheduled deletion leaves the status', async () => {
  const primary = await ticketIn('open')
  const duplicate = await ticketIn('answered')
  // What was sent stands where its message stands.
  const mails = async () => [...(await scene.mails(primary)), ...(await scene.mails(duplicate))].sort()
  const before = await mails()
  await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
  expect(await scene.read(duplicate)).toMatchObject({ status: { key: 'resolved' }, bucket: 'merged' })
  expect(await mails()).toEqual(before)

  const other = await ticketIn('open')
  const scheduled = await scene.act(scene.ada, other, 'schedule-deletion', { at: '2999-01-01T00:00:00Z' })
  expect(scheduled).toMatchObject({ status: { key: 'open' }, deletionAt: '2999-01-01T00:00:00.000Z' })
})
