import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemContext } from '../access/index.ts'
import { changeTicket } from './change-ticket.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('contact-center')
})
afterAll(() => scene.end())

const statuses = [
  'unassigned',
  'processing',
  'pending',
  'transferred',
  'transfer_completed',
  'tracker_transferred',
  'tracker_in_progress',
  'tracker_resolved',
  'resolved',
  'completed',
] as const
type Status = (typeof statuses)[number]
const menuIn: readonly Status[] = ['unassigned', 'processing', 'pending', 'transfer_completed', 'tracker_resolved']
const notMenuIn = statuses.filter((status) => !menuIn.includes(status))

const toCarl = 'carl@customer.example'

/** What the other side of a transfer to an issue desk tells us; no part of the API does that yet. */
function transfer(ticket: { id: string }, event: 'transferred_to_desk' | 'transfer_finished'): Promise<void> {
  return changeTicket(
    systemContext(scene.app, scene.workspaceId),
    { ticketId: Number(ticket.id) },
    async (door) => void (await door.fire(event)),
  )
}

const tracker = (ticket: SeenTicket, event: 'created' | 'progressed' | 'finished') =>
  scene.act(scene.robot, ticket, 'tracker-event', { event })

/** A ticket that came into a status by what happened to it; Mina holds it wherever somebody does. */
async function ticketIn(status: Status): Promise<SeenTicket> {
  const ticket = await scene.create(desk)
  if (status !== 'unassigned') await scene.act(scene.mina, ticket, 'take')
  if (status === 'pending') await scene.act(scene.mina, ticket, 'hold', { mail: false })
  if (status === 'transferred' || status === 'transfer_completed') await transfer(ticket, 'transferred_to_desk')
  if (status === 'transfer_completed') await transfer(ticket, 'transfer_finished')
  if (status.startsWith('tracker')) await tracker(ticket, 'created')
  if (status === 'tracker_in_progress') await tracker(ticket, 'progressed')
  if (status === 'tracker_resolved') await tracker(ticket, 'finished')
  if (status === 'resolved' || status === 'completed') await scene.act(scene.mina, ticket, 'resolve', { mail: false })
  if (status === 'completed') await scene.act(scene.ada, ticket, 'complete')
  const arrived = await scene.read(ticket)
  expect(arrived.status.key).toBe(status)
  expect(await scene.mails(ticket)).toEqual([])
  return arrived
}

it('LC1: created unassigned; Keep makes it processing with who kept it', async () => {
  const ticket = await scene.create(desk)
  expect(ticket).toMatchObject({ status: { key: 'unassigned', category: 'new' }, assignee: null })
  expect(await scene.act(scene.mina, ticket, 'keep')).toMatchObject({ status: { key: 'processing' }, assignee: { name: 'Mina Kim' } })
  expect(await scene.mails(ticket)).toEqual([])
})

it('LC1: Keep by an agent in several teams asks which, with the list; the team named is stored, a foreign one refused', async () => {
  const team = (name: string, members: string[]) => scene.ada.post<{ id: string }>('/teams', { name, members })
  const [first, second, foreign] = await Promise.all([
    team('Phone', [scene.ids.joon]),
    team('Mail', [scene.ids.joon]),
    team('Night', [scene.ids.mina]),
  ])
  const ticket = await ticketIn('unassigned')
  const before = await scene.everything(ticket)
  const problem = await scene.joon.problem('POST', `/tickets/${ticket.reference}/keep`, {})
  expect(problem).toMatchObject({
    status: 409,
    code: 'team_needed',
    teams: [
      { id: second.id, name: 'Mail' },
      { id: first.id, name: 'Phone' },
    ],
  })
  expect(problem.detail).toContain('Mail, Phone')
  expect((await scene.joon.problem('POST', `/tickets/${ticket.reference}/keep`, { team: foreign.id })).errors?.[0]?.path).toBe('team')
  expect(await scene.everything(ticket)).toEqual(before)
  expect(await scene.act(scene.joon, ticket, 'keep', { team: first.id })).toMatchObject({
    status: { key: 'processing' },
    assignee: { name: 'Joon Park' },
    team: { name: 'Phone' },
  })

  const alone = await ticketIn('unassigned')
  expect((await scene.act(scene.mina, alone, 'keep')).team?.name).toBe('Night')
})

