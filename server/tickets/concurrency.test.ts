import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Answer, Api, Problem } from '../testing/api.ts'
import { whenWaiting } from '../testing/at-once.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let support: string
let signOff: string
let live: string
let everybody: Api[]

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support')
  signOff = await scene.desk('sign-off', { viewAll: true })
  live = await scene.desk('live')
  everybody = [scene.mina, scene.joon, scene.ada, scene.robot]
})
// Ending looks at every chain, counter and replayed status of what these races left.
afterAll(() => scene.end())

const later = '2999-01-01T00:00:00Z'

/** The same thing by twenty people at once, or by four people five times each. */
function twenty<T = { ticket: SeenTicket }>(call: (as: Api, turn: number) => Promise<Answer<T>>): Promise<Answer<T & Partial<Problem>>[]> {
  return Promise.all(
    Array.from({ length: 20 }, (_, turn) => call(everybody[turn % everybody.length] as Api, turn) as Promise<Answer<T & Partial<Problem>>>),
  )
}

const post = (path: string, body: unknown) => (as: Api) => as.call<{ ticket: SeenTicket }>('POST', path, body)
const won = <T>(answers: Answer<T>[]) => answers.filter((answer) => answer.status < 300)
const lost = <T>(answers: Answer<T>[]) => answers.filter((answer) => answer.status >= 300)

/** Events 1 to n without a gap, each status change from where the one before led, and one version per change. */
async function expectLinear(ticket: { reference: string }): Promise<void> {
  const log = await scene.log(ticket)
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
  let status = String(log[0]?.data.status)
  for (const { data } of log.filter((event) => event.type === 'ticket.status_changed')) {
    expect(data.from).toBe(status)
    status = String(data.to)
  }
  expect(await scene.statusOf(ticket)).toBe(status)
}

it('H9: of twenty takes at once one person wins, and the others are told who has it', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty((as) => post(`/tickets/${ticket.reference}/take`, {})(as))
  const holder = (await scene.read(ticket)).assignee
  for (const answer of lost(answers))
    expect(answer).toMatchObject({ status: 409, body: { code: 'already_assigned', assignee: { id: holder?.id } } })
  // Who asked more than once has it every time.
  expect(won(answers)).toHaveLength(5)
  expect((await scene.log(ticket)).filter((event) => event.type === 'ticket.assigned')).toHaveLength(1)
  await expectLinear(ticket)
})

it('H9: of twenty assignments to the free one wins', async () => {
  const ticket = await scene.create(support)
  const agents = [scene.ids.mina, scene.ids.joon, scene.ids.vera, scene.ids.ada]
  const answers = await twenty((_, turn) =>
    post(`/tickets/${ticket.reference}/assign`, { agent: agents[turn % 4], ifUnassigned: true })(scene.robot),
  )
  expect(won(answers)).toHaveLength(1)
  expect(lost(answers).map((answer) => [answer.status, answer.body.code])).toEqual(
    Array.from({ length: 19 }, () => [409, 'already_assigned']),
  )
  await expectLinear(ticket)
})

