import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Operations } from '../../client/schema.ts'
import { type Condition, operatorsOf, toPredicate } from '../../conditions/index.ts'
import type { FormFieldKind, FormRow } from '../forms/index.ts'
import { takeTicketIds } from './door.queries.ts'
import { conditionFieldsWith, customFacts, customField } from './ticket-conditions.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

type Form = Operations['GET /api/v1/desks/{id}/form']['answer']
type Ticket = Operations['GET /api/v1/tickets/{ref}']['answer']

let scene: Scene
let desk: string
let inquiry: Record<'delivery' | 'payment', string>
let field: Record<string, string>
let category: Record<'shop' | 'orders' | 'other', string>

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('contact-center')
  const add = (part: string, body: unknown) => scene.ada.post<Form>(`/desks/${desk}/${part}`, body)
  const last = <T extends { id: string }>(items: readonly T[], name: string) =>
    items.find((item) => (item as unknown as { name: { en: string } }).name.en === name)?.id ?? ''
  await add('types', { name: 'Return', key: 'return' })
  await add('inquiry-types', { name: 'Delivery' })
  const { inquiryTypes } = await add('inquiry-types', { name: 'Payment' })
  inquiry = { delivery: last(inquiryTypes, 'Delivery'), payment: last(inquiryTypes, 'Payment') }
  await add('fields', { kind: 'text', name: 'Order', required: true, inquiryTypes: [inquiry.delivery] })
  await add('fields', { kind: 'choice', name: 'Plan', options: [{ name: 'Basic' }, { name: 'Pro' }] })
  await add('fields', { kind: 'number', name: 'Score', readOnly: true })
  const { fields } = await add('fields', { kind: 'mail', name: 'Other mail' })
  field = { order: last(fields, 'Order'), plan: last(fields, 'Plan'), score: last(fields, 'Score'), mail: last(fields, 'Other mail') }
  const shop = last((await add('categories', { name: 'Shop' })).categories, 'Shop')
  const orders = last((await add('categories', { name: 'Orders', parent: shop })).categories, 'Orders')
  category = { shop, orders, other: last((await add('categories', { name: 'Other' })).categories, 'Other') }
})
afterAll(() => scene.end())

const read = (ticket: { reference: string }) => scene.ada.get<Ticket>(`/tickets/${ticket.reference}`)
const edit = (ticket: { reference: string }, body: unknown, as = scene.mina) => as.patch<Ticket>(`/tickets/${ticket.reference}`, body)
const refused = (ticket: { reference: string }, body: unknown, as = scene.mina) => as.problem('PATCH', `/tickets/${ticket.reference}`, body)
const sentences = async (ticket: { reference: string }) =>
  (await scene.ada.get<{ items: { sentence: { en: string } }[] }>(`/tickets/${ticket.reference}/events`)).items.map(
    ({ sentence }) => sentence.en,
  )

it('a ticket is written down with its type, inquiry type and fields (T1, T18)', async () => {
  const ticket = await scene.create(desk, {
    type: 'return',
    inquiryType: inquiry.delivery,
    fields: { [field.order ?? '']: 'A-17', [field.plan ?? '']: 'pro' },
  })
  expect(await read(ticket)).toMatchObject({
    type: 'return',
    channel: 'created',
    inquiryType: { id: inquiry.delivery, name: { en: 'Delivery' } },
    processingCategory: null,
    fields: { [field.order ?? '']: 'A-17', [field.plan ?? '']: 'pro' },
  })
})

it('without a type it has the first of its desk; a mail needs no fields', async () => {
  await scene.ada.patch(`/desks/${desk}/types/return`, { before: 'support_ticket' })
  expect(await read(await scene.create(desk))).toMatchObject({ type: 'return', fields: {}, inquiryType: null })
  await scene.ada.patch(`/desks/${desk}/types/return`, { before: null })
  expect(await read(await scene.create(desk))).toMatchObject({ type: 'support_ticket' })
  expect(await read(await scene.create(scene.deskId))).toMatchObject({ type: 'support_ticket' })
})

