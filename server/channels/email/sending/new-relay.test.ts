import { afterAll, beforeAll, test } from 'vitest'
import { eventually, openScene, type Scene } from '../../../tickets/testing/scene.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'
import { hasNoRelay } from './way-out.ts'

let scene: Scene
let relay: RelaySink
beforeAll(async () => {
  relay = await relaySink()
  // The relay of the tests is on this machine.
  scene = await openScene({ STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' })
})
afterAll(async () => {
  await scene.end()
  await relay.close()
})

const useRelay = (deskId: string, given: unknown) => scene.ada.patch(`/desks/${deskId}`, { relay: given })
const sink = () => ({ host: '127.0.0.1', port: Number(new URL(relay.url).port), security: 'none' })

/** A reply that cannot leave, which the process has found out. */
async function stuck(deskId: string): Promise<string> {
  const ticket = await scene.create(deskId)
  await scene.reply(scene.ada, ticket)
  await eventually(
    async () => hasNoRelay(scene.app, scene.workspaceId),
    (knows) => knows,
  )
  const [row] = await scene.rows<{ id: number }>("SELECT id FROM outbox WHERE ticket_id = $1 AND state = 'waiting'", [ticket.id])
  return String(row?.id)
}
const sent = (outboxId: string) =>
  eventually(
    () => scene.rows<{ state: string }>('SELECT state FROM outbox WHERE id = $1', [outboxId]),
    ([row]) => row?.state === 'sent',
  )

test('mails that wait for a relay leave once there is one', async () => {
  const mail = await stuck(scene.deskId)
  await useRelay(scene.deskId, sink())
  await sent(mail)
  await useRelay(scene.deskId, null)
})

test('a mail that somebody tries again is tried at once, whatever was found a moment ago', async () => {
  const mail = await stuck(scene.deskId)
  await scene.rows('UPDATE desks SET relay = $2::jsonb WHERE id = $1', [scene.deskId, JSON.stringify({ ...sink(), user: null })])
  await scene.ada.post(`/outbox/${mail}/retry`)
  await sent(mail)
})
