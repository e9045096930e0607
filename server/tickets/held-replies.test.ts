import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const toCarl = 'carl@customer.example'

/** A reply that is held for five minutes. */
async function hold(ticket: SeenTicket, as = scene.mina): Promise<{ id: string }> {
  const [row] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '5 minutes' AS at")
  const { message } = await as.post<{ message: { id: string; state: string } }>(`/tickets/${ticket.reference}/messages`, {
    text: 'Later.',
    sendAt: row?.at.toISOString(),
  })
  expect(message.state).toBe('queued')
  return message
}

const stateOf = async ({ id }: { id: string }) =>
  (await scene.rows<{ state: string }>('SELECT state FROM messages WHERE workspace_id = $1 AND id = $2', [scene.workspaceId, id]))[0]?.state
/** How many messages there are to be seen, counted and as the ticket says. */
async function counted(ticket: SeenTicket): Promise<number> {
  const { items } = await scene.ada.get<{ items: unknown[] }>(`/tickets/${ticket.reference}/messages?limit=100`)
  expect((await scene.read(ticket)).messageCount).toBe(items.length)
  return items.length
}
const returned = (message: { id: string }) =>
  eventually(
    () => stateOf(message),
    (state) => state === 'draft',
  )

it('a held reply does nothing until its time; then it is mailed, stamps the first response and moves the ticket (B4)', async () => {
  const ticket = await scene.create(desk)
  const message = await hold(ticket)
  expect(await scene.read(ticket)).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
  expect(await scene.mails(ticket)).toEqual([])
  await scene.forward(301)
  scene.app.wake('queued')
  await eventually(
    () => stateOf(message),
    (state) => state === 'released',
  )
  const sent = await scene.read(ticket)
  expect(sent.status.key).toBe('in_progress')
  expect(sent.firstResponseAt).not.toBeNull()
  expect(await scene.mails(ticket)).toEqual([`reply to ${toCarl}`])
  expect(await counted(ticket)).toBe(2)
})