it('everything that is wrong with a new ticket is told together, each at its place, and nothing is made', async () => {
  const count = () => scene.rows<{ n: number }>('SELECT count(*)::int AS n FROM tickets')
  const before = await count()
  const problem = await scene.ada.problem('POST', '/tickets', {
    title: 'Wrong',
    desk,
    type: 'return_of_the_king',
    channel: 'phone',
    inquiryType: inquiry.delivery,
    fields: { [field.plan ?? '']: 'gold', [field.score ?? '']: 3, [field.mail ?? '']: 'nowhere', 4711: 'x' },
  })
  expect(problem).toMatchObject({ status: 422, code: 'invalid_input' })
  expect(problem.errors?.map(({ path }) => path).sort()).toEqual(
    [
      'channel',
      'fields.4711',
      `fields.${field.mail}`,
      `fields.${field.order}`,
      `fields.${field.plan}`,
      `fields.${field.score}`,
      'type',
    ].sort(),
  )
  expect(await count()).toEqual(before)
})

it('a contact centre writes its tickets down as created; programs and other desks say the channel (T1)', async () => {
  const other = await scene.desk('support')
  expect(await read(await scene.create(other, { channel: 'phone' }))).toMatchObject({ channel: 'phone' })
  const byProgram = await scene.robot.post<SeenTicket>('/tickets', { title: 'Call', desk, channel: 'phone' })
  expect(await read(byProgram)).toMatchObject({ channel: 'phone' })
})

it('staff edit what a ticket is about; the log says from what to what in words that can be erased (T18)', async () => {
  const ticket = await scene.create(desk, { inquiryType: inquiry.delivery, fields: { [field.order ?? '']: 'Kimchi-17' } })
  await edit(ticket, {
    title: 'Where is it?',
    type: 'bug_report',
    inquiryType: inquiry.payment,
    fields: { [field.plan ?? '']: 'basic', [field.mail ?? '']: 'Yuki@Customer.Example' },
  })
  const changed = await edit(ticket, { fields: { [field.plan ?? '']: 'pro', [field.mail ?? '']: null } })
  // Of the other inquiry type, and kept.
  expect(changed.fields).toEqual({ [field.order ?? '']: 'Kimchi-17', [field.plan ?? '']: 'pro' })
  expect(await sentences(ticket)).toEqual(
    expect.arrayContaining([
      'Mina Kim changed the type from Support ticket to Bug report',
      'Mina Kim changed the inquiry type from Delivery to Payment',
      'Mina Kim set “Plan” to “Basic”',
      'Mina Kim changed “Plan” from “Basic” to “Pro”',
      'Mina Kim emptied “Other mail”, which was “yuki@customer.example”',
    ]),
  )
  const events = await scene.rows<{ data: unknown }>('SELECT data FROM events WHERE ticket_id = $1', [ticket.id])
  expect(JSON.stringify(events)).not.toMatch(/Kimchi|yuki|Basic|basic/)
  expect(events).toContainEqual({ data: { field: Number(field.plan) } })
})

it('what is wrong is refused at its place and changes nothing', async () => {
  const ticket = await scene.create(desk, { inquiryType: inquiry.delivery, fields: { [field.order ?? '']: 'A-1' } })
  const before = await scene.everything(ticket)
  const problem = await refused(ticket, { title: 'New', type: 'gone', inquiryType: '999999', fields: { [field.mail ?? '']: 'x' } })
  expect(problem.errors?.map(({ path }) => path).sort()).toEqual([`fields.${field.mail}`, 'inquiryType', 'type'])
  expect(await refused(ticket, { fields: { [field.order ?? '']: '' } })).toMatchObject({
    errors: [{ path: `fields.${field.order}`, message: 'is missing' }],
  })
  expect(await refused(ticket, { fields: { [field.score ?? '']: 1 } })).toMatchObject({
    errors: [{ path: `fields.${field.score}`, message: 'is filled in by programs only' }],
  })
  expect(await refused(ticket, { fields: {}, expectedVersion: 99 })).toMatchObject({ code: 'version_conflict' })
  expect(await scene.everything(ticket)).toEqual(before)
  expect((await edit(ticket, { fields: { [field.score ?? '']: 1 } }, scene.robot)).fields).toMatchObject({ [field.score ?? '']: 1 })
})

