import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestApp, testApp } from '../../testing/http.ts'
import type { Api } from '../../testing/api.ts'
import { withClient } from '../postgres/index.ts'
import { errorCatalogue } from '../errors/index.ts'
import { createHttp, idIn, nothing, route } from './index.ts'
import { problemFor } from './problem.ts'

let test1: TestApp
let ada: Api
let nobody: Api
beforeAll(async () => {
  test1 = await testApp()
  ada = await test1.api('ada')
  nobody = await test1.api(null)
})
afterAll(() => test1.close())

test('a problem is a problem document with a code, a sentence and the request id', async () => {
  const answer = await nobody.call<Record<string, unknown>>('GET', '/session')
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  expect(answer.body).toEqual({
    type: 'urn:statedesk:problem:not_signed_in',
    title: 'Not signed in',
    status: 401,
    code: 'not_signed_in',
    detail: errorCatalogue.not_signed_in.detail,
    requestId: answer.headers.get('x-request-id'),
  })
})

test('unknown fields and wrong values are all named, and nothing is changed', async () => {
  const problem = await ada.problem('POST', '/labels', { name: '', colour: 'pink', role: 'admin', id: '1' })
  expect(problem.code).toBe('invalid_input')
  expect(problem.errors?.map((error) => error.path).sort()).toEqual(['colour', 'id', 'name', 'role'])
  expect((await ada.problem('GET', '/agents?team=1')).errors).toEqual([{ path: 'team', message: 'is not known here' }])
})