it.each(['unassigned', 'processing', 'pending', 'resolved', 'transfer_completed', 'tracker_resolved'] as const)(
  'LC1: Forward from %s makes it processing with the new assignee',
  async (status) => {
    const ticket = await ticketIn(status)
    expect(await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.vera })).toMatchObject({
      status: { key: 'processing' },
      assignee: { name: 'Vera Lund' },
    })
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it.each(['transferred', 'tracker_transferred', 'tracker_in_progress'] as const)(
  'LC1: Forward in %s changes the assignee only',
  async (status) => {
    const ticket = await ticketIn(status)
    expect(await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.vera })).toMatchObject({
      status: { key: status },
      assignee: { name: 'Vera Lund' },
    })
  },
)

it('LC1 LC7: completed is final: it refuses Forward and everything else', async () => {
  const ticket = await ticketIn('completed')
  await scene.refused(
    scene.ada,
    ticket,
    'forward',
    { agent: scene.ids.vera },
    { action: 'assigned', reason: 'final_status', ticketStatus: 'completed' },
  )
  for (const [action, body] of [
    ['resolve', {}],
    ['hold', {}],
    ['resolve-internally', { reason: 'test' }],
    ['complete', {}],
  ] as const) {
    await scene.refused(scene.ada, ticket, action, body, {
      action: action.replace('-', '_'),
      reason: 'final_status',
      ticketStatus: 'completed',
    })
  }
  for (const to of statuses.filter((key) => key !== 'completed')) {
    await scene.refused(scene.ada, ticket, 'status', { to }, { action: 'status_set', reason: 'final_status', ticketStatus: 'completed' })
  }
  const { actions } = await scene.ada.get<{ actions: { action: string; allowed: boolean }[] }>(`/tickets/${ticket.reference}/actions`)
  expect(actions.filter((one) => one.allowed).map((one) => one.action)).not.toContain('forward')
})

it.each(menuIn)(
  'LC2: the processing menu in %s: resolved with its mail, pending with its mail, a comment, resolved internally without',
  async (status) => {
    const resolved = await ticketIn(status)
    const done = await scene.act(scene.mina, resolved, 'resolve', { text: 'Replaced the cable.' })
    expect(done).toMatchObject({ status: { key: 'resolved' }, assignee: { name: 'Mina Kim' } })
    expect(done.firstResponseAt).not.toBeNull()
    expect(await scene.mails(resolved)).toEqual([`resolution to ${toCarl}`])

    const held = await ticketIn(status)
    expect(await scene.act(scene.mina, held, 'hold', { text: 'We ask the factory.' })).toMatchObject({
      status: { key: 'pending' },
      assignee: { name: 'Mina Kim' },
    })
    expect(await scene.mails(held)).toEqual([`hold to ${toCarl}`])

    const commented = await ticketIn(status)
    await scene.mina.post(`/tickets/${commented.reference}/messages`, { kind: 'note', text: 'Called twice.' })
    expect(await scene.read(commented)).toMatchObject({ status: { key: status }, assignee: commented.assignee })
    expect(await scene.mails(commented)).toEqual([])

    const internal = await ticketIn(status)
    expect(await scene.act(scene.mina, internal, 'resolve-internally', { reason: 'phone', text: 'She called.' })).toMatchObject({
      status: { key: 'resolved' },
      bucket: 'active',
      assignee: { name: 'Mina Kim' },
    })
    expect(await scene.mails(internal)).toEqual([])
    expect((await scene.log(internal)).find((event) => event.type === 'ticket.resolved_internally')?.data).toEqual({ reason: 'phone' })
  },
)

it.each(notMenuIn)('LC2: no processing menu in %s', async (status) => {
  const ticket = await ticketIn(status)
  const reason = status === 'completed' ? 'final_status' : 'not_offered'
  for (const [action, body] of [
    ['resolve', { text: 'Done' }],
    ['hold', {}],
    ['resolve-internally', { reason: 'abusive' }],
  ] as const) {
    await scene.refused(scene.mina, ticket, action, body, { action: action.replace('-', '_'), reason, ticketStatus: status })
  }
})

