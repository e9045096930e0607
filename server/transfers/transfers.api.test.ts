import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSession } from '../access/index.ts'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import { uploadFile } from '../testing/upload-file.ts'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { type HandingOn, openHandingOn } from './testing/handing-on.ts'

let scene: HandingOn
beforeAll(async () => {
  scene = await openHandingOn()
})
afterAll(() => scene.end())

it('hands a ticket on: the other desk has one of its own, both name each other, and nobody is mailed (LC4)', async () => {
  const { origin, issue } = await scene.handedOn({ priority: 'high' })
  expect(await scene.seen(origin)).toMatchObject({ status: { key: 'transferred' }, inTransfer: true, assignee: { name: 'Mina Kim' } })
  expect(await scene.seen(issue)).toMatchObject({
    desk: scene.back,
    title: 'Refund is stuck',
    priority: 'high',
    internal: true,
    contact: null,
    assignee: null,
    inTransfer: true,
  })
  expect((await scene.transfers(origin)).issues).toMatchObject([
    { ticket: { reference: issue.reference, desk: { id: scene.back } }, guide: null },
  ])
  expect((await scene.transfers(issue)).origins).toMatchObject([
    { ticket: { reference: origin.reference, desk: { id: scene.front } }, guide: null },
  ])
  expect((await scene.log(origin)).map(({ type }) => type)).toContain('ticket.transferred')
  expect((await scene.log(issue)).map(({ type }) => type)).toContain('ticket.transferred_from')
  expect([...(await scene.mails(origin)), ...(await scene.mails(issue))]).toEqual([])
})

it('what nobody had is taken first; what was resolved, or is with the other desk already, is not handed on (LC4)', async () => {
  const free = await scene.create(scene.front)
  await scene.act(scene.mina, free, 'transfer-to-desk', scene.asked())
  expect(await scene.seen(free)).toMatchObject({ status: { key: 'transferred' }, assignee: { name: 'Mina Kim' } })
  await scene.refused(scene.mina, free, 'transfer-to-desk', scene.asked(), { code: 'refused', ticketStatus: 'transferred' })
  const closed = await scene.create(scene.front)
  await scene.act(scene.mina, closed, 'resolve', { mail: false })
  await scene.refused(scene.mina, closed, 'transfer-to-desk', scene.asked(), { code: 'refused', ticketStatus: 'resolved' })
  const offered = (ticket: SeenTicket, as: Api) =>
    scene.actionsOf(ticket, as).then((all) => all.find(({ action }) => action === 'transfer-to-desk'))
  expect(await offered(closed, scene.mina)).toMatchObject({ allowed: false })
  expect(await offered(await scene.create(scene.back), scene.joon)).toBeUndefined()
})

it('asks what the other desk asks, and says all that is wrong at its place; nothing is made then (LC4)', async () => {
  const asking = await scene.desk('inbox')
  await scene.seat()
  const { fields } = await scene.ada.post<{ fields: { id: string }[] }>(`/desks/${asking}/fields`, {
    name: 'Order',
    kind: 'number',
    required: true,
  })
  const field = fields[0]?.id ?? ''
  const ticket = await scene.create(scene.front)
  const before = await scene.everything(ticket)
  const wrong = async (body: Record<string, unknown>) =>
    (await scene.problemAt(scene.mina, ticket, 'transfer-to-desk', scene.asked(body))) as unknown
  expect(await wrong({ desk: asking })).toMatchObject({ code: 'invalid_input', errors: [{ path: `fields.${field}` }] })
  expect(await wrong({ desk: asking, fields: { [field]: 'many' }, type: 'none' })).toMatchObject({ code: 'invalid_input' })
  expect(await wrong({ desk: scene.front })).toMatchObject({ status: 422 })
  expect(await wrong({ desk: '999999' })).toMatchObject({ status: 422 })
  expect(await wrong({ text: '  ' })).toMatchObject({ status: 422 })
  expect(await wrong({ attachments: ['999999'] })).toMatchObject({ status: 422 })
  await scene.ada.patch(`/desks/${asking}`, { settings: { takesTransfers: false } })
  expect(await wrong({ desk: asking, fields: { [field]: 7 } })).toMatchObject({ errors: [{ path: 'desk' }] })
  expect(await scene.everything(ticket)).toEqual(before)
  expect(await scene.problemAt(scene.vera, ticket, 'transfer-to-desk', scene.asked())).toMatchObject({ status: 403, code: 'forbidden' })
  await scene.ada.patch(`/desks/${asking}`, { settings: { takesTransfers: true } })
  await scene.act(scene.mina, ticket, 'transfer-to-desk', scene.asked({ desk: asking, fields: { [field]: 7 } }))
  expect(await scene.seen(await scene.issueOf(ticket))).toMatchObject({ desk: asking, fields: { [field]: 7 } })
})

