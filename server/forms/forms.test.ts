import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Operations } from '../../client/schema.ts'
import { openScene, type Scene } from '../tickets/testing/scene.ts'

type Form = Operations['GET /api/v1/desks/{id}/form']['answer']

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const form = () => scene.mina.get<Form>(`/desks/${desk}/form`)
const add = (part: string, body: unknown) => scene.ada.post<Form>(`/desks/${desk}/${part}`, body)
const change = (part: string, item: string, body: unknown) => scene.ada.patch<Form>(`/desks/${desk}/${part}/${item}`, body)
const refusedAdd = (part: string, body: unknown) => scene.ada.problem('POST', `/desks/${desk}/${part}`, body)
const refusedChange = (part: string, item: string, body: unknown) => scene.ada.problem('PATCH', `/desks/${desk}/${part}/${item}`, body)
const named = (items: readonly { name: { en: string } }[]) => items.map(({ name }) => name.en)
const idOf = (items: readonly { id: string; name: { en: string } }[], name: string) => items.find((one) => one.name.en === name)?.id ?? ''

it('every desk starts with the four types, and an admin makes the list its own (T1)', async () => {
  expect((await form()).types.map(({ key }) => key)).toEqual(['support_ticket', 'customer_request', 'bug_report', 'feature_request'])
  await change('types', 'bug_report', { name: { en: 'Defect', ja: '不具合', ko: '결함' } })
  await add('types', { name: 'Return & refund' })
  await change('types', 'feature_request', { retired: true })
  const changed = await change('types', 'return_refund', { before: 'customer_request' })
  expect(changed.types).toMatchObject([
    { key: 'support_ticket', retired: false },
    { key: 'return_refund', name: { en: 'Return & refund' } },
    { key: 'customer_request' },
    { key: 'bug_report', name: { en: 'Defect', ja: '不具合', ko: '결함' }, version: 2 },
    { key: 'feature_request', retired: true },
  ])
  expect(await form()).toEqual(changed)
  expect((await add('types', { name: '返品' })).types.at(-1)).toMatchObject({ key: 'type_1', name: { en: '返品' } })
  // The other desks have theirs.
  expect((await scene.ada.get<Form>(`/desks/${scene.deskId}/form`)).types).toHaveLength(4)
})

it('the last type cannot be retired, names and keys are there once', async () => {
  const other = await scene.desk('inbox')
  const retire = (key: string) => scene.ada.call('PATCH', `/desks/${other}/types/${key}`, { retired: true })
  for (const key of ['support_ticket', 'customer_request', 'bug_report']) expect((await retire(key)).status).toBe(200)
  expect((await retire('feature_request')).body).toMatchObject({ code: 'invalid_input', errors: [{ path: 'retired' }] })
  expect(await refusedAdd('types', { name: 'defect' })).toMatchObject({ code: 'already_exists', errors: [{ path: 'name' }] })
  expect(await refusedAdd('types', { name: 'Other', key: 'bug_report' })).toMatchObject({
    code: 'already_exists',
    errors: [{ path: 'key' }],
  })
})

it('fields say what they ask, of which inquiry type, and in which order (T18)', async () => {
  await add('inquiry-types', { name: 'Delivery' })
  const { inquiryTypes } = await add('inquiry-types', { name: { en: 'Payment', ja: 'お支払い', ko: '결제' } })
  expect(named(inquiryTypes)).toEqual(['Delivery', 'Payment'])
  const delivery = idOf(inquiryTypes, 'Delivery')
  await add('fields', { kind: 'mail', name: 'Reply address', required: true, help: 'Where the answer goes' })
  const made = await add('fields', {
    kind: 'choice',
    name: 'Carrier',
    options: [{ name: 'Green Post' }, { key: 'ship', name: 'Ship' }],
    inquiryTypes: [delivery],
  })
  expect(made.fields).toMatchObject([
    { kind: 'mail', required: true, readOnly: false, help: { en: 'Where the answer goes' }, inquiryTypes: [] },
    { kind: 'choice', options: [{ key: 'green_post' }, { key: 'ship' }], inquiryTypes: [delivery] },
  ])
  const carrier = idOf(made.fields, 'Carrier')
  // What is left out of the choices is retired, and the order is the new one.
  const changed = await change('fields', carrier, {
    options: [{ name: 'Rail' }, { key: 'green_post', name: 'Green Post' }],
    before: idOf(made.fields, 'Reply address'),
    required: true,
  })
  expect(changed.fields).toMatchObject([
    { name: { en: 'Carrier' }, required: true, options: [{ key: 'rail' }, { key: 'green_post' }, { key: 'ship', retired: true }] },
    { name: { en: 'Reply address' } },
  ])
})

it('a field that makes no sense is refused with the place', async () => {
  const refused = async (body: object) => (await refusedAdd('fields', { name: 'X', ...body })).errors?.map(({ path }) => path)
  expect(await refused({ kind: 'colour' })).toEqual(['kind'])
  expect(await refused({ kind: 'choice' })).toEqual(['options'])
  expect(await refused({ kind: 'text', options: [{ name: 'A' }] })).toEqual(['options'])
  expect(await refused({ kind: 'choice', options: [{ name: 'A' }, { name: 'a' }] })).toEqual(['options'])
  expect(await refused({ kind: 'text', inquiryTypes: ['999999'] })).toEqual(['inquiryTypes'])
  expect(await refused({ kind: 'text', name: 'a\nb' })).toEqual(['name'])
  const carrier = idOf((await form()).fields, 'Carrier')
  expect(await refusedChange('fields', carrier, { kind: 'text' })).toMatchObject({
    errors: [{ path: 'kind', message: 'is not known here' }],
  })
})