it('H9: of twenty closes at once one closes', async () => {
  const ticket = await scene.create(signOff)
  const answers = await twenty((as) => post(`/tickets/${ticket.reference}/status`, { to: 'closed' })(as))
  expect(won(answers)).toHaveLength(1)
  for (const answer of lost(answers))
    expect(answer).toMatchObject({ status: 409, body: { code: 'refused', reason: 'same_status', ticketStatus: 'closed' } })
  expect(await scene.rows('SELECT 1 FROM surveys WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])).toHaveLength(
    1,
  )
  await expectLinear(ticket)
})

it('H9 fault 22: of twenty scheduled closures one is scheduled, at its own time', async () => {
  const ticket = await scene.create(signOff)
  const answers = await twenty((as, turn) =>
    post(`/tickets/${ticket.reference}/schedule-closure`, { at: `2999-01-${String(turn + 1).padStart(2, '0')}T00:00:00Z` })(as),
  )
  expect(won(answers)).toHaveLength(1)
  for (const answer of lost(answers))
    expect(answer).toMatchObject({ status: 409, body: { code: 'refused', reason: 'already_scheduled', ticketStatus: 'closure_scheduled' } })
  const [timer, ...more] = await scene.rows<{ dueAt: Date }>(
    'SELECT due_at AS "dueAt" FROM timers WHERE workspace_id = $1 AND ticket_id = $2',
    [scene.workspaceId, ticket.id],
  )
  expect(more).toEqual([])
  expect(won(answers)[0]?.body.ticket.closureAt).toBe(timer?.dueAt.toISOString())
  await expectLinear(ticket)
})

it('H9 fault 22: a scheduled closure and a scheduled deletion at once: each at most once, and the ticket is closed or waits to be', async () => {
  for (let round = 0; round < 3; round++) {
    const ticket = await scene.create(signOff)
    const answers = await twenty((_, turn) =>
      post(`/tickets/${ticket.reference}/${turn % 2 ? 'schedule-closure' : 'schedule-deletion'}`, { at: later })(scene.ada),
    )
    expect(won(answers.filter((_, turn) => turn % 2 === 0))).toHaveLength(1)
    expect(won(answers.filter((_, turn) => turn % 2 === 1)).length).toBeLessThanOrEqual(1)
    const kinds = await scene.rows('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])
    // The deletion closed it, before or after.
    expect(kinds).toEqual([{ kind: 'deletion' }])
    expect(await scene.statusOf(ticket)).toBe('closed')
    await expectLinear(ticket)
  }
})

it('H9: two tickets merged both ways by twenty at once: one merge, the rest refused, and no cycle', async () => {
  for (let round = 0; round < 3; round++) {
    const [one, two] = [await scene.create(support), await scene.create(support)]
    const answers = await twenty((as, turn) => {
      const [into, from] = turn % 2 ? [one, two] : [two, one]
      return post(`/tickets/${into.reference}/merge`, { duplicate: from.reference })(as)
    })
    expect(won(answers)).toHaveLength(1)
    for (const answer of lost(answers)) expect(answer).toMatchObject({ status: 409, body: { code: 'not_mergeable' } })
    const [first, second] = [await scene.read(one), await scene.read(two)]
    expect([first.bucket, second.bucket].sort()).toEqual(['active', 'merged'])
    await expectLinear(one)
    await expectLinear(two)
  }
})

it('H9: a ring of merges at once leaves a chain that ends, with every message at its end', async () => {
  const ring = [await scene.create(support), await scene.create(support), await scene.create(support)]
  await twenty((as, turn) => {
    const at = turn % 3
    return post(`/tickets/${ring[at]?.reference}/merge`, { duplicate: ring[(at + 1) % 3]?.reference })(as)
  })
  const seen = await Promise.all(ring.map((ticket) => scene.read(ticket)))
  const ends = seen.filter((ticket) => ticket.bucket === 'active')
  expect(ends.length).toBeGreaterThan(0)
  const late = await scene.customerWrites(
    seen.find((ticket) => ticket.bucket === 'merged') ?? (seen[0] as SeenTicket),
    'Where does this land?',
  )
  expect(ends.map((ticket) => ticket.reference)).toContain(late.reference)
  for (const ticket of ring) await expectLinear(ticket)
})

it('H9: of twenty edits of one version one is made, and the others learn the version', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty(
    (as, turn) =>
      as.call<SeenTicket>('PATCH', `/tickets/${ticket.reference}`, { title: `Title ${turn}`, expectedVersion: ticket.version }) as never,
  )
  expect(won(answers)).toHaveLength(1)
  for (const answer of lost(answers))
    expect(answer).toMatchObject({ status: 409, body: { code: 'version_conflict', ticketVersion: ticket.version + 1 } })
  expect((await scene.read(ticket)).title).toBe((won(answers).map((answer) => answer.body) as unknown as SeenTicket[])[0]?.title)
  await expectLinear(ticket)
})

it('H9: of twenty who edit the first message of a ticket at once one wins, and every other is told of the version', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty(
    (as, turn) =>
      as.call<SeenTicket>('PATCH', `/tickets/${ticket.reference}`, {
        description: `Words of turn ${turn}.`,
        expectedVersion: ticket.version,
      }) as never,
  )
  expect(won(answers)).toHaveLength(1)
  const [edited] = (await scene.ada.get<{ items: { type: string; actor: { name: string } }[] }>(`/tickets/${ticket.reference}/events`))
    .items
  for (const answer of lost(answers))
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', ticketVersion: ticket.version + 1, changedBy: { name: edited?.actor.name } },
    })
  const { items } = await scene.ada.get<{ items: { text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items.map(({ text }) => text)).toEqual([`Words of turn ${answers.findIndex(({ status }) => status < 300)}.`])
  expect((await scene.log(ticket)).filter(({ type }) => type === 'ticket.description_changed')).toHaveLength(1)
  await expectLinear(ticket)
})

