import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs, type Problem } from '../testing/api.ts'
import { idsInAddresses, smallestBodies } from '../testing/api-addresses.ts'
import { type ApiDocument, type Operation, operationsOf } from '../testing/api-operations.ts'
import { castPassword } from '../testing/cast.ts'
import { scopeOf } from '../testing/route-policy.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { builtInRoles } from '../platform/permissions.ts'
import { createKey, createUser, startSession } from './index.ts'

interface Caller {
  readonly name: string
  readonly api: Api
  /** Null: this is nobody (any more). */
  readonly rights: readonly string[] | null
  /** Sees the ticket, its desk and what belongs to them. */
  readonly seesTicket: boolean
  readonly foreign?: true
}

let scene: Scene
let operations: Operation[]
let ticket: SeenTicket
let desk: string
const there: Record<string, string> = {}
const callers: Caller[] = []

beforeAll(async () => {
  scene = await openScene({ STATEDESK_TRUST_PROXY: '127.0.0.1' })
  scene = await openScene({ STATEDESK_TRUST_PROXY: '127.0.0.1,::1' })
  const { ada } = scene
  operations = operationsOf(await ada.get<ApiDocument>('/openapi.json'))
  // Its members are Ada, Mina and Vera; the others work on the first desk only.
  const made = await ada.post<{ id: string; addresses: { id: string }[] }>('/desks', {
    name: 'Own',
    lifecycle: 'support',
    address: 'own@desk.example',
  })
  desk = made.id
  await ada.patch(`/agents/${scene.ids.mina}`, { desks: [scene.deskId, desk] })
  await ada.patch(`/agents/${scene.ids.vera}`, { role: 'viewer', desks: [desk] })
  await ada.patch(`/agents/${scene.ids.joon}`, { desks: [scene.deskId] })
  ticket = await newTicket()
  const { message } = await ada.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, { text: 'Hello' })
  const lifecycles = (await ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')).items
  Object.assign(there, {
    ticket: ticket.id,
    reference: ticket.reference,
    message: message.id,
    desk,
    address: made.addresses[0]?.id,
    agent: scene.ids.joon,
    team: (await ada.post<{ id: string }>('/teams', { name: 'Team' })).id,
    text: (await ada.post<{ id: string }>('/texts', { kind: 'canned', title: 'Text', html: 'Text', scope: 'all' })).id,
    label: (await ada.post<{ id: string }>('/labels', { name: 'Label' })).id,
    contact: (await ada.get<{ contact: { id: string } }>(`/tickets/${ticket.id}`)).contact.id,
    lifecycle: lifecycles[0]?.id,
    outbox: (await ada.get<{ items: { id: string }[] }>('/outbox')).items[0]?.id,
    key: (await ada.post<{ id: string }>('/keys', { name: 'Key', role: 'viewer' })).id,
    announcement: (await ada.post<{ id: string }>('/announcements', { title: 'Announcement' })).id,
    infoSource: (await ada.post<{ id: string }>('/customer-info-sources', infoSource())).id,
    upload: '1',
    ...(await form()),
    attachment: await attachedFile(),
    link: await linkOf(ticket),
  })
  await gather()
})
afterAll(() => scene.end())

const infoSource = () => ({
  name: `New ${next++}`,
  url: 'https://crm.example/{{contact.email}}',
  fields: [{ label: 'Plan', path: 'plan', kind: 'text' }],
})

const newTicket = () => scene.create(desk, { title: 'Hidden words' })

async function form(): Promise<Record<string, string>> {
  type Form = Record<'inquiryTypes' | 'fields' | 'categories', { id: string }[]>
  const add = (part: string, more = {}) => scene.ada.post<Form>(`/desks/${desk}/${part}`, { name: 'Own', ...more })
  await add('types', { key: 'own' })
  const [inquiryType] = (await add('inquiry-types')).inquiryTypes
  const [field] = (await add('fields', { kind: 'text' })).fields
  const [category] = (await add('categories')).categories
  return { type: 'own', inquiryType: inquiryType?.id ?? '', field: field?.id ?? '', category: category?.id ?? '' }
}

/** Links a ticket to a new one. */
async function linkOf({ id }: { id: string }): Promise<string> {
  const other = await newTicket()
  const { links } = await scene.ada.post<{ links: { id: string }[] }>(`/tickets/${id}/links`, { kind: 'related', to: other.id })
  return links[0]?.id ?? ''
}

async function attachedFile(): Promise<string> {
  const key = await scene.withKey('admin')
  const id = await uploadFile(scene.url, key.key, 'a.txt', 'bytes')
  await key.post(`/tickets/${ticket.id}/messages`, { text: 'See attached', attachments: [id] })
  return id
}