it('what was retired stays readable on old tickets and is not given to others', async () => {
  const old = await scene.create(desk, { type: 'feature_request', inquiryType: inquiry.payment })
  await scene.ada.patch(`/desks/${desk}/types/feature_request`, { retired: true })
  await scene.ada.patch(`/desks/${desk}/inquiry-types/${inquiry.payment}`, { retired: true })
  expect(await edit(old, { title: 'Still one', type: 'feature_request', inquiryType: inquiry.payment })).toMatchObject({
    type: 'feature_request',
    inquiryType: { name: { en: 'Payment' } },
  })
  const next = await scene.create(desk)
  expect((await refused(next, { type: 'feature_request', inquiryType: inquiry.payment })).errors?.map(({ path }) => path)).toEqual([
    'type',
    'inquiryType',
  ])
  await scene.ada.patch(`/desks/${desk}/inquiry-types/${inquiry.payment}`, { retired: false })
  const { items } = await scene.ada.get<{ items: { id: string }[] }>(`/tickets?desk=${desk}&type=feature_request`)
  expect(items.map(({ id }) => id)).toEqual([old.id])
})

it('a new ticket reads nothing of what its desk retired', async () => {
  const own = await scene.desk('support')
  const add = (body: unknown) => scene.ada.post<Form>(`/desks/${own}/fields`, body)
  const [former] = (await add({ kind: 'text', name: 'Former' })).fields
  await add({ kind: 'text', name: 'Present' })
  await scene.ada.patch(`/desks/${own}/fields/${former?.id}`, { retired: true })
  const taken = await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.one<{ form: FormRow[] }>(takeTicketIds, [tx.workspaceId, [Number(own)], false, true]),
  )
  expect(taken.form.map(({ name }) => name.en)).toEqual(['Present'])
  const given = { [former?.id ?? '']: 'x' }
  expect(await scene.mina.problem('POST', '/tickets', { title: 'New', desk: own, fields: given })).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: `fields.${former?.id}`, message: 'is not a field of this desk' }],
  })
})

it('a ticket is filed when it is processed, and by hand (T17)', async () => {
  const ticket = await scene.create(desk)
  const needs = async (action: string) =>
    (
      await scene.ada.get<{ actions: { action: string; needs: { name: string; type: string; required: boolean }[] }[] }>(
        `/tickets/${ticket.reference}/actions`,
      )
    ).actions
      .find((one) => one.action === action)
      ?.needs.find((need) => need.name === 'processingCategory')
  expect(await needs('resolve')).toEqual({ name: 'processingCategory', type: 'category', required: false })
  expect(await needs('hold')).toMatchObject({ required: false })
  await scene.act(scene.mina, ticket, 'hold', { processingCategory: category.orders })
  expect(await read(ticket)).toMatchObject({ processingCategory: { id: category.orders, name: { en: 'Orders' } } })
  await scene.act(scene.mina, ticket, 'resolve', { text: 'Done', processingCategory: category.other })
  await edit(ticket, { processingCategory: null })
  expect(await sentences(ticket)).toEqual(
    expect.arrayContaining([
      'Mina Kim filed the ticket under Orders',
      'Mina Kim filed the ticket under Other instead of Orders',
      'Mina Kim took the ticket out of the category Other',
    ]),
  )
  await scene.ada.patch(`/desks/${desk}/categories/${category.shop}`, { retired: true })
  // Nothing below a retired one is offered either.
  expect(await refused(ticket, { processingCategory: category.orders })).toMatchObject({ errors: [{ path: 'processingCategory' }] })
  await scene.ada.patch(`/desks/${desk}/categories/${category.shop}`, { retired: false })
})

