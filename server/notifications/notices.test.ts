import { get } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSession } from '../access/index.ts'
import type { Api } from '../testing/api.ts'
import { eventually, openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { readEvents } from './read-events.ts'

interface SeenNotice {
  id: string
  kind: string
  ticket: { reference: string; title: string } | null
  actor: { kind: string; name: string | null } | null
  readAt: string | null
  text: string
}
interface Page {
  items: SeenNotice[]
  nextCursor: string | null
  unread: number
}

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const list = (as: Api, query = '') => as.get<Page>(`/notices?limit=100${query}`)

/** Everything that has happened so far was told. */
const allTold = () =>
  eventually(
    async () =>
      (
        await scene.rows<{ behind: number }>(
          `SELECT (h.position - COALESCE(r.position, 0))::int + (SELECT count(*)::int FROM events e WHERE e.workspace_id = $1 AND e.position IS NULL) AS behind
           FROM feed_heads h LEFT JOIN notice_readers r ON r.workspace_id = h.workspace_id WHERE h.workspace_id = $1`,
          [scene.workspaceId],
        )
      )[0]?.behind,
    (behind) => behind === 0,
  )

/** The kinds somebody was told about a ticket, oldest first. */
async function toldOf(as: Api, ticket: SeenTicket): Promise<string[]> {
  await allTold()
  const { items } = await list(as)
  return items
    .filter((notice) => notice.ticket?.reference === ticket.reference)
    .map(({ kind }) => kind)
    .reverse()
}

/** The mails to staff about a ticket. */
const mailsToStaff = async (ticket: SeenTicket) => {
  await allTold()
  const rows = await scene.rows<{ recipient: string }>(
    'SELECT recipient FROM outbox WHERE workspace_id = $1 AND ticket_id = $2 AND notice_id IS NOT NULL ORDER BY id',
    [scene.workspaceId, ticket.id],
  )
  return rows.map(({ recipient }) => recipient)
}

it('a ticket made for somebody is one notice and one mail, and who made it hears nothing (A3)', async () => {
  const ticket = await scene.create(desk, { assignee: scene.ids.mina })
  expect(await toldOf(scene.mina, ticket)).toEqual(['created'])
  expect(await toldOf(scene.ada, ticket)).toEqual([])
  expect(await mailsToStaff(ticket)).toEqual(['mina@desk.example'])
})

it('an assignment tells the new assignee by inbox and mail; taking it oneself tells nobody (A3)', async () => {
  const ticket = await scene.create(desk)
  await scene.act(scene.mina, ticket, 'take')
  expect(await toldOf(scene.mina, ticket)).toEqual([])
  await scene.act(scene.mina, ticket, 'assign', { agent: scene.ids.joon })
  expect(await toldOf(scene.joon, ticket)).toEqual(['assigned'])
  expect(await toldOf(scene.mina, ticket)).toEqual([])
  expect(await mailsToStaff(ticket)).toEqual(['joon@desk.example'])
  const [newest] = (await list(scene.joon)).items
  expect(newest).toMatchObject({
    actor: { kind: 'staff', name: 'Mina Kim' },
    text: expect.stringContaining(`assigned ${ticket.reference} to you`),
  })
})

it('what a customer answers tells the assignee, in the inbox only; a ticket that nobody has tells nobody (A3)', async () => {
  const [held, free] = [await scene.create(desk), await scene.create(desk)]
  await scene.act(scene.mina, held, 'take')
  await scene.customerWrites(held)
  await scene.customerWrites(free)
  expect(await toldOf(scene.mina, held)).toEqual(['customer_replied'])
  expect(await mailsToStaff(held)).toEqual([])
  expect(await toldOf(scene.mina, free)).toEqual([])
})

it('an escalation tells every other admin (A3 T11)', async () => {
  const [byAgent, byAdmin] = [await scene.create(desk), await scene.create(desk)]
  await scene.act(scene.mina, byAgent, 'escalate', { reason: 'Contract at risk' })
  await scene.act(scene.ada, byAdmin, 'escalate', { reason: 'Contract at risk' })
  expect(await toldOf(scene.ada, byAgent)).toEqual(['escalated'])
  expect(await toldOf(scene.ada, byAdmin)).toEqual([])
  expect(await toldOf(scene.joon, byAgent)).toEqual([])
})

it('a note that mentions a colleague tells them once; a reply cannot, and who does not see the ticket cannot be called', async () => {
  const ticket = await scene.create(desk)
  const hidden = await scene.create(await scene.desk('sign-off', { viewAll: false }))
  const say = (as: Api, on: SeenTicket, body: Record<string, unknown>) => as.problem('POST', `/tickets/${on.reference}/messages`, body)
  await scene.ada.post(`/tickets/${ticket.reference}/messages`, {
    kind: 'note',
    html: `<p><span data-mention="${scene.ids.joon}">@Joon</span> please look</p>`,
    mentions: [scene.ids.joon, scene.ids.joon, scene.ids.ada],
  })
  expect(await toldOf(scene.joon, ticket)).toEqual(['mentioned'])
  expect(await toldOf(scene.ada, ticket)).toEqual([])

  expect((await say(scene.ada, ticket, { text: 'Hello', mentions: [scene.ids.joon] })).errors?.[0]?.path).toBe('mentions')
  const refused = await say(scene.ada, hidden, { kind: 'note', text: 'Joon?', mentions: [scene.ids.joon] })
  expect(refused).toMatchObject({ status: 422, errors: [{ path: 'mentions', message: expect.stringContaining('cannot see this ticket') }] })
  expect((await say(scene.ada, hidden, { kind: 'note', text: 'x', mentions: ['99999'] })).status).toBe(422)
  expect(await toldOf(scene.joon, hidden)).toEqual([])

  const { items } = await scene.ada.get<{ items: { name: string }[] }>(`/tickets/${hidden.reference}/mentionable`)
  expect(items.map(({ name }) => name)).not.toContain('Joon Park')
  expect((await scene.mina.problem('GET', `/tickets/${hidden.reference}/mentionable`)).code).toBe('not_found')
})

it('one’s choices hold: no mail, no inbox, a mail where usually none is sent (A3)', async () => {
  const choose = (items: unknown[]) => scene.vera.put('/notices/choices', { items })
  await choose([
    { kind: 'assigned', inbox: true, mail: false },
    { kind: 'customer_replied', inbox: false, mail: true },
  ])
  const { items } = await scene.vera.get<{ items: { kind: string; inbox: boolean; mail: boolean }[] }>('/notices/choices')
  expect(items).toContainEqual({ kind: 'created', inbox: true, mail: true })
  expect(items).toContainEqual({ kind: 'assigned', inbox: true, mail: false })
  const ticket = await scene.create(desk)
  await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.vera })
  await scene.customerWrites(ticket)
  expect(await toldOf(scene.vera, ticket)).toEqual(['assigned'])
  expect(await mailsToStaff(ticket)).toEqual(['vera@desk.example'])
  expect(
    (await scene.vera.problem('PUT', '/notices/choices', { items: [{ kind: 'reply_returned', inbox: false, mail: false }] })).status,
  ).toBe(422)
})

