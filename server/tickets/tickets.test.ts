import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'
import { verifyWorkspace } from './verify.ts'

interface Ticket {
  id: string
  reference: string
  title: string
  version: number
  status: { key: string }
  assignee: { id: string; name: string } | null
  bucket: string
  priority: string
  messageCount: number
  unread: boolean
  starred: boolean
  firstResponseAt: string | null
  resolvedAt: string | null
  mergedInto: { reference: string } | null
  mergedFrom: { reference: string; mergeId: string }[]
  followUps: { reference: string }[]
  labels: { name: string }[]
}

let test: TestApp
let ada: Api
let mina: Api
let joon: Api

beforeAll(async () => {
  test = await testApp()
  ada = await test.api('ada')
  mina = await test.api('mina')
  joon = await test.api('joon')
  for (const name of ['mina', 'joon'] as const) await ada.patch(`/agents/${test.ids[name]}`, { desks: [test.deskId] })
})
afterAll(async () => {
  const report = await test.app.db.snapshot(test.workspaceId, verifyWorkspace)
  await test.close()
  expect(report.faults).toEqual([])
})

const carl = { email: 'carl@customer.example', name: 'Carl Ito' }
const create = (more: Record<string, unknown> = {}) =>
  ada.post<Ticket>('/tickets', { title: 'Cannot sign in', description: 'It says my password is wrong.', contact: carl, ...more })

it('a ticket is created with a reference, its contact and the first message, and can be read by reference or id', async () => {
  const ticket = await create()
  expect(ticket.reference).toMatch(/^TKT-\d{4}$/)
  expect(ticket.status.key).toBe('open')
  expect(ticket.messageCount).toBe(1)
  expect((await ada.get<Ticket>(`/tickets/${ticket.reference.toLowerCase()}`)).id).toBe(ticket.id)
  expect((await ada.get<Ticket>(`/tickets/${ticket.id}`)).title).toBe('Cannot sign in')
  const { items } = await ada.get<{ items: { kind: string; text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items.map((message) => [message.kind, message.text])).toEqual([['customer', 'It says my password is wrong.']])
})

it('of two people taking a ticket at once one wins, and the other is told who has it (T4)', async () => {
  const ticket = await create()
  const answers = await Promise.all(
    [mina, joon, mina, joon].map((api) =>
      api.call<{ code?: string; assignee?: { name: string } }>('POST', `/tickets/${ticket.reference}/take`, {}),
    ),
  )
  const refused = answers.filter((answer) => answer.status === 409)
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2)
  expect(refused.map((answer) => answer.body.code)).toEqual(['already_assigned', 'already_assigned'])
  const holder = (await ada.get<Ticket>(`/tickets/${ticket.reference}`)).assignee?.name
  expect(refused[0]?.body.assignee?.name).toBe(holder)
})

