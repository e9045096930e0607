import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { openScene, type Scene } from '../tickets/testing/scene.ts'

interface Seen {
  id: string
  title: string
  version: number
  desk: string | null
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.end())

const shown = async (as: Api, where = '') => (await as.get<{ items: Seen[] }>(`/me/announcements${where}`)).items.map(({ title }) => title)
const announce = (body: unknown) => scene.ada.post<Seen>('/announcements', body)

it('what an admin pins stands on everybody’s screen until it is put away, and again when its words change (V8)', async () => {
  const { id, version } = await announce({ title: 'Phones are down', body: 'Back at 3.', tone: 'warning' })
  expect(await shown(scene.mina)).toEqual(['Phones are down'])
  await scene.mina.post(`/announcements/${id}/read`)
  expect(await shown(scene.mina)).toEqual([])
  expect(await shown(scene.joon)).toEqual(['Phones are down'])
  await scene.ada.patch(`/announcements/${id}`, { title: 'Phones are back', expectedVersion: version })
  expect(await shown(scene.mina)).toEqual(['Phones are back'])
  await scene.ada.delete(`/announcements/${id}`)
  expect(await shown(scene.joon)).toEqual([])
})

it('it begins and ends at its times, and is for everybody or for one desk (V8)', async () => {
  const [one, two] = [await scene.desk('support'), await scene.desk('inbox')]
  const now = new Date((await scene.ada.get<{ asOf: string }>('/counts')).asOf).getTime()
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
  await announce({ title: 'Later', startsAt: at(10), endsAt: at(20) })
  await announce({ title: 'One', desk: one })
  expect(await shown(scene.mina)).toEqual(['One'])
  expect(await shown(scene.mina, `?desk=${two}`)).toEqual([])
  await scene.forward(11 * 60)
  expect(await shown(scene.mina, `?desk=${one}`)).toEqual(['One', 'Later'])
  await scene.forward(10 * 60)
  expect(await shown(scene.mina)).toEqual(['One'])
  const { items } = await scene.ada.get<{ items: Seen[] }>('/announcements')
  expect(items.map(({ title }) => title)).toEqual(['One', 'Later'])
})

it('two admins at once: the second is told; agents may not; nonsense is refused', async () => {
  const { id, version } = await announce({ title: 'First' })
  await scene.ada.patch(`/announcements/${id}`, { body: 'More', expectedVersion: version })
  expect(await scene.ada.problem('PATCH', `/announcements/${id}`, { body: 'Late', expectedVersion: version })).toMatchObject({
    code: 'version_conflict',
  })
  expect(await scene.mina.problem('POST', '/announcements', { title: 'Mine' })).toMatchObject({ status: 403 })
  expect(await scene.ada.problem('POST', '/announcements', { title: 'X', desk: '999999' })).toMatchObject({ code: 'invalid_input' })
  const past = { title: 'X', startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' }
  expect(await scene.ada.problem('POST', '/announcements', past)).toMatchObject({ code: 'invalid_input' })
  expect(await scene.mina.problem('POST', '/announcements/999999/read')).toMatchObject({ status: 404 })
})
