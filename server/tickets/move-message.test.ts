import { afterAll, beforeAll, expect, it } from 'vitest'
import { whenWaiting } from '../testing/at-once.ts'
import type { Answer } from '../testing/api.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

type Moved = Answer<{ ticket?: SeenTicket; code?: string; reason?: string }>

/** A ticket on which the customer wrote of something else. */
async function written() {
  const ticket = await scene.create(desk)
  await scene.customerWrites(ticket, 'Something else')
  const { items } = await scene.ada.get<{ items: { id: string; text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  const message = items.at(-1)?.id ?? ''
  const move = (to: string): Promise<Moved> => scene.ada.call('POST', `/tickets/${ticket.reference}/messages/${message}/move`, { to })
  return { ticket, message, move }
}

const ticketsMade = () => scene.rows<{ id: number }>('SELECT id FROM tickets WHERE workspace_id = $1', [scene.workspaceId])
const placeOf = async (message: string) => {
  const [row] = await scene.rows<{ ticket: number }>('SELECT ticket_id AS ticket FROM messages WHERE workspace_id = $1 AND id = $2', [
    scene.workspaceId,
    message,
  ])
  return String(row?.ticket)
}

/** Both wait for the ticket, the first of them first. */
async function atOnce<A, B>(ticket: SeenTicket, first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const { both } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await tx.run({ text: 'SELECT 1 FROM tickets WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, [scene.workspaceId, ticket.id])
    const one = first()
    await whenWaiting(scene, 1)
    const other = second()
    await whenWaiting(scene, 2)
    return { both: Promise.all([one, other]) }
  })
  return both
}

it('a message moved to a new ticket twice at once moves once, and makes one ticket', async () => {
  const { ticket, message, move } = await written()
  const { length } = await ticketsMade()
  const [one, other] = await atOnce(
    ticket,
    () => move('new'),
    () => move('new'),
  )
  expect(one.status).toBe(200)
  expect(other).toMatchObject({ status: 409, body: { code: 'refused', reason: 'moved' } })
  expect(await ticketsMade()).toHaveLength(length + 1)
  expect(await placeOf(message)).toBe(one.body.ticket?.id)
  expect((await scene.read({ reference: one.body.ticket?.reference ?? '' })).messageCount).toBe(1)
})

it('a message moved to two tickets at once is on the first of them, and counted there', async () => {
  const { ticket, message, move } = await written()
  const [here, there] = [await scene.create(desk), await scene.create(desk)]
  const [one, other] = await atOnce(
    ticket,
    () => move(here.reference),
    () => move(there.reference),
  )
  expect([one.status, other.status]).toEqual([200, 409])
  expect(await placeOf(message)).toBe(here.id)
  expect([(await scene.read(here)).messageCount, (await scene.read(there)).messageCount]).toEqual([2, 1])
})

it('a message that went along with a merge or a split meanwhile is not moved from where it was', async () => {
  const merged = await written()
  const primary = await scene.create(desk)
  const merging = () => scene.act(scene.ada, primary, 'merge', { duplicate: merged.ticket.reference })
  const [, late] = await atOnce(merged.ticket, merging, () => merged.move('new'))
  expect(late).toMatchObject({ status: 409, body: { reason: 'moved' } })
  expect(await placeOf(merged.message)).toBe(primary.id)

  const split = await written()
  const { length } = await ticketsMade()
  const splitting = () => scene.ada.post(`/tickets/${split.ticket.reference}/split`, { messages: [split.message], title: 'Of its own' })
  const [, later] = await atOnce(split.ticket, splitting, () => split.move('new'))
  expect(later).toMatchObject({ status: 409, body: { reason: 'moved' } })
  expect(await ticketsMade()).toHaveLength(length + 1)
})
