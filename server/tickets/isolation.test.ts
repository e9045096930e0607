import { afterAll, beforeAll, expect, it } from 'vitest'
import { createKey, createUser, startSession } from '../access/index.ts'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs, type Problem } from '../testing/api.ts'
import { idsInAddresses, smallestBodies } from '../testing/api-addresses.ts'
import { atRest } from '../testing/at-rest.ts'
import { castPassword } from '../testing/cast.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

/** Stands in everything of the first workspace that has words; nobody of the second may ever see it. */
const canary = 'Canary4711'

let scene: Scene
let ticket: SeenTicket
/** An admin of the other workspace, in a browser and by a key. */
let strangers: Record<'session' | 'key', Api>
let otherWorkspace: number
let ownTicket: SeenTicket
/** What belongs to the first workspace, by what it is. */
const theirs: Record<string, string> = {}

beforeAll(async () => {
  scene = await openScene()
  const { ada } = scene
  const desk = await ada.post<{ id: string; addresses: { id: string }[] }>('/desks', {
    name: `${canary} desk`,
    lifecycle: 'support',
    address: 'canary4711@desk.example',
  })
  // Some more, so that its reference is none of the other workspace's.
  for (let n = 0; n < 4; n++)
    ticket = await scene.create(desk.id, {
      title: `${canary} ${n}`,
      description: `${canary} text`,
      contact: { email: 'canary4711@customer.example', name: canary },
    })
  await scene.reply(ada, ticket, `${canary} reply`)
  await scene.act(ada, ticket, 'assign', { agent: scene.ids.mina })
  const [message] = (await ada.get<{ items: { id: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  const lifecycles = (await ada.get<{ items: { id: string; key: string; versions: { id: string }[] }[] }>('/lifecycles')).items
  const support = lifecycles.find((one) => one.key === 'support')
  const { definition } = await ada.get<{ definition: unknown }>(`/lifecycles/${support?.id}/versions/1`)
  const own = await ada.post<{ id: string }>('/lifecycles', { key: 'canary4711', name: canary, definition })
  await ada.post(`/lifecycles/${own.id}/versions/1/publish`)
  const draft = await ada.post<{ version: number }>(`/lifecycles/${own.id}/versions`, { definition })
  const { migration } = await ada.post<{ migration: { id: string } }>(`/lifecycles/${own.id}/versions/${draft.version}/publish`)
  const address = desk.addresses[0]?.id ?? ''
  const [mail] = await scene.rows<{ id: number }>('SELECT id FROM outbox WHERE workspace_id = $1', [scene.workspaceId])
  const [raw] = await scene.rows<{ id: number }>(
    `INSERT INTO raw_mails (workspace_id, address_id, source, content_hash, received_at, size, envelope, key_id, sealed, state, error)
     VALUES ($1, $2, 'smtp', '\\x00', business_now(), 1, '{}', 'k', '\\x00', 'quarantined', $3) RETURNING id`,
    [scene.workspaceId, address, canary],
  )
  const key = await ada.post<{ id: string }>('/keys', { name: canary, role: 'agent' })
  const webhook = await ada.post<{ id: string }>('/webhooks', { name: canary, url: 'https://canary4711.example/hook' })
  await ada.post(`/webhooks/${webhook.id}/disable`)
  const delivery = await ada.post<{ id: string }>(`/webhooks/${webhook.id}/test`)
  const sessions = (await scene.mina.get<{ items: { id: string }[] }>('/me/sessions')).items
  Object.assign(theirs, {
    ticket: ticket.id,
    reference: ticket.reference,
    message: message?.id,
    desk: desk.id,
    address,
    agent: scene.ids.mina,
    team: (await ada.post<{ id: string }>('/teams', { name: canary, members: [scene.ids.mina] })).id,
    label: (await ada.post<{ id: string }>('/labels', { name: canary })).id,
    contact: (await ada.get<{ contact: { id: string } }>(`/tickets/${ticket.reference}`)).contact.id,
    lifecycle: own.id,
    builtIn: support?.id,
    migration: migration.id,
    outbox: String(mail?.id),
    raw: String(raw?.id),
    key: key.id,
    session: sessions[0]?.id,
    webhook: webhook.id,
    ...(await formOf(desk.id)),
    view: (await ada.post<{ id: string }>('/views', { name: canary, where: { all: [] }, shared: true })).id,
    announcement: (await ada.post<{ id: string }>('/announcements', { title: canary, body: canary })).id,
    infoSource: await infoSource(),
    delivery: delivery.id,
    calendar: (await ada.post<{ id: string }>('/calendars', { name: canary, hours: { zone: 'UTC', week: someWeek } })).id,
    policy: (await ada.post<{ id: string }>('/sla/policies', { name: canary, terms: somePromise })).id,
    bulk: (await ada.post<{ id: string }>('/bulk', { act: { action: 'star' }, on: { ids: [ticket.id] } })).id,
    link: await linked(),
    split: await splitOff(),
    text: (await ada.post<{ id: string }>('/texts', { kind: 'canned', title: canary, html: `<p>${canary}</p>`, scope: 'all' })).id,
    upload: await uploadFile(scene.url, (await scene.withKey('admin')).key, `${canary}.txt`, canary),
    attachment: await attached(),
  })

  const other = await createWorkspace(scene.app, {
    name: 'Other',
    admin: { name: 'Eve', email: 'eve@other.example', password: castPassword },
    desk: { name: 'Support', lifecycle: 'support', address: 'support@other.example' },
  })
  otherWorkspace = other.workspaceId
  strangers = await scene.app.db.transaction(otherWorkspace, async (tx) => {
    const session = await startSession(tx, other.userId ?? 0, 'test')
    const { key: token } = await createKey(tx, { name: 'robot', role: 'admin' }, null)
    await createUser(tx, { name: 'Own', email: 'own@other.example', password: castPassword, role: 'agent' })
    return {
      session: apiAs(scene.url, { cookie: `__Host-statedesk=${session.token}` }),
      key: apiAs(scene.url, { authorization: `Bearer ${token}` }),
    }
  })
  ownTicket = await strangers.session.post<SeenTicket>('/tickets', {
    title: 'Ours',
    description: 'Hello',
    contact: { email: 'kim@other.example' },
  })
})
afterAll(() => scene.end())

/** Something in every part of what the desk asks. */
async function formOf(desk: string): Promise<Record<string, string>> {
  type Form = Record<'inquiryTypes' | 'fields' | 'categories', { id: string }[]>
  const add = (part: string, more = {}) => scene.ada.post<Form>(`/desks/${desk}/${part}`, { name: canary, ...more })
  await add('types', { key: 'canary4711' })
  const [inquiryType] = (await add('inquiry-types')).inquiryTypes
  const [field] = (await add('fields', { kind: 'text' })).fields
  const [category] = (await add('categories')).categories
  return { type: 'canary4711', inquiryType: inquiryType?.id ?? '', field: field?.id ?? '', category: category?.id ?? '' }
}

/** Another system that is asked about customers. */
async function infoSource(): Promise<string> {
  const fields = [{ label: canary, path: 'plan', kind: 'text' }]
  const source = { name: canary, url: 'https://crm.example/{{contact.email}}', fields }
  return (await scene.ada.post<{ id: string }>('/customer-info-sources', source)).id
}

/** Links the ticket to an earlier one. */
async function linked(): Promise<string | undefined> {
  const to = (await scene.ada.get<{ items: SeenTicket[] }>('/tickets?view=all')).items.find(({ id }) => id !== ticket.id)
  const { links } = await scene.ada.post<{ links: { id: string }[] }>(`/tickets/${ticket.reference}/links`, { kind: 'related', to: to?.id })
  return links[0]?.id
}

/** Makes a ticket out of a message of another one. */
async function splitOff(): Promise<string | undefined> {
  const from = (await scene.ada.get<{ items: SeenTicket[] }>('/tickets?view=all')).items.find(({ id }) => id !== ticket.id)
  await scene.ada.post(`/tickets/${from?.id}/messages`, { text: canary })
  const { items } = await scene.ada.get<{ items: { id: string }[] }>(`/tickets/${from?.id}/messages`)
  await scene.ada.post(`/tickets/${from?.id}/split`, { title: canary, messages: [items[0]?.id] })
  const { splits } = await scene.ada.get<{ splits: { id: string }[] }>(`/tickets/${from?.id}/links`)
  return splits[0]?.id
}
const nine = [{ from: '09:00', to: '17:00' }]
const someWeek = { monday: nine, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const somePromise = { targets: { urgent: { resolution: { amount: 1, unit: 'hours' } }, high: null, normal: null, low: null } }

async function attached(): Promise<string> {
  const robot = await scene.withKey('admin')
  const id = await uploadFile(scene.url, robot.key, `${canary}.txt`, canary)
  await robot.post(`/tickets/${ticket.reference}/messages`, { text: 'See attached', attachments: [id] })
  return id
}

interface Operation {
  readonly method: string
  readonly path: string
}

async function operations(): Promise<Operation[]> {
  const document = await strangers.session.get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json')
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: path.replace('/api/v1', '') })),
  )
}

