import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene } from './testing/scene.ts'

let scene: Scene
let label: string
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
  label = (await scene.ada.post<{ id: string }>('/labels', { name: 'Refund', colour: 'red' })).id
  await scene.create(desk, {
    title: 'Refund for 1 %',
    priority: 'urgent',
    labels: [label],
    contact: { email: 'yuki@customer.example', name: '田中 由紀' },
  })
  await scene.create(desk, { title: 'refund, please', priority: 'high', assignee: scene.ids.mina })
  await scene.create(desk, { title: 'Cannot sign in', priority: 'urgent', assignee: scene.ids.joon, labels: [label] })
})
afterAll(() => scene.end())

const found = async (where: unknown, more = '', as = scene.ada) => {
  const page = await as.get<{ items: { title: string }[] }>(
    `/tickets?desk=${desk}${more}&where=${encodeURIComponent(JSON.stringify(where))}`,
  )
  return page.items.map((item) => item.title).sort()
}

it('lists what fulfils a condition: kinds of fields, groups and negations (V5)', async () => {
  const urgent = { field: 'priority', op: 'is', value: 'urgent' }
  const labelled = { field: 'labels', op: 'has_any', value: [label] }
  expect(await found(urgent)).toEqual(['Cannot sign in', 'Refund for 1 %'])
  expect(await found({ all: [urgent, { not: { field: 'assignee', op: 'present' } }] })).toEqual(['Refund for 1 %'])
  expect(await found({ any: [{ not: labelled }, { field: 'contactName', op: 'contains', value: '由紀' }] })).toEqual([
    'Refund for 1 %',
    'refund, please',
  ])
  expect(await found({ field: 'title', op: 'contains', value: 'REFUND' })).toEqual(['Refund for 1 %', 'refund, please'])
  expect(await found({ field: 'title', op: 'contains', value: '%' })).toEqual(['Refund for 1 %'])
  expect(await found({ field: 'labels', op: 'empty' })).toEqual(['refund, please'])
  expect(await found({ field: 'createdAt', op: 'in_last', value: { amount: 1, unit: 'hours' } })).toHaveLength(3)
  expect(await found({ field: 'createdAt', op: 'older_than', value: { amount: 1, unit: 'hours' } })).toEqual([])
})

it('“me” is whoever asks, and other filters hold besides', async () => {
  const mine = { field: 'assignee', op: 'is', value: 'me' }
  expect(await found(mine, '', scene.mina)).toEqual(['refund, please'])
  expect(await found(mine, '', scene.joon)).toEqual(['Cannot sign in'])
  expect(await found(mine, '&priority=urgent', scene.mina)).toEqual([])
})

it('shows nobody a ticket they may not see', async () => {
  const hidden = await scene.desk('sign-off', { viewAll: false })
  await scene.create(hidden, { title: 'Not for everybody' })
  const where = encodeURIComponent(JSON.stringify({ any: [{ field: 'title', op: 'contains', value: 'everybody' }, { not: { any: [] } }] }))
  const page = await scene.mina.get<{ items: { title: string }[] }>(`/tickets?where=${where}`)
  expect(page.items.map((item) => item.title)).not.toContain('Not for everybody')
})

it('a condition that is none is refused with the place of each mistake', async () => {
  const asked = (where: string) => scene.ada.problem('GET', `/tickets?where=${encodeURIComponent(where)}`)
  expect(await asked('{')).toMatchObject({ status: 422, code: 'invalid_input', errors: [{ path: 'where', message: 'is not JSON' }] })
  expect(await asked('{"all":[{"field":"eventHash","op":"present"},{"field":"priority","op":"is","value":"huge"}]}')).toMatchObject({
    errors: [{ path: 'where.all.0.field' }, { path: 'where.all.1.value', message: 'must be one of low, normal, high, urgent' }],
  })
})

it('when a customer last wrote is known, whatever was done since (V3)', async () => {
  const ticket = await scene.create(desk, { title: 'Asked again', priority: 'low' })
  const lately = { field: 'lastCustomerMessageAt', op: 'in_last', value: { amount: 1, unit: 'hours' } }
  await scene.forward(7_200)
  await scene.reply(scene.ada, ticket)
  expect(await found(lately)).toEqual([])
  await scene.customerWrites(ticket)
  expect(await found(lately)).toEqual(['Asked again'])
  await scene.ada.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'Only among us' })
  expect(await found(lately)).toEqual(['Asked again'])
})

it('a filtered list is counted by status, as its rows are (V2, B3)', async () => {
  const where = encodeURIComponent(JSON.stringify({ field: 'priority', op: 'one_of', value: ['urgent', 'high'] }))
  const matching = await scene.ada.get<{ count: number; more: boolean; statuses: { desk: string; key: string; count: number }[] }>(
    `/counts/matching?view=all&desk=${desk}&where=${where}`,
  )
  expect(matching).toEqual({ count: 3, more: false, statuses: [{ desk, key: 'open', count: 3 }] })
  expect(await scene.ada.problem('GET', '/counts/matching?q=x')).toMatchObject({ code: 'invalid_input' })
  expect((await scene.mina.get<{ count: number }>('/counts/matching?assignee=me')).count).toBe(1)
})
