import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { openScene, type Scene } from '../tickets/testing/scene.ts'

let scene: Scene
let support: string
let calls: string

interface Fields {
  items: {
    key: string
    kind: string
    label: { en: string; ja: string; ko: string }
    operators: string[]
    choices: { value: string; label: { en: string } }[] | null
    lookup: string | null
    offered: boolean
  }[]
  chosen: string[]
}
interface DeskFields {
  version: number
  items: { key: string; offered: boolean }[]
}

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support')
  calls = await scene.desk('contact-center')
})
afterAll(() => scene.end())

const fields = (as: Api, desk?: string) => as.get<Fields>(`/conditions/fields${desk ? `?desk=${desk}` : ''}`)
const offered = async (as: Api, desk?: string) => (await fields(as, desk)).items.filter((one) => one.offered).map(({ key }) => key)

it('every field has a name in three languages, its operators, and its choices or where they are listed (V3, V5)', async () => {
  const { items } = await fields(scene.mina, calls)
  for (const { key, label, operators } of items) {
    expect([key, label.en && label.ja && label.ko && operators.length > 0]).toEqual([key, true])
    // A name that is the same in every language was written by nobody.
    expect([key, label.ja === label.en]).toEqual([key, false])
  }
  const field = (key: string) => items.find((one) => one.key === key)
  expect(field('priority')?.choices?.map(({ value }) => value)).toEqual(['urgent', 'high', 'normal', 'low'])
  expect(field('labels')).toMatchObject({ kind: 'set', lookup: 'labels', choices: null })
  expect(field('assignee')).toMatchObject({ kind: 'person', lookup: 'agents' })
  expect(field('status')?.choices?.map(({ value }) => value)).toContain('tracker_resolved')
  expect(field('lastCustomerMessageAt')?.operators).toContain('in_last')
  const both = (await fields(scene.mina)).items.find((one) => one.key === 'status')?.choices ?? []
  expect(both.map(({ value }) => value)).toEqual(expect.arrayContaining(['in_progress', 'processing']))
  expect(new Set(both.map(({ value }) => value)).size).toBe(both.length)
})

it('what an agent chose is kept for them, in their order (V5)', async () => {
  expect((await fields(scene.mina)).chosen).toEqual(['priority', 'assignee', 'labels'])
  await scene.mina.call('PUT', '/me/search-fields', { fields: ['createdAt', 'channel', 'createdAt'] })
  expect((await fields(scene.mina)).chosen).toEqual(['createdAt', 'channel'])
  expect((await fields(scene.joon)).chosen).toEqual(['priority', 'assignee', 'labels'])
  expect(await scene.mina.problem('PUT', '/me/search-fields', { fields: ['no field; DROP'] })).toMatchObject({
    errors: [{ path: 'fields.0' }],
  })
})

it('admins choose what a desk offers; other desks, and what is added later, stay offered (V5)', async () => {
  expect(await scene.mina.problem('GET', `/desks/${support}/search-fields`)).toMatchObject({ status: 403 })
  expect(await scene.mina.problem('PUT', `/desks/${support}/search-fields`, { withheld: [] })).toMatchObject({ status: 403 })
  const before = await scene.ada.get<DeskFields>(`/desks/${support}/search-fields`)
  expect(before.version).toBe(0)
  expect(before.items.every((one) => one.offered)).toBe(true)
  const change = { withheld: ['channel', 'internal'], expectedVersion: 0 }
  const after = (await scene.ada.call<DeskFields>('PUT', `/desks/${support}/search-fields`, change)).body
  expect(after.version).toBe(1)
  expect(after.items.filter((one) => !one.offered).map(({ key }) => key)).toEqual(['channel', 'internal'])
  expect(await scene.ada.problem('PUT', `/desks/${support}/search-fields`, { ...change, withheld: [] })).toMatchObject({
    code: 'version_conflict',
  })
  expect(await offered(scene.mina, support)).not.toContain('channel')
  expect(await offered(scene.mina, calls)).toContain('channel')
  expect(await offered(scene.mina)).toContain('channel')
  const log = await scene.rows('SELECT subject, subject_id AS desk, change FROM settings_log WHERE subject = $1', ['search_fields'])
  expect(log).toEqual([{ subject: 'search_fields', desk: Number(support), change: { withheld: ['channel', 'internal'] } }])
})

it('a desk one does not work on is not found', async () => {
  const other = await scene.ada.post<{ id: string }>('/desks', { name: 'Elsewhere', lifecycle: 'support' })
  expect(await scene.mina.problem('GET', `/conditions/fields?desk=${other.id}`)).toMatchObject({ status: 404 })
  expect(await scene.ada.problem('GET', '/desks/999999/search-fields')).toMatchObject({ status: 404 })
  expect(await scene.ada.problem('PUT', '/desks/999999/search-fields', { withheld: [] })).toMatchObject({ status: 404 })
})

it('what an admin made of the desk’s form can be asked for by itself: types, inquiry types, categories, fields (V3)', async () => {
  const { ada } = scene
  interface Form {
    fields: { id: string }[]
    categories: { id: string }[]
  }
  const make = (part: string, body: unknown) => ada.post<Form>(`/desks/${support}/${part}`, body)
  const options = [
    { key: 'pro', name: 'Pro' },
    { key: 'free', name: 'Free' },
  ]
  const plan = (await make('fields', { kind: 'choice', name: { en: 'Plan', ja: 'プラン' }, options })).fields[0] as { id: string }
  const top = (await make('categories', { name: 'Hardware' })).categories[0] as { id: string }
  const below = (await make('categories', { name: 'Battery', parent: top.id })).categories[1] as { id: string }
  await make('types', { name: 'Complaint', key: 'complaint' })
  const { items } = await fields(scene.mina, support)
  const field = (key: string) => items.find((one) => one.key === key)
  expect(field(`field.${plan.id}`)).toMatchObject({
    kind: 'choice',
    group: 'own',
    label: { en: 'Plan', ja: 'プラン', ko: 'Plan' },
    offered: true,
  })
  expect(field(`field.${plan.id}`)?.choices?.map(({ value }) => value)).toEqual(['pro', 'free'])
  expect(field('processingCategory')?.choices?.find(({ value }) => value === below.id)?.label.en).toBe('Hardware › Battery')
  expect(field('type')?.choices?.map(({ value }) => value)).toEqual(expect.arrayContaining(['support_ticket', 'complaint']))
  expect((await fields(scene.mina, calls)).items.map(({ key }) => key)).not.toContain(`field.${plan.id}`)
  const view = await scene.mina.post<{ works: boolean }>('/views', {
    name: 'Pro',
    where: { field: `field.${plan.id}`, op: 'one_of', value: ['pro'] },
  })
  expect(view.works).toBe(true)
})