it('lists the desks that take tickets, also those one does not work on, with what they ask (LC4)', async () => {
  const { items } = await scene.mina.get<{ items: { id: string }[] }>('/transfer-desks')
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([scene.front, scene.back]))
  expect(await scene.mina.get(`/transfer-desks/${scene.back}`)).toMatchObject({ id: scene.back, types: expect.arrayContaining([]) })
  await scene.ada.patch(`/desks/${scene.back}`, { settings: { takesTransfers: false } })
  expect(await scene.mina.problem('GET', `/transfer-desks/${scene.back}`)).toMatchObject({ status: 404 })
  expect((await scene.mina.get<{ items: { id: string }[] }>('/transfer-desks')).items.map(({ id }) => id)).not.toContain(scene.back)
  await scene.ada.patch(`/desks/${scene.back}`, { settings: { takesTransfers: true } })
})

it('copies the files that were chosen and no other; they stay when the first ticket is purged (LC4)', async () => {
  const origin = await scene.create(scene.front)
  const robot = await scene.withKey('admin')
  const uploads = [await uploadFile(scene.url, robot.key, 'one.txt', 'one'), await uploadFile(scene.url, robot.key, 'two.txt', 'two')]
  await robot.post(`/tickets/${origin.reference}/messages`, { text: 'See attached', attachments: uploads })
  const files = (as: Api, { reference }: { reference: string }) =>
    as
      .get<{ items: { attachments: { id: string; filename: string }[] }[] }>(`/tickets/${reference}/messages`)
      .then(({ items }) => items.flatMap(({ attachments }) => attachments))
  const [one, two] = await files(scene.ada, origin)
  const elsewhere = await scene.create(scene.front)
  expect(await scene.problemAt(scene.mina, elsewhere, 'transfer-to-desk', scene.asked({ attachments: [one?.id] }))).toMatchObject({
    status: 422,
  })
  await scene.act(scene.mina, origin, 'transfer-to-desk', scene.asked({ attachments: [two?.id] }))
  const issue = await scene.issueOf(origin)
  const copy = await files(scene.joon, issue)
  expect(copy.map(({ filename }) => filename)).toEqual([two?.filename])
  await scene.act(scene.ada, origin, 'delete')
  await scene.act(scene.ada, origin, 'purge')
  const bytes = await fetch(`${scene.url}/api/v1/attachments/${copy[0]?.id}`, {
    headers: { authorization: `Bearer ${robot.key}` },
  })
  expect(await bytes.text()).toBe('two')
  expect((await scene.transfers(issue)).origins).toMatchObject([{ ticket: { gone: 'purged', title: null } }])
})

it('H7 transfer: a mail attached to a masked message is handed on by nobody without the right to read it (LC4)', async () => {
  const robot = await scene.withKey('admin')
  const origin = await scene.create(scene.front)
  const message = {
    kind: 'note',
    text: 'The card is 4111 1111.',
    attachments: [await uploadFile(scene.url, robot.key, 'card.eml', 'card')],
  }
  const { message: said } = await robot.post<{ message: { id: string } }>(`/tickets/${origin.reference}/messages`, message)
  await scene.mina.post(`/tickets/${origin.reference}/messages/${said.id}/masks`, { text: '4111 1111' })
  const body = scene.asked({ attachments: message.attachments })
  const before = await scene.everything(origin)
  expect(await scene.problemAt(scene.mina, origin, 'transfer-to-desk', body)).toMatchObject({
    code: 'forbidden',
    permission: 'messages.unmask',
  })
  expect(await scene.everything(origin)).toEqual(before)
  await scene.act(scene.ada, origin, 'transfer-to-desk', body)
  expect((await scene.transfers(origin)).issues).toHaveLength(1)
})

