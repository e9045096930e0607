import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSession } from '../access/index.ts'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import { openScene, type Scene, type SeenAction, type SeenTicket } from '../tickets/testing/scene.ts'

let scene: Scene
/** Mina's desk, where customers write, and Joon's, where issues are worked on. Ada and Vera work on both. */
let front: string
let back: string

interface Side {
  id: string
  ticket: { reference: string; desk: { id: string }; status: { key: string; category: string }; gone: string | null; title: string | null }
  guide: { at: string; by: string; toldAt: string | null; text?: string } | null
}
interface Transfers {
  issues: Side[]
  origins: Side[]
}
type Handed = SeenTicket & { inTransfer: boolean; guideSince: string | null; internal: boolean; contact: unknown }

beforeAll(async () => {
  scene = await openScene()
  front = await scene.desk('contact-center')
  back = await scene.desk('support')
  await seat()
})
afterAll(() => scene.end())

async function seat(): Promise<void> {
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [front] })
  await scene.ada.patch(`/agents/${scene.ids.joon}`, { desks: [back] })
}

const asked = (more = {}) => ({ desk: back, title: 'Refund is stuck', text: 'The refund of order 7 does not go out.', ...more })
const transfers = (ticket: { reference: string }, as: Api = scene.ada) => as.get<Transfers>(`/tickets/${ticket.reference}/transfers`)
const seen = (ticket: { reference: string }) => scene.ada.get<Handed>(`/tickets/${ticket.reference}`)
const actionsOf = async (ticket: { reference: string }, as: Api) =>
  (await as.get<{ actions: SeenAction[] }>(`/tickets/${ticket.reference}/actions`)).actions
const problem = (as: Api, ticket: { reference: string }, action: string, body: unknown) =>
  as.problem('POST', `/tickets/${ticket.reference}/${action}`, body)

/** A ticket of Mina's that Joon's desk has now, and what it has of it. */
async function handedOn(more = {}, as = scene.mina): Promise<{ origin: SeenTicket; issue: SeenTicket }> {
  const origin = await scene.create(front)
  await scene.act(as, origin, 'take')
  await scene.act(as, origin, 'transfer-to-desk', asked(more))
  return { origin, issue: await issueOf(origin) }
}

async function issueOf(origin: { reference: string }): Promise<SeenTicket> {
  const [newest] = (await transfers(origin)).issues
  return scene.read({ reference: newest?.ticket.reference ?? '' })
}

const reopen = (issue: SeenTicket) => scene.act(scene.joon, issue, 'status', { to: 'open' })
const finish = async (issue: SeenTicket) => {
  await scene.act(scene.joon, issue, 'take')
  await scene.act(scene.joon, issue, 'resolve', { text: 'Done.' })
}

it('hands a ticket on: the other desk has one of its own, both name each other, and nobody is mailed (LC4)', async () => {
  const { origin, issue } = await handedOn({ priority: 'high' })
  expect(await seen(origin)).toMatchObject({ status: { key: 'transferred' }, inTransfer: true, assignee: { name: 'Mina Kim' } })
  expect(await seen(issue)).toMatchObject({
    desk: back,
    title: 'Refund is stuck',
    priority: 'high',
    internal: true,
    contact: null,
    assignee: null,
    inTransfer: true,
  })
  expect((await transfers(origin)).issues).toMatchObject([{ ticket: { reference: issue.reference, desk: { id: back } }, guide: null }])
  expect((await transfers(issue)).origins).toMatchObject([{ ticket: { reference: origin.reference, desk: { id: front } }, guide: null }])
  expect((await scene.log(origin)).map(({ type }) => type)).toContain('ticket.transferred')
  expect((await scene.log(issue)).map(({ type }) => type)).toContain('ticket.transferred_from')
  expect([...(await scene.mails(origin)), ...(await scene.mails(issue))]).toEqual([])
})

