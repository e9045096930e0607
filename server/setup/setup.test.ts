import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiAs } from '../testing/api.ts'
import { type TestServer, testServer } from '../testing/http.ts'
import { ensureSetupLink } from './index.ts'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await testServer()
  token = new URL(server.server.setupUrl ?? '').searchParams.get('token') ?? ''
})
afterAll(() => server.close())

const details = (over: Record<string, unknown> = {}) => ({
  token,
  name: 'Ada Berg',
  email: 'Ada@Desk.example',
  password: 'a good long password',
  workspace: 'Example',
  desk: { name: 'Support', lifecycle: 'support', address: 'support@desk.example' },
  ...over,
})

test('the link is the same on the next start, and holds 256 bits', async () => {
  expect(await ensureSetupLink(server.app, 'http://x')).toBe(`http://x/setup?token=${token}`)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
})

test('the page can ask whether a link is open, and what a desk can work by', async () => {
  const api = apiAs(server.url, {})
  expect(await api.get(`/setup?token=${token}`)).toEqual({ open: true })
  expect(await api.get('/setup?token=guessed')).toEqual({ open: false })
  const { items } = await api.get<{ items: { key: string; statuses: unknown[] }[] }>('/setup/lifecycles')
  expect(items.map((item) => item.key)).toEqual(['inbox', 'live', 'contact-center', 'support', 'sign-off'])
  expect(items.every((item) => item.statuses.length > 2)).toBe(true)
})

test('what is missing is named all at once, and the link stays open', async () => {
  const api = apiAs(server.url, {})
  const problem = await api.problem('POST', '/setup', details({ email: 'nobody', password: 'short', role: 'admin' }))
  expect(problem.code).toBe('invalid_input')
  expect(problem.errors?.map((error) => error.path).sort()).toEqual(['email', 'password', 'role'])
  const unknownLifecycle = await api.problem('POST', '/setup', details({ desk: { name: 'Support', lifecycle: 'none' } }))
  expect(unknownLifecycle.errors?.[0]?.path).toBe('lifecycle')
  expect((await api.problem('POST', '/setup', details({ token: 'guessed' }))).code).toBe('not_found')
  expect(await api.get(`/setup?token=${token}`)).toEqual({ open: true })
})

test('E9: of twenty who set up at once one succeeds and is signed in; then nothing below /setup is there any more', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => apiAs(server.url, {}).call('POST', '/setup', details({ email: `ada${n}@desk.example` }))),
  )
  const won = answers.filter((answer) => answer.status === 201)
  expect(won).toHaveLength(1)
  expect(answers.filter((answer) => answer.status === 404)).toHaveLength(19)

  const cookie = won[0]?.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-statedesk=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const { me } = await apiAs(server.url, { cookie: cookie.split(';')[0] ?? '' }).get<{ me: Record<string, unknown> }>('/session')
  expect(me).toMatchObject({
    name: 'Ada Berg',
    role: { key: 'admin' },
    workspace: { name: 'Example', referencePrefix: 'TKT' },
    desks: [{ name: 'Support', address: 'support@desk.example', isDefault: true, lifecycle: { key: 'support', version: 1 } }],
  })

  const api = apiAs(server.url, {})
  for (const path of ['/setup?token=x', `/setup?token=${token}`, '/setup/lifecycles'])
    expect((await api.problem('GET', path)).code).toBe('not_found')
  expect((await api.problem('POST', '/setup', details())).code).toBe('not_found')
  const page = await fetch(`${server.url}/setup?token=${token}`, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(404)
  expect(await ensureSetupLink(server.app, 'http://x')).toBe(null)
  const [row] = await server.app.db.outside<{ n: number }>({ text: 'SELECT count(*)::int AS n FROM workspaces' })
  expect(row?.n).toBe(1)
})
