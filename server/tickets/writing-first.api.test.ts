import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const first = (more: Record<string, unknown> = {}) => ({
  title: 'Your invoice',
  description: 'We found a mistake in it.',
  desk,
  contact: { email: 'yuki@customer.example', name: 'Yuki Tanaka' },
  firstMessage: 'agent',
  ...more,
})
const pathsOf = async (body: Record<string, unknown>, as = scene.mina) => {
  const problem = await as.problem('POST', '/tickets', body)
  return [problem.code, problem.errors?.map(({ path }) => path)]
}

it('an agent writes first on a mail desk: it goes out like a reply, to the customer and the copies, and nothing else is mailed (LV2)', async () => {
  const greeting = await scene.desk('support', { settings: { acknowledgeNew: true } })
  const ticket = await scene.mina.post<SeenTicket>(
    '/tickets',
    first({ desk: greeting, assignee: scene.ids.mina, cc: ['books@customer.example'], bcc: ['archive@desk.example'] }),
  )
  expect(ticket).toMatchObject({ status: { key: 'in_progress' }, assignee: { name: 'Mina Kim' }, firstResponseAt: expect.any(String) })
  expect(await scene.mails(ticket)).toEqual([
    'reply to yuki@customer.example',
    'reply to books@customer.example',
    'reply to archive@desk.example',
  ])
  const { items } = await scene.mina.get<{ items: Record<string, unknown>[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items).toMatchObject([
    {
      kind: 'reply',
      audience: 'public',
      author: { kind: 'agent', name: 'Mina Kim' },
      to: [{ address: 'yuki@customer.example', name: 'Yuki Tanaka' }],
      cc: [{ address: 'books@customer.example' }],
      bcc: [{ address: 'archive@desk.example' }],
    },
  ])
  const outbox = await scene.ada.get<{ items: { id: string; ticket: string; subject: string }[] }>('/outbox?limit=10')
  const mail = await scene.ada.get<{ subject: string; text: string }>(
    `/outbox/${outbox.items.find((one) => one.ticket === ticket.reference)?.id}`,
  )
  expect(mail.subject).toBe('Your invoice')
  expect(mail.text).toContain('We found a mistake in it.')
  expect((await scene.customerWrites(ticket, 'Thank you.')).reference).toBe(ticket.reference)
})

it('its files are one’s own uploads, and go with it', async () => {
  const form = new FormData()
  form.append('file', new Blob(['the right one'], { type: 'text/plain' }), 'invoice.txt')
  const robot = await scene.withKey('admin')
  const answer = await fetch(`${scene.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${robot.key}` },
    body: form,
  })
  const upload = (await answer.json()) as { id: string }
  expect(await pathsOf(first({ attachments: [upload.id] }))).toEqual(['invalid_input', ['attachments']])
  const ticket = await robot.post<SeenTicket>('/tickets', first({ attachments: [upload.id] }))
  const { items } = await scene.mina.get<{ items: { attachments: { filename: string }[] }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items[0]?.attachments).toMatchObject([{ filename: 'invoice.txt' }])
})

it('a first message that would reach nobody is refused, and no ticket is made', async () => {
  const { id: silent } = await scene.ada.post<{ id: string }>('/desks', { name: 'Without mail', lifecycle: 'support' })
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [desk, silent] })
  const before = await scene.rows('SELECT count(*) FROM tickets')
  for (const [more, path] of [
    [{ contact: undefined }, 'contact'],
    [{ description: '  ' }, 'description'],
    [{ internal: true }, 'internal'],
    [{ desk: silent }, 'desk'],
    [{ firstMessage: 'customer', cc: ['books@customer.example'] }, 'firstMessage'],
    [{ firstMessage: undefined, attachments: ['1'] }, 'attachments'],
  ] as const)
    expect([path, await pathsOf(first(more))]).toEqual([path, ['invalid_input', [path]]])
  await scene.ada.put(`/desks/${desk}/restricted-words`, {
    words: [
      { phrase: 'guarantee', effect: 'block', hint: 'Say “we will try”.' },
      { phrase: 'asap', effect: 'warn' },
    ],
  })
  expect((await pathsOf(first({ description: 'We guarantee it.' })))[0]).toBe('restricted_words')
  expect((await pathsOf(first({ description: 'We call you asap.' })))[0]).toBe('confirm_warnings')
  expect(await scene.rows('SELECT count(*) FROM tickets')).toEqual(before)
  const sure = await scene.mina.post<SeenTicket>('/tickets', first({ description: 'We call you asap.', confirmWarnings: true }))
  expect(await scene.mails(sure)).toEqual(['reply to yuki@customer.example'])
})

it('in live chat whoever writes first has the ticket, whomever else they name, until the customer answers (LV2 LV13)', async () => {
  const live = await scene.desk('live')
  await scene.presence('mina', 'online')
  const { items: desks } = await scene.mina.get<{ items: { id: string; lifecycle: { writerHasIt: boolean } }[] }>('/desks')
  expect(new Map(desks.map(({ id, lifecycle }) => [id, lifecycle.writerHasIt]))).toEqual(
    new Map([...desks.map(({ id }) => [id, false] as const), [live, true]]),
  )
  expect(await pathsOf(first({ desk: live, assignee: scene.ids.joon }))).toEqual(['invalid_input', ['assignee']])
  const ticket = await scene.mina.post<SeenTicket>('/tickets', first({ desk: live, assignee: scene.ids.mina }))
  expect(ticket).toMatchObject({ status: { key: 'proactive' }, assignee: { name: 'Mina Kim' } })
  expect(await scene.mails(ticket)).toEqual(['reply to yuki@customer.example'])
  expect(await scene.customerWrites(ticket, 'Yes please')).toMatchObject({
    reference: ticket.reference,
    status: { key: 'active' },
    assignee: { name: 'Mina Kim' },
  })
})

it('writing first takes the rights to create and to reply', async () => {
  expect(await scene.vera.problem('POST', '/tickets', first())).toMatchObject({ code: 'forbidden', permission: 'tickets.create' })
  await scene.rows("UPDATE roles SET permissions = array_remove(permissions, 'tickets.reply') WHERE workspace_id = $1 AND key = 'agent'", [
    scene.workspaceId,
  ])
  expect(await scene.joon.problem('POST', '/tickets', first())).toMatchObject({ code: 'forbidden', permission: 'tickets.reply' })
})
