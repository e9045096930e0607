import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../tickets/testing/scene.ts'
import { type Receiver, receiver } from './testing/receiver.ts'
import { type WebhookScene, webhookScene } from './testing/webhook-scene.ts'

let scene: WebhookScene
let hooks: Receiver
beforeAll(async () => {
  scene = await webhookScene()
  hooks = await receiver()
})
afterAll(async () => {
  await scene.end()
  await hooks.close()
})

test('E13 webhook: what waited to be told and what is told of a mask hold ids and no words', async () => {
  const secret = '880101-1234567'
  // The first attempt fails, so that everything queued before the mask is sent after it.
  hooks.script((response) => response.writeHead(500).end())
  const webhook = await scene.hook(hooks.url)
  const ticket = await scene.create(scene.deskId, { title: `Number ${secret}` })
  const { message } = await scene.robot.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, {
    as: 'customer',
    text: `It is ${secret}`,
  })
  await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `The number ${secret}` })
  await eventually(
    async () => hooks.received.length,
    (n) => n > 0,
  )
  const { masks } = await scene.mina.post<{ masks: string[] }>(`/tickets/${ticket.reference}/messages/${message.id}/masks`, {
    text: secret,
    everywhere: true,
  })
  await scene.ada.delete(`/tickets/${ticket.reference}/messages/${message.id}/masks/${masks[0]}`)
  await scene.later(60)
  const ledger = await scene.settled(webhook, (rows) => rows.length >= 5 && rows.every(({ state }) => state === 'delivered'))
  expect(ledger.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ticket.created', 'ticket.title_changed', 'message.masked', 'message.unmasked']),
  )
  expect(JSON.stringify(hooks.received.map(({ message: told }) => told))).not.toContain(secret)
  const told = hooks.received.find(({ message: one }) => one.type === 'message.masked')?.message
  expect(told?.data).toMatchObject({ event: { message: message.id, mask: masks[0], everywhere: true } })
  expect(await scene.rows("SELECT 1 FROM webhook_deliveries WHERE body LIKE '%880101%'")).toEqual([])
})