it('resolved on the other desk, the first ticket goes on; reopened and resolved again changes nothing (LC4)', async () => {
  const { origin, issue } = await scene.handedOn()
  await scene.finish(issue)
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  await scene.reopen(issue)
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  const before = (await scene.log(origin)).length
  await scene.act(scene.joon, issue, 'resolve', { text: 'Again.' })
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  expect(await scene.log(origin)).toHaveLength(before)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  await scene.reopen(issue)
  await scene.act(scene.joon, issue, 'resolve', { text: 'Once more.' })
  expect(await scene.statusOf(origin)).toBe('resolved')
  expect(await scene.mails(origin)).toEqual([])
})

it('two desks at work on it: it goes on when the last of them is done (LC4)', async () => {
  const { origin, issue } = await scene.handedOn()
  await scene.finish(issue)
  await scene.act(scene.mina, origin, 'transfer-to-desk', scene.asked({ title: 'And the invoice' }))
  const second = await scene.issueOf(origin)
  expect(second.reference).not.toBe(issue.reference)
  await scene.reopen(issue)
  await scene.act(scene.joon, issue, 'resolve', { text: 'Again.' })
  expect(await scene.statusOf(origin)).toBe('transferred')
  await scene.reopen(issue)
  await scene.finish(second)
  expect(await scene.statusOf(origin)).toBe('transferred')
  await scene.act(scene.joon, issue, 'resolve', { text: 'Now.' })
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
})

it('what the other desk throws away is not worked on: the first ticket goes on, and a restored one changes nothing (LC4)', async () => {
  for (const [action, back] of [
    ['delete', 'restore'],
    ['spam', 'not-spam'],
  ] as const) {
    const { origin, issue } = await scene.handedOn()
    await scene.act(scene.ada, issue, action)
    expect(await scene.statusOf(origin)).toBe('transfer_completed')
    await scene.act(scene.ada, issue, back)
    await scene.act(scene.ada, issue, 'delete')
    expect(await scene.statusOf(origin)).toBe('transfer_completed')
    await scene.act(scene.ada, issue, 'purge')
    expect((await scene.transfers(origin)).issues).toMatchObject([{ ticket: { reference: issue.reference, gone: 'purged', title: null } }])
  }
})

it('follows merges: of the other desk’s tickets the one that stays counts, of the first ones too, and back again (LC4)', async () => {
  const [one, two] = [await scene.handedOn(), await scene.handedOn()]
  await scene.act(scene.ada, one.issue, 'merge', { duplicate: two.issue.reference })
  expect(await scene.statusOf(two.origin)).toBe('transferred')
  expect((await scene.transfers(two.origin)).issues).toMatchObject([{ ticket: { reference: one.issue.reference } }])
  await scene.finish(one.issue)
  expect([await scene.statusOf(one.origin), await scene.statusOf(two.origin)]).toEqual(['transfer_completed', 'transfer_completed'])

  const [first, other] = [await scene.handedOn(), await scene.create(scene.front)]
  await scene.act(scene.joon, first.issue, 'request-guide', { text: 'Tell them.' })
  await scene.act(scene.mina, other, 'take')
  const merged = await scene.ada.post<{ ticket: { mergedFrom: { mergeId: string }[] } }>(`/tickets/${other.reference}/merge`, {
    duplicate: first.origin.reference,
  })
  expect((await scene.seen(other)).guideSince).not.toBeNull()
  expect((await scene.transfers(other)).issues).toMatchObject([{ guide: { text: 'Tell them.' } }])
  expect((await scene.transfers(first.issue)).origins).toMatchObject([{ ticket: { reference: other.reference } }])
  await scene.act(scene.ada, other, 'unmerge', { merge: merged.ticket.mergedFrom[0]?.mergeId })
  expect([(await scene.seen(other)).guideSince, (await scene.seen(first.origin)).guideSince !== null]).toEqual([null, true])
  await scene.finish(first.issue)
  expect(await scene.statusOf(first.origin)).toBe('transfer_completed')

  // Merged into one that is done already, it is done as well.
  const [last, done] = [await scene.handedOn(), await scene.create(scene.back)]
  await scene.act(scene.joon, done, 'resolve', { text: 'Known.' })
  await scene.act(scene.ada, done, 'merge', { duplicate: last.issue.reference })
  expect(await scene.statusOf(last.origin)).toBe('transfer_completed')
})

