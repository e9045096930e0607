import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support', { settings: { acknowledgeNew: true } })
})
afterAll(() => scene.end())

type Created = SeenTicket & { heldMessage: string | null; firstResponseAt: string | null }
interface Kept {
  html: string
  to: { address: string }[]
  cc: { address: string }[]
  bcc: { address: string }[]
  quote?: boolean
}

const first = (more: Record<string, unknown> = {}) => ({
  title: 'Your invoice',
  descriptionHtml: '<p>We found a <strong>mistake</strong> in {{ticket_id}}.</p>',
  desk,
  contact: { email: 'yuki@customer.example', name: 'Yuki Tanaka' },
  firstMessage: 'agent',
  undoSeconds: 60,
  ...more,
})
const write = (more: Record<string, unknown> = {}) => scene.mina.post<Created>('/tickets', first(more))
const messagesOf = async ({ reference }: { reference: string }) =>
  (await scene.ada.get<{ items: { id: string; state: string; text: string; kind: string }[] }>(`/tickets/${reference}/messages`)).items
const draftOf = async ({ reference }: { reference: string }) =>
  (await scene.mina.get<{ draft: Kept | null }>(`/tickets/${reference}/draft`)).draft
const withdraw = (ticket: Created, as = scene.mina) =>
  as.post<{ draft: Kept | null }>(`/tickets/${ticket.reference}/messages/${ticket.heldMessage}/withdraw`)

async function release(ticket: Created): Promise<void> {
  await scene.forward(61)
  scene.app.wake('queued')
  await eventually(
    () => messagesOf(ticket),
    ([message]) => message?.state === 'released',
  )
}

it('a first mail that is held mails nobody and answers nothing until its time; then it leaves like one that was sent at once', async () => {
  const held = await write({ cc: ['books@customer.example'], bcc: ['archive@desk.example'] })
  expect(held).toMatchObject({ status: { key: 'open' }, firstResponseAt: null, heldMessage: expect.any(String) })
  expect(await messagesOf(held)).toMatchObject([{ id: held.heldMessage, kind: 'reply', state: 'queued' }])
  expect(await scene.mails(held)).toEqual([])
  await release(held)
  const atOnce = await write({ undoSeconds: 0, cc: ['books@customer.example'], bcc: ['archive@desk.example'] })
  expect(atOnce.heldMessage).toBeNull()
  for (const ticket of [held, atOnce]) {
    expect(await scene.read(ticket)).toMatchObject({ status: { key: 'in_progress' }, firstResponseAt: expect.any(String), messageCount: 1 })
    expect(await scene.mails(ticket)).toEqual([
      'reply to yuki@customer.example',
      'reply to books@customer.example',
      'reply to archive@desk.example',
    ])
    expect((await messagesOf(ticket))[0]?.text).toBe(`We found a mistake in ${ticket.reference}.`)
  }
})

it('a first mail that is taken back is its author’s draft on the ticket, as it was typed, with everybody it was for', async () => {
  const held = await write({ cc: ['books@customer.example'], bcc: ['archive@desk.example'] })
  const { draft } = await withdraw(held)
  expect(draft).toEqual({
    html: `<p>We found a <strong>mistake</strong> in ${held.reference}.</p>`,
    to: [{ address: 'yuki@customer.example', name: 'Yuki Tanaka' }],
    cc: [{ address: 'books@customer.example' }],
    bcc: [{ address: 'archive@desk.example' }],
    attachments: [],
  })
  expect(await draftOf(held)).toEqual(draft)
  await scene.forward(61)
  scene.app.wake('queued')
  const atOnce = await write({ undoSeconds: 0 })
  await eventually(
    () => scene.mails(atOnce),
    (mails) => mails.length > 0,
  )
  expect(await scene.mails(held)).toEqual([])
  expect(await scene.read(held)).toMatchObject({ status: { key: 'open' }, firstResponseAt: null, messageCount: 0 })
  await scene.reply(scene.mina, held, 'Here is the right one.')
  expect(await scene.mails(held)).toEqual(['reply to yuki@customer.example'])
})

