import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemContext } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { changeTicket } from './change-ticket.ts'
import { openScene, type Scene } from './testing/scene.ts'

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

it('what somebody answers to a forward stays between them and staff once it is accepted; anybody else’s words become part of the conversation (T5)', async () => {
  const ticket = await scene.create(desk)
  const read = async () =>
    (await scene.ada.get<{ items: { id: string; audience: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  const [original] = await read()
  await scene.ada.post(`/tickets/${ticket.reference}/messages`, {
    html: '<p>Can you mend it?</p>',
    forwardOf: original?.id,
    to: [{ address: 'Supplier@parts.example' }],
  })
  await changeTicket(systemContext(scene.app, scene.workspaceId), { ticketId: Number(ticket.id) }, async (door) => {
    for (const [email, text] of [
      ['supplier@parts.example', 'We could, but they owe us money.'],
      ['neighbour@customer.example', 'It broke for me as well.'],
    ] as const)
      await door.say({
        kind: 'customer',
        audience: 'pending',
        author: { kind: 'contact', id: null, name: email, email },
        body: bodyFromText(text),
      })
  })
  const [, , supplier, neighbour] = await read()
  await scene.ada.post(`/tickets/${ticket.reference}/messages`, { html: '<p>We are asking.</p>' })
  const before = await scene.read(ticket)
  await scene.ada.post(`/tickets/${ticket.reference}/messages/${supplier?.id}/accept`)
  expect((await scene.read(ticket)).status).toEqual(before.status)
  await scene.ada.post(`/tickets/${ticket.reference}/messages/${neighbour?.id}/accept`)
  expect((await read()).map(({ audience }) => audience)).toEqual(['public', 'third_party', 'third_party', 'public', 'public'])

  await scene.ada.post(`/tickets/${ticket.reference}/messages`, { html: '<p>It is mended.</p>' })
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string }[] }>('/outbox?limit=50')
  const newest = items.find((one) => one.ticket === ticket.reference)
  const { text } = await scene.ada.get<{ text: string }>(`/outbox/${newest?.id}`)
  expect(text).toContain('It broke for me as well.')
  expect(text).not.toContain('they owe us money')
})
