import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtInLifecycles, support } from '../../lifecycle/index.ts'
import type { Api } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Row {
  id: string
  key: string
  name: { en: string }
  builtIn: boolean
  versions: { version: number; state: string; publishedAt: string | null }[]
}

let app: TestApp
let ada: Api
beforeAll(async () => {
  app = await testApp()
  ada = await app.api('ada')
})
afterAll(() => app.close())

const copy = () =>
  JSON.parse(JSON.stringify(support)) as Record<string, unknown> & { statuses: Record<string, unknown>; transitions: unknown[] }

test('a workspace starts with the five, each published and without an error', async () => {
  const { items } = await ada.get<{ items: Row[] }>('/lifecycles')
  expect(items.map((item) => item.key)).toEqual(Object.keys(builtInLifecycles))
  expect(items.every((item) => item.builtIn && item.versions.length === 1 && item.versions[0]?.state === 'published')).toBe(true)
  for (const { id, key } of items) {
    const detail = await ada.get<{ definition: unknown; findings: { severity: string }[]; diagram: string }>(`/lifecycles/${id}/versions/1`)
    expect(detail.definition).toEqual(JSON.parse(JSON.stringify(builtInLifecycles[key])))
    expect(detail.findings.filter((finding) => finding.severity === 'error')).toEqual([])
    expect(detail.diagram).toMatch(/^stateDiagram-v2/)
  }
})

test('one’s own lifecycle is a draft, is published once, and desks can then work by it', async () => {
  const made = await ada.post<{ id: string; version: number; findings: unknown[] }>('/lifecycles', {
    key: 'returns',
    name: 'Returns',
    definition: copy(),
  })
  expect(made.version).toBe(1)
  expect((await ada.problem('POST', '/desks', { name: 'Returns', lifecycle: 'returns' })).errors?.[0]?.path).toBe('lifecycle')
  await ada.post(`/lifecycles/${made.id}/versions/1/publish`)
  const desk = await ada.post<{ id: string; lifecycle: { key: string; version: number } }>('/desks', {
    name: 'Returns',
    lifecycle: 'returns',
  })
  expect(desk.lifecycle).toMatchObject({ key: 'returns', version: 1, name: { en: 'Returns', ja: 'Returns' } })

  const next = copy()
  next.statuses['parcel_back'] = { category: 'open', colour: 'teal', label: { en: 'Parcel back', ja: '返品到着', ko: '반품 도착' } }
  next.transitions.push({ on: 'status_set', from: ['open'], to: 'parcel_back', by: ['agent', 'admin'] })
  next.transitions.push({ on: 'close', from: ['parcel_back'], to: 'closed', by: ['agent', 'admin'] })
  expect((await ada.post<{ version: number }>(`/lifecycles/${made.id}/versions`, { definition: next })).version).toBe(2)
  expect((await ada.get<{ lifecycle: { version: number } }>(`/desks/${desk.id}`)).lifecycle.version).toBe(1)
  await ada.post(`/lifecycles/${made.id}/versions/2/publish`)
  const after = await ada.get<{ lifecycle: { version: number; statuses: { key: string }[] } }>(`/desks/${desk.id}`)
  expect(after.lifecycle.version).toBe(2)
  expect(after.lifecycle.statuses.map((status) => status.key)).toContain('parcel_back')
})

test('a lifecycle with an error in it is not published, and its findings say why', async () => {
  const broken = copy()
  broken.statuses['island'] = { category: 'open', colour: 'red', label: { en: 'Island', ja: '島', ko: '섬' } }
  const { findings } = await ada.post<{ findings: { code: string; severity: string }[] }>('/lifecycles/check', { definition: broken })
  expect(findings.some((finding) => finding.severity === 'error' && finding.code === 'unreachable_status')).toBe(true)
  const made = await ada.post<{ id: string }>('/lifecycles', { key: 'broken', name: 'Broken', definition: broken })
  const problem = await ada.problem('POST', `/lifecycles/${made.id}/versions/1/publish`)
  expect(problem.code).toBe('invalid_lifecycle')
  expect(JSON.stringify(problem['findings'])).toContain('unreachable_status')
})

test('what is not a lifecycle at all is told with every path', async () => {
  const problem = await ada.problem('POST', '/lifecycles/check', {
    definition: { key: 'X', statuses: { a: { colour: 'pink' } }, transitions: [{ on: 'never' }] },
  })
  expect(problem.code).toBe('invalid_input')
  expect(problem.errors?.map((error) => error.path)).toContain('definition.statuses.a.colour')
  expect(problem.errors?.length).toBeGreaterThan(3)
})

test('a built-in stays as it is, a key is taken once, and only who manages lifecycles may', async () => {
  const { items } = await ada.get<{ items: Row[] }>('/lifecycles')
  const builtIn = items.find((item) => item.key === 'support')
  expect((await ada.problem('POST', `/lifecycles/${builtIn?.id}/versions`, { definition: copy() })).code).toBe('in_use')
  expect((await ada.problem('POST', '/lifecycles', { key: 'support', name: 'Mine', definition: copy() })).code).toBe('already_exists')
  expect((await ada.problem('POST', '/lifecycles/999999/versions', { definition: copy() })).code).toBe('not_found')
  expect((await ada.problem('GET', `/lifecycles/${builtIn?.id}/versions/9`)).code).toBe('not_found')
  const mina = await app.api('mina')
  expect((await mina.problem('POST', '/lifecycles', {})).permission).toBe('lifecycles.manage')
  expect((await mina.problem('POST', `/lifecycles/${builtIn?.id}/versions/1/publish`)).permission).toBe('lifecycles.manage')
})

test('a published version cannot be changed, whoever tries', async () => {
  const change = app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: `UPDATE lifecycle_versions SET definition = '{}' WHERE workspace_id = $1` }, [tx.workspaceId]),
  )
  await expect(change).rejects.toThrow(/immutable/)
})

test('a lifecycle is read once per process and database', async () => {
  const { lifecycleVersion } = await import('./index.ts')
  const read = () =>
    app.app.db.transaction(app.workspaceId, async (tx) => {
      const { id } = await tx.one<{ id: number }>(
        { text: 'SELECT id FROM lifecycle_versions WHERE workspace_id = $1 AND published_at IS NOT NULL ORDER BY id LIMIT 1' },
        [tx.workspaceId],
      )
      return lifecycleVersion(tx, id)
    })
  expect(await read()).toBe(await read())
})
