import { request as send } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { framedUrl } from '../platform/http/index.ts'
import { hashToken } from '../platform/secrets.ts'
import { outgoingMessageId, replyAddress } from '../outbox/index.ts'
import { type Api, apiAs, type Problem } from '../testing/api.ts'
import { smallestBodies } from '../testing/api-addresses.ts'
import { type ApiDocument, type Operation, operationsOf, type Schema } from '../testing/api-operations.ts'
import { cast, castPassword } from '../testing/cast.ts'
import { testApp } from '../testing/http.ts'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { createKey, startSession } from './index.ts'

let scene: Scene
let ada: Api
let operations: Operation[]
let ticket: SeenTicket

beforeAll(async () => {
  scene = await openScene()
  ada = scene.ada
  operations = operationsOf(await ada.get<ApiDocument>('/openapi.json'))
  ticket = await scene.create(scene.deskId)
})
afterAll(() => scene.end())

/** What nobody may set by sending it: who one is, whose it is, what the product itself finds out. */
const foreignFields: Readonly<Record<string, unknown>> = {
  role: 'admin',
  roles: ['admin'],
  permissions: ['tickets.purge'],
  actsAs: 'admin',
  isAdmin: true,
  org: '1',
  tenant: '1',
  workspace: '1',
  workspaceId: 1,
  workspace_id: 1,
  requester: '1',
  userId: '1',
  createdBy: '1',
  internal: true,
  audience: 'public',
  status: 'closed',
  state: 'released',
  verdict: 'pass',
  bucket: 'trash',
  createdAt: '2000-01-01T00:00:00Z',
  updatedAt: '2000-01-01T00:00:00Z',
  score: 5,
  surveyScore: 5,
  spamScore: 0,
  id: '1',
  version: 1,
  mergedInto: '1',
  passwordHash: 'x',
  constructor: { prototype: {} },
}

const addressOf = ({ path }: Operation) =>
  path
    .replace('{ref}', ticket.reference)
    .replace('{version}', '1')
    .replace('{key}', 'support_ticket')
    .replaceAll(/\{\w+\}/g, '1')

/** Everything that a field from outside could have changed. */
async function readBack(): Promise<unknown> {
  const tables = ['memberships', 'roles', 'desks', 'desk_members', 'mail_addresses', 'teams', 'labels', 'tickets', 'messages', 'lifecycles']
  const rows = await Promise.all(
    tables.map((table) =>
      scene.rows<{ row: object }>(
        `SELECT to_jsonb(x) - '{seen_at,connection_lost_at}'::text[] AS row FROM ${table} x WHERE workspace_id = $1 ORDER BY x::text`,
        [scene.workspaceId],
      ),
    ),
  )
  return rows
}

test('E3 API: what no write knows is refused by name, at every level, and nothing has changed', async () => {
  const before = await readBack()
  const wrong: unknown[] = []
  const writes = operations.filter(({ body }) => body !== null)
  expect(writes.length).toBeGreaterThan(40)
  for (const operation of writes) {
    const known = Object.keys(operation.body?.properties ?? {})
    const extra = Object.fromEntries(Object.entries(foreignFields).filter(([name]) => !known.includes(name)))
    const whole = { ...(smallestBodies[operation.name] as object), ...extra, ...insideOf(operation.body ?? {}) }
    const answer = await (operation.open ? apiAs(scene.url, {}) : ada).call<Problem>(operation.method, addressOf(operation), whole)
    const named = (answer.body.errors ?? []).filter(({ message }) => message === 'is not known here').map(({ path }) => path)
    const missing = [...Object.keys(extra), ...Object.keys(insideOf(operation.body ?? {})).map((name) => `${name}.tenant`)].filter(
      (name) => !named.includes(name),
    )
    if (answer.status !== 422 || missing.length > 0) wrong.push([operation.name, answer.status, missing])
  }
  expect(wrong).toEqual([])
  expect(await readBack()).toEqual(before)
})

/** Objects inside of a body, each with something foreign in it. Free-form ones (a definition, a map) have words of their own. */
function insideOf({ properties = {} }: Schema): Record<string, unknown> {
  const closed = Object.entries(properties).filter(([, schema]) => schema.type === 'object' && schema.additionalProperties === false)
  return Object.fromEntries(closed.map(([name]) => [name, { tenant: '1' }]))
}