it('where the desk asks for a category nobody resolves without one, whichever way; programs and spam are not held up (T17)', async () => {
  const strict = await scene.desk('support', { settings: { categoryRequired: true, resolutionTextRequired: false } })
  const ticket = await scene.create(strict)
  await scene.act(scene.mina, ticket, 'status', { to: 'resolved' })
  await scene.act(scene.mina, ticket, 'status', { to: 'open' })
  const { categories } = await scene.ada.post<Form>(`/desks/${strict}/categories`, { name: 'Shop' })
  const [shop] = categories
  const missing = { status: 422, errors: [{ path: 'processingCategory' }] }
  const at = `/tickets/${ticket.reference}`
  expect(await scene.mina.problem('POST', `${at}/resolve`, {})).toMatchObject(missing)
  expect(await scene.mina.problem('POST', `${at}/status`, { to: 'resolved' })).toMatchObject(missing)
  const reply = { text: 'Done', then: { action: 'status', to: 'resolved' } }
  expect(await scene.mina.problem('POST', `${at}/messages`, reply)).toMatchObject(missing)
  expect(await scene.statusOf(ticket)).not.toBe('resolved')
  await scene.act(scene.mina, ticket, 'resolve', { processingCategory: shop?.id })
  expect(await scene.statusOf(ticket)).toBe('resolved')
  const byProgram = await scene.create(strict)
  await scene.act(scene.robot, byProgram, 'resolve', {})
  const junk = await scene.create(strict)
  await scene.act(scene.mina, junk, 'spam')
  await scene.act(scene.mina, junk, 'status', { to: 'resolved' })
})

it('a reply that is held back and resolves is refused at the click where it would not leave, and files with the same stroke (T17, B4)', async () => {
  const strict = await scene.desk('support', { settings: { categoryRequired: true, resolutionTextRequired: true } })
  const { categories } = await scene.ada.post<Form>(`/desks/${strict}/categories`, { name: 'Shop' })
  const shop = categories[0]?.id
  const ticket = await scene.create(strict)
  const at = `/tickets/${ticket.reference}`
  const send = { text: 'Here is how.', undoSeconds: 30 }
  const missing = { status: 422, errors: [{ path: 'processingCategory' }] }
  for (const then of [{ action: 'resolve' }, { action: 'status', to: 'resolved' }, { action: 'resolve', processingCategory: '987654' }])
    expect(await scene.mina.problem('POST', `${at}/messages`, { ...send, then })).toMatchObject(missing)
  const wordless = { html: '<p> </p>', undoSeconds: 30, then: { action: 'resolve', processingCategory: shop } }
  expect(await scene.mina.problem('POST', `${at}/messages`, wordless)).toMatchObject({ status: 422, errors: [{ path: 'text' }] })
  // Waiting for the customer needs no category.
  const { message: waits } = await scene.mina.post<{ message: { id: string } }>(`${at}/messages`, { ...send, then: { action: 'hold' } })
  await scene.mina.post(`${at}/messages/${waits.id}/withdraw`)

  const then = { action: 'resolve', processingCategory: shop }
  const queued = await scene.mina.post<{ message: { id: string } }>(`${at}/messages`, { ...send, then })
  const { draft } = await scene.mina.post<{ draft: { then: unknown } }>(`${at}/messages/${queued.message.id}/withdraw`)
  expect(draft.then).toEqual(then)
  expect((await read(ticket)).processingCategory).toBeNull()
  await scene.mina.put(`${at}/draft`, draft)
  const { message } = await scene.mina.post<{ message: { id: string } }>(`${at}/messages`, { ...send, then })
  await scene.mina.post(`${at}/messages/${message.id}/send`)
  expect(await read(ticket)).toMatchObject({ status: { key: 'resolved' }, processingCategory: { id: shop } })
})

