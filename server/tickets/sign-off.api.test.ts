import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('sign-off', { viewAll: true })
})
afterAll(() => scene.end())

const underWay = ['open', 'in_progress', 'awaiting_customer', 'required_test', 'required_action'] as const
const surveyed = ['resolved', 'closed', 'pending_closure', 'closure_scheduled'] as const
const statuses = [...underWay, ...surveyed] as const
type Status = (typeof statuses)[number]
/** What staff may set by hand. */
const settable = [...underWay, 'resolved', 'closed'] as const
const later = '2999-01-01T00:00:00.000Z'

const toCarl = 'carl@customer.example'

async function ticketIn(status: Status, on = desk): Promise<SeenTicket> {
  const ticket = await scene.create(on)
  if (status === 'resolved') await scene.act(scene.ada, ticket, 'resolve', { mail: false })
  else if (status === 'pending_closure') await scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
  else if (status === 'closure_scheduled') await scene.act(scene.ada, ticket, 'schedule-closure', { at: later })
  else if (status !== 'open') await scene.act(scene.ada, ticket, 'status', { to: status })
  const arrived = await scene.read(ticket)
  expect(arrived.status.key).toBe(status)
  expect(await scene.mails(ticket)).toEqual([])
  return arrived
}

const own = (ticket: { id: string }) => [scene.workspaceId, ticket.id]
const surveys = (ticket: { id: string }) =>
  scene.rows<{ id: number; token: string }>(
    "SELECT id, encode(token_hash, 'hex') AS token FROM surveys WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY id",
    own(ticket),
  )
const submit = (ticket: { id: string }) =>
  scene.rows('UPDATE surveys SET submitted_at = business_now(), score = 4 WHERE workspace_id = $1 AND ticket_id = $2', own(ticket))
const timers = (ticket: { id: string }) =>
  scene.rows<{ kind: string }>('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2', own(ticket))
const lines = async (ticket: { reference: string }) => {
  const { items } = await scene.ada.get<{ items: { systemLine: { key: string } | null }[] }>(`/tickets/${ticket.reference}/messages`)
  return items.flatMap((message) => message.systemLine?.key ?? [])
}
const isSurveyed = (status: string) => (surveyed as readonly string[]).includes(status)

/** How a ticket goes from a status to another one, or null when nobody may do that. */
function way(from: Status, to: Status): ((ticket: SeenTicket) => Promise<SeenTicket>) | null {
  if (to === 'pending_closure')
    return from === 'closed' || from === 'closure_scheduled'
      ? null
      : (ticket) => scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
  if (to === 'closure_scheduled')
    return from === 'closed' ? null : (ticket) => scene.act(scene.mina, ticket, 'schedule-closure', { at: later })
  return (ticket) => scene.act(scene.mina, ticket, 'status', { to })
}

it.each(statuses)(
  'LG1: in %s staff see, message, assign and set any status they may set at all; it depends on permission only',
  async (status) => {
    const ticket = await ticketIn(status)
    expect((await scene.mina.get<SeenTicket>(`/tickets/${ticket.reference}`)).status.key).toBe(status)
    expect((await scene.reply(scene.mina, ticket)).status.key).toBe(status)
    await scene.mina.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'For us.' })
    expect((await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })).status.key).toBe(status)
    expect((await scene.act(scene.mina, ticket, 'unassign')).status.key).toBe(status)
    expect(await scene.mails(ticket)).toEqual([`reply to ${toCarl}`])

    const before = await scene.everything(ticket)
    for (const [method, path, body, permission] of [
      ['POST', '/messages', { text: 'Hello' }, 'tickets.reply'],
      ['POST', '/messages', { kind: 'note', text: 'Hello' }, 'tickets.note'],
      ['POST', '/status', { to: status === 'open' ? 'in_progress' : 'open' }, 'tickets.change_status'],
      ['POST', '/assign', { agent: scene.ids.joon }, 'tickets.assign'],
      ['POST', '/schedule-closure', { at: later }, 'tickets.change_status'],
    ] as const) {
      expect(await scene.vera.problem(method, `/tickets/${ticket.reference}${path}`, body)).toMatchObject({
        status: 403,
        code: 'forbidden',
        permission,
      })
    }
    expect(await scene.everything(ticket)).toEqual(before)
  },
)