it('LS2: the first agent reply stamps the first response and moves open to in progress; a note does neither', async () => {
  const ticket = await create()
  const noted = await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/messages`, {
    kind: 'note',
    text: 'Looks like an expired password.',
  })
  expect(noted.ticket).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
  const replied = await mina.post<{ ticket: Ticket; message: { delivery: { state: string } } }>(`/tickets/${ticket.reference}/messages`, {
    kind: 'reply',
    html: '<p>Please <b>reset</b> it.</p>',
  })
  expect(replied.ticket.status.key).toBe('in_progress')
  expect(replied.ticket.firstResponseAt).not.toBeNull()
  expect(replied.message.delivery.state).toBe('waiting')
})

it('resolve asks for a text on a support desk, mails it once, and computes the resolution time (T10)', async () => {
  const ticket = await create()
  expect((await mina.problem('POST', `/tickets/${ticket.reference}/resolve`, {})).code).toBe('invalid_input')
  const { ticket: resolved } = await mina.post<{
    ticket: Ticket & { resolutionSeconds: number; resolution: { text: string; score: number } }
  }>(`/tickets/${ticket.reference}/resolve`, { text: 'The password was reset.', score: 5 })
  expect(resolved).toMatchObject({ status: { key: 'resolved' }, resolution: { text: 'The password was reset.', score: 5 } })
  expect(resolved.resolutionSeconds).toBeGreaterThanOrEqual(0)
  const { items } = await ada.get<{ items: { kind: string }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items.map((message) => message.kind)).toEqual(['customer', 'resolution'])
  const deliveries = await ada.get<{ items: { recipient: string }[] }>(`/tickets/${ticket.reference}/deliveries`)
  expect(deliveries.items.map((delivery) => delivery.recipient)).toEqual(['carl@customer.example'])
})

it('LS3: a customer’s message reopens a resolved ticket and makes a linked one of a closed ticket', async () => {
  const ticket = await create()
  await mina.post(`/tickets/${ticket.reference}/resolve`, { text: 'Done.' })
  const key = await test.withKey('admin')
  const reopened = await key.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'Still broken.' })
  expect(reopened.ticket).toMatchObject({ reference: ticket.reference, status: { key: 'open' }, resolvedAt: null, unread: true })
  await mina.post(`/tickets/${ticket.reference}/status`, { to: 'closed' })
  const followUp = await key.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'One more thing.' })
  expect(followUp.ticket.reference).not.toBe(ticket.reference)
  expect((await ada.get<Ticket>(`/tickets/${ticket.reference}`)).followUps).toEqual([{ reference: followUp.ticket.reference }])
})

it('a refused action is a problem that names status, action and reason, and changes nothing (L6)', async () => {
  const ticket = await create()
  await mina.post(`/tickets/${ticket.reference}/resolve`, { text: 'Done.' })
  const before = await ada.get<Ticket>(`/tickets/${ticket.reference}`)
  const problem = await mina.problem('POST', `/tickets/${ticket.reference}/hold`, {})
  expect(problem).toMatchObject({ code: 'refused', status: 409, ticketStatus: 'resolved' })
  expect(problem.detail).toContain('Resolved')
  expect((await ada.get<Ticket>(`/tickets/${ticket.reference}`)).version).toBe(before.version)
})

it('the actions of a ticket say what is allowed and why the rest is not (L5)', async () => {
  const ticket = await create()
  const { actions, ticketVersion } = await mina.get<{
    ticketVersion: number
    actions: { action: string; to?: string; allowed: boolean; refusal?: { message: string } }[]
  }>(`/tickets/${ticket.reference}/actions`)
  expect(ticketVersion).toBe(ticket.version)
  const find = (action: string, to?: string) => actions.find((one) => one.action === action && one.to === to)
  expect(find('take')?.allowed).toBe(true)
  expect(find('resolve')?.to ?? find('resolve')?.allowed ?? actions.find((one) => one.action === 'resolve')?.allowed).toBeTruthy()
  expect(find('status', 'waiting')?.allowed).toBe(true)
  expect(find('schedule-deletion')).toMatchObject({ allowed: false })
  expect(actions.filter((one) => !one.allowed).every((one) => (one.refusal?.message.length ?? 0) > 10)).toBe(true)
})

it('a postponed ticket leaves the lists and comes back at its time or when the customer writes (T9)', async () => {
  const ticket = await create({ title: 'Remind me later' })
  const { ticket: snoozed } = await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/snooze`, {
    preset: '1d',
    zone: 'Asia/Seoul',
  })
  expect(snoozed).toMatchObject({ bucket: 'snoozed', status: { key: 'open' } })
  const all = await mina.get<{ items: Ticket[] }>(`/tickets?view=all`)
  expect(all.items.map((row) => row.reference)).not.toContain(ticket.reference)
  expect((await mina.problem('POST', `/tickets/${ticket.reference}/snooze`, { until: '2001-01-01T00:00:00Z' })).errors?.[0]?.path).toBe(
    'until',
  )
  const key = await test.withKey('admin')
  const woken = await key.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'Hello?' })
  expect(woken.ticket.bucket).toBe('active')
})

it('a merge moves the messages, closes the duplicate without a mail, and can be taken back exactly (T12)', async () => {
  const primary = await create({ title: 'Printer on fire' })
  const duplicate = await create({ title: 'Printer burning' })
  const { ticket: merged } = await mina.post<{ ticket: Ticket }>(`/tickets/${primary.reference}/merge`, { duplicate: duplicate.reference })
  expect(merged.messageCount).toBe(3)
  const gone = await ada.get<Ticket>(`/tickets/${duplicate.reference}`)
  expect(gone).toMatchObject({ bucket: 'merged', status: { key: 'closed' }, mergedInto: { reference: primary.reference } })
  expect((await ada.get<{ items: unknown[] }>(`/tickets/${duplicate.reference}/deliveries`)).items).toEqual([])
  expect((await mina.problem('POST', `/tickets/${duplicate.reference}/messages`, { text: 'Hello' })).code).toBe('refused')
  expect((await mina.problem('POST', `/tickets/${duplicate.reference}/merge`, { duplicate: primary.reference })).code).toBe('not_mergeable')

  const key = await test.withKey('admin')
  const late = await key.post<{ ticket: Ticket }>(`/tickets/${duplicate.reference}/messages`, { as: 'customer', text: 'It is out now.' })
  expect(late.ticket.reference).toBe(primary.reference)

  const mergeId = merged.mergedFrom[0]?.mergeId
  const { ticket: back } = await mina.post<{ ticket: Ticket }>(`/tickets/${primary.reference}/unmerge`, { merge: mergeId })
  expect(back.mergedFrom).toEqual([])
  expect(await ada.get<Ticket>(`/tickets/${duplicate.reference}`)).toMatchObject({
    bucket: 'active',
    status: { key: 'open' },
    messageCount: 2,
    resolvedAt: null,
  })
})

