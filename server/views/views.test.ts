import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from '../platform/postgres/index.ts'
import type { Api } from '../testing/api.ts'
import { openScene, type Scene } from '../tickets/testing/scene.ts'

let scene: Scene

interface View {
  id: string
  name: string
  where: unknown
  shared: boolean
  mine: boolean
  owner: { id: string; name: string }
  version: number
}

const urgent = { field: 'priority', op: 'is', value: 'urgent' }
const mine = { all: [{ field: 'assignee', op: 'is', value: 'me' }, { not: { field: 'labels', op: 'present' } }] }

beforeAll(async () => {
  scene = await openScene()
  const desk = await scene.desk('support')
  await scene.create(desk, { title: 'One', priority: 'urgent', assignee: scene.ids.mina })
  await scene.create(desk, { title: 'Two', priority: 'urgent' })
  await scene.create(desk, { title: 'Three', assignee: scene.ids.joon })
  await scene.create(await scene.desk('sign-off', { viewAll: false }), { title: 'Four', priority: 'urgent' })
})
afterAll(() => scene.end())

const views = async (as: Api) => (await as.get<{ items: View[] }>('/views')).items
const names = async (as: Api) => (await views(as)).map(({ name }) => name)
const save = (as: Api, body: unknown) => as.post<View>('/views', body)

it('a view is kept for who made it, with its condition as it was said (V5)', async () => {
  const view = await save(scene.mina, { name: 'Urgent', where: urgent })
  expect(view).toMatchObject({ name: 'Urgent', where: urgent, shared: false, mine: true, owner: { name: 'Mina Kim' }, version: 1 })
  expect(await names(scene.mina)).toContain('Urgent')
  expect(await names(scene.joon)).not.toContain('Urgent')
  const changed = await scene.mina.patch<View>(`/views/${view.id}`, { name: 'Mine, unlabelled', where: mine, expectedVersion: 1 })
  expect(changed).toMatchObject({ name: 'Mine, unlabelled', where: mine, version: 2 })
  expect(await scene.mina.problem('PATCH', `/views/${view.id}`, { name: 'Late', expectedVersion: 1 })).toMatchObject({
    code: 'version_conflict',
  })
  expect(await scene.joon.problem('PATCH', `/views/${view.id}`, { name: 'Not mine' })).toMatchObject({ status: 404 })
  expect(await scene.ada.problem('DELETE', `/views/${view.id}`)).toMatchObject({ status: 404 })
  await scene.mina.delete(`/views/${view.id}`)
  expect(await names(scene.mina)).not.toContain('Mine, unlabelled')
})

it('a shared view is everybody’s to see and the admins’ to change; each sees their own tickets in it', async () => {
  expect(await scene.mina.problem('POST', '/views', { name: 'For all', where: urgent, shared: true })).toMatchObject({ status: 403 })
  const shared = await save(scene.ada, { name: 'All that is urgent', where: urgent, shared: true })
  const own = await save(scene.mina, { name: 'My own', where: mine })
  expect(await scene.mina.problem('PATCH', `/views/${shared.id}`, { name: 'Mine now' })).toMatchObject({ status: 403 })
  expect(await scene.mina.problem('PATCH', `/views/${own.id}`, { shared: true })).toMatchObject({ status: 403 })
  expect((await views(scene.mina)).find(({ id }) => id === shared.id)).toMatchObject({ shared: true, mine: false })

  const counts = async (as: Api) =>
    Object.fromEntries(
      (await as.get<{ items: { id: string; count: number; more: boolean }[] }>('/counts/views')).items.map((one) => [
        one.id,
        [one.count, one.more],
      ]),
    )
  expect((await counts(scene.ada))[shared.id]).toEqual([3, false])
  expect((await counts(scene.mina))[shared.id]).toEqual([2, false])
  expect((await counts(scene.mina))[own.id]).toEqual([1, false])
  const log = await scene.rows<{ subject: string; change: unknown }>("SELECT subject, change FROM settings_log WHERE subject = 'view'", [])
  expect(log).toEqual([{ subject: 'view', change: { created: 'All that is urgent' } }])
})

it('whoever took a view for themselves is its owner; another admin cannot give it away', async () => {
  const robot = await scene.robot.post<View>('/views', { name: 'Of a robot', where: urgent, shared: true })
  expect(await scene.ada.problem('PATCH', `/views/${robot.id}`, { shared: false })).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'shared' }],
  })
  expect(await scene.ada.patch<View>(`/views/${robot.id}`, { name: 'Still shared' })).toMatchObject({ shared: true })
  await scene.ada.delete(`/views/${robot.id}`)
})

it('a condition that is none is refused with the place of its mistake', async () => {
  expect(
    await scene.mina.problem('POST', '/views', { name: 'Wrong', where: { all: [{ field: 'password', op: 'is', value: 'x' }] } }),
  ).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'where.all.0.field', message: 'is not a field that can be asked for' }],
  })
  expect(await scene.mina.problem('POST', '/views', { name: '', where: urgent })).toMatchObject({ errors: [{ path: 'name' }] })
})

