import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../platform/postgres/index.ts'
import { apiAs } from '../testing/api.ts'
import { sealerOf } from '../platform/secrets.ts'
import { eventTypeNames } from './event-types.ts'
import { webhookCreate } from './index.ts'
import { type Receiver, receiver, refusalOf } from './testing/receiver.ts'
import { type SeenDelivery, type SeenWebhook, type WebhookScene, webhookScene } from './testing/webhook-scene.ts'

let scene: WebhookScene
let hooks: Receiver
beforeAll(async () => {
  ;[scene, hooks] = await Promise.all([webhookScene(), receiver()])
})
afterAll(async () => {
  await scene.end()
  await hooks.close()
})

const dump = async () =>
  JSON.stringify(
    await scene.rows(
      'SELECT (SELECT jsonb_agg(to_jsonb(w)) FROM webhooks w) AS w, (SELECT jsonb_agg(to_jsonb(l)) FROM settings_log l) AS l',
    ),
  )
const remove = async (...made: { id: string }[]) => {
  for (const { id } of made) await scene.ada.delete(`/webhooks/${id}`)
}

test('a webhook is made, read, changed, listed and deleted; the settings log says so', async () => {
  const made = await scene.hook(`${hooks.url}#fragment`, { types: ['ticket.created'], desks: [scene.deskId] })
  expect(made).toMatchObject({
    url: hooks.url,
    types: ['ticket.created'],
    desks: [scene.deskId],
    headers: [],
    enabled: true,
    disabledWhy: null,
    failingSince: null,
    waiting: 0,
    secret: expect.stringMatching(/^whsec_/),
  })
  const changed = await scene.ada.patch<SeenWebhook>(`/webhooks/${made.id}`, { name: 'Other', types: null })
  expect(changed).toMatchObject({ name: 'Other', types: null, desks: [scene.deskId], url: hooks.url })
  const { items } = await scene.ada.get<{ items: { id: string }[] }>('/webhooks')
  expect(items.map(({ id }) => id)).toEqual([made.id])
  await scene.ada.delete(`/webhooks/${made.id}`)
  expect((await scene.ada.problem('GET', `/webhooks/${made.id}`)).code).toBe('not_found')
  const log = await scene.rows<{ change: unknown }>("SELECT change FROM settings_log WHERE subject = 'webhook' ORDER BY id")
  expect(log.map(({ change }) => change)).toEqual([
    { created: 'Receiver', host: new URL(hooks.url).host, types: ['ticket.created'], desks: [Number(scene.deskId)] },
    { name: 'Other', types: null },
    { removed: 'Other' },
  ])
})

test('what is malformed is told for every field at once', async () => {
  const problem = await scene.ada.problem('POST', '/webhooks', {
    name: '',
    url: '',
    types: ['ticket.exploded'],
    desks: ['x'],
    secret: 'own',
  })
  expect(problem).toMatchObject({ status: 422, code: 'invalid_input' })
  expect(new Set(problem.errors?.map(({ path }) => path.split('.')[0]))).toEqual(new Set(['name', 'url', 'types', 'desks', 'secret']))
  const unknown = await scene.ada.problem('POST', '/webhooks', { name: 'x', url: hooks.url, desks: ['999999'] })
  expect(unknown.errors).toEqual([{ path: 'desks', message: 'names a desk that does not exist' }])
})

test('E11 webhook: secret and headers are shown once or never, are sealed, and stay with the server they were made for', async () => {
  const made = await scene.hook(hooks.url, { headers: { Authorization: 'Bearer canary-webhook-header' } })
  expect(made.headers).toEqual(['Authorization'])
  const reads = [await scene.look(made), await scene.ada.get('/webhooks'), await scene.ada.patch(`/webhooks/${made.id}`, { name: 'Same' })]
  for (const text of [JSON.stringify(reads), await dump()]) {
    expect(text).not.toContain(made.secret)
    expect(text).not.toContain('canary-webhook-header')
    expect(text).not.toContain('secretSealed')
  }
  const samePlace = await scene.ada.patch<SeenWebhook & { secret?: string }>(`/webhooks/${made.id}`, { url: `${hooks.url}/other?path=1` })
  expect([samePlace.secret, samePlace.headers]).toEqual([undefined, ['Authorization']])

  const other = await receiver()
  await scene.ada.post(`/webhooks/${made.id}/rotate-secret`)
  const elsewhere = await scene.ada.patch<SeenWebhook & { secret?: string }>(`/webhooks/${made.id}`, { url: other.url })
  expect([elsewhere.headers, elsewhere.formerSecretUntil]).toEqual([[], null])
  expect(elsewhere.secret).toMatch(/^whsec_/)
  await scene.ada.post(`/webhooks/${made.id}/test`)
  const [arrived] = other.received
  if (!arrived) throw new Error('nothing arrived')
  expect(arrived.headers.authorization).toBeUndefined()
  expect(refusalOf(made.secret, arrived)).toBe('no signature matches')
  expect(refusalOf(elsewhere.secret ?? '', arrived)).toBeNull()
  await other.close()
  await remove(made)
})