it('read twice from the same place in the feed, nobody is told twice (A3)', async () => {
  const ticket = await scene.create(desk, { assignee: scene.ids.mina })
  const before = await toldOf(scene.mina, ticket)
  await scene.rows('UPDATE notice_readers SET position = 0 WHERE workspace_id = $1', [scene.workspaceId])
  await readEvents(scene.app, scene.workspaceId)
  expect(await toldOf(scene.mina, ticket)).toEqual(before)
  expect(await mailsToStaff(ticket)).toEqual(['mina@desk.example'])
})

it('what is told more than a day late is in the inbox as read, and in no mail (fault 27)', async () => {
  await allTold()
  const ticket = await scene.create(desk)
  await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.joon })
  await allTold()
  await scene.rows('DELETE FROM outbox WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])
  await scene.rows('DELETE FROM notifications WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])
  await scene.forward(2 * 86_400)
  await scene.rows('UPDATE notice_readers SET position = 0 WHERE workspace_id = $1', [scene.workspaceId])
  await readEvents(scene.app, scene.workspaceId)
  await allTold()
  const late = (await list(scene.joon)).items.find((notice) => notice.ticket?.reference === ticket.reference)
  expect(late).toMatchObject({ kind: 'assigned', readAt: expect.any(String) })
  expect(await mailsToStaff(ticket)).toEqual([])
})

