import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'

let scene: Scene
let support: string

interface Linked {
  id: string
  kind: string
  ticket: { reference: string }
}

interface Links {
  links: Linked[]
  children: { total: number; done: number }
  splits: { id: string; kind: string; ticket: { reference: string }; undoable: boolean }[]
}

interface SeenMessage {
  id: string
  kind: string
  text: string
}

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support')
})
afterAll(() => scene.end())

const made = (n: number) =>
  Promise.all(Array.from({ length: n }, (_, i) => scene.create(support, { title: `Number ${i}` }))) as Promise<SeenTicket[]>
const link = (ticket: SeenTicket, kind: string, to: SeenTicket, as = scene.mina) =>
  as.post<Links>(`/tickets/${ticket.reference}/links`, { kind, to: to.reference })
const links = (ticket: SeenTicket, as = scene.mina) => as.get<Links>(`/tickets/${ticket.reference}/links`)
const shown = async (ticket: SeenTicket) => (await links(ticket)).links.map(({ kind, ticket: { reference } }) => [kind, reference])
const refused = (ticket: SeenTicket, kind: string, to: SeenTicket) =>
  scene.mina.problem('POST', `/tickets/${ticket.reference}/links`, { kind, to: to.reference })
const messages = async (ticket: { reference: string }) =>
  (await scene.mina.get<{ items: SeenMessage[] }>(`/tickets/${ticket.reference}/messages`)).items

it('a link shows on both tickets, each from its side, and both logs know of it', async () => {
  const [a, b, c] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  await link(a, 'related', b)
  await link(a, 'duplicate_of', c)
  expect(await shown(a)).toEqual([
    ['related', b.reference],
    ['duplicate_of', c.reference],
  ])
  expect(await shown(b)).toEqual([['related', a.reference]])
  expect(await shown(c)).toEqual([['duplicated_by', a.reference]])
  expect((await scene.log(c)).at(-1)).toMatchObject({ type: 'ticket.linked', data: { kind: 'duplicated_by', other: Number(a.id) } })
  expect(await refused(b, 'related', a)).toMatchObject({ code: 'already_exists' })

  const [first] = (await links(a)).links
  await scene.mina.delete(`/tickets/${b.reference}/links/${first?.id}`)
  expect(await shown(b)).toEqual([])
  expect(await shown(a)).toEqual([['duplicate_of', c.reference]])
  expect((await scene.log(a)).at(-1)).toMatchObject({ type: 'ticket.unlinked', data: { kind: 'related' } })
  expect(await scene.mina.problem('DELETE', `/tickets/${c.reference}/links/${first?.id}`)).toMatchObject({ status: 404 })
})

it('a parent counts its children that are done; their statuses do not follow each other', async () => {
  const [parent, one, two] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  await link(parent, 'child', one)
  await link(two, 'parent', parent)
  await scene.act(scene.mina, one, 'resolve', { text: 'Done.' })
  expect((await links(parent)).children).toEqual({ total: 2, done: 1 })
  expect(await scene.statusOf(parent)).toBe('open')
  expect(await refused(one, 'parent', two)).toMatchObject({ code: 'not_linkable' })
})

it('parents form no circle and stand five levels deep at most, also when two are set at once', async () => {
  const [a, b, c, d, e, f] = (await made(6)) as [SeenTicket, SeenTicket, SeenTicket, SeenTicket, SeenTicket, SeenTicket]
  for (const [child, parent] of [
    [b, a],
    [c, b],
    [d, c],
    [e, d],
  ] as const)
    await link(child, 'parent', parent)
  expect(await refused(f, 'parent', e)).toMatchObject({ code: 'not_linkable', detail: expect.stringContaining('5 levels') })
  expect(await refused(a, 'parent', e)).toMatchObject({ code: 'not_linkable', detail: expect.stringContaining('circle') })
  expect(await refused(a, 'parent', a)).toMatchObject({ code: 'not_linkable' })

  const [x, y] = (await made(2)) as [SeenTicket, SeenTicket]
  const answers = await Promise.all([
    scene.mina.call('POST', `/tickets/${x.reference}/links`, { kind: 'parent', to: y.reference }),
    scene.joon.call('POST', `/tickets/${y.reference}/links`, { kind: 'parent', to: x.reference }),
  ])
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([201, 409])
})