it('merged into each other, neither waits for itself or is asked on its own behalf, and the one that waited goes on (LC4)', async () => {
  const merge = (into: SeenTicket, duplicate: SeenTicket) => scene.act(scene.ada, into, 'merge', { duplicate: duplicate.reference })
  // The customer's ticket became part of what it was handed on as: there is nobody else to be told, and nobody waits.
  const inIssue = await scene.handedOn()
  await merge(inIssue.issue, inIssue.origin)
  expect((await scene.actionsOf(inIssue.issue, scene.joon)).some(({ action }) => action === 'request-guide')).toBe(false)
  await scene.refused(scene.joon, inIssue.issue, 'request-guide', { text: 'Tell them.' }, { reason: 'not_transferred' })
  expect(await scene.transfers(inIssue.issue)).toMatchObject({ issues: [], origins: [] })
  // The same while it waits for a third one.
  const middle = await scene.desk('contact-center')
  await scene.seat()
  const between = await scene.handedOn({ desk: middle })
  await scene.act(scene.ada, between.issue, 'transfer-to-desk', scene.asked())
  await merge(between.issue, between.origin)
  await scene.act(scene.ada, between.issue, 'spam')
  expect(await scene.statusOf(between.issue)).toBe('transferred')

  // What it was handed on as became part of the customer's ticket: nobody works on it any more elsewhere.
  const inOrigin = await scene.handedOn()
  await merge(inOrigin.origin, inOrigin.issue)
  expect(await scene.statusOf(inOrigin.origin)).toBe('transfer_completed')
  const [two, away] = [await scene.handedOn(), await scene.handedOn()]
  await merge(two.issue, away.issue)
  await merge(two.origin, two.issue)
  // The other one waits for the customer's ticket now that its own is part of it.
  expect([await scene.statusOf(two.origin), await scene.statusOf(away.origin)]).toEqual(['transfer_completed', 'transferred'])
  await scene.act(scene.mina, two.origin, 'resolve', { text: 'Done.' })
  expect(await scene.statusOf(away.origin)).toBe('transfer_completed')
})

it('LC8: a ticket handed on twice, to what was merged since, is asked once', async () => {
  const third = await scene.desk('support')
  await scene.seat()
  const origin = await scene.create(scene.front)
  await scene.act(scene.mina, origin, 'transfer-to-desk', scene.asked())
  const first = await scene.issueOf(origin)
  await scene.finish(first)
  await scene.act(scene.mina, origin, 'transfer-to-desk', scene.asked({ desk: third }))
  const second = (await scene.transfers(origin)).issues.find(({ ticket }) => ticket.reference !== first.reference)?.ticket.reference ?? ''
  await scene.act(scene.joon, first, 'status', { to: 'open' })
  await scene.act(scene.ada, first, 'merge', { duplicate: second })
  await scene.act(scene.joon, first, 'request-guide', { text: 'Tell them once.' })
  const { items } = await scene.ada.get<{ items: { text: string }[] }>(`/tickets/${origin.reference}/messages`)
  expect(items.filter(({ text }) => text === 'Tell them once.')).toHaveLength(1)
  await scene.act(scene.mina, origin, 'customer-told')
  expect((await scene.transfers(origin)).issues.map(({ guide }) => guide?.toldAt != null)).not.toContain(false)
})