test('E3 API: where a write takes no body, one that is sent changes nothing', async () => {
  const star = async (body: unknown) => {
    await ada.call('PUT', `/tickets/${ticket.reference}/star`, body)
    return readBack()
  }
  expect(await star(foreignFields)).toEqual(await star(undefined))
})

const metacharacters = [
  "'",
  "' OR '1'='1",
  "'; SELECT pg_sleep(19); --",
  '") OR 1=1 --',
  '$1',
  '\\',
  '%',
  '_',
  '%%%%%%%%%%%%%%%%%%%%',
  '$.*?(@.x==1)',
  '{"$ne":null}',
  '(a+)+$',
  '*:*',
  '!(&|',
  'x'.repeat(299),
  '1 UNION SELECT 1',
  '1;1',
  'id DESC',
  '\u0130\u0131'.repeat(50),
  Buffer.from('["2026-01-01T00:00:00Z","1) OR (1=1"]').toString('base64url'),
]

test('E8: metacharacters in filters, searches and cursors are values or refused, widen nothing and take no time', async () => {
  const lists = operations.filter(({ method, parameters }) => method === 'GET' && parameters.some((parameter) => parameter.in === 'query'))
  const wrong: unknown[] = []
  let slowest = 0
  for (const operation of lists) {
    const address = addressOf(operation)
    if (address.includes('/attachments/') || operation.open) continue
    for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === 'query')) {
      const answers = await Promise.all(
        (schema.pattern || schema.enum || schema.type !== 'string' ? metacharacters.slice(0, 5) : metacharacters).map(async (value) => {
          const began = performance.now()
          const answer = await ada.call<{ items?: unknown[]; count?: number }>('GET', `${address}?${name}=${encodeURIComponent(value)}`)
          slowest = Math.max(slowest, performance.now() - began)
          return { value, answer }
        }),
      )
      for (const { value, answer } of answers) {
        const refused = [400, 404, 422].includes(answer.status)
        // A value that fits a filter finds what has it: of these there is nothing.
        const empty =
          answer.status === 200 && (answer.body.items?.length === 0 || answer.body.count === 0 || /^(%|_|\*:\*|\\|'|!\(&\|)+$/.test(value))
        if (!refused && !empty) wrong.push([operation.name, name, value, answer.status])
      }
    }
  }
  expect(wrong).toEqual([])
  // Twenty at once, on a machine that does other things: the sleep of nineteen seconds would stand out.
  expect(slowest).toBeLessThan(18_000)
  for (const sort of ['sort', 'order', 'orderBy', 'fields', 'include', 'expand'])
    expect([sort, (await ada.call('GET', `/tickets?${sort}=title`)).status]).toEqual([sort, 422])
}, 180_000)

test('F5: ten thousand of each kind of token differ in at least 128 bits, and a link says no more than ids', async () => {
  const { app, workspaceId } = scene
  const unlike = { address: new Set<string>(), messageId: new Set<string>(), content: new Set<string>() }
  const ids = { workspaceId, ticketId: 1 }
  const expected: RegExp[] = [
    /^support\+r[a-z2-7]{26,}@desk\.example$/,
    /^<m[a-z2-7]{26,}@desk\.example>$/,
    /^\/content\/[\w.-]+\.[\w-]{43}$/,
  ]
  for (let n = 1; n <= 10_000; n++) {
    const address = replyAddress(app.secrets, { ...ids, address: 'support@desk.example', contactId: n })
    const messageId = outgoingMessageId(app.secrets, { ...ids, messageId: n, domain: 'desk.example' })
    const content = framedUrl(app, 'message', { workspaceId, id: n, viewerId: 1 })
    if (n === 1) [address, messageId, content].forEach((one, at) => expect(one).toMatch(expected[at] as RegExp))
    // The keyed code stands at the end of each; 26 letters of base32 and 43 of base64url are 128 and 256 bits.
    unlike.address.add(address.split('@')[0]?.slice(-26) ?? '')
    unlike.messageId.add(messageId.split('@')[0]?.slice(-26) ?? '')
    unlike.content.add(content.slice(-43))
  }
  expect(Object.values(unlike).map(({ size }) => size)).toEqual([10_000, 10_000, 10_000])
  for (const set of Object.values(unlike)) expect(mostCommon([...set].map((one) => one.slice(0, 4)))).toBeLessThan(15)
})