test('G4 webhook: after a rotation both secrets verify for 24 hours, then only the new one', async () => {
  const made = await scene.hook(hooks.url)
  const rotated = await scene.ada.post<{ secret: string; formerSecretUntil: string }>(`/webhooks/${made.id}/rotate-secret`)
  expect(rotated.secret).not.toBe(made.secret)
  const verifies = async () => {
    await scene.ada.post(`/webhooks/${made.id}/test`)
    const last = hooks.received.at(-1)
    if (!last) throw new Error('nothing arrived')
    return [made.secret, rotated.secret].map((secret) => refusalOf(secret, last) === null)
  }
  expect(await verifies()).toEqual([true, true])
  await scene.forward(24 * 3_600 - 60)
  expect(await verifies()).toEqual([true, true])
  await scene.forward(120)
  expect(await verifies()).toEqual([false, true])
  expect((await scene.look(made)).formerSecretUntil).toBeNull()
  await remove(made)
})

test('a test says how it ended and never what was answered', async () => {
  const made = await scene.hook(hooks.url, { headers: { 'X-Own': 'yes' } })
  const ended = async () => {
    const { type, state, lastOutcome, lastStatus, nextAttemptAt, ...rest } = await scene.ada.post<SeenDelivery>(`/webhooks/${made.id}/test`)
    expect(JSON.stringify(rest)).not.toContain('canary-answer')
    return [type, state, lastOutcome, lastStatus, nextAttemptAt]
  }
  hooks.script(
    (response) => response.end('canary-answer'),
    (response) => response.writeHead(500, 'canary-answer').end('canary-answer'),
  )
  hooks.script((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/canary-answer' }).end())
  expect(await ended()).toEqual(['webhook.test', 'delivered', 'delivered', 200, null])
  expect(await ended()).toEqual(['webhook.test', 'failed', 'status', 500, null])
  expect(await ended()).toEqual(['webhook.test', 'failed', 'redirect', 302, null])
  const sent = hooks.received.at(-1)
  expect(sent?.headers).toMatchObject({ 'x-own': 'yes', 'content-type': 'application/json', 'user-agent': 'Statedesk' })
  expect(sent?.message).toEqual({ type: 'webhook.test', timestamp: expect.any(String), data: { webhook: made.id } })
  // A test is no attempt at telling anything: it neither blames nor clears.
  expect(await scene.look(made)).toMatchObject({ failingSince: null, lastDeliveredAt: null })
  await remove(made)
})

test('B8 webhook: a header can neither carry line breaks nor pretend to be one of ours; a name stays one line', async () => {
  const bad: Record<string, string>[] = [
    ...['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\u2028b', 'ü', ' ', '', 'x'.repeat(1_001)].map((value) => ({ 'X-Own': value })),
    ...['X Own', 'X-Own:', 'X\r\nOwn', '', 'Ünder', 'x'.repeat(65)].map((name) => ({ [name]: 'a' })),
    ...['Host', 'Content-Length', 'content-type', 'Transfer-Encoding', 'Connection', 'Webhook-Signature', 'webhook-id', 'User-Agent'].map(
      (name) => ({ [name]: 'a' }),
    ),
    { 'X-Own': 'a', 'x-own': 'b' },
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`x-${n}`, 'a'])),
  ]
  for (const headers of bad) {
    const problem = await scene.ada.problem('POST', '/webhooks', { name: 'x', url: hooks.url, headers })
    expect([headers, problem.status, problem.errors?.[0]?.path.split('.')[0]]).toEqual([headers, 422, 'headers'])
  }
  expect((await scene.ada.problem('POST', '/webhooks', { name: 'x', url: hooks.url, headers: { 'X-Own': 'a\u0000b' } })).status).toBe(422)
  for (const name of ['a\r\nb', 'a\u0000b', 'a\u2028b']) {
    expect((await scene.ada.problem('POST', '/webhooks', { name, url: hooks.url })).status).toBe(422)
  }
  expect((await scene.ada.get<{ items: unknown[] }>('/webhooks')).items).toEqual([])
})