it('E1 staff: who sees one of the two learns of the other one its reference, desk and status, and nothing else (LC4)', async () => {
  const { origin, issue } = await scene.handedOn({ title: 'Secret0815 title', text: 'Secret0815 text' })
  const seenByMina = JSON.stringify([
    await scene.transfers(origin, scene.mina),
    await scene.mina.get(`/tickets/${origin.reference}?include=messages,events`),
    await scene.mina.get(`/tickets/${origin.reference}/links`),
  ])
  expect(seenByMina).not.toContain('Secret0815')
  expect((await scene.transfers(origin, scene.mina)).issues).toMatchObject([
    { ticket: { reference: issue.reference, title: null, status: { category: 'open' } } },
  ])
  expect((await scene.transfers(issue, scene.joon)).origins).toMatchObject([{ ticket: { reference: origin.reference, title: null } }])
  const seenByJoon = JSON.stringify([
    await scene.transfers(issue, scene.joon),
    await scene.joon.get(`/tickets/${issue.reference}?include=messages,events`),
  ])
  expect(seenByJoon).not.toContain('Cannot sign in')
  for (const [as, other] of [
    [scene.mina, issue],
    [scene.joon, origin],
  ] as const) {
    for (const path of ['', '/transfers', '/messages', '/events', '/actions'])
      expect(await as.problem('GET', `/tickets/${other.reference}${path}`)).toMatchObject({ status: 404 })
    expect(await scene.problemAt(as, other, 'request-guide', { text: 'x' })).toMatchObject({ status: 404 })
  }
  expect((await scene.transfers(origin)).issues).toMatchObject([{ ticket: { title: 'Secret0815 title' } }])
})

it('E4 API: another workspace’s desk is one that is not there (M4)', async () => {
  const other = await createWorkspace(scene.app, {
    name: 'Other',
    admin: { name: 'Eve', email: 'eve@other.example', password: castPassword },
    desk: { name: 'Contact', lifecycle: 'contact-center', address: 'contact@other.example' },
  })
  const { token } = await scene.app.db.transaction(other.workspaceId, (tx) => startSession(tx, other.userId ?? 0, 'test'))
  const eve = apiAs(scene.url, { cookie: `__Host-statedesk=${token}` })
  const own = await eve.post<SeenTicket>('/tickets', { title: 'Ours' })
  const [theirs, none] = [
    await scene.problemAt(eve, own, 'transfer-to-desk', scene.asked()),
    await scene.problemAt(eve, own, 'transfer-to-desk', scene.asked({ desk: '999999' })),
  ]
  expect(theirs).toMatchObject({ status: 422 })
  expect({ ...theirs, requestId: '' }).toEqual({ ...none, requestId: '' })
  expect(await eve.problem('GET', `/transfer-desks/${scene.back}`)).toMatchObject({ status: 404 })
  expect((await eve.get<{ items: { id: string }[] }>('/transfer-desks')).items).toHaveLength(1)
})

it('twenty hand it on at once: one does, there is one ticket, the others are told (LC4)', async () => {
  const origin = await scene.create(scene.front)
  const people = [scene.ada, scene.mina, scene.robot]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (people[i % 3] as Api).call('POST', `/tickets/${origin.reference}/transfer-to-desk`, scene.asked()),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 409).length]).toEqual([1, 19])
  expect((await scene.transfers(origin)).issues).toHaveLength(1)
  const titled = (await scene.log(origin)).filter(({ type }) => type === 'ticket.transferred')
  expect(titled).toHaveLength(1)
})

it('resolving both sides’ tickets, merging and asking at once ends in an answer, never in a standstill (LC4)', async () => {
  const { origin, issue } = await scene.handedOn()
  await scene.act(scene.joon, issue, 'take')
  const answers = await Promise.all([
    scene.joon.call('POST', `/tickets/${issue.reference}/resolve`, { text: 'Done.' }),
    scene.mina.call('POST', `/tickets/${origin.reference}/forward`, { agent: scene.ids.ada }),
    scene.joon.call('POST', `/tickets/${issue.reference}/request-guide`, { text: 'Tell them.' }),
    scene.ada.call('POST', `/tickets/${origin.reference}/messages`, { text: 'We are on it.' }),
    scene.ada.call('POST', `/tickets/${origin.reference}/merge`, { duplicate: issue.reference }),
  ])
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

it('the dashboard counts what one handed on, until it is done (V6)', async () => {
  const mine = async () => (await scene.mina.get<{ my: { transferred: number } }>(`/dashboard?desk=${scene.front}`)).my.transferred
  const before = await mine()
  const { origin, issue } = await scene.handedOn()
  expect(await mine()).toBe(before + 1)
  await scene.finish(issue)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  expect(await mine()).toBe(before)
})
