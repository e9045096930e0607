import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/http.ts'

interface Operation {
  operationId: string
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; schema?: unknown }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description?: string; content?: Record<string, { schema: Record<string, unknown> }> }>
}

let app: TestApp
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }
let operations: { name: string; path: string; operation: Operation }[]
beforeAll(async () => {
  app = await testApp()
  document = await (await app.api('ada')).get('/api/v1/openapi.json')
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
  )
})
afterAll(() => app.close())

test('the document is OpenAPI 3.1 and names every operation once', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(operations.length).toBeGreaterThan(30)
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every operation has a summary, a tag, a schema for its success and the problem document', () => {
  const bad = operations.filter(({ operation }) => {
    const [success, ...others] = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
    const answer = success && operation.responses[success]
    const hasSchema =
      success === '204' || (answer && Object.values(answer.content ?? {}).some(({ schema }) => schema && Object.keys(schema).length > 0))
    const problem = operation.responses['default']?.content?.['application/problem+json']
    return !operation.summary || operation.tags?.length !== 1 || others.length > 0 || !hasSchema || !problem
  })
  expect(bad.map(({ name }) => name)).toEqual([])
})

test('every parameter in an address is described', () => {
  const bad = operations.filter(({ path, operation }) => {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name))
    const given = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
    return wanted.sort().join() !== given.sort().join()
  })
  expect(bad.map(({ name }) => name)).toEqual([])
})

test('every reference leads to a schema', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(references.length).toBeGreaterThan(30)
  expect(references.filter((name) => !(name in document.components.schemas))).toEqual([])
})

test('set-up and health are not in need of a key, everything else is', () => {
  const open = operations.filter(({ operation }) => JSON.stringify((operation as { security?: unknown }).security) === '[]')
  expect(open.map(({ name }) => name).sort()).toEqual([
    'GET /api/v1/setup',
    'GET /api/v1/setup/lifecycles',
    'POST /api/v1/session',
    'POST /api/v1/setup',
  ])
})

test('E1 anonymous: a stranger gets 401 from every other operation, whatever they send', async () => {
  const stranger = await app.api(null)
  const wrong: string[] = []
  for (const { name, operation } of operations) {
    if (JSON.stringify((operation as { security?: unknown }).security) === '[]') continue
    const [method = '', path = ''] = name.split(' ')
    const answer = await stranger.call<{ code: string }>(
      method,
      path.replace(/\{\w+\}/g, '1'),
      method === 'GET' || method === 'DELETE' ? undefined : {},
    )
    if (answer.status !== 401 || answer.body.code !== 'not_signed_in') wrong.push(`${name}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})