it('two admins at once: the second is told what is there now, and nothing is overwritten', async () => {
  const carrier = idOf((await form()).fields, 'Carrier')
  const { version } = (await form()).fields[0] ?? { version: 0 }
  await change('fields', carrier, { name: 'Courier', expectedVersion: version })
  expect(await refusedChange('fields', carrier, { name: 'Haulier', expectedVersion: version })).toMatchObject({
    status: 409,
    code: 'version_conflict',
  })
  expect(named((await form()).fields)).toContain('Courier')
})

it('categories are a tree of four levels that can be moved, ordered and retired (T17)', async () => {
  const below = async (parent: string | null, name: string) => idOf((await add('categories', { name, parent })).categories, name)
  const shop = await below(null, 'Shop')
  const orders = await below(shop, 'Orders')
  const late = await below(orders, 'Late')
  const verylate = await below(late, 'Very late')
  const other = await below(null, 'Other')
  expect(await refusedAdd('categories', { name: 'Too deep', parent: verylate })).toMatchObject({ errors: [{ path: 'parent' }] })
  expect(await refusedChange('categories', orders, { parent: late })).toMatchObject({ errors: [{ path: 'parent' }] })
  expect(await refusedChange('categories', orders, { parent: orders })).toMatchObject({ errors: [{ path: 'parent' }] })
  expect(await refusedChange('categories', shop, { parent: other })).toMatchObject({ errors: [{ path: 'parent' }] })

  const moved = await change('categories', orders, { parent: other, before: null })
  expect(moved.categories.map(({ name, depth }) => `${depth} ${name.en}`)).toEqual([
    '1 Shop',
    '1 Other',
    '2 Orders',
    '3 Late',
    '4 Very late',
  ])
  const ordered = await change('categories', other, { before: shop })
  expect(named(ordered.categories)).toEqual(['Other', 'Orders', 'Late', 'Very late', 'Shop'])
  const top = await change('categories', late, { parent: null, before: shop })
  expect(top.categories.map(({ name, depth }) => `${depth} ${name.en}`)).toEqual(['1 Other', '2 Orders', '1 Late', '2 Very late', '1 Shop'])
  expect((await change('categories', shop, { retired: true })).categories.at(-1)).toMatchObject({ retired: true })
  expect(await add('categories', { name: 'Shop' })).toBeDefined()
  expect(await refusedChange('categories', shop, { retired: false })).toMatchObject({ code: 'already_exists' })
})

it('a form has its limits: of what is asked, also by bringing back what was retired, and of all that ever was', async () => {
  const own = await scene.desk('support')
  const fill = (n: number, retired: boolean) =>
    scene.rows(
      `INSERT INTO form_items (workspace_id, desk_id, part, key, name, content, position, retired_at)
       SELECT $1, $2, 'type', 'type_' || n || $4::boolean, jsonb_build_object('en', 'Filled ' || n), '{}', n, CASE WHEN $4 THEN business_now() END
       FROM generate_series(1, $3::int) n`,
      [scene.workspaceId, own, n, retired],
    )
  const at = (path: string) => `/desks/${own}/${path}`
  await fill(49, false)
  const { types } = await scene.ada.post<Form>(at('types'), { name: 'Last', key: 'last' })
  expect(types).toHaveLength(50)
  expect(await scene.ada.problem('POST', at('types'), { name: 'One more' })).toMatchObject({ code: 'invalid_input' })
  await scene.ada.patch(at('types/last'), { retired: true })
  await scene.ada.post(at('types'), { name: 'Newer', key: 'newer' })
  expect(await scene.ada.problem('PATCH', at('types/last'), { retired: false })).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'retired', message: 'A desk can have 50 types. Retire one first.' }],
  })
  await scene.ada.patch(at('types/newer'), { retired: true })
  await scene.ada.patch(at('types/last'), { retired: false })
  await scene.ada.patch(at('types/last'), { retired: true })
  await fill(149, true)
  expect(await scene.ada.problem('POST', at('types'), { name: 'Ever newer' })).toMatchObject({
    code: 'invalid_input',
    detail: expect.stringMatching(/200 types.*Bring a retired one back/) as string,
  })
})

it('who works on the desk reads its form; only who manages settings changes it; nobody else’s is there', async () => {
  expect(await scene.mina.problem('POST', `/desks/${desk}/types`, { name: 'Mine' })).toMatchObject({ status: 403, code: 'forbidden' })
  const hidden = await scene.ada.post<{ id: string }>('/desks', { name: 'Hidden', lifecycle: 'support' })
  expect(await scene.mina.problem('GET', `/desks/${hidden.id}/form`)).toMatchObject({ status: 404 })
  expect(await scene.ada.problem('GET', '/desks/999999/form')).toMatchObject({ status: 404 })
  // A field of another desk is not one of this one.
  const { fields } = await form()
  expect(await scene.ada.problem('PATCH', `/desks/${hidden.id}/fields/${fields[0]?.id}`, { name: 'X' })).toMatchObject({ status: 404 })
  expect(await scene.ada.problem('PATCH', `/desks/${hidden.id}/types/unknown`, { name: 'X' })).toMatchObject({ status: 404 })
})

it('every change of a form stands in the log of settings', async () => {
  const log = await scene.rows<{ change: { part: string; created?: string } }>("SELECT change FROM settings_log WHERE subject = 'form'")
  expect(log.filter(({ change: made }) => made.part === 'category').length).toBeGreaterThan(7)
  expect(log.find(({ change: made }) => made.created === 'Carrier')).toMatchObject({ change: { part: 'field', desk: Number(desk) } })
})