it('the description is edited where it stands; the former words stay in the log (T18)', async () => {
  const ticket = await scene.create(desk, { description: 'My pasword is hunter2.' })
  const changed = await edit(ticket, { description: 'My password does not work.' })
  const { items } = await scene.ada.get<{ items: { id: string; text: string; editedAt: string | null; author: { name: string } }[] }>(
    `/tickets/${ticket.reference}/messages`,
  )
  expect(items).toMatchObject([{ id: changed.descriptionId, text: 'My password does not work.', author: { name: 'Carl Ito' } }])
  expect(items[0]?.editedAt).not.toBeNull()
  expect(await sentences(ticket)).toContain('Mina Kim changed the description. It was: “My pasword is hunter2.”')
  const rows = await scene.ada.get<{ items: { preview: string }[] }>(`/tickets?desk=${desk}`)
  expect(rows.items[0]?.preview).toBe('My password does not work.')
  const rich = await edit(ticket, { descriptionHtml: '<p>It <strong>really</strong> does not.</p><script>alert(1)</script>' })
  expect(rich.version).toBe(changed.version + 1)
  expect(await refused(ticket, { description: '  ' })).toMatchObject({ errors: [{ path: 'description' }] })
})

it('what went out by mail and what was never written cannot be edited, and the buttons say so', async () => {
  const mailed = await scene.create(desk, { firstMessage: 'agent' })
  const bare = await scene.create(desk, { description: undefined })
  await scene.reply(scene.mina, bare, 'An answer, later')
  for (const [ticket, reason] of [
    [mailed, 'mailed'],
    [bare, 'no_description'],
  ] as const) {
    await scene.refused(scene.mina, ticket, 'edit', { description: 'Other words' }, { reason })
    const { actions } = await scene.ada.get<{ actions: { action: string; allowed: boolean; refusal?: { code: string } }[] }>(
      `/tickets/${ticket.reference}/actions`,
    )
    expect(actions.find(({ action }) => action === 'description')).toMatchObject({ allowed: false, refusal: { code: reason } })
  }
  expect((await read(bare)).descriptionId).toBeNull()
})