it('E1: a notice about a ticket one no longer sees is hidden, and so is its number', async () => {
  const closed = await scene.desk('sign-off', { viewAll: false })
  const ticket = await scene.create(closed, { assignee: scene.ids.joon })
  expect(await toldOf(scene.joon, ticket)).toEqual(['created'])
  const before = (await list(scene.joon)).unread
  await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
  await allTold()
  expect(await toldOf(scene.joon, ticket)).toEqual([])
  expect((await list(scene.joon)).unread).toBe(before - 1)
})

it('notices are read one by one, by ticket or all at once, and only one’s own', async () => {
  const tickets = [await scene.create(desk), await scene.create(desk), await scene.create(desk)]
  for (const ticket of tickets) await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
  await allTold()
  const page = await list(scene.mina, '&unread=true')
  const [newest] = page.items
  await scene.joon.post('/notices/read', { ids: [newest?.id] })
  expect((await list(scene.mina)).unread).toBe(page.unread)
  await scene.mina.post('/notices/read', { ids: [newest?.id] })
  expect((await list(scene.mina)).unread).toBe(page.unread - 1)
  await scene.mina.post('/notices/read', { ticket: tickets[0]?.reference })
  expect((await list(scene.mina)).unread).toBe(page.unread - 2)
  await scene.mina.post('/notices/read', {})
  expect(await list(scene.mina, '&unread=true')).toMatchObject({ items: [], unread: 0 })
  expect((await scene.mina.problem('POST', '/notices/read', { ids: ['x'] })).status).toBe(422)
})

it('pages follow one another without a gap', async () => {
  await allTold()
  const all = (await list(scene.mina)).items.map(({ id }) => id)
  const first = await scene.mina.get<Page>('/notices?limit=2')
  const second = await scene.mina.get<Page>(`/notices?limit=2&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4))
})

it('B8: the mail of a notice is plain text with one header block, marked as automatic, and says nothing that was written', async () => {
  const ticket = await scene.create(desk, { description: 'canary-words-4711', assignee: scene.ids.mina })
  // As an older version, an import or a mail might have left it.
  await scene.rows(`UPDATE tickets SET title = E'Urgent\\r\\nBcc: eve@evil.example\\u2028X: y' WHERE workspace_id = $1 AND id = $2`, [
    scene.workspaceId,
    ticket.id,
  ])
  await mailsToStaff(ticket)
  const outbox = (await scene.ada.get<{ items: { id: string; recipient: string; ticket: string }[] }>('/outbox?limit=50')).items
  const row = outbox.find((one) => one.ticket === ticket.reference && one.recipient === 'mina@desk.example')
  const mail = await scene.ada.get<{ headers: { name: string; value: string }[]; text: string }>(`/outbox/${row?.id}`)
  const header = (name: string) => mail.headers.filter((one) => one.name.toLowerCase() === name).map(({ value }) => value)
  expect(header('auto-submitted')).toEqual(['auto-generated'])
  expect(header('to')).toEqual(['mina@desk.example'])
  expect(header('bcc')).toEqual([])
  expect(header('content-type')[0]).toMatch(/^text\/plain/)
  expect(mail.text).toContain(`made ${ticket.reference} for you`)
  expect(mail.text).not.toContain('canary-words-4711')
})

/** What somebody's stream has said so far. */
async function listening(userId: string) {
  const { token } = await scene.app.db.transaction(scene.workspaceId, (tx) => startSession(tx, Number(userId), 'test'))
  const request = get(`${scene.url}/api/v1/events`, { headers: { cookie: `__Host-statedesk=${token}`, accept: 'text/event-stream' } })
  const heard = { text: '', stop: () => void request.destroy() }
  request.on('error', () => undefined)
  request.on('response', (answer) => answer.setEncoding('utf8').on('data', (part: string) => (heard.text += part)))
  await eventually(
    async () => heard.text,
    (text) => text.includes('event: ready'),
  )
  return heard
}

it('the stream says that there are new notices, to whom they are for', async () => {
  const ticket = await scene.create(desk)
  const [mina, joon] = [await listening(scene.ids.mina), await listening(scene.ids.joon)]
  await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
  await eventually(
    async () => mina.text,
    (text) => text.includes('event: notices'),
  )
  expect(joon.text).toContain('event: ticket.assigned')
  expect(joon.text).not.toContain('event: notices')
  mina.stop()
  joon.stop()
})