it('LC2 LX2: resolved internally as spam it lies in the spam folder too, and comes back resolved', async () => {
  const ticket = await ticketIn('processing')
  expect(await scene.act(scene.mina, ticket, 'resolve-internally', { reason: 'spam' })).toMatchObject({
    status: { key: 'resolved' },
    bucket: 'spam',
  })
  expect(await scene.act(scene.ada, ticket, 'not-spam')).toMatchObject({
    status: { key: 'resolved' },
    bucket: 'active',
    assignee: { name: 'Mina Kim' },
  })
  expect(await scene.mails(ticket)).toEqual([])
})

it('LC2: the mails carry the agent’s words, or those of the desk, and are left out when the agent says so', async () => {
  await scene.ada.patch(`/desks/${desk}`, { settings: { holdMail: { subject: 'A moment', text: 'Please wait a little.' } } })
  const texts = async (ticket: SeenTicket) =>
    (
      await scene.ada.get<{ items: { kind: string; text: string; subject: string | null }[] }>(`/tickets/${ticket.reference}/messages`)
    ).items.filter((message) => message.kind === 'hold')
  const own = await ticketIn('processing')
  await scene.act(scene.mina, own, 'hold', { text: 'Until Friday.' })
  expect(await texts(own)).toMatchObject([{ text: 'Until Friday.', subject: 'A moment' }])
  const template = await ticketIn('processing')
  await scene.act(scene.mina, template, 'hold')
  expect(await texts(template)).toMatchObject([{ text: 'Please wait a little.' }])
  const none = await ticketIn('processing')
  await scene.act(scene.mina, none, 'hold', { mail: false })
  expect(await texts(none)).toEqual([])
  expect(await scene.mails(none)).toEqual([])
})

it('an internal ticket and one without a contact mail nobody (T1)', async () => {
  const internal = await scene.create(desk, { internal: true })
  const nobody = await scene.create(desk, { contact: undefined })
  for (const ticket of [internal, nobody]) {
    await scene.act(scene.mina, ticket, 'hold', { text: 'Wait' })
    await scene.act(scene.mina, ticket, 'resolve', { text: 'Done' })
    expect(await scene.mails(ticket)).toEqual([])
  }
})

it('LC3: resolved is completed by an admin only', async () => {
  const ticket = await ticketIn('resolved')
  await scene.refused(scene.mina, ticket, 'complete', {}, { action: 'complete', reason: 'wrong_actor', ticketStatus: 'resolved' })
  expect((await scene.act(scene.ada, ticket, 'complete')).status).toMatchObject({ key: 'completed', category: 'closed' })
  expect(await scene.mails(ticket)).toEqual([])
  for (const status of statuses.filter((key) => key !== 'resolved' && key !== 'completed')) {
    await scene.refused(
      scene.ada,
      await ticketIn(status),
      'complete',
      {},
      { action: 'complete', reason: 'not_offered', ticketStatus: status },
    )
  }
})

it('LC4: an issue desk that confirmed makes it transferred, and transfer completed when it is done; twice is once', async () => {
  for (const status of menuIn) {
    const ticket = await ticketIn(status)
    await transfer(ticket, 'transferred_to_desk')
    expect(await scene.statusOf(ticket)).toBe('transferred')
    await expect(transfer(ticket, 'transferred_to_desk')).rejects.toMatchObject({
      code: 'refused',
      extra: { reason: 'not_offered', ticketStatus: 'transferred' },
    })
    await transfer(ticket, 'transfer_finished')
    expect(await scene.statusOf(ticket)).toBe('transfer_completed')
    const before = await scene.everything(ticket)
    await transfer(ticket, 'transfer_finished')
    expect(await scene.everything(ticket)).toEqual(before)
    expect(await scene.mails(ticket)).toEqual([])
  }
})