function addresses(path: string): string[] {
  const found = idsInAddresses.find(([pattern]) => pattern.test(path))
  if (!found) throw new Error(`${path} is new: say in server/testing/api-addresses.ts whose ids stand in it`)
  const filled = path.replace('{version}', '1')
  return Object.entries(found[1]).reduce<string[]>(
    (paths, [name, kinds]) => paths.flatMap((one) => kinds.map((kind) => one.replace(`{${name}}`, theirs[kind] ?? ''))),
    [filled],
  )
}

const bodyOf = async ({ method, path }: Operation) => {
  if (method === 'POST' && /^\/lifecycles\/\{id\}\/versions$/.test(path)) {
    const [own] = (await strangers.session.get<{ items: { id: string }[] }>('/lifecycles')).items
    return { definition: (await strangers.session.get<{ definition: unknown }>(`/lifecycles/${own?.id}/versions/1`)).definition }
  }
  return smallestBodies[`${method} ${path}`] ?? (method === 'GET' || method === 'DELETE' ? undefined : {})
}

const withoutId = (body: unknown) => ({ ...(body as Problem), requestId: '' })

/** All rows of a workspace, in one number per table. What the server does by itself (sessions, feed, counters) is left out. */
async function fingerprint(): Promise<unknown> {
  await atRest(scene.app)
  const moving = [
    'sessions',
    'memberships',
    'events',
    'count_totals',
    'count_deltas',
    'jobs',
    'feed_heads',
    'search_queue',
    'api_keys',
    'idempotency_keys',
  ]
  const tables = (await tablesOfWorkspaces()).filter((table) => !moving.includes(table) && !table.includes('search'))
  return scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const found: Record<string, unknown> = {}
    for (const table of tables) {
      found[table] = (
        await tx.one<{ hash: string }>({
          text: `SELECT md5(COALESCE(string_agg(x::text, '|' ORDER BY x::text), '')) AS hash FROM ${table} x`,
        })
      ).hash
    }
    return found
  })
}