let addresses = 0
/** Strangers are counted by their address: all of them at one would be told to wait before every route was asked. */
const fromElsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++addresses}` })

async function gather(): Promise<void> {
  const { app, workspaceId } = scene
  const rightsOf = (key: string): readonly string[] => builtInRoles.find((role) => role.key === key)?.permissions ?? []
  const rows = (text: string, params: unknown[]) => scene.rows(text, params)
  const key = async (workspace: number, role: string) => {
    const made = await app.db.transaction(workspace, (tx) => createKey(tx, { name: role, role }, null))
    return { id: made.id, userId: made.userId, api: apiAs(scene.url, { authorization: `Bearer ${made.key}`, ...fromElsewhere() }) }
  }
  const person = async (email: string, role = 'agent') => {
    const made = await app.db.transaction(workspaceId, async (tx) => {
      const { id } = await createUser(tx, { name: 'Somebody', email, password: castPassword, role })
      return { id, ...(await startSession(tx, id, 'test')) }
    })
    return { ...made, api: apiAs(scene.url, { cookie: `__Host-statedesk=${made.token}`, ...fromElsewhere() }) }
  }
  const [removed, disabled, expired, revoked] = [
    await person('removed@desk.example'),
    await person('disabled@desk.example'),
    await person('expired@desk.example'),
    await key(workspaceId, 'admin'),
  ]
  await rows('UPDATE sessions SET expires_at = clock_timestamp() WHERE workspace_id = $1 AND user_id = $2', [workspaceId, expired.id])
  await scene.ada.patch(`/agents/${disabled.id}`, { disabled: true })
  // A session that outlived its person's standing, as after a restore.
  for (const { id } of [removed, disabled])
    await rows("UPDATE sessions SET expires_at = clock_timestamp() + interval '1 hour' WHERE workspace_id = $1 AND user_id = $2", [
      workspaceId,
      id,
    ])
  await rows('UPDATE memberships SET disabled_at = business_now() WHERE workspace_id = $1 AND user_id = $2', [workspaceId, removed.id])
  await scene.ada.delete(`/keys/${revoked.id}`)

  await rows(
    `INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES ($1, 'narrow', 'Narrow', 'agent', '{tickets.view_all,tickets.note}')`,
    [workspaceId],
  )
  const other = await createWorkspace(app, {
    name: 'Other',
    admin: { name: 'Eve', email: 'eve@other.example', password: castPassword },
    desk: { name: 'Support', lifecycle: 'support', address: 'support@other.example' },
  })
  const eve = await app.db.transaction(other.workspaceId, (tx) => startSession(tx, other.userId ?? 0, 'test'))
  callers.push(
    { name: 'nobody', api: await scene.api(null), rights: null, seesTicket: false },
    { name: 'a removed agent', api: removed.api, rights: null, seesTicket: false },
    { name: 'a disabled agent', api: disabled.api, rights: null, seesTicket: false },
    { name: 'an expired session', api: expired.api, rights: null, seesTicket: false },
    { name: 'a revoked key', api: revoked.api, rights: null, seesTicket: false },
    {
      name: 'a made-up key',
      api: apiAs(scene.url, { authorization: `Bearer sd_${'A'.repeat(43)}`, ...fromElsewhere() }),
      rights: null,
      seesTicket: false,
    },
    {
      name: 'an admin of another workspace',
      api: apiAs(scene.url, { cookie: `__Host-statedesk=${eve.token}` }),
      rights: rightsOf('admin'),
      seesTicket: false,
      foreign: true,
    },
    {
      name: 'an agent’s key of another workspace',
      api: (await key(other.workspaceId, 'agent')).api,
      rights: rightsOf('agent'),
      seesTicket: false,
      foreign: true,
    },
    { name: 'an agent of another desk', api: scene.joon, rights: rightsOf('agent'), seesTicket: false },
    { name: 'an agent of the desk', api: scene.mina, rights: rightsOf('agent'), seesTicket: true },
    { name: 'a read-only agent', api: await scene.api('vera'), rights: rightsOf('viewer'), seesTicket: true },
    {
      name: 'a key with few rights',
      api: (await key(workspaceId, 'narrow')).api,
      rights: ['tickets.view_all', 'tickets.note'],
      seesTicket: true,
    },
    { name: 'an admin', api: scene.ada, rights: rightsOf('admin'), seesTicket: true },
    { name: 'an admin’s key', api: scene.robot, rights: rightsOf('admin'), seesTicket: true },
  )
  fromOwnAddresses()
}

/** So many routes are asked that one stranger would be told to wait: each comes from an address of its own. */
function fromOwnAddresses(): void {
  callers.forEach((caller, n) => {
    const { api } = caller
    const call: Api['call'] = (method, path, body, headers) =>
      api.call(method, path, body, { ...headers, 'x-forwarded-for': `203.0.113.${n}` })
    if (caller.rights === null) callers[n] = { ...caller, api: { ...api, call } }
  })
}

/** What the written policy says: a status, or `allowed` where it is no longer a question of who asks. */
function policy(operation: Operation, caller: Caller, exists: boolean): 401 | 403 | 404 | 'allowed' {
  const scope = scopeOf(operation)
  if (caller.rights === null) return 401
  if (operation.permission && !caller.rights.includes(operation.permission)) return 403
  const named = operation.path.includes('{')
  if (named && (!exists || caller.foreign)) return 404
  if (named && scope === 'ticket' && !caller.seesTicket) return 404
  if (named && scope === 'desk' && !caller.seesTicket && !caller.rights.includes('settings.manage')) return 404
  if (named && scope === 'first_message' && !caller.seesTicket) return 404
  if (operation.verbPermission && !caller.rights.includes(operation.verbPermission)) return 403
  if (scope === 'first_message' && !caller.rights.includes('tickets.reply')) return 403
  return 'allowed'
}

/** Whether this test made what the address names. Sessions are one's own; moves, broken mails and other things are not there. */
function hasObject({ path }: Operation): boolean {
  const found = idsInAddresses.find(([pattern]) => pattern.test(path))?.[1]
  return (
    !path.includes('{') || (found !== undefined && Object.values(found).every(([kind]) => kind !== undefined && there[kind] !== undefined))
  )
}

function addressOf({ path }: Operation, ids: (kind: string) => string): string {
  const found = idsInAddresses.find(([pattern]) => pattern.test(path))?.[1] ?? {}
  return Object.entries(found).reduce(
    (address, [name, kinds]) => address.replace(`{${name}}`, ids(kinds[0] ?? '')),
    path.replace('{version}', '1'),
  )
}

const nothingThere = (kind: string) => (kind === 'reference' ? 'TKT-9999' : '999999999')

async function bodyOf(operation: Operation): Promise<unknown> {
  if (/^POST \/lifecycles(\/check|\/\{id\}\/versions)?$/.test(operation.name)) {
    const { definition } = await scene.ada.get<{ definition: unknown }>(`/lifecycles/${there.lifecycle}/versions/1`)
    return operation.path === '/lifecycles' ? { key: `own-${next++}`, name: 'Own', definition } : { definition }
  }
  return more[operation.name]?.() ?? smallestBodies[operation.name] ?? (['GET', 'DELETE'].includes(operation.method) ? undefined : {})
}

let next = 0
const more: Record<string, () => unknown> = {
  'POST /keys': () => ({ name: 'New', role: 'viewer' }),
  'POST /agents': () => ({ name: 'New', email: `new${next++}@desk.example`, password: castPassword, role: 'viewer' }),
  'POST /teams': () => ({ name: `New ${next++}` }),
  'POST /views': () => ({ name: 'New', where: { all: [] } }),
  'POST /announcements': () => ({ title: 'New' }),
  'POST /customer-info-sources': infoSource,
  'POST /customer-info/try': () => ({ source: there.infoSource }),
  'POST /customer-info/search': () => ({ text: 'New' }),
  'POST /bulk': () => ({ act: { action: 'star' }, on: { ids: [there.ticket] } }),
  'POST /previews/bulk': () => ({ act: { action: 'star' }, on: { ids: [there.ticket] } }),
  'POST /tickets/{ref}/split': () => ({ messages: [there.message], title: 'New' }),
  'POST /texts': () => ({ kind: 'canned', title: 'New', html: 'New', scope: 'own' }),
  'POST /text-preview': () => ({ html: 'New' }),
  'POST /labels': () => ({ name: `New ${next++}` }),
  'POST /desks': () => ({ name: `New ${next++}`, lifecycle: 'inbox' }),
  'POST /tickets': () => ({ title: 'New' }),
  'PATCH /me': () => ({ signature: '' }),
  'PUT /me/presence': () => ({ presence: 'online' }),
  'POST /me/password': () => ({ current: 'not the present one', next: castPassword }),
}

const bare = (answer: { body: unknown }) => ({ ...(answer.body as Problem), requestId: '' })

/** Every route times every stranger is more than strangers may ask in a minute: then the next minute is waited for. */
async function ask(operation: Operation, api: Api, exists: boolean): Promise<Answer> {
  const answer = await askOnce(operation, api, exists)
  const { code, retryAfter } = (answer.body ?? {}) as { code?: string; retryAfter?: number }
  if (code !== 'rate_limited' || retryAfter === undefined) return answer
  await pause((retryAfter + 1) * 1_000)
  return ask(operation, api, exists)
}

type Answer = Awaited<ReturnType<typeof askOnce>>

async function askOnce(operation: Operation, api: Api, exists: boolean) {
  const path = addressOf(operation, exists ? (kind) => there[kind] ?? '' : nothingThere)
  if (!operation.upload) return api.call<Problem>(operation.method, path, await bodyOf(operation))
  const boundary = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n'
  return api.call<Problem>('POST', path, boundary, { 'content-type': 'multipart/form-data; boundary=x' })
}

test('E1 staff: every route answers each kind of caller as the policy says, and refusals of what is there and what is not read the same', async () => {
  const before = await scene.everything(ticket)
  const wrong: unknown[] = []
  for (const operation of operations.filter(({ open }) => !open)) {
    await Promise.all(
      callers.map(async (caller) => {
        const expected = policy(operation, caller, true)
        if (expected === 'allowed') return
        const given = await ask(operation, caller.api, hasObject(operation))
        if (given.status !== expected) wrong.push([caller.name, operation.name, expected, given.status, given.body])
        if (expected === 401 || !operation.path.includes('{') || policy(operation, caller, false) !== expected) return
        const absent = await ask(operation, caller.api, false)
        if (JSON.stringify(bare(absent)) !== JSON.stringify(bare(given)))
          wrong.push([caller.name, operation.name, bare(given), bare(absent)])
      }),
    )
  }
  expect(wrong).toEqual([])
  expect(await scene.everything(ticket)).toEqual(before)
}, 300_000)

test('E1 staff: no list, count or feed of somebody who does not see a ticket holds a word of it', async () => {
  const lists = operations.filter(({ method, path, open }) => method === 'GET' && !open && !path.includes('{'))
  for (const { name, path } of lists) {
    for (const { api } of callers.filter(({ rights, seesTicket }) => rights !== null && !seesTicket)) {
      for (const query of path === '/tickets' || path === '/search' ? ['', '?q=Hidden'] : ['']) {
        const seen = JSON.stringify((await api.call('GET', path + query)).body)
        expect([name, seen.includes('Hidden words'), seen.includes(`"${ticket.reference}"`)]).toEqual([name, false, false])
      }
    }
  }
})

test('E1 staff: who may, may: with the right and the sight of it nothing says 401, 403 or 404', async () => {
  const wrong: unknown[] = []
  const allowed = callers.filter(({ name }) => ['an agent of the desk', 'a key with few rights', 'an admin’s key'].includes(name))
  for (const operation of operations.filter(({ open, name }) => !open && name !== 'DELETE /session')) {
    for (const caller of allowed) {
      if (policy(operation, caller, true) !== 'allowed') continue
      if (operation.name === 'POST /me/password' && caller.api !== scene.mina) continue
      if (operation.method !== 'GET' && scopeOf(operation) === 'ticket') Object.assign(there, await freshTicket())
      // Changing what the other callers need would end the comparison: the right was asked before 404 is said.
      const exists = operation.method === 'GET' || scopeOf(operation) === 'ticket' || !operation.path.includes('{')
      const given = await ask(operation, caller.api, exists && hasObject(operation))
      const expected404 = operation.path.includes('{') && (!exists || !hasObject(operation))
      const fine = expected404 ? given.status === 404 : ![401, 403, 404].includes(given.status) || needsMore.has(operation.name)
      if (!fine || given.status >= 500) wrong.push([caller.name, operation.name, given.status, given.body])
    }
  }
  expect(wrong).toEqual([])
}, 300_000)

/** Well-formed bodies that name a second thing which is not there. */
const needsMore = new Set(['POST /tickets/{ref}/unmerge', 'POST /tickets/{ref}/merge', 'POST /tickets/{ref}/unsplit'])

async function freshTicket(): Promise<Record<string, string>> {
  const made = await newTicket()
  const { message } = await scene.ada.post<{ message: { id: string } }>(`/tickets/${made.id}/messages`, { kind: 'note', text: 'Note' })
  return { ticket: made.id, reference: made.reference, message: message.id, link: await linkOf(made) }
}

test('E1 staff: an address answers the methods it is documented with and no other', async () => {
  const known = new Map<string, Set<string>>()
  for (const { method, path } of operations) known.set(path, (known.get(path) ?? new Set()).add(method))
  const wrong: unknown[] = []
  for (const [path, methods] of known) {
    const [one] = operations.filter((operation) => operation.path === path)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((name) => !methods.has(name))) {
      const answer = await scene.ada.call(method, addressOf(one as Operation, nothingThere), method === 'GET' ? undefined : {})
      if (answer.status !== 405) wrong.push([method, path, answer.status])
    }
  }
  expect(wrong).toEqual([])
})
