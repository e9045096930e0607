import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { openScene, type Scene } from '../tickets/testing/scene.ts'

interface Seen {
  all: Record<string, number> & { resolvedWithinDay: { received: number; resolved: number; share: number | null } }
  my: Record<string, number>
  conversations: { desks: boolean; waiting: number; talking: number; missed: number }
  calls: { configured: boolean }
  agents: Record<string, number>
}

const hour = 3600
let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('contact-center')
})
afterAll(() => scene.end())

const seen = (as: Api, where = `?desk=${desk}`) => as.get<Seen>(`/dashboard${where}`)

/** Moves on to noon of the next day, so that the hours of a test lie in one day. */
async function nextNoon() {
  const { asOf } = await scene.ada.get<{ asOf: string }>('/dashboard')
  const now = new Date(asOf)
  const noon = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 12)
  await scene.forward(Math.ceil((noon - now.getTime()) / 1000))
}

it('counts what came and was resolved today, and what is in whose hands (V6)', async () => {
  await nextNoon()
  const before = await seen(scene.mina)
  const [one, two, three] = [await scene.create(desk), await scene.create(desk), await scene.create(desk)]
  await scene.create(desk, { assignee: scene.ids.joon })
  await scene.act(scene.mina, one, 'take')
  await scene.act(scene.mina, two, 'take')
  await scene.act(scene.mina, two, 'hold', { text: 'We are looking into it.' })
  await scene.act(scene.mina, three, 'take')
  await scene.act(scene.mina, three, 'resolve', { text: 'Solved.' })
  const { all, my } = await seen(scene.mina)
  expect(all.createdToday).toBe((before.all.createdToday ?? 0) + 4)
  expect(all).toMatchObject({ resolvedToday: 1, processing: 2, pending: 1, unassigned: 0 })
  expect(my).toMatchObject({ resolvedToday: 1, processing: 1, pending: 1, transferred: 0, reservedCalls: 0, customerGuides: 0 })
  expect((await seen(scene.joon)).my).toMatchObject({ resolvedToday: 0, processing: 1, pending: 0 })
  await scene.act(scene.ada, three, 'archive')
  expect((await seen(scene.mina)).all.resolvedToday).toBe(1)
})

it('what is resolved today without a word counts, though its last message is of yesterday (V6)', async () => {
  const own = await scene.desk('contact-center')
  const [silent, completed] = [await scene.create(own), await scene.create(own)]
  await scene.act(scene.mina, silent, 'take')
  await scene.act(scene.joon, completed, 'take')
  await nextNoon()
  await scene.act(scene.mina, silent, 'resolve-internally', { reason: 'phone' })
  expect(await seen(scene.mina, `?desk=${own}`)).toMatchObject({ all: { resolvedToday: 1 }, my: { resolvedToday: 1 } })
  await scene.act(scene.joon, completed, 'resolve-internally', { reason: 'phone' })
  await scene.act(scene.ada, completed, 'complete')
  expect(await seen(scene.mina, `?desk=${own}`)).toMatchObject({ all: { resolvedToday: 2 }, my: { resolvedToday: 1 } })
  await scene.act(scene.ada, silent, 'archive')
  expect((await seen(scene.ada, `?desk=${own}`)).all.resolvedToday).toBe(2)
})

it('the next day begins anew, where the person is while the desk has no business hours (V6)', async () => {
  await nextNoon()
  expect((await seen(scene.mina)).all).toMatchObject({ createdToday: 0, resolvedToday: 0, processing: 2, pending: 1 })
  await scene.create(desk)
  expect((await seen(scene.mina)).all.createdToday).toBe(1)
  // Noon in London is the next day already on Kiritimati: there two hours have passed of it.
  await scene.mina.patch('/me', { zone: 'Pacific/Kiritimati' })
  expect((await seen(scene.mina)).all.createdToday).toBe(1)
  await scene.forward(11 * hour)
  expect((await seen(scene.joon)).all.createdToday).toBe(1)
  await scene.forward(2 * hour)
  expect((await seen(scene.joon)).all.createdToday).toBe(0)
  expect((await seen(scene.mina)).all.createdToday).toBe(1)
  await scene.mina.patch('/me', { zone: 'UTC' })
})