const inside = [
  'http://127.1',
  'http://2130706433',
  'http://0x7f000001',
  'http://0177.0.0.1',
  'http://0.0.0.0',
  'http://[::1]',
  'http://[::ffff:7f00:1]',
  'https://169.254.169.254',
  'https://[fd00::1]',
  'https://[fe80::1]',
  'https://100.64.0.1',
  'https://10.0.0.1',
  'https://224.0.0.1',
  'https://[64:ff9b::a9fe:a9fe]',
  'https://[2002:7f00:1::]',
  'https://localhost.',
  'https://LOCALHOST',
]

test('G1 webhook: what is not public is refused when it is saved, and what was saved once is refused at each send', async () => {
  const port = new URL(hooks.url).port
  const made = await scene.hook(hooks.url)
  const before = hooks.received.length
  const allowed = scene.app.config.allowNetworks
  scene.app.config.allowNetworks = []
  try {
    for (const host of inside) {
      const url = `${host}:${port}/latest/meta-data`
      for (const [method, path] of [
        ['POST', '/webhooks'],
        ['PATCH', `/webhooks/${made.id}`],
      ] as const) {
        const problem = await scene.ada.problem(method, path, { name: 'x', url })
        expect([url, problem.status, problem.errors?.[0]?.path]).toEqual([url, 422, 'url'])
        expect(problem.detail).toContain('STATEDESK_ALLOW_NETWORKS')
      }
      await scene.rows('UPDATE webhooks SET url = $2 WHERE id = $1', [made.id, url])
      const tried = await scene.ada.post<SeenDelivery>(`/webhooks/${made.id}/test`)
      expect([url, tried.state, tried.lastOutcome]).toEqual([url, 'failed', 'address_refused'])
    }
  } finally {
    scene.app.config.allowNetworks = allowed
  }
  for (const url of [
    `http://user@127.0.0.1:${port}/`,
    'http://127.0.0.1:22/',
    'http://127.0.0.1:25/',
    'http://127.0.0.1:5432/',
    'ftp://127.0.0.1/',
    'hooks',
  ]) {
    const problem = await scene.ada.problem('POST', '/webhooks', { name: 'x', url })
    expect([url, problem.status, problem.errors?.[0]?.path]).toEqual([url, 422, 'url'])
    await scene.rows('UPDATE webhooks SET url = $2 WHERE id = $1', [made.id, url])
    const tried = await scene.ada.post<SeenDelivery>(`/webhooks/${made.id}/test`)
    expect([url, tried.state]).toEqual([url, 'failed'])
  }
  expect(hooks.received).toHaveLength(before)
  await remove(made)
})

test('G1 webhook: an answer that leads inside is not followed', async () => {
  const secretive = await receiver()
  const made = await scene.hook(hooks.url)
  hooks.script((response) => response.writeHead(307, { location: secretive.url }).end())
  expect(await scene.ada.post(`/webhooks/${made.id}/test`)).toMatchObject({ state: 'failed', lastOutcome: 'redirect', lastStatus: 307 })
  expect(secretive.received).toEqual([])
  await secretive.close()
  await remove(made)
})