function mostCommon(words: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Math.max(...counts.values())
}

test('F5: sessions, keys and the set-up link are kept as hashes only, and one kind is worth nothing as another', async () => {
  const { app, workspaceId } = scene
  const session = await app.db.transaction(workspaceId, (tx) => startSession(tx, Number(scene.ids.ada), 'test'))
  const { key } = await app.db.transaction(workspaceId, (tx) => createKey(tx, { name: 'k', role: 'agent' }, null))
  const dump = JSON.stringify(
    await Promise.all(
      ['sessions', 'api_keys'].map((table) => scene.rows(`SELECT x::text FROM ${table} x WHERE workspace_id = $1`, [workspaceId])),
    ),
  )
  for (const token of [session.token, key]) {
    expect(dump).not.toContain(token)
    expect(dump).toContain(hashToken(token).toString('hex'))
  }
  const mistaken: Record<string, string>[] = [
    { authorization: `Bearer ${session.token}` },
    { authorization: `Bearer sd_${session.token}` },
    { cookie: `__Host-statedesk=${key}` },
    { cookie: `__Host-statedesk=${key.slice(3)}` },
    { authorization: `Basic ${btoa(`x:${key}`)}` },
  ]
  for (const headers of mistaken) expect((await apiAs(scene.url, headers).problem('GET', '/labels')).code).toBe('not_signed_in')
})

test('F8: behind a trusted proxy the address it names counts; what the caller wrote before it does not', async () => {
  const other = await testApp({ STATEDESK_TRUST_PROXY: '127.0.0.1' })
  const guess = (email: string, forwarded: string) =>
    apiAs(other.url, {}).call<Problem>('POST', '/session', { email, password: 'guess guess guess' }, { 'x-forwarded-for': forwarded })
  // One account, from twenty addresses: the account itself is guarded.
  const rotated = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(cast.mina.email, `198.51.100.${n}`)))
  expect(rotated.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10)
  const stopped = rotated.filter(({ status }) => status === 429)
  expect(stopped.length).toBeGreaterThanOrEqual(10)
  expect(stopped.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true)
  // Sixty accounts, from one address that invents another before its own each time.
  let refused = 0
  for (let n = 0; n < 60; n += 10) {
    const round = await Promise.all(
      Array.from({ length: 10 }, (_, k) => guess(`somebody${n + k}@desk.example`, `203.0.113.${n + k}, 192.0.2.7`)),
    )
    refused += round.filter(({ status }) => status === 429).length
  }
  expect(refused).toBeGreaterThanOrEqual(10)
  expect(
    (
      await apiAs(other.url, {}).call(
        'POST',
        '/session',
        { email: cast.joon.email, password: castPassword },
        { 'x-forwarded-for': '192.0.2.8' },
      )
    ).status,
  ).toBe(200)
  await other.close()
}, 180_000)

test.each([
  'text/plain',
  'text/plain; charset=utf-8',
  'TEXT/PLAIN',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'text/json',
  'application/csp-report',
  'application/json5',
  '*/*',
  'json',
  ' ',
  'text/plain, application/json',
  'text/plain;application/json',
  'application/json\tx',
])('F9: a body as %j is not read', async (type) => {
  const before = (await ada.get<{ items: unknown[] }>('/labels')).items.length
  const answer = await ada.call<Problem>('POST', '/labels', '{"name":"By another type"}', { 'content-type': type })
  expect([415, 422]).toContain(answer.status)
  expect((await ada.get<{ items: unknown[] }>('/labels')).items.length).toBe(before)
})