test.each([
  ['POST', '/labels', '{"name":', 'application/json', 'malformed_json'],
  ['POST', '/labels', '{"name":"a","name":"b"}', 'application/json', 'invalid_input'],
  ['POST', '/labels', '{"__proto__":{"name":"a"}}', 'application/json', 'invalid_input'],
  ['POST', '/labels', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'application/json', 'invalid_input'],
  ['POST', '/labels', '{"name":1e400}', 'application/json', 'invalid_input'],
  ['POST', '/labels', '{"name":"a\\u0000b"}', 'application/json', 'invalid_input'],
  ['POST', '/labels', '{"name":"a\\r\\nBcc: x@evil.example"}', 'application/json', 'invalid_input'],
  ['POST', '/labels', 'name=a', 'text/plain', 'unsupported_media_type'],
  ['POST', '/labels', 'name=a', 'application/x-www-form-urlencoded', 'unsupported_media_type'],
  ['POST', '/labels', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x', 'unsupported_media_type'],
  ['POST', '/labels', `{"name":"${'x'.repeat(1024 * 1024)}"}`, 'application/json', 'payload_too_large'],
  ['DELETE', '/labels', undefined, undefined, 'method_not_allowed'],
  ['GET', '/nothing/here', undefined, undefined, 'not_found'],
  ['GET', '/desks/abc', undefined, undefined, 'not_found'],
  ['GET', '/desks/99999999999999999999', undefined, undefined, 'not_found'],
  ['GET', '/desks/%', undefined, undefined, 'not_found'],
  ['GET', '/contacts?q=%00', undefined, undefined, 'invalid_input'],
])('%s %s (case %#) is refused', async (method, path, body, type, code) => {
  const answer = await ada.call<{ code: string; status: number }>(method, path, body, type ? { 'content-type': type } : {})
  expect(answer.body.code).toBe(code)
  expect(answer.status).toBe(errorCatalogue[code as 'not_found'].status)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('what is no HTTP is answered with a problem too, and an address beyond measure is not found', async () => {
  const garbage = await rawAnswer('GET / HTTP/9.9\r\n\r\n')
  expect(garbage).toMatch(/^HTTP\/1\.1 400 /)
  expect(garbage).toContain('content-type: application/problem+json')
  expect(JSON.parse(garbage.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'malformed_request', status: 400 })
  const huge = await rawAnswer(`GET /api/v1/labels HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)
  expect(huge).toContain('"malformed_request"')
  for (const path of [`/tickets/${'x'.repeat(500)}`, '/tickets/%00', '/%zz']) {
    const answer = await ada.call<{ code: string }>('GET', path)
    expect([path.slice(0, 20), answer.headers.get('x-content-type-options'), answer.headers.get('x-request-id')]).toEqual([
      path.slice(0, 20),
      'nosniff',
      expect.any(String),
    ])
    expect(answer.status).toBe(path.includes('%00') ? 422 : 404)
  }
})

/** What the server says to bytes that are no request. */
function rawAnswer(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(test1.url).port), '127.0.0.1')
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
    socket.write(bytes)
  })
}

test('a known address with another method says which it takes', async () => {
  const answer = await ada.call('DELETE', '/labels')
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
})

test('a bug is a bare 500 that says nothing but the request id', () => {
  const problem = problemFor(new TypeError('secret detail of canary-4711'))
  expect(problem.code).toBe('internal')
  expect(problem.message).not.toContain('canary')
})

test.each([
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  [Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })],
  [Object.assign(new Error('the database system is starting up'), { code: '57P03' })],
  [Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })],
  [Object.assign(new Error('sorry, too many clients already'), { code: '53300' })],
  [Object.assign(new Error('connect ENOENT /x/.s.PGSQL.5432'), { code: 'ENOENT', syscall: 'connect' })],
  [new Error('Connection terminated unexpectedly')],
  [new Error('timeout exceeded when trying to connect')],
])('%s is “not available right now”', (error) => {
  expect(problemFor(error).code).toBe('unavailable')
})

test.each([
  [Object.assign(new Error('no such row'), { code: '23503' })],
  [Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })],
  [new Error('anything')],
])('%s is a bug', (error) => {
  expect(problemFor(error).code).toBe('internal')
})

test('when the database goes away requests answer 503 with Retry-After, and work again when it is back', async () => {
  const other = await testApp()
  const api = await other.api('ada')
  await letIn(other, false)
  const answer = await api.call<{ code: string }>('GET', '/labels')
  expect(answer.body.code).toBe('unavailable')
  expect(answer.headers.get('retry-after')).toBe('5')
  expect((await fetch(`${other.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${other.url}/healthz`)).status).toBe(200)
  await letIn(other, true)
  await api.get('/labels')
  await other.close()
})

/** Shuts the database's door and throws everybody out, as an outage does; or opens it again. */
async function letIn(other: TestApp, open: boolean): Promise<void> {
  const { app, owner } = other.database
  await withClient({ ...owner, database: 'postgres' }, (client) => client.query(`ALTER DATABASE ${app.database} ALLOW_CONNECTIONS ${open}`))
  if (open) return
  await withClient({ ...app, database: 'postgres' }, (client) =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [app.database]),
  )
}

test('answers carry the RateLimit headers, and too many requests of a stranger are told to wait', async () => {
  const own = await testApp()
  const stranger = await own.api(null)
  const known = await own.api('ada')
  expect(Number((await known.call('GET', '/labels')).headers.get('ratelimit-limit'))).toBeGreaterThan(0)
  let last = await stranger.call<{ code: string; retryAfter: number }>('GET', '/session')
  for (let n = 0; n < 40 && last.status !== 429; n++) {
    const round = await Promise.all(
      Array.from({ length: 50 }, () => stranger.call<{ code: string; retryAfter: number }>('GET', '/session')),
    )
    last = round.find((answer) => answer.status === 429) ?? last
  }
  expect(last.body.code).toBe('rate_limited')
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  // Longer than a caller's rights are believed without asking again.
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  expect((await known.call('GET', '/labels')).status).toBe(200)
  await own.close()
})

test('an answer that does not fit its schema never leaves', async () => {
  const http = await createHttp({
    app: test1.app,
    authenticate: () => Promise.reject(new Error('not asked')),
    knownCaller: () => null,
    webFolder: '/nowhere',
  })
  route(http, {
    method: 'GET',
    url: '/wrong/:id',
    summary: 'Wrong',
    tag: 'Test',
    access: 'anonymous',
    params: z.object({ id: idIn }),
    response: { 200: z.object({ name: z.string() }) },
    handle: async ({ params }) => ({ name: params.id as unknown as string }),
  })
  route(http, {
    method: 'DELETE',
    url: '/nothing',
    summary: 'Nothing',
    tag: 'Test',
    access: 'anonymous',
    response: { 204: nothing },
    handle: async () => undefined,
  })
  const wrong = await http.fastify.inject('/api/v1/wrong/7')
  expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([500, 'internal'])
  const done = await http.fastify.inject({ method: 'DELETE', url: '/api/v1/nothing' })
  expect([done.statusCode, done.body]).toEqual([204, ''])
  await http.fastify.close()
})

test('E9: health says nothing of the version; readiness, metrics and the reference are as public as they should be', async () => {
  const health = await fetch(`${test1.url}/healthz`)
  expect(await health.json()).toEqual({ status: 'ok' })
  expect(await (await fetch(`${test1.url}/readyz`)).json()).toEqual({ status: 'ready' })
  for (const path of ['/metrics', '/api/v1/openapi.json', '/api/reference']) expect((await fetch(test1.url + path)).status).toBe(401)
  expect((await (await test1.withKey('agent')).call('GET', '/api/v1/openapi.json')).status).toBe(200)

  const agent = await test1.withKey('agent')
  const admin = await test1.withKey('admin')
  const metrics = (key: string) => fetch(`${test1.url}/metrics`, { headers: { authorization: `Bearer ${key}` } })
  expect((await metrics(agent.key)).status).toBe(403)
  expect(await (await metrics(admin.key)).text()).toContain('process_cpu_user_seconds_total')
  const reference = await fetch(`${test1.url}/api/reference`, { headers: { authorization: `Bearer ${agent.key}` } })
  expect(await reference.text()).toContain('GET /api/v1/labels')
})