it('in live chat the ticket is proactive and the writer’s from the start, and stays so when the words leave or are taken back (LV2)', async () => {
  const live = await scene.desk('live')
  const [sent, back] = [await write({ desk: live }), await write({ desk: live })]
  for (const ticket of [sent, back])
    expect(ticket).toMatchObject({ status: { key: 'proactive' }, assignee: { name: 'Mina Kim' }, firstResponseAt: null })
  await withdraw(back)
  await release(sent)
  const seen = { status: { key: 'proactive' }, assignee: { name: 'Mina Kim' } }
  expect(await scene.read(sent)).toMatchObject({ ...seen, firstResponseAt: expect.any(String) })
  expect(await scene.read(back)).toMatchObject({ ...seen, firstResponseAt: null })
  expect(await scene.mails(sent)).toEqual(['reply to yuki@customer.example'])
  expect(await scene.mails(back)).toEqual([])
})

it('what is against a first message is said at once, though it is held, and no ticket is made', async () => {
  const before = await scene.rows('SELECT count(*) FROM tickets')
  await scene.ada.put(`/desks/${desk}/restricted-words`, { words: [{ phrase: 'guarantee', effect: 'block' }] })
  const codeOf = async (more: Record<string, unknown>) => (await scene.mina.problem('POST', '/tickets', first(more))).code
  expect(await codeOf({ descriptionHtml: '<p>We guarantee it.</p>' })).toBe('restricted_words')
  expect(await codeOf({ descriptionHtml: '<p>Dear {{customer_name}}</p>' })).toBe('unfilled_variable')
  expect(await codeOf({ sendAt: '2999-01-01T00:00:00Z', undoSeconds: undefined })).toBe('invalid_input')
  expect(await codeOf({ undoSeconds: 61 })).toBe('invalid_input')
  expect(await scene.mina.problem('POST', '/tickets', first({ firstMessage: 'customer' }))).toMatchObject({
    errors: [{ path: 'firstMessage' }],
  })
  expect(await scene.rows('SELECT count(*) FROM tickets')).toEqual(before)
})