it('what nobody had is taken first; what was resolved, or is with the other desk already, is not handed on (LC4)', async () => {
  const free = await scene.create(front)
  await scene.act(scene.mina, free, 'transfer-to-desk', asked())
  expect(await seen(free)).toMatchObject({ status: { key: 'transferred' }, assignee: { name: 'Mina Kim' } })
  await scene.refused(scene.mina, free, 'transfer-to-desk', asked(), { code: 'refused', ticketStatus: 'transferred' })
  const closed = await scene.create(front)
  await scene.act(scene.mina, closed, 'resolve', { mail: false })
  await scene.refused(scene.mina, closed, 'transfer-to-desk', asked(), { code: 'refused', ticketStatus: 'resolved' })
  const offered = (ticket: SeenTicket, as: Api) =>
    actionsOf(ticket, as).then((all) => all.find(({ action }) => action === 'transfer-to-desk'))
  expect(await offered(closed, scene.mina)).toMatchObject({ allowed: false })
  expect(await offered(await scene.create(back), scene.joon)).toBeUndefined()
})

it('asks what the other desk asks, and says all that is wrong at its place; nothing is made then (LC4)', async () => {
  const asking = await scene.desk('inbox')
  await seat()
  const { fields } = await scene.ada.post<{ fields: { id: string }[] }>(`/desks/${asking}/fields`, {
    name: 'Order',
    kind: 'number',
    required: true,
  })
  const field = fields[0]?.id ?? ''
  const ticket = await scene.create(front)
  const before = await scene.everything(ticket)
  const wrong = async (body: Record<string, unknown>) => (await problem(scene.mina, ticket, 'transfer-to-desk', asked(body))) as unknown
  expect(await wrong({ desk: asking })).toMatchObject({ code: 'invalid_input', errors: [{ path: `fields.${field}` }] })
  expect(await wrong({ desk: asking, fields: { [field]: 'many' }, type: 'none' })).toMatchObject({ code: 'invalid_input' })
  expect(await wrong({ desk: front })).toMatchObject({ status: 422 })
  expect(await wrong({ desk: '999999' })).toMatchObject({ status: 422 })
  expect(await wrong({ text: '  ' })).toMatchObject({ status: 422 })
  expect(await wrong({ attachments: ['999999'] })).toMatchObject({ status: 422 })
  await scene.ada.patch(`/desks/${asking}`, { settings: { takesTransfers: false } })
  expect(await wrong({ desk: asking, fields: { [field]: 7 } })).toMatchObject({ errors: [{ path: 'desk' }] })
  expect(await scene.everything(ticket)).toEqual(before)
  expect(await problem(scene.vera, ticket, 'transfer-to-desk', asked())).toMatchObject({ status: 403, code: 'forbidden' })
  await scene.ada.patch(`/desks/${asking}`, { settings: { takesTransfers: true } })
  await scene.act(scene.mina, ticket, 'transfer-to-desk', asked({ desk: asking, fields: { [field]: 7 } }))
  expect(await seen(await issueOf(ticket))).toMatchObject({ desk: asking, fields: { [field]: 7 } })
})

it('lists the desks that take tickets, also those one does not work on, with what they ask (LC4)', async () => {
  const { items } = await scene.mina.get<{ items: { id: string }[] }>('/transfer-desks')
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([front, back]))
  expect(await scene.mina.get(`/transfer-desks/${back}`)).toMatchObject({ id: back, types: expect.arrayContaining([]) })
  await scene.ada.patch(`/desks/${back}`, { settings: { takesTransfers: false } })
  expect(await scene.mina.problem('GET', `/transfer-desks/${back}`)).toMatchObject({ status: 404 })
  expect((await scene.mina.get<{ items: { id: string }[] }>('/transfer-desks')).items.map(({ id }) => id)).not.toContain(back)
  await scene.ada.patch(`/desks/${back}`, { settings: { takesTransfers: true } })
})