it('where the desk has business hours its day begins in their zone, for everybody (V6)', async () => {
  const own = await scene.desk('contact-center')
  const day = [{ from: '09:00', to: '17:00' }]
  const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] }
  const calendar = await scene.ada.post<{ id: string }>('/calendars', { name: 'Kiritimati', hours: { zone: 'Pacific/Kiritimati', week } })
  await nextNoon()
  await scene.create(own)
  await scene.ada.patch(`/desks/${own}`, { calendar: calendar.id })
  await scene.forward(13 * hour)
  // Midnight has passed in London; on Kiritimati it is three in the afternoon of the day on which the ticket came.
  expect((await seen(scene.mina, `?desk=${own}`)).all.createdToday).toBe(1)
  await scene.forward(9 * hour)
  expect((await seen(scene.mina, `?desk=${own}`)).all.createdToday).toBe(0)
})

it('the share resolved within a day is of what came in the day before yesterday’s end (V6)', async () => {
  const own = await scene.desk('contact-center')
  const made = [await scene.create(own), await scene.create(own), await scene.create(own), await scene.create(own)]
  const resolve = (n: number) => scene.act(scene.mina, made[n] as { reference: string }, 'resolve-internally', { reason: 'phone' })
  for (const n of [0, 1, 2, 3]) await scene.act(scene.mina, made[n] as { reference: string }, 'take')
  await resolve(0)
  await scene.forward(23 * hour)
  await resolve(1)
  expect((await seen(scene.mina, `?desk=${own}`)).all.resolvedWithinDay).toEqual({ received: 0, resolved: 0, share: null })
  await scene.forward(2 * hour)
  await resolve(2)
  expect((await seen(scene.mina, `?desk=${own}`)).all.resolvedWithinDay).toEqual({ received: 4, resolved: 2, share: 0.5 })
  await scene.forward(24 * hour)
  expect((await seen(scene.mina, `?desk=${own}`)).all.resolvedWithinDay.received).toBe(0)
})

it('who sees only their own counts only their own; other desks are not there', async () => {
  const own = await scene.desk('sign-off', { viewAll: false })
  await scene.create(own, { assignee: scene.ids.mina })
  await scene.create(own, { assignee: scene.ids.joon })
  expect((await seen(scene.mina, `?desk=${own}`)).all).toMatchObject({ createdToday: 1, processing: 1, unassigned: 0 })
  expect((await seen(scene.ada, `?desk=${own}`)).all).toMatchObject({ createdToday: 2, processing: 2 })
  expect(await scene.mina.problem('GET', '/dashboard?desk=999999')).toMatchObject({ status: 404, code: 'not_found' })
})

it('conversations are counted where presence decides; calls wait for telephony (V7)', async () => {
  expect((await seen(scene.mina)).conversations.desks).toBe(false)
  const live = await scene.desk('live')
  await scene.presence('mina', 'offline')
  await scene.presence('joon', 'offline')
  const missed = await scene.create(live, { channel: 'chat' })
  const { conversations, calls, agents } = await seen(scene.ada, `?desk=${live}`)
  expect(conversations).toEqual({ desks: true, waiting: 1, talking: 0, missed: 0 })
  expect(calls).toEqual({ configured: false, waiting: 0, talking: 0, missed: 0 })
  expect(agents.offline).toBeGreaterThanOrEqual(2)
  await scene.presence('mina', 'online')
  if ((await scene.statusOf(missed)) === 'pending') await scene.act(scene.ada, missed, 'assign', { agent: scene.ids.mina })
  expect((await seen(scene.ada, `?desk=${live}`)).conversations).toMatchObject({ waiting: 0, talking: 1 })
  await scene.act(scene.ada, missed, 'close', { confirmed: true })
  expect((await seen(scene.ada, `?desk=${live}`)).conversations).toMatchObject({ talking: 0, missed: 1 })
})
