import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'

let scene: Scene
let desk: string
let elsewhere: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
  elsewhere = (await scene.ada.post<{ id: string }>('/desks', { name: 'Elsewhere', lifecycle: 'support' })).id
  await scene.ada.patch(`/desks/${desk}`, { fromName: 'Kettle care', signature: '{{agent_name}}, {{desk_name}}' })
  await scene.ada.put(`/desks/${desk}/restricted-words`, { words: [{ phrase: 'guarantee', effect: 'block', hint: 'Say “we expect”' }] })
})
afterAll(() => scene.end())

const of = (id = desk) => `/desks/${id}/first-message`
const ticket = { title: 'Your invoice', contact: { email: 'yuki@customer.example', name: 'Yuki Tanaka' } }
const text = (body: Record<string, unknown>) => scene.ada.post<{ id: string }>('/texts', { kind: 'canned', scope: 'all', ...body })

it('prepared words are filled for a ticket that is not there yet; its number is filled when it is made (T6)', async () => {
  const { id } = await text({
    title: 'Hello',
    html: '<p>Dear {{customer_first_name}}, about {{ticket_title}} ({{ticket_id}}, {{status}}): {{team_name}} {{nope}} {{agent_name}}</p>',
  })
  const filled = await scene.mina.post<{ text: string; unfilled: string[]; unknown: string[] }>(`${of()}/texts/${id}/fill`, { ticket })
  expect(filled).toMatchObject({
    text: 'Dear Yuki, about Your invoice ({{ticket_id}}, Open): {{team_name}} {{nope}} Mina Kim',
    unfilled: ['ticket_id', 'team_name'],
    unknown: ['nope'],
  })
  expect(await scene.mina.post(`${of()}/texts/${id}/insert`, { ticket })).toMatchObject({ text: filled.text, attachments: [] })
  const { items } = await scene.mina.get<{ items: { id: string; uses: number }[] }>(`${of()}/texts?q=hello`)
  expect(items).toMatchObject([{ id, uses: 1 }])
  expect(await scene.mina.post(`${of()}/fill`, { ticket: {}, html: '<p>{{customer_name}} {{desk_name}}</p>' })).toMatchObject({
    text: '{{customer_name}} Kettle care',
    unfilled: ['customer_name'],
  })
  const made = await scene.mina.post<SeenTicket>('/tickets', {
    ...ticket,
    desk,
    firstMessage: 'agent',
    descriptionHtml: '<p>Your number is {{ticket_id}}, as in <code>{{ticket_id}}</code></p>',
  })
  const { items: said } = await scene.mina.get<{ items: { text: string }[] }>(`/tickets/${made.reference}/messages`)
  expect(said[0]?.text).toBe(`Your number is ${made.reference}, as in {{ticket_id}}`)
})

it('only what fits the desk is offered, and only its own desk’s texts are filled there', async () => {
  const ours = await text({ title: 'Ours', html: 'x', scope: 'desk', desk })
  const theirs = await text({ title: 'Theirs', html: 'x', scope: 'desk', desk: elsewhere })
  const { items } = await scene.mina.get<{ items: { title: string }[] }>(`${of()}/texts`)
  const titles = items.map(({ title }) => title)
  expect([titles.includes('Ours'), titles.includes('Theirs')]).toEqual([true, false])
  expect(await scene.mina.post(`${of()}/texts/${ours.id}/fill`, { ticket })).toMatchObject({ title: 'Ours' })
  expect(await scene.mina.problem('POST', `${of()}/texts/${theirs.id}/insert`, { ticket })).toMatchObject({ code: 'not_found' })
})

it('the first mail is shown as it is then sent, with its signature and what there is to say about its words, and nothing is made (T21)', async () => {
  const numbers = () =>
    scene.rows('SELECT (SELECT count(*) FROM tickets)::int AS tickets, (SELECT count(*) FROM contacts)::int AS contacts')
  const before = await numbers()
  const words = 'We found a mistake in {{ticket_id}}.'
  const seen = await scene.mina.post<{ text: string; subject: string; contentUrl: string }>(`${of()}/preview`, {
    ticket: { ...ticket, contact: { email: 'nobody-yet@customer.example' } },
    html: `<p>${words}</p>`,
    cc: [{ address: 'books@customer.example' }],
  })
  expect(seen).toMatchObject({
    mailed: true,
    from: { name: 'Kettle care' },
    to: [{ address: 'nobody-yet@customer.example' }],
    cc: [{ address: 'books@customer.example' }],
    subject: 'Your invoice [TKT-…]',
    signature: { text: 'Mina Kim, Kettle care', of: 'desk' },
    findings: [],
  })
  const frame = await (await fetch(scene.url + seen.contentUrl)).text()
  expect(frame).toContain('We found a mistake in TKT-….')
  expect(await numbers()).toEqual(before)
  expect(await scene.mina.get(`${of()}/signature`)).toEqual({ text: 'Mina Kim, Kettle care', of: 'desk' })

  const { reference } = await scene.mina.post<SeenTicket>('/tickets', { ...ticket, desk, firstMessage: 'agent', description: words })
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string }[] }>('/outbox?limit=5')
  const mail = await scene.ada.get<{ subject: string; text: string }>(`/outbox/${items.find((one) => one.ticket === reference)?.id}`)
  expect(mail.text).toBe(seen.text.replaceAll('TKT-…', reference))

  expect(await scene.mina.post(`${of()}/preview`, { ticket, text: 'We guarantee {{team_name}}.' })).toMatchObject({
    findings: [
      { kind: 'restricted_word', effect: 'block', phrase: 'guarantee', places: [{ found: 'guarantee' }] },
      { kind: 'unfilled_variable', effect: 'block', phrase: 'team_name' },
    ],
  })
  expect(await scene.mina.post(`${of()}/preview`, { ticket: {}, text: 'Hello' })).toMatchObject({ mailed: false, whyNot: 'no_recipient' })
})

it('who does not work on a desk, or may not write first, gets nothing of all this', async () => {
  const { id } = await text({ title: 'Hidden', html: 'Hidden words' })
  const asks = (path: string) =>
    [
      ['GET', `${path}/texts`, undefined],
      ['GET', `${path}/signature`, undefined],
      ['POST', `${path}/texts/${id}/fill`, { ticket }],
      ['POST', `${path}/texts/${id}/insert`, { ticket }],
      ['POST', `${path}/fill`, { ticket, html: '<p>{{desk_name}}</p>' }],
      ['POST', `${path}/preview`, { ticket, text: 'Hello' }],
    ] as const
  for (const [method, path, body] of asks(of(elsewhere)))
    expect([path, (await scene.mina.problem(method, path, body)).code]).toEqual([path, 'not_found'])
  for (const [method, path, body] of asks(of()))
    expect([path, await scene.vera.problem(method, path, body)]).toEqual([
      path,
      expect.objectContaining({ code: 'forbidden', permission: 'tickets.create' }),
    ])
})