it('fault 23: a first message whose answer was lost is sent again as one: one ticket, one mail, the same to take back', async () => {
  const key = `first-${scene.workspaceId}`
  const send = async (body: unknown) => {
    const robot = await robotOnce()
    const answer = await fetch(`${scene.url}/api/v1/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${robot.key}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as Created & { code?: string }
  }
  let robot: Awaited<ReturnType<typeof scene.withKey>> | undefined
  const robotOnce = async () => (robot ??= await scene.withKey('admin'))
  const [one, two] = [await send(first()), await send(first())]
  expect(two).toEqual(one)
  expect(one.heldMessage).toEqual(expect.any(String))
  expect(await send(first({ title: 'Changed meanwhile' }))).toMatchObject({ code: 'idempotency_conflict' })
  await release(one)
  expect(await send(first())).toEqual(one)
  expect(await scene.mails(one)).toEqual(['reply to yuki@customer.example'])
})

it('E12: while a first message is held nobody rewrites it as the description, which would leave in its author’s name', async () => {
  const held = await write()
  expect(await scene.ada.problem('PATCH', `/tickets/${held.reference}`, { description: 'Something else.' })).toMatchObject({
    code: 'refused',
    reason: 'held',
  })
  const { actions } = await scene.ada.get<{ actions: { action: string; allowed: boolean }[] }>(`/tickets/${held.reference}/actions`)
  expect(actions.find(({ action }) => action === 'description')).toMatchObject({ allowed: false })
  expect(await scene.joon.problem('POST', `/tickets/${held.reference}/messages/${held.heldMessage}/send`)).toMatchObject({
    reason: 'not_the_author',
  })
  await release(held)
  expect((await messagesOf(held))[0]?.text).toBe(`We found a mistake in ${held.reference}.`)
  expect(await scene.read(held)).toMatchObject({ descriptionId: held.heldMessage })
  expect(await scene.ada.problem('PATCH', `/tickets/${held.reference}`, { description: 'Something else.' })).toMatchObject({
    reason: 'mailed',
  })
  await scene.ada.post(`/tickets/${held.reference}/messages/${held.heldMessage}/masks`, { text: 'mistake', everywhere: true })
  expect((await messagesOf(held))[0]?.text).toMatch(/^We found a \*+ in/)
})

it('a first mail leaves, or is taken back, where its writer sees their own tickets only and it is a colleague’s (E4)', async () => {
  const own = await scene.desk('sign-off')
  const made = () => write({ desk: own, assignee: scene.ids.joon })
  const [sent, back, left] = [await made(), await made(), await made()]
  expect((await scene.mina.problem('GET', `/tickets/${sent.reference}`)).code).toBe('not_found')
  const elsewhere = `/tickets/${sent.reference}/messages/${back.heldMessage}/withdraw`
  expect((await scene.mina.problem('POST', elsewhere)).code).toBe('not_found')
  expect((await withdraw(back)).draft?.html).toContain('mistake')
  await release(sent)
  expect(await scene.mails(sent)).toEqual(['reply to yuki@customer.example'])
  expect(await scene.mails(back)).toEqual([])
  expect(await scene.mails(left)).toEqual(['reply to yuki@customer.example'])
  expect((await scene.mina.problem('POST', `/tickets/${sent.reference}/messages/${sent.heldMessage}/withdraw`)).code).toBe('not_found')
})

it('a reply that is held leaves though its ticket was handed on meanwhile, but not for who left the desk (B4)', async () => {
  const own = await scene.desk('sign-off')
  const handedOn = async () => {
    const ticket = await scene.create(own, { assignee: scene.ids.mina })
    const { message } = await scene.mina.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, {
      text: 'Joon goes on with it.',
      undoSeconds: 60,
    })
    await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })
    return { ...ticket, message }
  }
  const stateOf = async ({ message: { id }, reference }: { message: { id: string }; reference: string }) =>
    (await messagesOf({ reference })).find((one) => one.id === id)?.state
  const leaves = await handedOn()
  await scene.forward(61)
  scene.app.wake('queued')
  await eventually(
    () => stateOf(leaves),
    (state) => state !== 'queued',
  )
  expect(await scene.mails(leaves)).toEqual(['reply to carl@customer.example'])
  const stays = await handedOn()
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [desk] })
  await scene.forward(61)
  scene.app.wake('queued')
  await eventually(
    () => stateOf(stays),
    (state) => state !== 'queued',
  )
  expect(await scene.mails(stays)).toEqual([])
  expect((await scene.log(stays)).at(-1)).toMatchObject({ type: 'message.returned_to_draft', data: { reason: 'not_found' } })
})

it('holding a first mail changes nothing of its course in a lifecycle of one’s own that tells writing first from answering', async () => {
  const { items } = await scene.ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')
  const { definition } = await scene.ada.get<{ definition: { transitions: unknown[] } }>(
    `/lifecycles/${items.find(({ key }) => key === 'support')?.id}/versions/1`,
  )
  const wroteFirst = { on: 'agent_wrote_first', from: [], to: 'open', by: ['agent', 'admin'] }
  const { id } = await scene.ada.post<{ id: string }>('/lifecycles', {
    key: 'outreach',
    name: 'Outreach',
    definition: { ...definition, transitions: [...definition.transitions, wroteFirst] },
  })
  await scene.ada.post(`/lifecycles/${id}/versions/1/publish`)
  const outreach = await scene.desk('outreach')
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [desk, outreach] })
  const [atOnce, held] = [await write({ desk: outreach, undoSeconds: 0 }), await write({ desk: outreach })]
  await release(held)
  for (const ticket of [atOnce, held])
    expect(await scene.read(ticket)).toMatchObject({ status: { key: 'open' }, firstResponseAt: expect.any(String) })
})