it('a held reply that is taken back leaves no lifecycle event, no mail and the right number of messages (B4)', async () => {
  const ticket = await scene.create(desk)
  const message = await hold(ticket)
  expect(await counted(ticket)).toBe(2)
  await scene.mina.post(`/tickets/${ticket.reference}/messages/${message.id}/withdraw`)
  expect(await counted(ticket)).toBe(1)
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/messages/${message.id}/withdraw`)).toMatchObject({
    code: 'refused',
    reason: 'released',
  })
  await scene.forward(301)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await scene.read(ticket)).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
  expect(await scene.mails(ticket)).toEqual([])
})

it('E12: a held reply can be sent by nobody but its author; who takes it back gets nothing of it, and the log names them', async () => {
  const ticket = await scene.create(desk)
  const message = await hold(ticket)
  const refused = await scene.joon.problem('POST', `/tickets/${ticket.reference}/messages/${message.id}/send`)
  expect(refused).toMatchObject({ code: 'refused', reason: 'not_the_author' })
  expect(await scene.mails(ticket)).toEqual([])
  const taken = await scene.joon.post<{ draft: unknown }>(`/tickets/${ticket.reference}/messages/${message.id}/withdraw`)
  expect(taken.draft).toBeNull()
  const draft = async (as: typeof scene.joon) => (await as.get<{ draft: unknown }>(`/tickets/${ticket.reference}/draft`)).draft
  expect([await draft(scene.joon), await draft(scene.ada)]).toEqual([null, null])
  expect(await draft(scene.mina)).toMatchObject({ html: expect.stringContaining('Later.') })
  const { items } = await scene.ada.get<{ items: { type: string; actor: { name: string }; data: Record<string, unknown> }[] }>(
    `/tickets/${ticket.reference}/events`,
  )
  const withdrawn = items.find(({ type }) => type === 'message.withdrawn')
  expect([withdrawn?.actor.name, String(withdrawn?.data.author)]).toEqual(['Joon Park', scene.ids.mina])

  // Its author writes it once more and it leaves by itself: the author’s, though somebody else held the ticket meanwhile.
  await scene.act(scene.joon, ticket, 'take')
  const again = await hold(ticket)
  await scene.forward(301)
  scene.app.wake('queued')
  await eventually(
    () => stateOf(again),
    (state) => state === 'released',
  )
  const sent = await scene.ada.get<{ items: { id: string; author: { name: string } }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(sent.items.find(({ id }) => id === again.id)?.author.name).toBe('Mina Kim')
  const outbox = await scene.ada.get<{ items: { id: string; ticket: string }[] }>('/outbox?limit=50')
  const mail = await scene.ada.get<{ text: string; headers: { name: string; value: string }[] }>(
    `/outbox/${outbox.items.find((one) => one.ticket === ticket.reference)?.id}`,
  )
  expect(JSON.stringify(mail)).not.toContain('Joon')
})

it('E12: nobody writes in another’s name: who is asked to be the author, or whose draft it was, is not asked of the caller', async () => {
  const ticket = await scene.create(desk)
  for (const more of [{ author: scene.ids.mina }, { authorId: scene.ids.mina }, { from: 'mina@desk.example' }, { user: scene.ids.mina }]) {
    const answer = await scene.joon.problem('POST', `/tickets/${ticket.reference}/messages`, { text: 'x', ...more })
    expect(answer).toMatchObject({ status: 422, code: 'invalid_input' })
    expect(await scene.joon.problem('PUT', `/tickets/${ticket.reference}/draft`, { html: 'x', ...more })).toMatchObject({ status: 422 })
  }
  expect(await scene.joon.problem('GET', `/tickets/${ticket.reference}/draft?user=${scene.ids.mina}`)).toMatchObject({ status: 422 })
  expect(await scene.mails(ticket)).toEqual([])
})

it('E4: a held reply is taken back on its own ticket only, whichever tickets one sees', async () => {
  const [seen, hidden] = [await scene.create(desk), await scene.create(await scene.desk('sign-off'))]
  const message = await hold(hidden, scene.ada)
  const before = [await scene.everything(seen), await scene.everything(hidden)]
  expect((await scene.mina.problem('POST', `/tickets/${seen.reference}/messages/${message.id}/withdraw`)).code).toBe('refused')
  expect((await scene.mina.problem('POST', `/tickets/${hidden.reference}/messages/${message.id}/withdraw`)).code).toBe('not_found')
  expect([await scene.everything(seen), await scene.everything(hidden)]).toEqual(before)
  expect(await stateOf(message)).toBe('queued')
})

it('what may not be sent any more goes back to a draft, mails nobody and leaves the right number of messages (B4)', async () => {
  const written = await scene.create(desk)
  const stale = await hold(written)
  await scene.customerWrites(written, 'Wait!')
  const spam = await scene.create(desk)
  const toSpam = await hold(spam)
  await scene.act(scene.ada, spam, 'spam')
  const doomed = await scene.create(desk)
  const toDoomed = await hold(doomed)
  await scene.act(scene.ada, doomed, 'schedule-deletion', { at: '2999-01-01T00:00:00Z' })
  await scene.forward(301)
  scene.app.wake('queued')
  for (const [ticket, message, reason, left] of [
    [written, stale, 'stale_reply', 2],
    [spam, toSpam, 'refused', 1],
    [doomed, toDoomed, 'refused', 1],
  ] as const) {
    await returned(message)
    expect(await scene.mails(ticket)).toEqual([])
    expect((await scene.log(ticket)).at(-1)).toMatchObject({ type: 'message.returned_to_draft', data: { reason } })
    expect(await counted(ticket)).toBe(left)
    expect((await scene.read(ticket)).firstResponseAt).toBeNull()
  }
})

it('a held reply follows its ticket into the one it is merged with, and is sent there (B4)', async () => {
  const [primary, duplicate] = [await scene.create(desk), await scene.create(desk)]
  const message = await hold(duplicate)
  await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
  await scene.forward(301)
  scene.app.wake('queued')
  await eventually(
    () => stateOf(message),
    (state) => state === 'released',
  )
  expect(await scene.mails(primary)).toEqual([`reply to ${toCarl}`])
  expect(await scene.mails(duplicate)).toEqual([])
  expect(await counted(primary)).toBe(4)
})