it('copies the files that were chosen and no other; they stay when the first ticket is purged (LC4)', async () => {
  const origin = await scene.create(front)
  const robot = await scene.withKey('admin')
  const uploads = [await upload('one', robot.key), await upload('two', robot.key)]
  await robot.post(`/tickets/${origin.reference}/messages`, { text: 'See attached', attachments: uploads })
  const files = (as: Api, { reference }: { reference: string }) =>
    as
      .get<{ items: { attachments: { id: string; filename: string }[] }[] }>(`/tickets/${reference}/messages`)
      .then(({ items }) => items.flatMap(({ attachments }) => attachments))
  const [one, two] = await files(scene.ada, origin)
  const elsewhere = await scene.create(front)
  expect(await problem(scene.mina, elsewhere, 'transfer-to-desk', asked({ attachments: [one?.id] }))).toMatchObject({ status: 422 })
  await scene.act(scene.mina, origin, 'transfer-to-desk', asked({ attachments: [two?.id] }))
  const issue = await issueOf(origin)
  const copy = await files(scene.joon, issue)
  expect(copy.map(({ filename }) => filename)).toEqual([two?.filename])
  await scene.act(scene.ada, origin, 'delete')
  await scene.act(scene.ada, origin, 'purge')
  const bytes = await fetch(`${scene.url}/api/v1/attachments/${copy[0]?.id}`, {
    headers: { authorization: `Bearer ${robot.key}` },
  })
  expect(await bytes.text()).toBe('two')
  expect((await transfers(issue)).origins).toMatchObject([{ ticket: { gone: 'purged', title: null } }])
})
async function upload(words: string, key: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([words]), `${words}.txt`)
  const answer = await fetch(`${scene.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  })
  return ((await answer.json()) as { id: string }).id
}

it('resolved on the other desk, the first ticket goes on; reopened and resolved again changes nothing (LC4)', async () => {
  const { origin, issue } = await handedOn()
  await finish(issue)
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  await reopen(issue)
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  const before = (await scene.log(origin)).length
  await scene.act(scene.joon, issue, 'resolve', { text: 'Again.' })
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  expect(await scene.log(origin)).toHaveLength(before)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  await reopen(issue)
  await scene.act(scene.joon, issue, 'resolve', { text: 'Once more.' })
  expect(await scene.statusOf(origin)).toBe('resolved')
  expect(await scene.mails(origin)).toEqual([])
})

it('two desks at work on it: it goes on when the last of them is done (LC4)', async () => {
  const { origin, issue } = await handedOn()
  await finish(issue)
  await scene.act(scene.mina, origin, 'transfer-to-desk', asked({ title: 'And the invoice' }))
  const second = await issueOf(origin)
  expect(second.reference).not.toBe(issue.reference)
  await reopen(issue)
  await scene.act(scene.joon, issue, 'resolve', { text: 'Again.' })
  expect(await scene.statusOf(origin)).toBe('transferred')
  await reopen(issue)
  await finish(second)
  expect(await scene.statusOf(origin)).toBe('transferred')
  await scene.act(scene.joon, issue, 'resolve', { text: 'Now.' })
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
})

it('what the other desk throws away is not worked on: the first ticket goes on, and a restored one changes nothing (LC4)', async () => {
  for (const [action, back] of [
    ['delete', 'restore'],
    ['spam', 'not-spam'],
  ] as const) {
    const { origin, issue } = await handedOn()
    await scene.act(scene.ada, issue, action)
    expect(await scene.statusOf(origin)).toBe('transfer_completed')
    await scene.act(scene.ada, issue, back)
    await scene.act(scene.ada, issue, 'delete')
    expect(await scene.statusOf(origin)).toBe('transfer_completed')
    await scene.act(scene.ada, issue, 'purge')
    expect((await transfers(origin)).issues).toMatchObject([{ ticket: { reference: issue.reference, gone: 'purged', title: null } }])
  }
})

it('follows merges: of the other desk’s tickets the one that stays counts, of the first ones too, and back again (LC4)', async () => {
  const [one, two] = [await handedOn(), await handedOn()]
  await scene.act(scene.ada, one.issue, 'merge', { duplicate: two.issue.reference })
  expect(await scene.statusOf(two.origin)).toBe('transferred')
  expect((await transfers(two.origin)).issues).toMatchObject([{ ticket: { reference: one.issue.reference } }])
  await finish(one.issue)
  expect([await scene.statusOf(one.origin), await scene.statusOf(two.origin)]).toEqual(['transfer_completed', 'transfer_completed'])

  const [first, other] = [await handedOn(), await scene.create(front)]
  await scene.act(scene.joon, first.issue, 'request-guide', { text: 'Tell them.' })
  await scene.act(scene.mina, other, 'take')
  const merged = await scene.ada.post<{ ticket: { mergedFrom: { mergeId: string }[] } }>(`/tickets/${other.reference}/merge`, {
    duplicate: first.origin.reference,
  })
  expect((await seen(other)).guideSince).not.toBeNull()
  expect((await transfers(other)).issues).toMatchObject([{ guide: { text: 'Tell them.' } }])
  expect((await transfers(first.issue)).origins).toMatchObject([{ ticket: { reference: other.reference } }])
  await scene.act(scene.ada, other, 'unmerge', { merge: merged.ticket.mergedFrom[0]?.mergeId })
  expect([(await seen(other)).guideSince, (await seen(first.origin)).guideSince !== null]).toEqual([null, true])
  await finish(first.issue)
  expect(await scene.statusOf(first.origin)).toBe('transfer_completed')

  // Merged into one that is done already, it is done as well.
  const [last, done] = [await handedOn(), await scene.create(back)]
  await scene.act(scene.joon, done, 'resolve', { text: 'Known.' })
  await scene.act(scene.ada, done, 'merge', { duplicate: last.issue.reference })
  expect(await scene.statusOf(last.origin)).toBe('transfer_completed')
})

it('E1 staff: who sees one of the two learns of the other one its reference, desk and status, and nothing else (LC4)', async () => {
  const { origin, issue } = await handedOn({ title: 'Secret0815 title', text: 'Secret0815 text' })
  const seenByMina = JSON.stringify([
    await transfers(origin, scene.mina),
    await scene.mina.get(`/tickets/${origin.reference}?include=messages,events`),
    await scene.mina.get(`/tickets/${origin.reference}/links`),
  ])
  expect(seenByMina).not.toContain('Secret0815')
  expect((await transfers(origin, scene.mina)).issues).toMatchObject([
    { ticket: { reference: issue.reference, title: null, status: { category: 'open' } } },
  ])
  expect((await transfers(issue, scene.joon)).origins).toMatchObject([{ ticket: { reference: origin.reference, title: null } }])
  const seenByJoon = JSON.stringify([
    await transfers(issue, scene.joon),
    await scene.joon.get(`/tickets/${issue.reference}?include=messages,events`),
  ])
  expect(seenByJoon).not.toContain('Cannot sign in')
  for (const [as, other] of [
    [scene.mina, issue],
    [scene.joon, origin],
  ] as const) {
    for (const path of ['', '/transfers', '/messages', '/events', '/actions'])
      expect(await as.problem('GET', `/tickets/${other.reference}${path}`)).toMatchObject({ status: 404 })
    expect(await problem(as, other, 'request-guide', { text: 'x' })).toMatchObject({ status: 404 })
  }
  expect((await transfers(origin)).issues).toMatchObject([{ ticket: { title: 'Secret0815 title' } }])
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
    await problem(eve, own, 'transfer-to-desk', asked()),
    await problem(eve, own, 'transfer-to-desk', asked({ desk: '999999' })),
  ]
  expect(theirs).toMatchObject({ status: 422 })
  expect({ ...theirs, requestId: '' }).toEqual({ ...none, requestId: '' })
  expect(await eve.problem('GET', `/transfer-desks/${back}`)).toMatchObject({ status: 404 })
  expect((await eve.get<{ items: { id: string }[] }>('/transfer-desks')).items).toHaveLength(1)
})

it('twenty hand it on at once: one does, there is one ticket, the others are told (LC4)', async () => {
  const origin = await scene.create(front)
  const people = [scene.ada, scene.mina, scene.robot]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => (people[i % 3] as Api).call('POST', `/tickets/${origin.reference}/transfer-to-desk`, asked())),
  )
  const statuses = answers.map(({ status }) => status)
  expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 409).length]).toEqual([1, 19])
  expect((await transfers(origin)).issues).toHaveLength(1)
  const titled = (await scene.log(origin)).filter(({ type }) => type === 'ticket.transferred')
  expect(titled).toHaveLength(1)
})

it('resolving both sides’ tickets, merging and asking at once ends in an answer, never in a standstill (LC4)', async () => {
  const { origin, issue } = await handedOn()
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

it('LC8: a request to tell the customer shows with its words, counts for who has the ticket, and ends with a reply; no status moves', async () => {
  const { origin, issue } = await handedOn()
  const guides = async (as: Api) =>
    (await as.get<{ my: { customerGuides: number; transferred: number } }>(`/dashboard?desk=${front}`)).my.customerGuides
  const before = await guides(scene.mina)
  expect((await actionsOf(issue, scene.joon)).find(({ action }) => action === 'request-guide')).toMatchObject({ allowed: true })
  expect((await actionsOf(origin, scene.mina)).some(({ action }) => action === 'request-guide')).toBe(false)
  await scene.refused(scene.mina, origin, 'request-guide', { text: 'x' }, { reason: 'not_transferred' })
  await scene.refused(scene.mina, origin, 'customer-told', {}, { reason: 'nothing_to_tell' })
  await scene.act(scene.joon, issue, 'request-guide', { text: 'The refund went out today.' })
  expect([await scene.statusOf(origin), await scene.statusOf(issue)]).toEqual(['transferred', issue.status.key])
  expect((await transfers(origin, scene.mina)).issues).toMatchObject([
    { guide: { text: 'The refund went out today.', by: 'Joon Park', toldAt: null } },
  ])
  expect((await transfers(issue, scene.joon)).origins).toMatchObject([{ guide: { toldAt: null } }])
  expect(await guides(scene.mina)).toBe(before + 1)
  const notices = async () => (await scene.mina.get<{ items: { kind: string; ticket: { reference: string } | null }[] }>('/notices')).items
  await expect
    .poll(async () => (await notices())[0], { timeout: 10_000 })
    .toMatchObject({ kind: 'guide_requested', ticket: { reference: origin.reference } })
  const listed = await scene.mina.get<{ items: { reference: string }[] }>(
    `/tickets?where=${encodeURIComponent(JSON.stringify({ field: 'guideSince', op: 'present' }))}`,
  )
  expect(listed.items.map(({ reference }) => reference)).toContain(origin.reference)
  await scene.customerWrites(origin)
  expect(await guides(scene.mina)).toBe(before + 1)
  await scene.reply(scene.mina, origin, 'The refund is on its way.')
  expect(await guides(scene.mina)).toBe(before)
  expect((await seen(origin)).guideSince).toBeNull()
  expect((await transfers(issue, scene.joon)).origins[0]?.guide?.toldAt).toEqual(expect.any(String))
  expect((await scene.log(origin)).slice(-6).map(({ type }) => type)).toContain('ticket.guide_ended')
  expect(await scene.statusOf(origin)).toBe('transferred')
})

it('LC8: it ends with a resolution mail and by word of mouth too, not with a note; it can be asked again', async () => {
  const { origin, issue } = await handedOn()
  const ask = () => scene.act(scene.joon, issue, 'request-guide', { text: 'Please tell.' })
  const open = async () => (await seen(origin)).guideSince !== null
  await ask()
  await scene.ada.post(`/tickets/${origin.reference}/messages`, { kind: 'note', text: 'On it.' })
  expect(await open()).toBe(true)
  await scene.act(scene.mina, origin, 'customer-told')
  expect(await open()).toBe(false)
  await ask()
  expect(await open()).toBe(true)
  await finish(issue)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  expect(await open()).toBe(true)
  await scene.act(scene.mina, origin, 'forward', { agent: scene.ids.mina })
  await scene.act(scene.mina, origin, 'resolve', { text: 'It is on its way.' })
  expect(await open()).toBe(false)
  await scene.act(scene.ada, origin, 'complete')
  await scene.refused(scene.joon, issue, 'request-guide', { text: 'x' }, { reason: 'origin_closed' })
})

it('LC8: a reply that waits tells nobody yet; it ends the request when it leaves', async () => {
  const { origin, issue } = await handedOn()
  await scene.act(scene.joon, issue, 'request-guide', { text: 'Please tell.' })
  const { message } = await scene.mina.post<{ message: { id: string } }>(`/tickets/${origin.reference}/messages`, {
    text: 'It left.',
    undoSeconds: 60,
  })
  expect((await seen(origin)).guideSince).not.toBeNull()
  await scene.mina.post(`/tickets/${origin.reference}/messages/${message.id}/send`)
  expect((await seen(origin)).guideSince).toBeNull()
})

it('the dashboard counts what one handed on, until it is done (V6)', async () => {
  const mine = async () => (await scene.mina.get<{ my: { transferred: number } }>(`/dashboard?desk=${front}`)).my.transferred
  const before = await mine()
  const { origin, issue } = await handedOn()
  expect(await mine()).toBe(before + 1)
  await finish(issue)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  expect(await mine()).toBe(before)
})

it('an agent from outside the desk gets this ticket only (T4)', async () => {
  const [given, other] = [await scene.create(front), await scene.create(front)]
  expect(await scene.joon.problem('GET', `/tickets/${given.reference}`)).toMatchObject({ status: 404 })
  await scene.act(scene.mina, given, 'forward', { agent: scene.ids.joon })
  expect(await scene.joon.get(`/tickets/${given.reference}`)).toMatchObject({ assignee: { name: 'Joon Park' } })
  await scene.reply(scene.joon, given, 'I will help.')
  expect(await scene.joon.problem('GET', `/tickets/${other.reference}`)).toMatchObject({ status: 404 })
  const listed = (await scene.joon.get<{ items: SeenTicket[] }>('/tickets?view=all&limit=100')).items.filter((one) => one.desk === front)
  expect(listed.map(({ reference }) => reference)).toEqual([given.reference])
  await scene.act(scene.ada, given, 'assign', { agent: scene.ids.mina })
  expect(await scene.joon.problem('GET', `/tickets/${given.reference}`)).toMatchObject({ status: 404 })
})

it('Transfer gives a ticket to an agent or a team with a word; a team takes it from who had it (T4)', async () => {
  const ticket = await scene.create(front)
  const team = await scene.ada.post<{ id: string }>('/teams', { name: 'Refunds', members: [scene.ids.mina, scene.ids.ada] })
  await scene.act(scene.mina, ticket, 'take')
  const given = await scene.act(scene.mina, ticket, 'transfer', { agent: scene.ids.ada, note: 'She knows the shop.' })
  expect(given).toMatchObject({ status: { key: 'processing' }, assignee: { name: 'Ada Berg' } })
  const { items } = await scene.mina.get<{ items: { kind: string; text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items.at(-1)).toMatchObject({ kind: 'note', text: 'She knows the shop.' })
  expect(await scene.act(scene.ada, ticket, 'transfer', { team: team.id })).toMatchObject({
    status: { key: 'unassigned' },
    assignee: null,
    team: { name: 'Refunds' },
    lastAssignee: { name: 'Ada Berg' },
  })
  expect(await problem(scene.mina, ticket, 'transfer', {})).toMatchObject({ status: 422 })
  expect(await problem(scene.mina, ticket, 'transfer', { team: '999999' })).toMatchObject({ status: 422 })
  expect(await problem(scene.vera, ticket, 'transfer', { agent: scene.ids.ada })).toMatchObject({ status: 403 })
})
