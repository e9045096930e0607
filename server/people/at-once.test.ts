import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../testing/api.ts'
import { whenWaiting } from '../testing/at-once.ts'
import { castPassword } from '../testing/cast.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Agent {
  id: string
  name: string
  version: number
  desks: string[]
  teams: string[]
  access: { desk: string; sees: string }[]
}

let app: TestApp
let ada: Api
beforeAll(async () => {
  app = await testApp()
  ada = await app.api('ada')
})
afterAll(() => app.close())

const agent = async (id: string) => (await ada.get<{ items: Agent[] }>('/agents')).items.find((one) => one.id === id) as Agent

test('two who change the same team, label, key, agent or webhook: the second is told, and nothing of the first is lost', async () => {
  const made = async (path: string, body: unknown) => {
    const { id } = await ada.post<{ id: string }>(path, body)
    const known = (await ada.get<{ items: { id: string; version: number }[] }>(path)).items.find((one) => one.id === id)
    return { path: `${path}/${id}`, version: known?.version }
  }
  const things = [
    await made('/teams', { name: 'Team' }),
    await made('/labels', { name: 'Label' }),
    await made('/keys', { name: 'Key', role: 'agent' }),
    await made('/agents', { name: 'Nils', email: 'nils@desk.example', password: castPassword, role: 'agent' }),
    await made('/webhooks', { name: 'Hook', url: 'https://93.184.215.14/hook' }),
  ]
  for (const { path, version } of things) {
    expect([path, version]).toEqual([path, 1])
    const [one, other] = await Promise.all([
      ada.call<{ name: string; code: string }>('PATCH', path, { name: 'One', expectedVersion: version }),
      ada.call<{ name: string; code: string }>('PATCH', path, { name: 'Other', expectedVersion: version }),
    ])
    expect([path, [one.status, other.status].sort((a, b) => a - b)]).toEqual([path, [200, 409]])
    const [winner, loser] = one.status === 200 ? [one, other] : [other, one]
    expect([path, loser.body.code]).toEqual([path, 'version_conflict'])
    const list = await ada.get<{ items: { id: string; name: string; version: number }[] }>(path.replace(/\/\d+$/, ''))
    expect(list.items.find(({ id }) => path.endsWith(`/${id}`))).toMatchObject({ name: winner.body.name, version: 2 })
    // What is said again changes nothing.
    await ada.patch(path, { name: winner.body.name })
  }
})

test('somebody works on desks with a sight of their own, and in teams; who edits such a team meanwhile is told', async () => {
  const desk = await ada.post<{ id: string }>('/desks', { name: 'Second', lifecycle: 'support' })
  const team = await ada.post<{ id: string; version: number }>('/teams', { name: 'Night' })
  const mina = await agent(app.ids.mina)
  const changed = await ada.patch<Agent>(`/agents/${mina.id}`, {
    access: [
      { desk: app.deskId, sees: 'own' },
      { desk: desk.id, sees: 'all' },
    ],
    teams: [team.id],
    expectedVersion: mina.version,
  })
  expect(changed).toMatchObject({ desks: [app.deskId, desk.id], teams: [team.id] })
  expect(changed.access).toEqual([
    { desk: app.deskId, sees: 'own' },
    { desk: desk.id, sees: 'all' },
  ])
  // Naming desks alone leaves what is seen there.
  await ada.patch(`/agents/${mina.id}`, { desks: [app.deskId] })
  expect((await agent(mina.id)).access).toEqual([{ desk: app.deskId, sees: 'own' }])
  const ticket = await ada.post<{ reference: string }>('/tickets', { title: 'Nobody’s' })
  const her = await app.api('mina')
  expect((await her.problem('GET', `/tickets/${ticket.reference}`)).code).toBe('not_found')
  await ada.patch(`/agents/${mina.id}`, { access: [{ desk: app.deskId, sees: 'role' }] })
  expect((await her.get<{ title: string }>(`/tickets/${ticket.reference}`)).title).toBe('Nobody’s')
  const late = await ada.problem('PATCH', `/teams/${team.id}`, { name: 'Nights', expectedVersion: team.version })
  expect(late.code).toBe('version_conflict')
  expect((await ada.problem('PATCH', `/agents/${mina.id}`, { teams: ['999999'] })).errors?.[0]?.path).toBe('teams')
  expect((await ada.problem('PATCH', `/agents/${mina.id}`, { access: [{ desk: '999999' }] })).errors?.[0]?.path).toBe('desks')
})

test('roles are read with what each may do; only who manages people reads them', async () => {
  const { items } = await ada.get<{ items: { key: string; permissions: string[]; people: number }[] }>('/roles')
  expect(items.map(({ key, people }) => [key, people])).toMatchObject([
    ['admin', 1],
    ['agent', 3],
    ['viewer', 1],
  ])
  expect(items.find(({ key }) => key === 'viewer')?.permissions).toEqual(['tickets.view_all'])
  expect((await (await app.api('mina')).problem('GET', '/roles')).code).toBe('forbidden')
})

test('two things that get one name at once: the second is told that the name is taken', async () => {
  const { workspaceId } = app
  for (const [path, rename] of [
    ['/teams', 'UPDATE teams SET name = $3 WHERE workspace_id = $1 AND id = $2'],
    ['/labels', 'UPDATE labels SET name = $3 WHERE workspace_id = $1 AND id = $2'],
  ] as const) {
    const [one, other] = [await ada.post<{ id: string }>(path, { name: 'East' }), await ada.post<{ id: string }>(path, { name: 'West' })]
    const { renaming } = await app.app.db.transaction(workspaceId, async (tx) => {
      await tx.run({ text: rename }, [workspaceId, one.id, 'North'])
      const renaming = ada.problem('PATCH', `${path}/${other.id}`, { name: 'North' })
      await whenWaiting(app, 1)
      return { renaming }
    })
    expect(await renaming).toMatchObject({ status: 409, code: 'already_exists' })
    expect((await ada.get<{ items: { name: string }[] }>(path)).items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['North', 'West']),
    )
  }
})