it('views stand in the order their people gave them (V5)', async () => {
  const made: View[] = []
  for (const name of ['First', 'Second', 'Third']) made.push(await save(scene.joon, { name, where: urgent }))
  const [first, second, third] = made.map(({ id }) => id)
  expect(await names(scene.joon)).toEqual(expect.arrayContaining(['First', 'Second', 'Third']))
  await scene.joon.call('PUT', '/view-order', { ids: [third, first] })
  const own = (await views(scene.joon)).filter(({ shared }) => !shared).map(({ id }) => id)
  expect(own).toEqual([third, first, second])
  await save(scene.joon, { name: 'A new one', where: urgent })
  expect((await views(scene.joon)).filter(({ shared }) => !shared).map(({ name }) => name)).toEqual([
    'Third',
    'First',
    'Second',
    'A new one',
  ])
  const shared: number[] = []
  for (const name of ['Urgent', 'Late', 'New']) shared.push(Number((await save(scene.ada, { name, where: urgent, shared: true })).id))
  const [urgently, late, fresh] = shared
  for (const ids of [[urgently, late, fresh], [fresh]]) await scene.ada.call('PUT', '/view-order', { shared: true, ids: ids.map(String) })
  const [entry] = (
    await scene.ada.get<{ items: { change: { order: number[] }; former: { order: number[] } }[] }>('/settings-log?subject=view&limit=1')
  ).items
  const ofThese = (order: number[] | undefined) => order?.filter((id) => shared.includes(id))
  expect([entry?.former.order, entry?.change.order].map(ofThese)).toEqual([
    [urgently, late, fresh],
    [fresh, urgently, late],
  ])
  expect(await scene.mina.problem('PUT', '/view-order', { ids: [first] })).toMatchObject({ status: 404 })
  expect(await scene.joon.problem('PUT', '/view-order', { shared: true, ids: [] })).toMatchObject({ status: 403 })
})

it('a view that asks for a field that is gone says so, shows nothing, and leaves the others alone (V5)', async () => {
  const kept = await save(scene.vera, { name: 'Still fine', where: urgent })
  const gone = await save(scene.vera, { name: 'Asks for what is gone', where: urgent })
  await scene.rows(`UPDATE saved_views SET condition = '{"field":"field_9","op":"is","value":"x"}' WHERE id = $1`, [gone.id])
  const seen = (await scene.vera.get<{ items: (View & { works: boolean })[] }>('/views')).items
  expect(seen.find(({ id }) => id === gone.id)).toMatchObject({ works: false })
  expect(seen.find(({ id }) => id === kept.id)).toMatchObject({ works: true })
  const { items } = await scene.vera.get<{ items: { id: string; count: number }[] }>('/counts/views')
  expect(items.find(({ id }) => id === gone.id)?.count).toBe(0)
  expect(items.find(({ id }) => id === kept.id)?.count).toBe(2)
})

it('views work however many fields they ask for together', async () => {
  const fields = await scene.rows<{ id: number }>(
    `INSERT INTO form_items (workspace_id, desk_id, part, name, content, position)
     SELECT $1, d.id, 'field', jsonb_build_object('en', 'Field ' || n), '{"kind": "text"}', n
     FROM (SELECT min(id) AS id FROM desks WHERE workspace_id = $1) d, generate_series(1, 120) n RETURNING id`,
    [scene.workspaceId],
  )
  const asking = (some: typeof fields) => ({ any: some.map(({ id }) => ({ field: `field.${id}`, op: 'present' })) })
  const one = await save(scene.joon, { name: 'One half', where: asking(fields.slice(0, 60)) })
  const other = await save(scene.joon, { name: 'Other half', where: asking(fields.slice(60)) })
  const seen = (await scene.joon.get<{ items: (View & { works: boolean })[] }>('/views')).items
  expect(seen.filter(({ id }) => id === one.id || id === other.id).map(({ works }) => works)).toEqual([true, true])
})

it('a view that takes too long to count has no number, and the others have theirs', async () => {
  const label = (await scene.ada.post<{ id: string }>('/labels', { name: 'slow' })).id
  const slow = await scene.mina.post<View>('/views', { name: 'Labelled', where: { field: 'labels', op: 'has_any', value: [label] } })
  const quick = await scene.mina.post<View>('/views', { name: 'Urgent', where: urgent })
  await withClient(scene.database.owner, async (client) => {
    await client.query('BEGIN; LOCK TABLE ticket_labels IN ACCESS EXCLUSIVE MODE')
    const { items } = await scene.mina.get<{ items: { id: string; count: number | null; more: boolean }[] }>('/counts/views')
    expect(items.find(({ id }) => id === slow.id)).toEqual({ id: slow.id, count: null, more: false })
    expect(items.find(({ id }) => id === quick.id)?.count).toBeGreaterThan(0)
    await client.query('ROLLBACK')
  })
  const { items } = await scene.mina.get<{ items: { id: string; count: number | null }[] }>('/counts/views')
  expect(items.find(({ id }) => id === slow.id)?.count).not.toBeNull()
})