test('E1 webhooks: only who manages settings may look or touch; everybody else changes nothing', async () => {
  const made = await scene.hook(hooks.url)
  const { id } = await scene.ada.post<SeenDelivery>(`/webhooks/${made.id}/test`)
  const agentKey = await scene.withKey('agent')
  const revoked = await scene.withKey('admin')
  await scene.rows('UPDATE api_keys SET revoked_at = now() WHERE user_id = (SELECT max(user_id) FROM api_keys)')
  const before = await dump()
  const calls = [
    ['GET', '/webhooks'],
    ['POST', '/webhooks', { name: 'Mine', url: hooks.url }],
    ['GET', `/webhooks/${made.id}`],
    ['PATCH', `/webhooks/${made.id}`, { name: 'Mine' }],
    ['DELETE', `/webhooks/${made.id}`],
    ['POST', `/webhooks/${made.id}/rotate-secret`],
    ['POST', `/webhooks/${made.id}/test`],
    ['POST', `/webhooks/${made.id}/enable`],
    ['POST', `/webhooks/${made.id}/disable`],
    ['GET', `/webhooks/${made.id}/deliveries`],
    ['POST', `/webhooks/${made.id}/deliveries/${id}/redeliver`],
  ] as const
  const received = hooks.received.length
  for (const [method, path, body] of calls) {
    for (const api of [scene.mina, scene.vera, agentKey]) {
      expect([path, await api.problem(method, path, body)]).toMatchObject([
        path,
        { status: 403, code: 'forbidden', permission: 'settings.manage' },
      ])
    }
    for (const api of [apiAs(scene.url, {}), revoked]) expect([path, (await api.problem(method, path, body)).status]).toEqual([path, 401])
  }
  expect([await dump(), hooks.received.length]).toEqual([before, received])
  await remove(made)
})

test('there are fifty webhooks at most, also when two people make the last one at once', async () => {
  const made = await Promise.all(Array.from({ length: 49 }, () => scene.hook(hooks.url)))
  const answers = await Promise.all([1, 2, 3].map(() => scene.ada.call<SeenWebhook>('POST', '/webhooks', { name: 'Last', url: hooks.url })))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422])
  await remove(...made, ...answers.filter(({ status }) => status === 201).map(({ body }) => body))
})

test('a secret that can no longer be opened is told as such; a new one mends it', async () => {
  const made = await scene.hook(hooks.url)
  const foreign = sealerOf('x'.repeat(40)).seal('webhook', Buffer.from(made.secret))
  await scene.rows('UPDATE webhooks SET secret_sealed = $2 WHERE id = $1', [made.id, foreign])
  expect(await scene.ada.post(`/webhooks/${made.id}/test`)).toMatchObject({ state: 'failed', lastOutcome: 'not_prepared' })
  const former = await scene.ada.post<{ secret: string }>(`/webhooks/${made.id}/rotate-secret`)
  const mended = await scene.ada.post<{ secret: string }>(`/webhooks/${made.id}/rotate-secret`)
  expect(await scene.ada.post(`/webhooks/${made.id}/test`)).toMatchObject({ state: 'delivered' })
  const last = hooks.received.at(-1)
  expect(last && [former.secret, mended.secret].map((secret) => refusalOf(secret, last))).toEqual([null, null])
  await remove(made)
})

test('the command line makes one by the same rules, and gives its secret', async () => {
  const { app, workspaceId } = scene
  const make = (more: Record<string, string>) => webhookCreate(app, workspaceId, { name: 'By hand', url: hooks.url, ...more })
  const made = await make({ types: 'ticket.created, ticket.purged', desks: scene.deskId })
  expect(made.secret).toMatch(/^whsec_/)
  const id = String(made.id)
  expect(await scene.look({ id })).toMatchObject({ types: ['ticket.created', 'ticket.purged'], desks: [scene.deskId] })
  await expect(make({ types: 'ticket.exploded' })).rejects.toThrow(/types/)
  await expect(make({ url: 'http://10.0.0.1/' })).rejects.toThrow('STATEDESK_ALLOW_NETWORKS')
  await remove({ id })
})

test('the document names every type of event', async () => {
  const { paths } = await scene.ada.get<{ paths: Record<string, unknown> }>('/openapi.json')
  const text = JSON.stringify(paths['/api/v1/webhooks'])
  for (const name of eventTypeNames) expect(text).toContain(`"${name}"`)
})

test('webhooks of another workspace are not there', async () => {
  const made = await scene.hook(hooks.url)
  const seen = await withClient(scene.database.app, async (client) => {
    await client.query(`BEGIN; SET LOCAL app.workspace = '999'`)
    return (await client.query('SELECT id FROM webhooks UNION ALL SELECT id FROM webhook_deliveries')).rows
  })
  expect(seen).toEqual([])
  await remove(made)
})