it('H9: of twenty edits of the first message without a version each is logged with the words it found, and the last one stands', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty(
    (as, turn) => as.call('PATCH', `/tickets/${ticket.reference}`, { description: `Words of turn ${turn}.` }) as never,
  )
  expect(won(answers)).toHaveLength(20)
  const { items } = await scene.ada.get<{ items: { type: string; details: { from?: string; to?: string } | null }[] }>(
    `/tickets/${ticket.reference}/events?limit=200`,
  )
  const edits = items.filter(({ type }) => type === 'ticket.description_changed').reverse()
  expect(edits).toHaveLength(20)
  let text = 'It says no.'
  for (const { details } of edits) {
    expect(details?.from).toBe(text)
    text = String(details?.to)
  }
  expect((await scene.ada.get<{ items: { text: string }[] }>(`/tickets/${ticket.reference}/messages`)).items[0]?.text).toBe(text)
  await expectLinear(ticket)
})

it('H9: of twenty assignments to different people each follows the one before, and the last one has it', async () => {
  const ticket = await scene.create(support)
  const agents = [scene.ids.mina, scene.ids.joon, scene.ids.vera, scene.ids.ada]
  const answers = await twenty((as, turn) => post(`/tickets/${ticket.reference}/assign`, { agent: agents[(turn + 1) % 4] })(as))
  expect(won(answers)).toHaveLength(20)
  // Who has it already is not given it again.
  const handed = (await scene.log(ticket)).filter(({ type }) => type === 'ticket.assigned')
  let holder: unknown = null
  for (const { data } of handed) {
    expect([data.former ?? null, data.agent === holder]).toEqual([holder, false])
    holder = data.agent
  }
  expect((await scene.read(ticket)).assignee?.id).toBe(String(holder))
  await expectLinear(ticket)
})

it('H9: of twenty who take one held reply back or send it now, one decides, and it is mailed once or not at all', async () => {
  const ticket = await scene.create(support)
  const { message } = await scene.mina.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, {
    text: 'One moment.',
    undoSeconds: 60,
  })
  const answers = await twenty((_, turn) =>
    post(`/tickets/${ticket.reference}/messages/${message.id}/${turn % 2 ? 'withdraw' : 'send'}`, {})(scene.mina),
  )
  expect(won(answers)).toHaveLength(1)
  for (const answer of lost(answers)) expect(answer).toMatchObject({ status: 409, body: { code: 'refused', reason: 'released' } })
  const sent = answers.findIndex(({ status }) => status < 300) % 2 === 0
  expect(await scene.mails(ticket)).toHaveLength(sent ? 1 : 0)
  await expectLinear(ticket)
})

it('H9: twenty edits without a version all count, one after the other', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty((as, turn) => as.call('PATCH', `/tickets/${ticket.reference}`, { title: `Title ${turn}` }) as never)
  expect(won(answers)).toHaveLength(20)
  expect((await scene.read(ticket)).version).toBe(ticket.version + 20)
  await expectLinear(ticket)
})

it('H9: customers who write while a ticket is closed: each message is on it or on a follow-up, none is lost or doubled', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty((as, turn) =>
    turn === 7
      ? post(`/tickets/${ticket.reference}/status`, { to: 'closed' })(as)
      : scene.robot.call('POST', `/tickets/${ticket.reference}/messages`, { as: 'customer', text: `Message ${turn}.` }),
  )
  expect(won(answers)).toHaveLength(20)
  const texts = await scene.rows<{ text: string; reference: string }>(
    "SELECT m.text, t.reference FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id WHERE m.workspace_id = $1 AND (t.id = $2 OR t.follow_up_of_id = $2) AND m.text LIKE 'Message %'",
    [scene.workspaceId, ticket.id],
  )
  expect(texts.map(({ text }) => text).sort()).toEqual(
    Array.from({ length: 20 }, (_, turn) => turn)
      .filter((turn) => turn !== 7)
      .map((turn) => `Message ${turn}.`)
      .sort(),
  )
  expect(await scene.statusOf(ticket)).toBe('closed')
  for (const { reference } of texts) await expectLinear({ reference })
})