it('E4 staff: of a ticket one does not see nothing is said, and naming it in a link, a split or a merge finds nothing', async () => {
  const desk = await scene.desk('support', { viewAll: false })
  const hidden = await scene.create(desk, { title: 'Hidden' })
  const open = await scene.create(support)
  await link(open, 'child', hidden, scene.ada)
  expect(await links(open)).toEqual({ links: [], children: { total: 0, done: 0 }, splits: [] })
  expect((await links(open, scene.ada)).children.total).toBe(1)
  const [own] = (await links(open, scene.ada)).links
  expect(await scene.mina.problem('DELETE', `/tickets/${open.reference}/links/${own?.id}`)).toMatchObject({ status: 404 })
  const logged = async (as: typeof scene.mina) =>
    JSON.stringify(
      (await as.get<{ items: { sentence: unknown }[] }>(`/tickets/${open.reference}/events`)).items.map(({ sentence }) => sentence),
    )
  expect(await logged(scene.ada)).toContain(hidden.reference)
  expect(await logged(scene.mina)).not.toContain(hidden.reference)

  const before = await scene.everything(hidden)
  const [message] = await scene.ada.get<{ items: SeenMessage[] }>(`/tickets/${hidden.reference}/messages`).then(({ items }) => items)
  for (const [path, body] of [
    [`/tickets/${open.reference}/links`, { kind: 'related', to: hidden.reference }],
    [`/tickets/${hidden.reference}/links`, { kind: 'related', to: open.reference }],
    [`/tickets/${open.reference}/merge`, { duplicate: hidden.reference }],
    [`/tickets/${hidden.reference}/split`, { messages: [message?.id], title: 'Mine now' }],
    [`/tickets/${open.reference}/split`, { messages: [message?.id], title: 'Mine now' }],
  ] as const)
    expect(await scene.mina.problem('POST', path, body)).toMatchObject({ status: 404, code: 'not_found' })
  expect(await scene.mina.problem('GET', `/tickets/${hidden.reference}/links`)).toMatchObject({ status: 404 })
  expect(await scene.everything(hidden)).toEqual(before)
})

it('a purge takes the links along (T14)', async () => {
  const [a, b] = (await made(2)) as [SeenTicket, SeenTicket]
  await link(a, 'related', b)
  await scene.act(scene.ada, b, 'delete')
  expect(await refused(a, 'parent', b)).toMatchObject({ code: 'not_linkable' })
  await scene.ada.post(`/tickets/${b.reference}/purge`)
  expect(await shown(a)).toEqual([])
})

/** A conversation about two things: question, answer, another question. */
async function conversation() {
  const ticket = await scene.create(support, { title: 'Two things' })
  await scene.reply(scene.mina, ticket, 'To the first.')
  await scene.customerWrites(ticket, 'And the second?')
  await scene.mina.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'That is another matter.' })
  const [first, answer, second, note] = (await messages(ticket)) as [SeenMessage, SeenMessage, SeenMessage, SeenMessage]
  return { ticket, first, answer, second, note }
}

const split = (ticket: { reference: string }, ids: readonly SeenMessage[], more: Record<string, unknown> = {}) =>
  scene.mina.post<{ ticket: SeenTicket & { contact: { email: string } } }>(`/tickets/${ticket.reference}/split`, {
    messages: ids.map(({ id }) => id),
    title: 'The second',
    ...more,
  })

it('messages become a ticket of their own, with title, desk and contact, and both sides say so (B6)', async () => {
  const { ticket, second, note } = await conversation()
  const { ticket: other } = await split(ticket, [second, note])
  expect(other).toMatchObject({ title: 'The second', desk: support, contact: { email: 'carl@customer.example' }, status: { key: 'open' } })
  expect((await messages(other)).map(({ kind, text }) => [kind, text])).toEqual([
    ['customer', 'And the second?'],
    ['note', 'That is another matter.'],
    ['system', `Split off from ${ticket.reference}.`],
  ])
  expect((await messages(ticket)).map(({ text }) => text)).toEqual([
    'It says no.',
    'To the first.',
    `Messages from here became ${other.reference}.`,
  ])
  expect(await scene.read(ticket)).toMatchObject({ messageCount: 3 })
  expect((await scene.log(ticket)).map(({ type }) => type)).toContain('ticket.split')
  expect((await scene.log(other)).map(({ type }) => type)).toContain('ticket.split_from')
  expect((await links(ticket)).splits).toMatchObject([{ kind: 'made', ticket: { reference: other.reference }, undoable: true }])
  expect((await links(other as SeenTicket)).splits).toMatchObject([{ kind: 'source', ticket: { reference: ticket.reference } }])
  expect(
    await scene.rows('SELECT origin_ticket_id AS o FROM messages WHERE workspace_id = $1 AND id = $2', [scene.workspaceId, second.id]),
  ).toEqual([{ o: Number(ticket.id) }])
  expect(
    await scene.rows(`SELECT DISTINCT via FROM participants WHERE workspace_id = $1 AND ticket_id = $2`, [scene.workspaceId, other.id]),
  ).toHaveLength(2)
})