test('F9: a method is what the request line says, whatever headers, query and body add; a read with a body writes nothing', async () => {
  const label = await ada.post<{ id: string }>('/labels', { name: 'stays here' })
  const before = await readBack()
  const overrides = ['x-http-method-override', 'x-method-override', 'x-http-method', 'x-original-method', '_method'].map((name) => ({
    [name]: 'DELETE',
  }))
  for (const headers of overrides) {
    expect((await ada.call('GET', '/desks?_method=DELETE', undefined, headers)).status).toBe(200)
    expect((await ada.call('POST', `/labels/${label.id}`, { _method: 'DELETE' }, headers)).status).toBe(405)
  }
  for (const method of ['GET', 'HEAD'])
    expect(
      await raw({ method, path: '/api/v1/labels', headers: { 'content-type': 'application/json' }, body: '{"name":"By reading"}' }),
    ).toMatchObject({ status: 401 })
  for (const method of ['TRACE', 'PROPFIND']) expect((await raw({ method, path: '/api/v1/labels' })).status).toBeGreaterThanOrEqual(400)
  expect(await readBack()).toEqual(before)
})

interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

interface RawAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

function raw({ method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(scene.url)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = send({ hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('F10: bodies beyond measure are refused fast: too deep, too many keys, too long, with keys twice, with numbers of no size', async () => {
  const keys = `{${Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":1`).join(',')}}`
  const bodies: [string, string][] = [
    ['payload_too_large', keys],
    ['payload_too_large', JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) })],
    ['invalid_input', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['malformed_json', '{"a":'.repeat(100_000)],
    ['invalid_input', `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ['invalid_input', '{"name":"a","name":"b"}'],
    ['invalid_input', '{"__proto__":{"name":"a"}}'],
    ['invalid_input', '{"constructor":{"prototype":{"polluted":true}},"name":"a"}'],
    ['invalid_input', `{"name":${'9'.repeat(100_000)}}`],
    ['invalid_input', '{"name":1e999}'],
    ['invalid_input', '{"name":-0.0e-9999}'],
  ]
  const { key } = await scene.withKey('admin')
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  for (const [code, body] of bodies) {
    const began = performance.now()
    const answer = await raw({ method: 'POST', path: '/api/v1/labels', headers, body })
    expect([body.slice(0, 30), (JSON.parse(answer.text) as Problem).code]).toEqual([body.slice(0, 30), code])
    // Nobody is told sixty thousand faults one by one.
    expect(answer.text.length).toBeLessThan(20_000)
    expect([body.slice(0, 30), performance.now() - began < 20_000]).toEqual([body.slice(0, 30), true])
  }
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
}, 180_000)

test('F11: every answer to a person is kept by no cache, framed by nobody and lent to no other site', async () => {
  const cookie = await scene.app.db.transaction(scene.workspaceId, (tx) => startSession(tx, Number(scene.ids.ada), 'test'))
  const mine = { cookie: `__Host-statedesk=${cookie.token}`, origin: 'https://evil.example' }
  const reads = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{')).map(({ path }) => `/api/v1${path}`)
  for (const path of [
    ...reads,
    `/api/v1/tickets/${ticket.reference}`,
    '/api/v1/openapi.json',
    '/api/reference',
    '/metrics',
    '/api/v1/nothing',
    '/',
    '/sign-in?next=//evil.example',
    '/tickets',
  ]) {
    const { headers } = await raw({ method: 'GET', path, headers: { ...mine, accept: 'text/html, */*' } })
    expect([path, headers['cache-control']]).toEqual([path, expect.stringContaining('no-store')])
    expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff'])
    expect([path, headers['access-control-allow-origin'], headers['access-control-allow-credentials']]).toEqual([
      path,
      undefined,
      undefined,
    ])
    expect([path, /frame-ancestors 'none'/.test(String(headers['content-security-policy']))]).toEqual([path, true])
    // Nothing here sends anybody anywhere.
    expect([path, headers.location, headers.refresh]).toEqual([path, undefined, undefined])
  }
})

test('F11: a proxy that is fooled about the host gets no address of that host back', async () => {
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', accept: 'text/html' }
  for (const path of ['/', '/sign-in', '/setup', '/api/v1/setup']) {
    const answer = await fetch(scene.url + path, { headers: { ...evil, host: new URL(scene.url).host } })
    expect([path, (await answer.text()).includes('evil.example'), answer.headers.get('location')]).toEqual([path, false, null])
  }
})