async function tablesOfWorkspaces(): Promise<string[]> {
  const rows = await scene.app.db.outside<{ name: string }>({
    text: `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  })
  return rows.map(({ name }) => name)
}

it('E1 API: every address that names something of another workspace is not found, with one and the same answer (M4)', async () => {
  const before = await fingerprint()
  const nowhere = withoutId(await strangers.session.problem('GET', '/tickets/TKT-9999'))
  expect(nowhere).toMatchObject({ status: 404, code: 'not_found' })
  const named = (await operations()).filter(({ path }) => path.includes('{'))
  expect(named.length).toBeGreaterThan(60)
  const unlike: unknown[] = []
  for (const operation of named) {
    const body = await bodyOf(operation)
    for (const address of addresses(operation.path)) {
      for (const [who, api] of Object.entries(strangers)) {
        const answer = await api.call(operation.method, address, body)
        const expected = nowhere
        const same = Object.entries(expected).every(([name, value]) => withoutId(answer.body)[name as 'requestId'] === value)
        if (answer.status !== expected.status || !same) unlike.push([who, operation.method, address, answer.status, answer.body])
      }
    }
  }
  expect(unlike).toEqual([])
  expect(await fingerprint()).toEqual(before)
}, 180_000)

it('a message of theirs is not found on a ticket of one’s own either, whatever is asked of it (M4)', async () => {
  for (const [action, body] of [
    ['withdraw', {}],
    ['accept', {}],
    ['move', { to: 'new' }],
  ] as const) {
    const theirsHere = await strangers.session.call('POST', `/tickets/${ownTicket.reference}/messages/${theirs.message}/${action}`, body)
    const noneHere = await strangers.session.call('POST', `/tickets/${ownTicket.reference}/messages/999999999/${action}`, body)
    expect([theirsHere.status, withoutId(theirsHere.body)]).toEqual([noneHere.status, withoutId(noneHere.body)])
    expect(theirsHere.status).toBeGreaterThanOrEqual(404)
  }
})

it('E4 API: an id of theirs inside a body or a query says as little as one that does not exist (M4)', async () => {
  const before = await fingerprint()
  const own = `/tickets/${ownTicket.reference}`
  const calls: [string, string, (id: string) => unknown, string][] = [
    ['POST', '/tickets', (id) => ({ title: 'x', desk: id }), 'desk'],
    ['POST', '/tickets', (id) => ({ title: 'x', assignee: id }), 'agent'],
    ['POST', '/tickets', (id) => ({ title: 'x', team: id }), 'team'],
    ['POST', '/tickets', (id) => ({ title: 'x', labels: [id] }), 'label'],
    ['POST', `${own}/assign`, (id) => ({ agent: id }), 'agent'],
    ['POST', `${own}/assign`, (id) => ({ team: id }), 'team'],
    ['POST', `${own}/forward`, (id) => ({ agent: id }), 'agent'],
    ['POST', `${own}/take`, (id) => ({ team: id }), 'team'],
    ['POST', `${own}/merge`, (id) => ({ duplicate: id }), 'ticket'],
    ['POST', `${own}/merge`, (id) => ({ duplicate: id }), 'reference'],
    ['PATCH', own, (id) => ({ labels: [id] }), 'label'],
    ['POST', `${own}/links`, (id) => ({ kind: 'related', to: id }), 'ticket'],
    ['POST', `${own}/links`, (id) => ({ kind: 'parent', to: id }), 'reference'],
    ['POST', `${own}/split`, (id) => ({ title: 'x', messages: [id] }), 'message'],
    ['POST', `${own}/unsplit`, (id) => ({ split: id }), 'split'],
    ['POST', '/bulk', (id) => ({ act: { action: 'labels', add: [id] }, on: { ids: [ownTicket.id] } }), 'label'],
    ['POST', '/bulk', (id) => ({ act: { action: 'assign', agent: id }, on: { ids: [ownTicket.id] } }), 'agent'],
    ['POST', '/bulk', (id) => ({ act: { action: 'star' }, on: { query: { view: 'all', desk: id } } }), 'desk'],
    ['POST', `${own}/messages`, (id) => ({ text: 'x', attachments: [id] }), 'upload'],
    ['POST', '/tickets', (id) => ({ title: 'x', attachments: [id] }), 'upload'],
    ['POST', `${own}/messages`, (id) => ({ text: 'x', attachments: [id] }), 'attachment'],
    ['POST', '/agents', (id) => ({ name: 'New', email: 'new@other.example', password: castPassword, role: 'agent', desks: [id] }), 'desk'],
    ['POST', '/teams', (id) => ({ name: 'New', members: [id] }), 'agent'],
    ['POST', '/webhooks', (id) => ({ name: 'New', url: 'https://other.example/hook', desks: [id] }), 'desk'],
  ]
  for (const [method, path, body, kind] of calls) {
    const id = theirs[kind] ?? ''
    const none = kind === 'reference' ? 'TKT-9999' : '999999999'
    const [theirAnswer, noAnswer] = [
      await strangers.session.call(method, path, body(id)),
      await strangers.session.call(method, path, body(none)),
    ]
    expect([path, kind, theirAnswer.status]).toEqual([path, kind, noAnswer.status])
    expect([path, kind, [404, 422].includes(theirAnswer.status)]).toEqual([path, kind, true])
    expect([path, kind, withoutId(theirAnswer.body)]).toEqual([path, kind, withoutId(noAnswer.body)])
  }
  const named = await strangers.session.post<{ id: string }>('/bulk', {
    act: { action: 'priority', priority: 'low' },
    on: { ids: [theirs.ticket] },
  })
  expect(await strangers.session.get(`/bulk/${named.id}/failures`)).toMatchObject({ items: [{ reference: null, code: 'not_found' }] })
  for (const [filter, kind] of [
    ['desk', 'desk'],
    ['assignee', 'agent'],
    ['team', 'team'],
    ['label', 'label'],
    ['contact', 'contact'],
  ] as const) {
    expect(await strangers.session.get(`/tickets?${filter}=${theirs[kind]}`)).toEqual({ items: [], nextCursor: null })
  }
  expect((await strangers.session.get<{ items: unknown[] }>(`/agents?desk=${theirs.desk}`)).items).toEqual([])
  expect(await fingerprint()).toEqual(before)
})

it('E5 API: no list, count, search or feed of the other workspace holds a word of theirs (M4)', async () => {
  const lists = (await operations()).filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  expect(lists.length).toBeGreaterThan(12)
  for (const { path } of lists) {
    for (const query of ['', ...(path === '/tickets' || path === '/search' || path === '/contacts' ? [`?q=${canary}`] : [])]) {
      for (const api of Object.values(strangers)) {
        const answer = await api.call('GET', path + query)
        expect([path, answer.status < 500]).toEqual([path, true])
        expect([path + query, JSON.stringify(answer.body).includes(canary)]).toEqual([path + query, false])
      }
    }
  }
  const { views } = await strangers.session.get<{ views: Record<string, number> }>('/counts')
  expect(views.all).toBe(1)
})

it('E1 anonymous: without a credential every address asks to sign in, and says nothing of what is there (M4)', async () => {
  const nobody = await scene.api(null)
  const open = ['/session', '/setup', '/setup/lifecycles']
  for (const operation of await operations()) {
    if (open.includes(operation.path)) continue
    const [address = ''] = operation.path.includes('{') ? addresses(operation.path) : [operation.path]
    const answer = await nobody.call<{ code: string }>(operation.method, address, await bodyOf(operation))
    expect([operation.method, address, answer.status, answer.body.code]).toEqual([operation.method, address, 401, 'not_signed_in'])
  }
})

it('the database itself shows a workspace nothing of another one, in any table, whatever a query forgets (M4)', async () => {
  const tables = await tablesOfWorkspaces()
  expect(tables.length).toBeGreaterThan(30)
  await scene.app.db.transaction(otherWorkspace, async (tx) => {
    for (const table of tables) {
      const { n } = await tx.one<{ n: number }>({ text: `SELECT count(*)::int AS n FROM ${table} WHERE workspace_id <> $1` }, [
        otherWorkspace,
      ])
      expect([table, n]).toEqual([table, 0])
    }
  })
  const smuggle = scene.app.db.transaction(otherWorkspace, (tx) =>
    tx.run({ text: "INSERT INTO labels (workspace_id, name) VALUES ($1, 'Smuggled')" }, [scene.workspaceId]),
  )
  await expect(smuggle).rejects.toThrow(/row-level security/)
  expect(
    await scene.app.db.transaction(otherWorkspace, (tx) =>
      tx.run({ text: 'UPDATE tickets SET title = title WHERE workspace_id = $1' }, [scene.workspaceId]),
    ),
  ).toBe(0)
})
