import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { type HandingOn, openHandingOn } from './testing/handing-on.ts'

let scene: HandingOn
beforeAll(async () => {
  scene = await openHandingOn()
})
afterAll(() => scene.end())

it('an agent from outside the desk gets this ticket only (T4)', async () => {
  const [given, other] = [await scene.create(scene.front), await scene.create(scene.front)]
  expect(await scene.joon.problem('GET', `/tickets/${given.reference}`)).toMatchObject({ status: 404 })
  await scene.act(scene.mina, given, 'forward', { agent: scene.ids.joon })
  expect(await scene.joon.get(`/tickets/${given.reference}`)).toMatchObject({ assignee: { name: 'Joon Park' } })
  await scene.reply(scene.joon, given, 'I will help.')
  expect(await scene.joon.problem('GET', `/tickets/${other.reference}`)).toMatchObject({ status: 404 })
  const listed = (await scene.joon.get<{ items: SeenTicket[] }>('/tickets?view=all&limit=100')).items.filter(
    (one) => one.desk === scene.front,
  )
  expect(listed.map(({ reference }) => reference)).toEqual([given.reference])
  await scene.act(scene.ada, given, 'assign', { agent: scene.ids.mina })
  expect(await scene.joon.problem('GET', `/tickets/${given.reference}`)).toMatchObject({ status: 404 })
})

it('Transfer gives a ticket to an agent or a team with a word; a team takes it from who had it (T4)', async () => {
  const ticket = await scene.create(scene.front)
  const team = await scene.ada.post<{ id: string }>('/teams', { name: 'Refunds', members: [scene.ids.mina, scene.ids.ada] })
  await scene.act(scene.mina, ticket, 'take')
  const given = await scene.act(scene.mina, ticket, 'transfer', { agent: scene.ids.ada, note: 'She knows the shop.' })
  expect(given).toMatchObject({ status: { key: 'processing' }, assignee: { name: 'Ada Berg' } })
  const { items } = await scene.mina.get<{ items: { kind: string; text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  expect(items.at(-1)).toMatchObject({ kind: 'note', text: 'She knows the shop.' })
  expect(await scene.act(scene.ada, ticket, 'transfer', { team: team.id })).toMatchObject({
    status: { key: 'unassigned' },
    assignee: null,
    team: { name: 'Refunds' },
    lastAssignee: { name: 'Ada Berg' },
  })
  expect(await scene.problemAt(scene.mina, ticket, 'transfer', {})).toMatchObject({ status: 422 })
  expect(await scene.problemAt(scene.mina, ticket, 'transfer', { team: '999999' })).toMatchObject({ status: 422 })
  expect(await scene.problemAt(scene.vera, ticket, 'transfer', { agent: scene.ids.ada })).toMatchObject({ status: 403 })
})