it('LG1: without tickets.view_all, as on a new desk of this kind, an agent sees only what is assigned to them', async () => {
  const closed = await scene.desk('sign-off')
  for (const status of statuses) {
    const ticket = await ticketIn(status, closed)
    expect((await scene.mina.problem('GET', `/tickets/${ticket.reference}`)).code).toBe('not_found')
    expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/status`, { to: 'open' })).code).toBe('not_found')
    await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
    expect((await scene.mina.get<SeenTicket>(`/tickets/${ticket.reference}`)).status.key).toBe(status)
    expect((await scene.joon.problem('GET', `/tickets/${ticket.reference}`)).code).toBe('not_found')
  }
  const { items } = await scene.mina.get<{ items: SeenTicket[] }>(`/tickets?desk=${closed}&limit=200`)
  expect(items).toHaveLength(statuses.length)
})

it.each(statuses)('LG3 LG4 LG5: the customer’s rights in %s', async (status) => {
  const { rights } = await ticketIn(status)
  expect(rights).toEqual({
    reply: status !== 'closed',
    editOwn: status !== 'closed',
    requestClosure: !['closed', 'pending_closure', 'closure_scheduled'].includes(status),
    close: status === 'closure_scheduled',
    invite: status !== 'resolved' && status !== 'closed',
  })
})

it.each(statuses.filter((status) => status !== 'closed'))(
  'LG3 LG10: a customer’s reply in %s changes no status and mails nobody',
  async (status) => {
    const ticket = await ticketIn(status)
    expect(await scene.customerWrites(ticket)).toMatchObject({
      reference: ticket.reference,
      status: { key: status },
      closureAt: ticket.closureAt,
    })
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it('LG3: by the API a closed ticket refuses what a customer writes, with the reason', async () => {
  const ticket = await ticketIn('closed')
  const before = await scene.everything(ticket)
  const problem = await scene.robot.problem('POST', `/tickets/${ticket.reference}/messages`, {
    as: 'customer',
    text: 'Wait, one more thing.',
  })
  expect(problem).toMatchObject({ code: 'refused', reason: 'closed_to_customers', ticketStatus: 'closed' })
  expect(await scene.everything(ticket)).toEqual(before)
})

it.each([...underWay, 'resolved'] as const)(
  'LG4: a customer requests closure in %s: pending closure at once, with a survey at once',
  async (status) => {
    const ticket = await ticketIn(status)
    const requested = await scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
    expect(requested.status.key).toBe('pending_closure')
    expect(await surveys(ticket)).toHaveLength(1)
    expect(await lines(ticket)).toContain('closure_requested')
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it.each([
  ['closed', 'already_closed'],
  ['pending_closure', 'same_status'],
  ['closure_scheduled', 'already_scheduled'],
] as const)('LG4: in %s a customer cannot request closure', async (status, reason) => {
  await scene.refused(
    scene.robot,
    await ticketIn(status),
    'request-closure',
    { as: 'customer' },
    { action: 'request_closure', reason, ticketStatus: status },
  )
})

it('LG4 LG6: staff request no closure, and an agent’s key does not speak for customers', async () => {
  for (const status of statuses) {
    await scene.refused(
      scene.ada,
      await ticketIn(status),
      'request-closure',
      {},
      { action: 'request_closure', reason: 'only_customers_request', ticketStatus: status },
    )
  }
  const ticket = await ticketIn('open')
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/request-closure`, { as: 'customer' })).toMatchObject({
    status: 403,
    permission: 'messages.as_customer',
  })
})

it.each([...underWay, 'resolved', 'pending_closure'] as const)(
  'LG6: staff schedule a closure from %s; a second one and a time that is past are refused',
  async (status) => {
    const ticket = await ticketIn(status)
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
    expect(await timers(ticket)).toEqual([{ kind: 'closure' }])
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
    await ticketIn('closed'),
    'schedule-closure',
    { at: later },
    { action: 'schedule_closure', reason: 'already_closed', ticketStatus: 'closed' },
  )
  for (const status of statuses) {
    const ticket = await ticketIn(status)
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
    const ticket = await ticketIn('closure_scheduled')
    expect(await scene.act(scene.mina, ticket, 'status', { to })).toMatchObject({ status: { key: to }, closureAt: null })
    expect(await timers(ticket)).toEqual([])
    if (to !== 'closed') expect((await scene.act(scene.mina, ticket, 'schedule-closure', { at: later })).closureAt).toBe(later)
  },
)

it('LG6: the customer’s early close, a scheduled deletion and a merge end the timer too; only the customer closes early', async () => {
  const early = await ticketIn('closure_scheduled')
  await scene.refused(
    scene.mina,
    early,
    'close',
    { confirmed: true },
    { action: 'close', reason: 'wrong_actor', ticketStatus: 'closure_scheduled' },
  )
  await scene.act(scene.robot, early, 'close', { as: 'customer' })
  const deleted = await ticketIn('closure_scheduled')
  await scene.act(scene.ada, deleted, 'schedule-deletion', { at: later })
  const merged = await ticketIn('closure_scheduled')
  await scene.act(scene.mina, await ticketIn('open'), 'merge', { duplicate: merged.reference })
  for (const ticket of [early, deleted, merged]) {
    expect(await scene.read(ticket)).toMatchObject({ status: { key: 'closed' }, closureAt: null })
    expect((await timers(ticket)).filter(({ kind }) => kind === 'closure')).toEqual([])
    expect(await scene.mails(ticket)).toEqual([])
  }
  for (const status of [...underWay, 'resolved', 'pending_closure'] as const) {
    await scene.refused(
      scene.robot,
      await ticketIn(status),
      'close',
      { as: 'customer' },
      { action: 'close', reason: 'not_offered', ticketStatus: status },
    )
  }
})

