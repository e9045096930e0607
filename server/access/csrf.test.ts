import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../testing/http.ts'

let app: TestApp
let cookie: string
beforeAll(async () => {
  app = await testApp({ STATEDESK_URL: 'https://help.example.com' })
  const { startSession } = await import('./index.ts')
  const { token } = await app.app.db.transaction(app.workspaceId, (tx) => startSession(tx, Number(app.ids.ada), 'test'))
  cookie = `__Host-statedesk=${token}`
})
afterAll(() => app.close())

let n = 0
async function makeLabel(headers: Record<string, string>, method = 'POST') {
  const sent: RequestInit = { method, headers, body: JSON.stringify({ name: `label ${n++}` }) }
  const response = await fetch(`${app.url}/api/v1/labels`, sent)
  const body = (await response.json()) as { code?: string }
  return body.code ?? response.status
}
const json = { 'content-type': 'application/json' }

test('F9: our own pages may write', async () => {
  expect(await makeLabel({ ...json, cookie, 'x-statedesk': '1' })).toBe(201)
  expect(await makeLabel({ ...json, cookie, 'x-statedesk': '1', origin: app.url, 'sec-fetch-site': 'same-origin' })).toBe(201)
  expect(await makeLabel({ ...json, cookie, 'x-statedesk': '1', origin: 'https://help.example.com' })).toBe(201)
})

test.each([
  ['no header', {}],
  ['a wrong header', { 'x-statedesk': '0' }],
  ['another origin', { 'x-statedesk': '1', origin: 'https://evil.example' }],
  ['an origin that only begins like ours', { 'x-statedesk': '1', origin: 'https://help.example.com.evil.example' }],
  ['the origin null', { 'x-statedesk': '1', origin: 'null' }],
  ['a browser that says cross-site', { 'x-statedesk': '1', 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { 'x-statedesk': '1', 'sec-fetch-site': 'same-site' }],
])('F9: a write with the cookie and %s is refused and changes nothing', async (_, headers) => {
  const labels = async () => (await (await app.api('ada')).get<{ items: unknown[] }>('/labels')).items.length
  const before = await labels()
  expect(await makeLabel({ ...json, cookie, ...(headers as Record<string, string>) })).toBe('csrf_failed')
  expect(await labels()).toBe(before)
})

test.each([
  ['text/plain', 'unsupported_media_type'],
  ['TEXT/PLAIN; charset=utf-8', 'unsupported_media_type'],
  ['application/x-www-form-urlencoded', 'unsupported_media_type'],
])('F9: a form’s content type %s is not read as JSON', async (type, code) => {
  expect(await makeLabel({ 'content-type': type, cookie, 'x-statedesk': '1' })).toBe(code)
})

test('F9: without a content type nothing is read', async () => {
  const response = await fetch(`${app.url}/api/v1/labels`, {
    method: 'POST',
    headers: { cookie, 'x-statedesk': '1' },
    body: new Blob([JSON.stringify({ name: 'x' })]),
  })
  expect(response.status).toBe(415)
})

test('F9: the method cannot be overridden, and reading never writes', async () => {
  const label = await (await app.api('ada')).post<{ id: string }>('/labels', { name: 'stays' })
  const override = { ...json, cookie, 'x-statedesk': '1', 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
  await fetch(`${app.url}/api/v1/labels/${label.id}?_method=DELETE`, { headers: override })
  await fetch(`${app.url}/api/v1/labels?_method=POST&name=y`, { headers: override })
  const { items } = await (await app.api('ada')).get<{ items: { name: string }[] }>('/labels')
  expect(items.some((one) => one.name === 'stays')).toBe(true)
  expect(items.some((one) => one.name === 'y')).toBe(false)
})

test('F9: signing in from another site is refused, so that nobody is signed in as somebody else', async () => {
  const problem = await (await app.api(null)).problem(
    'POST',
    '/session',
    { email: 'a@b.example', password: 'x' },
    { origin: 'https://evil.example' },
  )
  expect(problem.code).toBe('csrf_failed')
})

test('an API key needs no such header: no browser adds it by itself', async () => {
  const { key } = await app.withKey('admin')
  expect(await makeLabel({ ...json, authorization: `Bearer ${key}` })).toBe(201)
})