it('conditions ask for types, inquiry types, categories with all below them, and every kind of field (V3, V5)', async () => {
  const own = await scene.desk('support')
  const make = (part: string, body: unknown) => scene.ada.post<Form>(`/desks/${own}/${part}`, body)
  const ids: Record<string, string> = {}
  for (const kind of ['text', 'number', 'date', 'checkbox'] as const)
    ids[kind] = (await make('fields', { kind, name: kind })).fields.at(-1)?.id ?? ''
  for (const kind of ['choice', 'choices'] as const)
    ids[kind] = (await make('fields', { kind, name: kind, options: [{ name: 'A' }, { name: 'B' }] })).fields.at(-1)?.id ?? ''
  const top = (await make('categories', { name: 'Top' })).categories[0]?.id
  const low = (await make('categories', { name: 'Low', parent: top })).categories[1]?.id
  const of = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([kind, value]) => [ids[kind], value]))
  const one = await scene.create(own, {
    title: 'One',
    type: 'bug_report',
    fields: of({ text: 'Blue Box', number: 4.5, date: '2026-03-01', checkbox: true, choice: 'a', choices: ['a', 'b'] }),
  })
  await scene.create(own, { title: 'Two', fields: of({ text: 'red', number: -1, date: '2030-01-01', choice: 'b', choices: ['b'] }) })
  await scene.create(own, { title: 'Three' })
  await edit(one, { processingCategory: low })

  const found = async (where: unknown) =>
    (await scene.ada.get<{ items: { title: string }[] }>(`/tickets?desk=${own}&where=${encodeURIComponent(JSON.stringify(where))}`)).items
      .map(({ title }) => title)
      .sort()
  const ask = (kind: string, op: string, value?: unknown) =>
    found({ field: `field.${ids[kind]}`, op, ...(value === undefined ? {} : { value }) })
  expect(await ask('text', 'contains', 'BOX')).toEqual(['One'])
  expect(await ask('text', 'empty')).toEqual(['Three'])
  expect(await ask('number', 'more_than', 0)).toEqual(['One'])
  expect(await ask('number', 'less_than', 10)).toEqual(['One', 'Two'])
  expect(await ask('date', 'before', '2027-01-01T00:00:00Z')).toEqual(['One'])
  expect(await ask('date', 'empty')).toEqual(['Three'])
  expect(await ask('checkbox', 'is', true)).toEqual(['One'])
  expect(await ask('checkbox', 'is', false)).toEqual(['Three', 'Two'])
  expect(await ask('choice', 'one_of', ['a', 'b'])).toEqual(['One', 'Two'])
  expect(await ask('choice', 'is_not', 'a')).toEqual(['Three', 'Two'])
  expect(await ask('choices', 'has_all', ['a', 'b'])).toEqual(['One'])
  expect(await ask('choices', 'has_none', ['a'])).toEqual(['Three', 'Two'])
  expect(await ask('choices', 'empty')).toEqual(['Three'])
  // In memory a condition says the same of what a ticket holds.
  const { items } = await scene.ada.get<{ items: SeenTicket[] }>(`/tickets?desk=${own}`)
  const held = await Promise.all(items.map(read))
  const fields = Object.entries(ids).map(([kind, id]) => ({ id: Number(id), kind: kind as FormFieldKind }))
  const catalogue = conditionFieldsWith(fields)
  const values: Record<string, unknown[]> = {
    text: ['RED', 'e'],
    number: [4.5, 0],
    date: ['2027-01-01T00:00:00Z'],
    boolean: [true, false],
    choice: ['a'],
    set: ['b'],
  }
  for (const { id } of fields) {
    const { kind } = catalogue[customField(id)] ?? { kind: 'text' }
    for (const op of operatorsOf[kind].filter((one) => !/^(in_|older|between)/.test(one))) {
      for (const value of values[kind] ?? []) {
        const plain = {
          field: customField(id),
          op,
          ...(/^(empty|present)$/.test(op) ? {} : { value: /_of$|^has_/.test(op) ? [value] : value }),
        }
        for (const where of [plain, { not: plain }]) {
          const holds = toPredicate(where as Condition, catalogue, { me: null, now: new Date() })
          const expected = held.filter((ticket) => holds(customFacts(fields, ticket.fields))).map(({ title }) => title)
          expect([where, await found(where)]).toEqual([where, expected.sort()])
        }
      }
    }
  }

  expect(await found({ field: 'processingCategory', op: 'has_any', value: [top] })).toEqual(['One'])
  expect(await found({ not: { field: 'processingCategory', op: 'has_any', value: [low] } })).toEqual(['Three', 'Two'])
  expect(await found({ field: 'processingCategory', op: 'empty' })).toEqual(['Three', 'Two'])
  expect(await found({ field: 'type', op: 'is', value: 'bug_report' })).toEqual(['One'])
  expect(await found({ field: 'inquiryType', op: 'present' })).toEqual([])

  const wrong = (test: object) => scene.ada.problem('GET', `/tickets?where=${encodeURIComponent(JSON.stringify({ all: [test] }))}`)
  expect(await wrong({ field: 'field.999999', op: 'empty' })).toMatchObject({ errors: [{ path: 'where.all.0.field' }] })
  expect(await wrong({ field: `field.${ids.number}`, op: 'contains', value: 'x' })).toMatchObject({ errors: [{ path: 'where.all.0.op' }] })
  expect(await wrong({ field: `field.${ids.text}'--`, op: 'empty' })).toMatchObject({ errors: [{ path: 'where.all.0.field' }] })
  const view = await scene.mina.post<{ where: unknown }>('/views', {
    name: 'Blue',
    where: { field: `field.${ids.text}`, op: 'is', value: 'blue box' },
  })
  expect(await found(view.where)).toEqual(['One'])
})

it('what somebody wrote into fields goes when a ticket is purged', async () => {
  const ticket = await scene.create(desk, { fields: { [field.mail ?? '']: 'gone@customer.example' } })
  await scene.act(scene.ada, ticket, 'delete')
  await scene.ada.post(`/tickets/${ticket.reference}/purge`)
  expect(await scene.rows('SELECT fields FROM tickets WHERE id = $1', [ticket.id])).toEqual([{ fields: {} }])
  expect(await scene.rows("SELECT 1 FROM event_details WHERE data::text LIKE '%gone@customer%'")).toEqual([])
})