it('LG6: when the time comes it closes by itself, with a line that says so', async () => {
  const ticket = await scene.create(desk)
  const [now] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '1 hour' AS at")
  await scene.act(scene.mina, ticket, 'schedule-closure', { at: now?.at.toISOString() })
  await scene.forward(3_601)
  const closed = await eventually(
    () => scene.read(ticket),
    (seen) => seen.status.key === 'closed',
  )
  expect(closed.closureAt).toBeNull()
  expect(await lines(ticket)).toEqual(['closed_as_scheduled'])
  expect(await surveys(ticket)).toHaveLength(1)
  expect(await scene.mails(ticket)).toEqual([])
})

it('LG6 LX1: a merge that is taken back gives the scheduled closure back, with its time', async () => {
  const ticket = await ticketIn('closure_scheduled')
  const primary = await ticketIn('open')
  const { mergedFrom } = await scene.act(scene.mina, primary, 'merge', { duplicate: ticket.reference })
  await scene.act(scene.mina, primary, 'unmerge', { merge: mergedFrom[0]?.mergeId })
  expect(await scene.read(ticket)).toMatchObject({
    status: { key: 'closure_scheduled' },
    closureAt: later,
    bucket: 'active',
    resolvedAt: ticket.resolvedAt,
  })
  expect(await timers(ticket)).toEqual([{ kind: 'closure' }])
})

it.each(statuses)('LG7: scheduling a deletion of a ticket in %s closes it at once; it is deleted at its time', async (status) => {
  const ticket = await ticketIn(status)
  const [now] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '1 day' AS at")
  const at = now?.at.toISOString()
  const had = await surveys(ticket)
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
  expect(await surveys(ticket)).toHaveLength(1)
  if (had.length > 0) expect(await surveys(ticket)).toEqual(had)
  expect(await scene.mails(ticket)).toEqual([])
  if (status !== 'open') return
  await scene.forward(86_401)
  await eventually(
    () => scene.read(ticket),
    (seen) => seen.bucket === 'trash' && seen.deletionAt === null,
  )
})

it.each(statuses)('LG8: the survey on every way out of %s: made on entering the set, kept inside it, gone on leaving it', async (from) => {
  for (const to of statuses) {
    const go = from === to ? null : way(from, to)
    if (!go) continue
    const ticket = await ticketIn(from)
    const before = await surveys(ticket)
    expect(before).toHaveLength(isSurveyed(from) ? 1 : 0)
    expect((await go(ticket)).status.key).toBe(to)
    const after = await surveys(ticket)
    if (isSurveyed(from) && isSurveyed(to)) expect(after).toEqual(before)
    else expect([to, after.length]).toEqual([to, isSurveyed(to) ? 1 : 0])
    const isNews = to === 'resolved' && from !== 'closed'
    expect(await scene.mails(ticket)).toEqual(isNews ? [`resolution to ${toCarl}`] : [])
  }
})

it.each(surveyed)('LG8: leaving the set from %s keeps a survey that was submitted, and coming back makes a new one', async (status) => {
  const ticket = await ticketIn(status)
  await submit(ticket)
  const before = await surveys(ticket)
  await scene.act(scene.mina, ticket, 'status', { to: 'open' })
  expect(await surveys(ticket)).toEqual(before)
  await scene.act(scene.mina, ticket, 'status', { to: 'closed' })
  expect(await surveys(ticket)).toHaveLength(2)
  expect((await scene.read(ticket)).surveyScore).toBe(4)
})

it.each(statuses)('LG9: entering resolved or closed from %s, and nothing else, takes it from all favourites', async (from) => {
  for (const to of statuses) {
    const go = from === to ? null : way(from, to)
    if (!go) continue
    const ticket = await ticketIn(from)
    await scene.rows(
      'INSERT INTO favourites (workspace_id, ticket_id, contact_id, at) SELECT $1, $2, contact_id, business_now() FROM participants WHERE workspace_id = $1 AND ticket_id = $2',
      own(ticket),
    )
    await go(ticket)
    const left = await scene.rows('SELECT 1 FROM favourites WHERE workspace_id = $1 AND ticket_id = $2', own(ticket))
    expect([to, left.length]).toEqual([to, to === 'resolved' || to === 'closed' ? 0 : 1])
  }
})

it('LX1: a merge closes without a resolution mail and makes no survey where there was none', async () => {
  const primary = await ticketIn('open')
  for (const status of statuses) {
    const duplicate = await ticketIn(status)
    const before = await surveys(duplicate)
    await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
    expect(await scene.read(duplicate)).toMatchObject({ status: { key: 'closed' }, bucket: 'merged' })
    expect(await surveys(duplicate)).toEqual(before)
    expect(await scene.mails(duplicate)).toEqual([])
  }
})

it('verbs that sign-off does not have are refused in every status', async () => {
  for (const status of statuses) {
    const ticket = await ticketIn(status)
    for (const [action, body] of [
      ['hold', {}],
      ['complete', {}],
      ['reopen', {}],
      ['resolve-internally', { reason: 'test' }],
      ['tracker-event', { event: 'finished' }],
    ] as const) {
      const named = action === 'tracker-event' ? 'tracker_finished' : action.replace('-', '_')
      await scene.refused(scene.robot, ticket, action, body, { action: named, reason: 'not_offered', ticketStatus: status })
    }
  }
})
