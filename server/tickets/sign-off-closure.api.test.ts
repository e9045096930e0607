import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './testing/scene.ts'
import { later, openSignOffScene, settable, type SignOffScene, statuses, underWay } from './testing/sign-off-scene.ts'

let scene: SignOffScene
beforeAll(async () => {
  scene = await openSignOffScene()
})
afterAll(() => scene.end())

it.each([...underWay, 'resolved', 'pending_closure'] as const)(
  'LG6: staff schedule a closure from %s; a second one and a time that is past are refused',
  async (status) => {
    const ticket = await scene.ticketIn(status)
    const before = await scene.everything(ticket)
    expect(
      (await scene.mina.problem('POST', `/tickets/${ticket.reference}/schedule-closure`, { at: '2001-01-01T00:00:00Z' })).errors?.[0]?.path,
    ).toBe('at')
    expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/schedule-closure`, {})).code).toBe('invalid_input')
    expect(await scene.everything(ticket)).toEqual(before)
    expect(await scene.act(scene.mina, ticket, 'schedule-closure', { at: later })).toMatchObject({
      status: { key: 'closure_scheduled' },
      closureAt: later,
    })
    expect(await scene.timers(ticket)).toEqual([{ kind: 'closure' }])
    await scene.refused(
      scene.mina,
      ticket,
      'schedule-closure',
      { at: '2998-01-01T00:00:00Z' },
      { action: 'schedule_closure', reason: 'already_scheduled', ticketStatus: 'closure_scheduled' },
    )
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it('LG6: scheduling on closed is refused, and staff set neither pending closure nor closure scheduled', async () => {
  await scene.refused(
    scene.mina,
    await scene.ticketIn('closed'),
    'schedule-closure',
    { at: later },
    { action: 'schedule_closure', reason: 'already_closed', ticketStatus: 'closed' },
  )
  for (const status of statuses) {
    const ticket = await scene.ticketIn(status)
    const named = { action: 'status_set', ticketStatus: status }
    await scene.refused(
      scene.ada,
      ticket,
      'status',
      { to: 'pending_closure' },
      { ...named, reason: status === 'pending_closure' ? 'same_status' : 'only_customers_request' },
    )
    await scene.refused(
      scene.ada,
      ticket,
      'status',
      { to: 'closure_scheduled' },
      { ...named, reason: status === 'closure_scheduled' ? 'same_status' : 'needs_a_time' },
    )
  }
})

it.each(settable)(
  'LG6: staff move a scheduled closure to %s: the timer is gone and, but from closed, a new one is possible',
  async (to) => {
    const ticket = await scene.ticketIn('closure_scheduled')
    expect(await scene.act(scene.mina, ticket, 'status', { to })).toMatchObject({ status: { key: to }, closureAt: null })
    expect(await scene.timers(ticket)).toEqual([])
    if (to !== 'closed') expect((await scene.act(scene.mina, ticket, 'schedule-closure', { at: later })).closureAt).toBe(later)
  },
)

it('LG6: the customer’s early close, a scheduled deletion and a merge end the timer too; only the customer closes early', async () => {
  const early = await scene.ticketIn('closure_scheduled')
  await scene.refused(
    scene.mina,
    early,
    'close',
    { confirmed: true },
    { action: 'close', reason: 'wrong_actor', ticketStatus: 'closure_scheduled' },
  )
  await scene.act(scene.robot, early, 'close', { as: 'customer' })
  const deleted = await scene.ticketIn('closure_scheduled')
  await scene.act(scene.ada, deleted, 'schedule-deletion', { at: later })
  const merged = await scene.ticketIn('closure_scheduled')
  await scene.act(scene.mina, await scene.ticketIn('open'), 'merge', { duplicate: merged.reference })
  for (const ticket of [early, deleted, merged]) {
    expect(await scene.read(ticket)).toMatchObject({ status: { key: 'closed' }, closureAt: null })
    expect((await scene.timers(ticket)).filter(({ kind }) => kind === 'closure')).toEqual([])
    expect(await scene.mails(ticket)).toEqual([])
  }
  for (const status of [...underWay, 'resolved', 'pending_closure'] as const) {
    await scene.refused(
      scene.robot,
      await scene.ticketIn(status),
      'close',
      { as: 'customer' },
      { action: 'close', reason: 'not_offered', ticketStatus: status },
    )
  }
})

it('LG6: when the time comes it closes by itself, with a line that says so', async () => {
  const ticket = await scene.create(scene.signDesk)
  const [now] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '1 hour' AS at")
  await scene.act(scene.mina, ticket, 'schedule-closure', { at: now?.at.toISOString() })
  await scene.forward(3_601)
  const closed = await eventually(
    () => scene.read(ticket),
    (seen) => seen.status.key === 'closed',
  )
  expect(closed.closureAt).toBeNull()
  expect(await scene.lines(ticket)).toEqual(['closed_as_scheduled'])
  expect(await scene.surveys(ticket)).toHaveLength(1)
  expect(await scene.mails(ticket)).toEqual([])
})

it('LG6 LX1: a merge that is taken back gives the scheduled closure back, with its time', async () => {
  const ticket = await scene.ticketIn('closure_scheduled')
  const primary = await scene.ticketIn('open')
  const { mergedFrom } = await scene.act(scene.mina, primary, 'merge', { duplicate: ticket.reference })
  await scene.act(scene.mina, primary, 'unmerge', { merge: mergedFrom[0]?.mergeId })
  expect(await scene.read(ticket)).toMatchObject({
    status: { key: 'closure_scheduled' },
    closureAt: later,
    bucket: 'active',
    resolvedAt: ticket.resolvedAt,
  })
  expect(await scene.timers(ticket)).toEqual([{ kind: 'closure' }])
})

it.each(statuses)('LG7: scheduling a deletion of a ticket in %s closes it at once; it is deleted at its time', async (status) => {
  const ticket = await scene.ticketIn(status)
  const [now] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '1 day' AS at")
  const at = now?.at.toISOString()
  const had = await scene.surveys(ticket)
  expect(await scene.act(scene.ada, ticket, 'schedule-deletion', { at })).toMatchObject({
    status: { key: 'closed' },
    bucket: 'active',
    deletionAt: at,
  })
  await scene.refused(
    scene.ada,
    ticket,
    'schedule-deletion',
    { at: later },
    { action: 'schedule-deletion', reason: 'already_scheduled', ticketStatus: 'closed' },
  )
  await scene.refused(
    scene.ada,
    ticket,
    'messages',
    { text: 'Hello' },
    { action: 'reply', reason: 'deletion_scheduled', ticketStatus: 'closed' },
  )
  expect(await scene.surveys(ticket)).toHaveLength(1)
  if (had.length > 0) expect(await scene.surveys(ticket)).toEqual(had)
  expect(await scene.mails(ticket)).toEqual([])
  if (status !== 'open') return
  await scene.forward(86_401)
  await eventually(
    () => scene.read(ticket),
    (seen) => seen.bucket === 'trash' && seen.deletionAt === null,
  )
})