it('what a message sent goes with it to another ticket and back, and a purge of either takes its own only (T12, T14)', async () => {
  const primary = await create({ title: 'Printer on fire' })
  const duplicate = await create({ title: 'Printer burning' })
  for (const { reference } of [primary, duplicate]) await mina.post(`/tickets/${reference}/messages`, { text: 'Take cover.' })
  const mailsOf = async ({ reference }: Ticket) => (await ada.get<{ items: unknown[] }>(`/tickets/${reference}/deliveries`)).items.length
  const before = [await mailsOf(primary), await mailsOf(duplicate)]
  expect(before.every((mails) => mails > 0)).toBe(true)
  const merge = () => mina.post<{ ticket: Ticket }>(`/tickets/${primary.reference}/merge`, { duplicate: duplicate.reference })
  const { ticket: merged } = await merge()
  expect([await mailsOf(primary), await mailsOf(duplicate)]).toEqual([(before[0] ?? 0) + (before[1] ?? 0), 0])
  await mina.post(`/tickets/${primary.reference}/unmerge`, { merge: merged.mergedFrom[0]?.mergeId })
  expect([await mailsOf(primary), await mailsOf(duplicate)]).toEqual(before)
  await merge()
  await ada.post(`/tickets/${primary.reference}/delete`)
  await ada.post(`/tickets/${primary.reference}/purge`)
  expect((await ada.problem('GET', `/tickets/${primary.reference}`)).code).toBe('not_found')
})

it('archive, trash, restore and purge; the reference of a purged ticket is never used again (T13, T14)', async () => {
  const ticket = await create()
  expect((await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/archive`)).ticket.bucket).toBe('archived')
  expect((await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/unarchive`)).ticket.bucket).toBe('active')
  expect((await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/delete`)).ticket.bucket).toBe('trash')
  expect((await mina.problem('POST', `/tickets/${ticket.reference}/purge`)).code).toBe('forbidden')
  expect((await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/restore`)).ticket).toMatchObject({
    bucket: 'active',
    status: { key: 'open' },
  })
  expect((await ada.problem('POST', `/tickets/${ticket.reference}/purge`)).code).toBe('refused')
  await ada.post(`/tickets/${ticket.reference}/delete`)
  await ada.post(`/tickets/${ticket.reference}/purge`)
  expect((await ada.problem('GET', `/tickets/${ticket.reference}`)).code).toBe('not_found')
  expect((await create()).reference).not.toBe(ticket.reference)
})

