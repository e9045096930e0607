import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runServer } from '../main.ts'
import { loadConfig } from '../platform/config.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { apiAs } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'
import { testLog } from '../testing/canaries/test-log.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('an admin makes a key, sees it once, and what it does bears its name', async () => {
  const ada = await app.api('ada')
  const made = await ada.post<{ id: string; name: string; key: string }>('/keys', { name: 'Importer', role: 'agent' })
  expect(made.key).toMatch(/^sd_[\w-]{43}$/)
  const { items } = await ada.get<{ items: Record<string, unknown>[] }>('/keys')
  expect(JSON.stringify(items)).not.toContain(made.key)
  expect(items).toMatchObject([{ id: made.id, name: 'Importer', role: { key: 'agent' }, prefix: made.key.slice(0, 7), lastUsedAt: null }])

  const api = apiAs(app.url, { authorization: `Bearer ${made.key}` })
  const { me } = await api.get<{ me: Record<string, unknown> }>('/session')
  expect(me).toMatchObject({ name: 'Importer', role: { key: 'agent' }, desks: [{ id: app.deskId }] })
  expect((await api.problem('GET', '/keys')).permission).toBe('keys.manage')
})

test('F2: a revoked key is dead at once', async () => {
  const ada = await app.api('ada')
  const made = await ada.post<{ id: string; key: string }>('/keys', { name: 'Short-lived', role: 'admin' })
  const api = apiAs(app.url, { authorization: `Bearer ${made.key}` })
  await api.get('/labels')
  await ada.delete(`/keys/${made.id}`)
  expect((await api.problem('GET', '/labels')).code).toBe('not_signed_in')
  expect((await ada.problem('DELETE', `/keys/${made.id}`)).code).toBe('not_found')
})

test('F2: in another process of the same installation it is dead within five seconds, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-second-'))
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: folder, LOG_LEVEL: 'silent' })
  const second = await runServer({ config, pool: app.database.app, log: testLog(), demo: false })
  const ada = await app.api('ada')
  const made = await ada.post<{ id: string; key: string }>('/keys', { name: 'Two processes', role: 'admin' })
  const there = apiAs(`http://127.0.0.1:${second.app.config.port}`, { authorization: `Bearer ${made.key}` })
  await there.get('/labels')
  await ada.delete(`/keys/${made.id}`)
  await expect.poll(async () => (await there.call('GET', '/labels')).status, { timeout: 10_000 }).toBe(401)
  await second.close()
  rmSync(folder, { recursive: true })
})

test.each(['Bearer', 'Bearer sd_', `Bearer sd_${'A'.repeat(43)}`, `Basic ${btoa('a:b')}`, 'Bearer null', `Bearer ${'A'.repeat(5000)}`])(
  'the authorization %.30s is nobody’s, whatever cookie comes with it',
  async (authorization) => {
    const { startSession } = await import('./index.ts')
    const { token } = await app.app.db.transaction(app.workspaceId, (tx) => startSession(tx, Number(app.ids.ada), 'test'))
    const api = apiAs(app.url, { authorization, cookie: `__Host-statedesk=${token}` })
    expect((await api.problem('GET', '/labels')).code).toBe('not_signed_in')
  },
)

test('agents, viewers and strangers may not manage keys; an unknown role is named', async () => {
  for (const who of ['mina', 'vera'] as const) {
    const api = await app.api(who)
    for (const [method, path] of [
      ['GET', '/keys'],
      ['POST', '/keys'],
      ['DELETE', '/keys/1'],
    ] as const) {
      expect((await api.problem(method, path, method === 'POST' ? { name: 'x', role: 'admin' } : undefined)).code).toBe('forbidden')
    }
  }
  expect((await (await app.api(null)).problem('GET', '/keys')).code).toBe('not_signed_in')
  const problem = await (await app.api('ada')).problem('POST', '/keys', { name: 'x', role: 'owner' })
  expect(problem.errors).toEqual([{ path: 'role', message: 'is not one of admin, agent, viewer' }])
})

test('F5: ten thousand tokens have 256 bits, no structure and no repetition, and are kept only as hashes', async () => {
  const tokens = Array.from({ length: 10_000 }, randomToken)
  expect(new Set(tokens).size).toBe(10_000)
  const bytes = tokens.map((token) => Buffer.from(token, 'base64url'))
  expect(bytes.every((one) => one.length === 32)).toBe(true)
  // Every bit is set in about half of them: five standard deviations around 5,000.
  for (let bit = 0; bit < 256; bit++) {
    const set = bytes.filter((one) => ((one[bit >> 3] ?? 0) >> (bit & 7)) & 1).length
    expect(Math.abs(set - 5_000)).toBeLessThan(275)
  }

  const { key } = await app.withKey('admin')
  const rows = await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ row: string }>({ text: 'SELECT k::text AS row FROM api_keys k' }),
  )
  const dump = rows.map(({ row }) => row).join('\n')
  expect(dump).not.toContain(key)
  expect(dump).toContain(hashToken(key).toString('hex'))
})

test('F5: a key is bound to its workspace', async () => {
  const { createWorkspace } = await import('../setup/index.ts')
  const { createKey } = await import('./index.ts')
  const other = await createWorkspace(app.app, { name: 'Other', desk: { name: 'Elsewhere', lifecycle: 'inbox' } })
  const { key } = await app.app.db.transaction(other.workspaceId, (tx) => createKey(tx, { name: 'other', role: 'admin' }, null))
  const api = apiAs(app.url, { authorization: `Bearer ${key}` })
  expect((await api.get<{ items: { name: string }[] }>('/desks')).items.map((desk) => desk.name)).toEqual(['Elsewhere'])
  expect((await api.problem('GET', `/desks/${app.deskId}`)).code).toBe('not_found')
  expect((await api.get<{ items: { name: string }[] }>('/agents')).items.map((agent) => agent.name)).toEqual(['other'])
})