it('H9: customers who write while a ticket is merged: every message is on the primary afterwards', async () => {
  for (let round = 0; round < 3; round++) {
    const [primary, duplicate] = [await scene.create(support), await scene.create(support)]
    const answers = await twenty((as, turn) =>
      turn === 3
        ? post(`/tickets/${primary.reference}/merge`, { duplicate: duplicate.reference })(as)
        : scene.robot.call('POST', `/tickets/${duplicate.reference}/messages`, { as: 'customer', text: `Message ${turn}.` }),
    )
    expect(won(answers)).toHaveLength(20)
    const left = await scene.rows("SELECT text FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND kind = 'customer'", [
      scene.workspaceId,
      duplicate.id,
    ])
    expect(left).toEqual([])
    // The first message of both, nineteen more, and the line about the merge.
    expect((await scene.read(primary)).messageCount).toBe(22)
    await expectLinear(primary)
    await expectLinear(duplicate)
  }
})

it('H9: a customer who waits for a ticket while it is merged writes to the primary', async () => {
  const [primary, duplicate] = [await scene.create(support), await scene.create(support)]
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const locked = scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await tx.one({ text: 'SELECT id FROM tickets WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, [scene.workspaceId, duplicate.id])
    await held
  })
  // Both wait for the lock, the merge first.
  const merging = scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
  await whenWaiting(scene, 1)
  const writing = scene.customerWrites(duplicate, 'I am late.')
  await whenWaiting(scene, 2)
  release()
  await locked
  await merging
  expect((await writing).reference).toBe(primary.reference)
  expect(await scene.read(primary)).toMatchObject({ messageCount: 4 })
})

it('H9: a reply, a note and a customer’s message at once all stand in the conversation, in one order', async () => {
  const ticket = await scene.create(support)
  const answers = await twenty((as, turn) =>
    turn % 3 === 0
      ? scene.robot.call('POST', `/tickets/${ticket.reference}/messages`, { as: 'customer', text: `Customer ${turn}` })
      : post(`/tickets/${ticket.reference}/messages`, { kind: turn % 3 === 1 ? 'reply' : 'note', text: `Staff ${turn}` })(as),
  )
  expect(won(answers)).toHaveLength(20)
  const { items } = await scene.ada.get<{ items: { at: string; id: string }[] }>(`/tickets/${ticket.reference}/messages?limit=100`)
  expect(items).toHaveLength(21)
  expect((await scene.read(ticket)).messageCount).toBe(21)
  expect(await scene.mails(ticket)).toHaveLength(7)
  await expectLinear(ticket)
})

it('fault 21: everything at once on one ticket: nothing but honest answers, and a linear history', async () => {
  for (const desk of [support, signOff, live]) {
    const ticket = await scene.create(desk)
    const answers = await twenty((as, turn) => {
      const calls: (() => Promise<Answer<{ ticket: SeenTicket }>>)[] = [
        () => post(`/tickets/${ticket.reference}/take`, {})(as),
        () => post(`/tickets/${ticket.reference}/status`, { to: 'in_progress' })(as),
        () => post(`/tickets/${ticket.reference}/messages`, { text: 'Hello' })(as),
        () => scene.robot.call('POST', `/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'Hello?' }),
        () => post(`/tickets/${ticket.reference}/snooze`, { preset: '1h' })(as),
        () => post(`/tickets/${ticket.reference}/archive`, {})(as),
        () => post(`/tickets/${ticket.reference}/unassign`, {})(as),
      ]
      return (calls[turn % calls.length] as (typeof calls)[number])()
    })
    for (const answer of lost(answers))
      expect([answer.status, ['refused', 'already_assigned'].includes(String(answer.body.code))]).toEqual([409, true])
    await expectLinear(ticket)
  }
})