it('LX2: spam is a folder: the ticket comes back with the status and assignee it had', async () => {
  const ticket = await create()
  await mina.post(`/tickets/${ticket.reference}/take`)
  await mina.post(`/tickets/${ticket.reference}/status`, { to: 'waiting' })
  expect((await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/spam`)).ticket.bucket).toBe('spam')
  expect((await mina.problem('POST', `/tickets/${ticket.reference}/not-spam`)).code).toBe('forbidden')
  const { ticket: back } = await ada.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/not-spam`)
  expect(back).toMatchObject({ bucket: 'active', status: { key: 'waiting' }, assignee: { name: 'Mina Kim' } })
})

it('escalate raises to urgent with a reason, once (T11)', async () => {
  const ticket = await create()
  const { ticket: urgent } = await mina.post<{ ticket: Ticket }>(`/tickets/${ticket.reference}/escalate`, { reason: 'Contract at risk' })
  expect(urgent.priority).toBe('urgent')
  expect((await mina.problem('POST', `/tickets/${ticket.reference}/escalate`, { reason: 'Again' })).code).toBe('refused')
})

it('a stale expectedVersion and a stale reply are refused, and the text is not posted', async () => {
  const ticket = await create()
  await mina.patch(`/tickets/${ticket.reference}`, { priority: 'high', expectedVersion: ticket.version })
  const problem = await joon.problem('PATCH', `/tickets/${ticket.reference}`, { priority: 'low', expectedVersion: ticket.version })
  expect(problem).toMatchObject({ code: 'version_conflict', ticketVersion: ticket.version + 1 })
  const { items } = await mina.get<{ items: { id: string }[] }>(`/tickets/${ticket.reference}/messages`)
  const key = await test.withKey('admin')
  await key.post(`/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'Wait!' })
  const stale = await mina.problem('POST', `/tickets/${ticket.reference}/messages`, {
    text: 'Here you are',
    seenMessageId: items.at(-1)?.id,
  })
  expect(stale.code).toBe('stale_reply')
  expect(stale.newMessages).toHaveLength(1)
})

it('counts are exact: every view’s number is the length of its list', async () => {
  const views = [
    'my_in_progress',
    'my_pending',
    'my_resolved',
    'my_completed',
    'all',
    'unassigned',
    'my_team',
    'transferred',
    'spam',
    'trash',
    'snoozed',
    'archived',
  ]
  for (const api of [ada, mina, joon]) {
    const counts = await api.get<{ views: Record<string, number>; statuses: { key: string; all: number }[] }>('/counts')
    for (const view of views) {
      const { items } = await api.get<{ items: unknown[] }>(`/tickets?view=${view}&limit=200`)
      expect([view, counts.views[view]]).toEqual([view, items.length])
    }
    for (const status of counts.statuses) {
      const { items } = await api.get<{ items: unknown[] }>(`/tickets?status=${status.key}&limit=200`)
      expect([status.key, status.all]).toEqual([status.key, items.length])
    }
  }
})

it('statuses come in the order of their lifecycle (V2)', async () => {
  const { statuses } = await ada.get<{ statuses: { key: string; desk: string }[] }>(`/counts?desk=${test.deskId}`)
  expect(statuses.map((status) => status.key)).toEqual(['open', 'in_progress', 'waiting', 'resolved', 'closed'])
})

it('pages follow each other without a gap or a repeat, and a foreign cursor is refused', async () => {
  const whole = (await ada.get<{ items: Ticket[] }>('/tickets?limit=200')).items.map((row) => row.reference)
  const paged: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Ticket[]; nextCursor: string | null } = await ada.get(`/tickets?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    paged.push(...page.items.map((row) => row.reference))
    cursor = page.nextCursor
  }
  expect(paged).toEqual(whole)
  expect((await ada.problem('GET', '/tickets?cursor=xxxx')).code).toBe('invalid_cursor')
})

it('the log of a ticket tells in sentences what happened, who did it and from what to what', async () => {
  const ticket = await create()
  await mina.post(`/tickets/${ticket.reference}/take`)
  await mina.patch(`/tickets/${ticket.reference}`, { title: 'Cannot sign in since Monday', priority: 'high' })
  await mina.post(`/tickets/${ticket.reference}/status`, { to: 'waiting' })
  const { items } = await mina.get<{ items: { seq: number; sentence: { en: string } }[] }>(`/tickets/${ticket.reference}/events`)
  expect(items.map((event) => event.seq)).toEqual(items.map((_, index) => items.length - index))
  const log = items.map((event) => event.sentence.en)
  expect(log).toContain('Mina Kim changed the status from Open to Waiting')
  expect(log).toContain('Mina Kim assigned the ticket to Mina Kim')
  expect(log).toContain('Mina Kim changed the title from “Cannot sign in” to “Cannot sign in since Monday”')
})

it('E1 staff: without tickets.view_all an agent sees only what is assigned to them; an assignee from outside the desk gets this ticket only', async () => {
  const { id: other } = await ada.post<{ id: string }>('/desks', { name: 'Sign-off', lifecycle: 'sign-off' })
  const ticket = await ada.post<Ticket>('/tickets', { title: 'Secret project', desk: other, contact: carl })
  const hidden = await ada.post<Ticket>('/tickets', { title: 'Other secret', desk: other, contact: carl })
  expect((await joon.problem('GET', `/tickets/${ticket.reference}`)).code).toBe('not_found')
  await ada.post(`/tickets/${ticket.reference}/assign`, { agent: test.ids.joon })
  expect((await joon.get<Ticket>(`/tickets/${ticket.reference}`)).title).toBe('Secret project')
  expect((await joon.problem('GET', `/tickets/${hidden.reference}`)).code).toBe('not_found')
  expect((await joon.problem('POST', `/tickets/${ticket.reference}/merge`, { duplicate: hidden.reference })).code).toBe('not_found')
  const listed = await joon.get<{ items: Ticket[] }>('/tickets?limit=200')
  expect(listed.items.map((row) => row.reference)).toContain(ticket.reference)
  expect(listed.items.map((row) => row.reference)).not.toContain(hidden.reference)
})

it('drafts, stars and reading are one’s own', async () => {
  const ticket = await create()
  await mina.put(`/tickets/${ticket.reference}/draft?kind=reply`, { html: '<p>Dear Carl</p>' })
  await mina.put(`/tickets/${ticket.reference}/star`)
  await mina.put(`/tickets/${ticket.reference}/read`)
  expect((await mina.get<{ draft: { html: string } }>(`/tickets/${ticket.reference}/draft?kind=reply`)).draft.html).toBe('<p>Dear Carl</p>')
  expect(await mina.get<Ticket>(`/tickets/${ticket.reference}`)).toMatchObject({ starred: true, unread: false })
  expect((await joon.get<{ draft: unknown }>(`/tickets/${ticket.reference}/draft?kind=reply`)).draft).toBeNull()
  expect(await joon.get<Ticket>(`/tickets/${ticket.reference}`)).toMatchObject({ starred: false, unread: true })
})
