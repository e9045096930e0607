import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '../setup/index.ts'
import type { Api } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Entry {
  id: string
  at: string
  person: { id: string; name: string } | null
  subject: string
  subjectId: string | null
  name: string | null
  change: Record<string, unknown>
  former: Record<string, unknown> | null
}

let app: TestApp
let ada: Api
beforeAll(async () => {
  app = await testApp({ STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' })
  ada = await app.api('ada')
})
afterAll(() => app.close())

const log = async (query = '', api = ada) => (await api.get<{ items: Entry[] }>(`/settings-log${query}`)).items

test('who changed what is kept with what it was before, under the name it has now', async () => {
  const team = await ada.post<{ id: string; version: number }>('/teams', { name: 'Billing' })
  await ada.patch(`/teams/${team.id}`, { name: 'Money', members: [app.ids.mina], expectedVersion: team.version })
  const [changed, created] = await log(`?subject=team&subjectId=${team.id}`)
  expect(created).toMatchObject({
    person: { name: 'Ada Berg' },
    subject: 'team',
    name: 'Money',
    change: { created: 'Billing' },
    former: null,
  })
  expect(changed).toMatchObject({
    change: { name: 'Money', members: [Number(app.ids.mina)] },
    former: { name: 'Billing', members: [] },
  })
  await ada.patch(`/teams/${team.id}`, { name: 'Money' })
  expect(await log(`?subject=team&subjectId=${team.id}`)).toHaveLength(2)
})

test('what has a name in several languages is called by that of the reader', async () => {
  const desk = app.deskId
  await ada.post(`/desks/${desk}/categories`, { name: { en: 'Returns', ja: '返品' } })
  const as = async (language: string) => {
    const answer = await ada.call<{ items: Entry[] }>('GET', '/settings-log?subject=form&limit=1', undefined, {
      'accept-language': language,
    })
    return answer.body.items[0]?.name
  }
  expect([await as('ja'), await as('ko'), await as('en')]).toEqual(['返品', 'Returns', 'Returns'])
})

test('what is gone keeps the name it had', async () => {
  const label = await ada.post<{ id: string }>('/labels', { name: 'gone soon' })
  await ada.delete(`/labels/${label.id}`)
  expect((await log(`?subject=label&subjectId=${label.id}`)).map(({ name }) => name)).toEqual(['gone soon', 'gone soon'])
})

test('it is read in pages and narrowed by person, kind and time', async () => {
  const all = await log('?limit=200')
  const first = await ada.get<{ items: Entry[]; nextCursor: string }>('/settings-log?limit=2')
  const second = await ada.get<{ items: Entry[] }>(`/settings-log?limit=2&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
  const robot = await app.withKey('admin')
  await robot.post('/labels', { name: 'by a robot' })
  const [newest] = await log()
  expect(newest).toMatchObject({ name: 'by a robot', person: { name: 'a admin' } })
  expect((await log(`?person=${newest?.person?.id}`)).map(({ name }) => name)).toEqual(['by a robot'])
  expect(new Set((await log('?subject=desk')).map(({ subject }) => subject))).toEqual(new Set(['desk']))
  expect(await log(`?to=${all.at(-1)?.at}`)).toEqual([])
  expect(await log('?from=2999-01-01T00:00:00Z')).toEqual([])
  for (const query of ['person=x', 'subject=DROP', 'from=yesterday', 'limit=0', 'nonsense=1'])
    expect([query, (await ada.problem('GET', `/settings-log?${query}`)).code]).toEqual([query, 'invalid_input'])
})

test('only who may manage the settings reads it, and only of their own workspace', async () => {
  expect((await (await app.api('mina')).problem('GET', '/settings-log')).code).toBe('forbidden')
  expect((await (await app.api(null)).problem('GET', '/settings-log')).status).toBe(401)
  const other = await createWorkspace(app.app, {
    name: 'Other',
    admin: { name: 'Eve', email: 'eve@other.example', password: castPassword },
    desk: { name: 'Elsewhere', lifecycle: 'support', address: 'support@other.example' },
  })
  const key = await app.app.db.transaction(other.workspaceId, (tx) =>
    import('../access/index.ts').then(({ createKey }) => createKey(tx, { name: 'theirs', role: 'admin' }, null)),
  )
  const theirs = await (await app.withKey('admin')).call<{ items: Entry[] }>('GET', '/settings-log?limit=200', undefined, {
    authorization: `Bearer ${key.key}`,
  })
  const names = theirs.body.items.map(({ name }) => name)
  expect(names).toContain('Elsewhere')
  expect(names).not.toContain('Money')
  expect((await log('?limit=200')).map(({ name }) => name)).not.toContain('Elsewhere')
})

test('no password, key or secret ever stands in it', async () => {
  const secret = 'a-password-4711'
  const desk = await ada.post<{ id: string }>('/desks', { name: 'Secretive', lifecycle: 'inbox', address: 'secret@desk.example' })
  const relay = { host: '127.0.0.1', port: 2525, security: 'none', user: 'desk' }
  await ada.patch(`/desks/${desk.id}`, { relay: { ...relay, password: secret } })
  await ada.patch(`/desks/${desk.id}`, { relay: { ...relay, password: `${secret}-next` } })
  await ada.post(`/desks/${desk.id}/addresses`, {
    address: 'fetched@desk.example',
    imap: { host: '127.0.0.1', port: 1143, secure: false, user: 'desk', password: secret },
  })
  const key = await ada.post<{ id: string; key: string }>('/keys', { name: 'Sync', role: 'agent' })
  await ada.patch(`/keys/${key.id}`, { name: 'Nightly sync' })
  const hook = await ada.post<{ id: string; secret: string }>('/webhooks', {
    name: 'Hook',
    url: 'http://127.0.0.1:4999/hook?token=in-the-address',
    headers: { Authorization: `Bearer ${secret}` },
  })
  await ada.post(`/webhooks/${hook.id}/rotate-secret`)
  const rows = await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ all: string }>({ text: 'SELECT row_to_json(l)::text AS all FROM settings_log l WHERE workspace_id = $1' }, [tx.workspaceId]),
  )
  const kept = rows.map(({ all }) => all).join('\n')
  for (const hidden of [secret, key.key, hook.secret, 'in-the-address']) expect(kept.includes(hidden), hidden).toBe(false)
  const [second, first] = await log(`?subject=desk&subjectId=${desk.id}`)
  expect(first?.change).toEqual({ relay, relayPassword: 'changed' })
  expect(second).toMatchObject({ change: { relayPassword: 'changed' } })
})