it('a split goes to another desk only where one works, and leaves something behind', async () => {
  const { ticket, first, answer, second, note } = await conversation()
  const refusal = (ids: readonly SeenMessage[], more = {}) =>
    scene.mina.problem('POST', `/tickets/${ticket.reference}/split`, { messages: ids.map(({ id }) => id), title: 'X', ...more })
  const before = await scene.everything(ticket)
  expect(await refusal([first, answer, second, note])).toMatchObject({ code: 'refused', reason: 'nothing_left' })
  expect(await refusal([second], { desk: '999' })).toMatchObject({ code: 'invalid_input' })
  expect(await refusal([])).toMatchObject({ code: 'invalid_input' })
  expect(await refusal([second], { expectedVersion: 1 })).toMatchObject({ code: 'version_conflict' })
  expect(await scene.everything(ticket)).toEqual(before)
  const own = await scene.desk('support', { viewAll: false })
  const { ticket: moved } = await split(ticket, [second], { desk: own })
  expect(moved).toMatchObject({ desk: own, assignee: { id: scene.ids.mina } })
})

it('a split is taken back within a day, unless somebody wrote there since (B6)', async () => {
  const { ticket, second, note } = await conversation()
  const { ticket: other } = await split(ticket, [second, note])
  const [one] = (await links(ticket)).splits
  const back = await scene.mina.post<{ ticket: SeenTicket }>(`/tickets/${other.reference}/unsplit`, { split: one?.id })
  expect(back.ticket).toMatchObject({ reference: ticket.reference })
  expect((await messages(ticket)).map(({ text }) => text)).toEqual([
    'It says no.',
    'To the first.',
    'And the second?',
    'That is another matter.',
    `Messages from here became ${other.reference}.`,
    `The messages of ${other.reference} are back here.`,
  ])
  expect(await scene.read(other)).toMatchObject({ bucket: 'merged', mergedInto: { reference: ticket.reference } })
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/unsplit`, { split: one?.id })).toMatchObject({
    code: 'not_mergeable',
  })

  const again = await conversation()
  const { ticket: written } = await split(again.ticket, [again.second])
  await scene.customerWrites(written, 'One more thing.')
  const [two] = (await links(again.ticket)).splits
  const undo = () => scene.mina.problem('POST', `/tickets/${again.ticket.reference}/unsplit`, { split: two?.id })
  expect(await undo()).toMatchObject({ code: 'not_mergeable', detail: expect.stringContaining('wrote') })
})

it('merges follow each other without circles, and each is taken back for a day (T12, B6)', async () => {
  const [a, b, c] = (await made(3)) as [SeenTicket, SeenTicket, SeenTicket]
  const merge = (primary: SeenTicket, duplicate: SeenTicket) => scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
  await merge(b, a)
  const { mergedFrom } = await merge(c, b)
  expect(await scene.mina.problem('POST', `/tickets/${a.reference}/merge`, { duplicate: c.reference })).toMatchObject({
    code: 'not_mergeable',
  })
  const late = await scene.customerWrites(a, 'To the first of all.')
  expect(late.reference).toBe(c.reference)
  await scene.forward(25 * 3600)
  expect(await scene.mina.problem('POST', `/tickets/${c.reference}/unmerge`, { merge: mergedFrom.at(-1)?.mergeId })).toMatchObject({
    code: 'not_mergeable',
    detail: expect.stringContaining('24 hours'),
  })
  const { ticket, second } = await conversation()
  await split(ticket, [second])
  const [one] = (await links(ticket)).splits
  await scene.forward(25 * 3600)
  expect((await links(ticket)).splits[0]?.undoable).toBe(false)
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/unsplit`, { split: one?.id })).toMatchObject({
    code: 'not_mergeable',
  })
})
