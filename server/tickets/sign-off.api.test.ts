import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SeenTicket } from './testing/scene.ts'
import { isSurveyed, later, openSignOffScene, type SignOffScene, statuses, surveyed, underWay } from './testing/sign-off-scene.ts'

let scene: SignOffScene
beforeAll(async () => {
  scene = await openSignOffScene()
})
afterAll(() => scene.end())

const toCarl = 'carl@customer.example'

it.each(statuses)(
  'LG1: in %s staff see, message, assign and set any status they may set at all; it depends on permission only',
  async (status) => {
    const ticket = await scene.ticketIn(status)
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
    const ticket = await scene.ticketIn(status, closed)
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
  const { rights } = await scene.ticketIn(status)
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
    const ticket = await scene.ticketIn(status)
    expect(await scene.customerWrites(ticket)).toMatchObject({
      reference: ticket.reference,
      status: { key: status },
      closureAt: ticket.closureAt,
    })
    expect(await scene.mails(ticket)).toEqual([])
  },
)

it('LG3: by the API a closed ticket refuses what a customer writes, with the reason', async () => {
  const ticket = await scene.ticketIn('closed')
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
    const ticket = await scene.ticketIn(status)
    const requested = await scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
    expect(requested.status.key).toBe('pending_closure')
    expect(await scene.surveys(ticket)).toHaveLength(1)
    expect(await scene.lines(ticket)).toContain('closure_requested')
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
    await scene.ticketIn(status),
    'request-closure',
    { as: 'customer' },
    { action: 'request_closure', reason, ticketStatus: status },
  )
})

it('LG4 LG6: staff request no closure, and an agent’s key does not speak for customers', async () => {
  for (const status of statuses) {
    await scene.refused(
      scene.ada,
      await scene.ticketIn(status),
      'request-closure',
      {},
      { action: 'request_closure', reason: 'only_customers_request', ticketStatus: status },
    )
  }
  const ticket = await scene.ticketIn('open')
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/request-closure`, { as: 'customer' })).toMatchObject({
    status: 403,
    permission: 'messages.as_customer',
  })
})

it.each(statuses)('LG8: the survey on every way out of %s: made on entering the set, kept inside it, gone on leaving it', async (from) => {
  for (const to of statuses) {
    const go = from === to ? null : scene.way(from, to)
    if (!go) continue
    const ticket = await scene.ticketIn(from)
    const before = await scene.surveys(ticket)
    expect(before).toHaveLength(isSurveyed(from) ? 1 : 0)
    expect((await go(ticket)).status.key).toBe(to)
    const after = await scene.surveys(ticket)
    if (isSurveyed(from) && isSurveyed(to)) expect(after).toEqual(before)
    else expect([to, after.length]).toEqual([to, isSurveyed(to) ? 1 : 0])
    const isNews = to === 'resolved' && from !== 'closed'
    expect(await scene.mails(ticket)).toEqual(isNews ? [`resolution to ${toCarl}`] : [])
  }
})

it.each(surveyed)('LG8: leaving the set from %s keeps a survey that was submitted, and coming back makes a new one', async (status) => {
  const ticket = await scene.ticketIn(status)
  await scene.submit(ticket)
  const before = await scene.surveys(ticket)
  await scene.act(scene.mina, ticket, 'status', { to: 'open' })
  expect(await scene.surveys(ticket)).toEqual(before)
  await scene.act(scene.mina, ticket, 'status', { to: 'closed' })
  expect(await scene.surveys(ticket)).toHaveLength(2)
  expect((await scene.read(ticket)).surveyScore).toBe(4)
})

it.each(statuses)('LG9: entering resolved or closed from %s, and nothing else, takes it from all favourites', async (from) => {
  for (const to of statuses) {
    const go = from === to ? null : scene.way(from, to)
    if (!go) continue
    const ticket = await scene.ticketIn(from)
    await scene.rows(
      'INSERT INTO favourites (workspace_id, ticket_id, contact_id, at) SELECT $1, $2, contact_id, business_now() FROM participants WHERE workspace_id = $1 AND ticket_id = $2',
      scene.own(ticket),
    )
    await go(ticket)
    const left = await scene.rows('SELECT 1 FROM favourites WHERE workspace_id = $1 AND ticket_id = $2', scene.own(ticket))
    expect([to, left.length]).toEqual([to, to === 'resolved' || to === 'closed' ? 0 : 1])
  }
})

it('LX1: a merge closes without a resolution mail and makes no survey where there was none', async () => {
  const primary = await scene.ticketIn('open')
  for (const status of statuses) {
    const duplicate = await scene.ticketIn(status)
    const before = await scene.surveys(duplicate)
    await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
    expect(await scene.read(duplicate)).toMatchObject({ status: { key: 'closed' }, bucket: 'merged' })
    expect(await scene.surveys(duplicate)).toEqual(before)
    expect(await scene.mails(duplicate)).toEqual([])
  }
})

it('verbs that sign-off does not have are refused in every status', async () => {
  for (const status of statuses) {
    const ticket = await scene.ticketIn(status)
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
