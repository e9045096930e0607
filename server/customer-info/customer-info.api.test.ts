import https from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InfoResult, InfoSource, InfoTrial } from '../../client/types.ts'
import { selfSigned } from '../channels/email/self-signed.ts'
import { withClient } from '../platform/postgres/index.ts'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { type OtherSystem, otherSystem } from './testing/other-system.ts'

let scene: Scene
let system: OtherSystem
let desk: string
let ticket: SeenTicket

beforeAll(async () => {
  ;[scene, system] = await Promise.all([openScene({ STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' }), otherSystem()])
  desk = await scene.desk('support')
  ticket = await scene.create(desk, { contact: { email: 'yuki+1@customer.example', name: 'Yuki Tanaka' } })
})
afterEach(async () => {
  for (const { id } of await kept()) await scene.ada.delete(`/customer-info-sources/${id}`)
  system.asked.length = 0
})
afterAll(async () => {
  await scene.end()
  await system.close()
})

const fields = [{ label: 'Plan', path: 'customer.plan', kind: 'text' }]
const kept = async () => (await scene.ada.get<{ items: InfoSource[] }>('/customer-info-sources')).items
const inputOf = (path: string, more: Record<string, unknown> = {}) => ({
  name: `Source ${path}`,
  url: path.startsWith('http') ? path : `${system.url}${path}`,
  fields,
  ...more,
})
const add = (path: string, more?: Record<string, unknown>) => scene.ada.post<InfoSource>('/customer-info-sources', inputOf(path, more))
const look = async (as = scene.mina, query = '', of: { reference: string } = ticket) =>
  (await as.get<{ items: InfoResult[] }>(`/tickets/${of.reference}/customer-info${query}`)).items
const search = async (text: string, more = {}, as = scene.mina) =>
  (await as.post<{ items: InfoResult[] }>('/customer-info/search', { text, ...more })).items
const tryIt = (path: string, more: Record<string, unknown> = {}, values: Record<string, string> = { email: 'a@b.example' }) => {
  const { name: _, ...config } = inputOf(path, more)
  return scene.ada.post<InfoTrial>('/customer-info/try', { config, values })
}

test('beside a ticket a source says what it knows of the contact, in the order of its fields (T23)', async () => {
  await add('/customers/{{contact.email}}', {
    fields: [
      { label: 'Page', path: 'customer.page', kind: 'link' },
      { label: 'Since', path: 'customer.since', kind: 'date' },
      { label: 'Last order', path: 'orders[0].total', kind: 'number' },
      { label: 'Manager', path: 'customer.manager', kind: 'text' },
    ],
  })
  const [result] = await look()
  expect(result).toMatchObject({ state: 'found', status: 200, reason: null, message: null })
  expect(result?.fields).toEqual([
    { label: 'Page', kind: 'link', value: 'https://crm.example/c/7' },
    { label: 'Since', kind: 'date', value: '2024-02-03' },
    { label: 'Last order', kind: 'number', value: '12' },
    { label: 'Manager', kind: 'text', value: null },
  ])
  expect(system.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /customers/yuki%2B1%40customer.example'])
})

test('it is asked once within a minute, and again when that is wanted or the source changed (T23)', async () => {
  const source = await add('/customers/{{contact.email}}')
  await Promise.all([look(), look(scene.joon)])
  await look()
  expect(system.asked).toHaveLength(1)
  await look(scene.mina, `?refresh=true&source=${source.id}`)
  expect(system.asked).toHaveLength(2)
  await scene.ada.patch(`/customer-info-sources/${source.id}`, { fields: [{ label: 'Seats', path: 'customer.seats', kind: 'number' }] })
  expect((await look())[0]?.fields).toEqual([{ label: 'Seats', kind: 'number', value: '5' }])
  expect(system.asked).toHaveLength(3)
})

test('one source that is slow, gone or broken hides none of the others (T23)', async () => {
  await add('/customers/{{contact.email}}', { name: 'Works' })
  await add('/slow/{{contact.email}}', { name: 'Slow', timeoutSeconds: 1 })
  await add('/broken/{{contact.email}}', { name: 'Broken' })
  const startedAt = performance.now()
  const results = await look()
  expect(performance.now() - startedAt).toBeLessThan(15_000)
  expect(results.map(({ source, state, reason }) => [source.name, state, reason])).toEqual([
    ['Broken', 'failed', 'not_json'],
    ['Slow', 'failed', 'timeout'],
    ['Works', 'found', null],
  ])
  expect(results[1]?.message).toBe('It did not answer within 1 s. Try again.')
  expect(results[1]?.fields).toEqual([])
})

test('every way to fail has its own words (T23)', async () => {
  const outcomes = async (path: string, more?: Record<string, unknown>) => {
    const { state, reason, status, message } = await tryIt(path, more)
    expect(message).toMatch(/\S.*\.$/)
    return [state, reason, status]
  }
  expect(await outcomes('/huge/{{contact.email}}')).toEqual(['failed', 'too_large', null])
  expect(await outcomes('/page/{{contact.email}}')).toEqual(['failed', 'not_json', 200])
  expect(await outcomes('/private/{{contact.email}}')).toEqual(['failed', 'not_permitted', 401])
  expect(await outcomes('/down/{{contact.email}}')).toEqual(['failed', 'status', 503])
  expect(await outcomes('/empty/{{contact.email}}')).toEqual(['nothing', 'no_value', 200])
  expect(await outcomes('/elsewhere/{{contact.email}}')).toEqual(['nothing', 'not_known_there', 404])
  expect(await outcomes('/customers/{{contact.phone}}')).toEqual(['not_asked', 'missing', null])
  expect(await outcomes('https://nobody.invalid/{{contact.email}}')).toEqual(['failed', 'host_not_found', null])
  expect(await outcomes(`http://127.0.0.1:${await unusedPort()}/{{contact.email}}`)).toEqual(['failed', 'unreachable', null])
})

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('why there is nothing is said in the language of whoever asks (T23)', async () => {
  await add('/customers/{{contact.phone}}')
  const said = async (language: string) =>
    (
      await scene.mina.call<{ items: InfoResult[] }>('GET', `/tickets/${ticket.reference}/customer-info`, undefined, {
        'accept-language': language,
      })
    ).body.items[0]?.message
  expect(await said('en')).toBe('Not asked: there is no phone number to ask with.')
  expect(await said('ja')).toBe('照会していません。検索に使う電話番号がありません。')
  expect(await said('ko')).toBe('조회하지 않았어요. 조회할 전화번호 정보가 없어요.')
  expect(system.asked).toEqual([])
})

test('G1 redirect: a source that leads elsewhere is not followed (T23)', async () => {
  expect(await tryIt('/moved/{{contact.email}}')).toMatchObject({ state: 'failed', reason: 'redirect', status: 302 })
  expect(system.asked).toHaveLength(1)
})

test('G2 guard: a certificate that nobody vouches for ends the connection before anything is said', async () => {
  let received = 0
  const server = https.createServer(selfSigned('localhost', new Date()), (_request, response) => {
    received += 1
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await tryIt(`https://127.0.0.1:${port}/{{contact.email}}`)).toMatchObject({ state: 'failed', reason: 'tls' })
  expect(received).toBe(0)
  await new Promise((resolve) => server.close(resolve))
})

test('G2 guard: addresses inside are refused when a source is saved and when one is tried (T23)', async () => {
  for (const url of [
    'https://10.0.0.7/{{search}}',
    'https://169.254.169.254/latest/{{search}}',
    'https://[::ffff:a00:1]/{{search}}',
    'https://0x0a.1/{{search}}',
    'https://user:pass@crm.example/{{search}}',
    'https://crm.example:22/{{search}}',
    'http://crm.example/{{search}}',
    'ftp://crm.example/{{search}}',
    'https://{{search}}.example/',
    'https://crm.example{{search}}/',
    'https://crm.example:{{search}}/',
  ]) {
    for (const [path, body] of [
      ['-sources', inputOf(url)],
      ['/try', { config: { url, fields }, values: {} }],
    ] as const) {
      const problem = await scene.ada.problem('POST', `/customer-info${path}`, body)
      expect([url, problem.code, problem.errors?.[0]?.path]).toEqual([url, 'invalid_input', 'url'])
    }
  }
})

test('what could not be sent as it is meant is refused when it is saved (T23)', async () => {
  const refused = async (path: string, more?: Record<string, unknown>) => {
    const { code, errors } = await scene.ada.problem('POST', '/customer-info-sources', inputOf(path, more))
    return [code, errors?.[0]?.path]
  }
  expect(await refused('/{{contact.mail}}')).toEqual(['unknown_variable', 'url'])
  expect(await refused('/{{contact.email}}', { useFor: 'search' })).toEqual(['unknown_variable', 'url'])
  expect(await refused('/{{contact.email}}', { useFor: 'both' })).toEqual(['unknown_variable', 'url'])
  expect(await refused('/everybody')).toEqual(['invalid_input', 'url'])
  for (const path of ['/{contact.email}', '/a b/{{search}}', '/../{{search}}', '/%2E%2e/{{search}}', '/{{search}}#x', '/a\\{{search}}'])
    expect([path, ...(await refused(path))]).toEqual([path, 'invalid_input', 'url'])
  const post = (body: string) => refused('/find', { method: 'POST', body })
  expect(await post('{"find": {{search}}}')).toEqual(['invalid_input', 'body'])
  expect(await post('{"find": "{{search}}"')).toEqual(['invalid_input', 'body'])
  expect(await post('{"{{search}}": 1}')).toEqual(['invalid_input', 'body'])
  expect(await post('{"find": "{{phone}}"}')).toEqual(['unknown_variable', 'body'])
  expect(await refused('/{{search}}', { body: '{}' })).toEqual(['invalid_input', 'body'])
  expect(await refused('/{{search}}', { auth: { header: 'Host', secret: 'x' } })).toEqual(['invalid_input', 'auth.header'])
  expect(await refused('/{{search}}', { auth: { header: 'X-Key', secret: 'a\nb' } })).toEqual(['invalid_input', 'auth.secret'])
  expect(await refused('/{{search}}', { auth: { header: 'X-Key' } })).toEqual(['invalid_input', 'auth.secret'])
  expect(await refused('/{{search}}', { timeoutSeconds: 11 })).toEqual(['invalid_input', 'timeoutSeconds'])
  expect(await refused('/{{search}}', { desks: ['999999'] })).toEqual(['invalid_input', 'desks'])
  for (const path of ['__proto__.x', 'a.constructor', 'a[', ''])
    expect(await refused('/{{search}}', { fields: [{ label: 'X', path, kind: 'text' }] })).toEqual(['invalid_input', 'fields.0.path'])
  const many = Array.from({ length: 21 }, (_, n) => ({ label: `F${n}`, path: 'a', kind: 'text' }))
  expect(await refused('/{{search}}', { fields: many })).toEqual(['invalid_input', 'fields'])
  expect(system.asked).toEqual([])
})

test('a header goes along, its secret never comes back, and another server never gets it (T23)', async () => {
  const secret = 'Bearer sesame'
  const source = await add('/private/{{contact.email}}', { auth: { header: 'Authorization', secret } })
  expect((await look())[0]).toMatchObject({ state: 'found', fields: [{ value: 'Secret' }] })
  expect(source.auth).toEqual({ header: 'Authorization' })
  const stored = await scene.rows<{ all: string }>(
    'SELECT (SELECT json_agg(s) FROM customer_info_sources s)::text || (SELECT json_agg(l) FROM settings_log l)::text AS all',
  )
  expect(JSON.stringify([source, await kept(), stored])).not.toContain('sesame')
  const path = `/customer-info-sources/${source.id}`
  const renamed = await scene.ada.patch<InfoSource>(path, { name: 'Renamed' })
  expect(renamed.auth).toEqual({ header: 'Authorization' })
  const elsewhere = `${system.url.replace('127.0.0.1', '127.0.0.2')}/private/{{contact.email}}`
  const tried = { source: source.id, config: { url: elsewhere }, values: { email: 'a@b.example' } }
  await scene.ada.post('/customer-info/try', tried)
  expect((await scene.ada.patch<InfoSource>(path, { url: elsewhere })).auth).toBeNull()
  expect(await scene.ada.problem('PATCH', path, { auth: { header: 'Authorization' } })).toMatchObject({ code: 'invalid_input' })
  expect(system.asked.map(({ authorization }) => authorization)).toEqual([secret])
})

test('the log of the settings keeps what a source was and what it is, but no address, body or secret', async () => {
  const secret = 'Bearer sesame'
  const source = await add('/private/{{contact.email}}?token=in-the-address', { name: 'Shop', auth: { header: 'Authorization', secret } })
  const path = `/customer-info-sources/${source.id}`
  await scene.ada.patch(path, { name: 'Shop system', timeoutSeconds: 3, enabled: false })
  await scene.ada.patch(path, { url: `${system.url}/private/{{contact.email}}?token=another` })
  await scene.ada.patch(path, { auth: { header: 'Authorization', secret: 'Bearer barley' } })
  await scene.ada.patch(path, { name: 'Shop system' })
  const { items } = await scene.ada.get<{ items: { change: object; former: object | null }[] }>(
    `/settings-log?subject=customer_info_source&subjectId=${source.id}`,
  )
  expect(items.slice(0, -1).map(({ change, former }) => [change, former])).toEqual([
    [{ rewritten: true }, null],
    [{ rewritten: true }, null],
    [
      { name: 'Shop system', timeoutSeconds: 3, enabled: false },
      { name: 'Shop', timeoutSeconds: source.timeoutSeconds, enabled: true },
    ],
  ])
  expect(JSON.stringify(items)).not.toMatch(/sesame|barley|in-the-address|another/)
})

test('trying shows what was asked and what came back, also before anything is kept, with the kept secret (T23)', async () => {
  const values = { email: 'a"b@c.example' }
  const trial = await tryIt('/find', { method: 'POST', body: '{"find": "{{contact.email}}"}' }, values)
  expect(trial).toMatchObject({ state: 'found', status: 200, fields: [{ label: 'Plan', value: values.email }], rawIsCut: false })
  expect(trial.sent).toEqual({ method: 'POST', url: `${system.url}/find`, body: '{"find":"a\\"b@c.example"}' })
  expect(trial.raw).toBe('{"customer":{"plan":"a\\"b@c.example"}}')
  const source = await add('/private/{{contact.email}}', { auth: { header: 'Authorization', secret: 'Bearer sesame' } })
  const change = { source: source.id, config: { fields: [{ label: 'All', path: 'customer', kind: 'text' }] }, values }
  const again = await scene.ada.post<InfoTrial>('/customer-info/try', change)
  expect(again).toMatchObject({ reason: 'no_value', raw: '{"customer":{"plan":"Secret"}}' })
  expect(JSON.stringify(again)).not.toContain('sesame')
  expect((await kept()).map(({ version }) => version)).toEqual([1])
})

test('without a ticket agents search the sources of their desks by what they type (T23)', async () => {
  const other = await scene.ada.post<{ id: string }>('/desks', { name: 'Not theirs', lifecycle: 'inbox' })
  await add('/customers?mail={{search}}', { name: 'Everybody', useFor: 'both' })
  const only = await add('/customers?mail={{search}}', { name: 'One desk', useFor: 'search', desks: [other.id] })
  await add('/customers/{{contact.email}}', { name: 'Beside tickets' })
  const names = (results: InfoResult[]) => results.map(({ source }) => source.name)
  expect(names(await search('kim & co'))).toEqual(['Everybody'])
  expect(system.asked.map(({ url }) => url)).toEqual(['/customers?mail=kim%20%26%20co'])
  expect(names(await search('kim', {}, scene.ada))).toEqual(['Everybody', 'One desk'])
  expect(names(await look())).toEqual(['Beside tickets', 'Everybody'])
  const usable = async (as: typeof scene.ada) => (await as.get<{ items: { name: string }[] }>('/customer-info')).items
  expect((await usable(scene.mina)).map(({ name }) => name)).toEqual(['Beside tickets', 'Everybody'])
  expect(JSON.stringify(await usable(scene.mina))).not.toContain('http')
  expect(await scene.mina.problem('POST', '/customer-info/search', { text: 'kim', source: only.id })).toMatchObject({ status: 404 })
  expect(await scene.mina.problem('POST', '/customer-info/search', { text: ' ' })).toMatchObject({ code: 'invalid_input' })
  const viewer = await scene.withKey('viewer')
  expect(await viewer.problem('POST', '/customer-info/search', { text: 'kim' })).toMatchObject({
    status: 403,
    permission: 'tickets.create',
  })
})

test('a source of another desk, one that is off and a ticket one may not see give nothing (T23)', async () => {
  const other = await scene.ada.post<{ id: string }>('/desks', { name: 'Elsewhere', lifecycle: 'inbox' })
  await add('/customers/{{contact.email}}', { name: 'Other desk', desks: [other.id] })
  const off = await add('/customers/{{contact.email}}', { name: 'Off', enabled: false })
  expect(await look()).toEqual([])
  expect(await scene.mina.problem('GET', `/tickets/${ticket.reference}/customer-info?source=${off.id}`)).toMatchObject({ status: 404 })
  const hidden = await scene.ada.post<SeenTicket>('/tickets', { title: 'Hidden', desk: other.id, contact: { email: 'h@customer.example' } })
  expect(await scene.mina.problem('GET', `/tickets/${hidden.reference}/customer-info`)).toMatchObject({ status: 404 })
  expect(await look(scene.ada, '', hidden)).toMatchObject([{ source: { name: 'Other desk' }, state: 'found' }])
  expect(system.asked).toHaveLength(1)
})

test('two admins at once: the second is told; agents may not; names are there once; deleting takes it away', async () => {
  const source = await add('/customers/{{contact.email}}')
  const path = `/customer-info-sources/${source.id}`
  await scene.ada.patch(path, { timeoutSeconds: 3, expectedVersion: source.version })
  expect(await scene.ada.problem('PATCH', path, { timeoutSeconds: 4, expectedVersion: source.version })).toMatchObject({
    code: 'version_conflict',
  })
  expect(await scene.ada.problem('POST', '/customer-info-sources', inputOf('/customers/{{contact.email}}'))).toMatchObject({
    code: 'already_exists',
  })
  for (const [method, where] of [
    ['GET', '/customer-info-sources'],
    ['GET', path],
    ['PATCH', path],
    ['DELETE', path],
    ['POST', '/customer-info/try'],
  ] as const)
    expect([where, (await scene.mina.problem(method, where, method === 'GET' ? undefined : {})).status]).toEqual([where, 403])
  await scene.ada.delete(path)
  expect(await scene.ada.problem('GET', path)).toMatchObject({ status: 404 })
  const [logged] = await scene.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM settings_log WHERE subject = 'customer_info_source' AND subject_id = ${source.id}`,
  )
  expect(logged?.n).toBe(3)
})

test('whoever asks without end is told to wait, by their own count; another installation knows nothing of it (T23)', async () => {
  const ask = async ({ robot }: Scene, search: string) => {
    const config = { url: `${system.url}/empty/{{search}}`, fields }
    return (await robot.call('POST', '/customer-info/try', { config, values: { search } })).status
  }
  const answers = []
  for (let n = 0; n < 31; n++) answers.push(await ask(scene, String(n)))
  expect(answers.filter((status) => status === 429)).toEqual([429])
  expect(answers.indexOf(429)).toBe(30)

  const source = await add('/customers?mail={{search}}', { useFor: 'search' })
  expect(await search('kim', {}, scene.ada)).toMatchObject([{ state: 'found' }])
  const elsewhere = await openScene({ STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' })
  try {
    expect(await ask(elsewhere, 'one')).toBe(200)
    // Numbers are given anew in every installation, so that the same one means another source there.
    const { owner } = elsewhere.database
    await withClient(owner, (client) => client.query(`ALTER TABLE customer_info_sources ALTER id RESTART WITH ${source.id}`))
    const there = await elsewhere.ada.post<InfoSource>('/customer-info-sources', inputOf('/empty/{{search}}', { useFor: 'search' }))
    expect(there.id).toBe(source.id)
    expect(await search('kim', {}, elsewhere.ada)).toMatchObject([{ state: 'nothing' }])
  } finally {
    await elsewhere.end()
  }
})