it('LC5: a task made in a tracker, in progress, done and taken up again; a repeated notice changes nothing', async () => {
  for (const status of menuIn) {
    const ticket = await ticketIn(status)
    expect((await tracker(ticket, 'created')).status.key).toBe('tracker_transferred')
    for (const [event, becomes] of [
      ['progressed', 'tracker_in_progress'],
      ['finished', 'tracker_resolved'],
      ['progressed', 'tracker_in_progress'],
    ] as const) {
      expect((await tracker(ticket, event)).status.key).toBe(becomes)
      const before = await scene.everything(ticket)
      expect((await tracker(ticket, event)).status.key).toBe(becomes)
      expect(await scene.everything(ticket)).toEqual(before)
    }
    expect(await scene.mails(ticket)).toEqual([])
  }
  const straight = await ticketIn('tracker_transferred')
  expect((await tracker(straight, 'finished')).status.key).toBe('tracker_resolved')
})

it('LC5: a tracker reports only with the permission, only on its tasks, and only where a task can be made', async () => {
  const ticket = await ticketIn('tracker_transferred')
  const before = await scene.everything(ticket)
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/tracker-event`, { event: 'progressed' })).toMatchObject({
    status: 403,
    code: 'forbidden',
    permission: 'tracker.report',
  })
  expect(await scene.everything(ticket)).toEqual(before)
  const tracking: readonly Status[] = ['tracker_transferred', 'tracker_in_progress', 'tracker_resolved']
  for (const status of statuses) {
    const other = await ticketIn(status)
    const reason = status === 'completed' ? 'final_status' : 'not_offered'
    if (!menuIn.includes(status))
      await scene.refused(
        scene.robot,
        other,
        'tracker-event',
        { event: 'created' },
        { action: 'tracker_created', reason, ticketStatus: status },
      )
    if (tracking.includes(status)) continue
    for (const event of ['progressed', 'finished']) {
      // Only the tracker itself, as the system, moves a task along.
      await scene.refused(scene.robot, other, 'tracker-event', { event }, { action: `tracker_${event}`, reason, ticketStatus: status })
    }
  }
})

it('LC5: nobody sets a status of this desk by hand', async () => {
  for (const status of ['unassigned', 'processing', 'resolved'] as const) {
    const ticket = await ticketIn(status)
    for (const to of statuses.filter((key) => key !== status)) {
      await scene.refused(scene.ada, ticket, 'status', { to }, { action: 'status_set', reason: 'not_offered', ticketStatus: status })
    }
  }
})

it.each(statuses.filter((status) => status !== 'completed'))(
  'a customer’s reply in %s goes where the desk’s rules say, and mails nobody',
  async (status) => {
    const ticket = await ticketIn(status)
    const becomes = status === 'resolved' || status === 'pending' ? 'processing' : status
    expect(await scene.customerWrites(ticket)).toMatchObject({ reference: ticket.reference, status: { key: becomes } })
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it('a customer’s reply to a resolved or pending ticket that nobody holds makes it unassigned; to a completed one, a new linked ticket', async () => {
  for (const status of ['resolved', 'pending'] as const) {
    const ticket = await ticketIn(status)
    await scene.act(scene.mina, ticket, 'unassign')
    expect(await scene.statusOf(ticket)).toBe(status)
    expect((await scene.customerWrites(ticket)).status.key).toBe('unassigned')
  }
  const completed = await ticketIn('completed')
  const before = await scene.everything(completed)
  expect(await scene.customerWrites(completed)).toMatchObject({
    status: { key: 'unassigned' },
    followUpOf: { reference: completed.reference },
  })
  expect(await scene.everything(completed)).toEqual(before)
})

it('unassigning a ticket in processing makes it unassigned', async () => {
  const ticket = await ticketIn('processing')
  expect(await scene.act(scene.mina, ticket, 'unassign')).toMatchObject({ status: { key: 'unassigned' }, assignee: null })
})

it('LX1: a merge and a scheduled deletion leave the status of every ticket as it is, and mail nobody', async () => {
  const primary = await ticketIn('unassigned')
  for (const status of statuses) {
    const duplicate = await ticketIn(status)
    await scene.act(scene.ada, primary, 'merge', { duplicate: duplicate.reference })
    expect(await scene.read(duplicate)).toMatchObject({ status: { key: status }, bucket: 'merged' })
    const other = await ticketIn(status)
    expect((await scene.act(scene.ada, other, 'schedule-deletion', { at: '2999-01-01T00:00:00Z' })).status.key).toBe(status)
    expect(await scene.mails(duplicate)).toEqual([])
  }
})
