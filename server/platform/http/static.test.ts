import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate, knownCaller } from '../../access/index.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { createHttp, type Http } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'statedesk-web-'))
let app: TestApp
let built: Http
let unbuilt: Http
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Statedesk</title>')
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets', 'app-4f3a.js'), 'export {}')
  app = await testApp()
  const options = { app: app.app, authenticate: authenticate.bind(null, app.app), knownCaller: knownCaller.bind(null, app.app) }
  built = await createHttp({ ...options, webFolder: folder })
  unbuilt = await createHttp({ ...options, webFolder: join(folder, 'nothing') })
})
afterAll(async () => {
  await Promise.all([built.fastify.close(), unbuilt.fastify.close(), app.close()])
  rmSync(folder, { recursive: true })
})

const ask = (http: Http, url: string, accept = 'text/html,*/*', method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  http.fastify.inject({ method, url, headers: { accept, host: 'localhost' } })

test.each(['/', '/tickets/TKT-0412', '/settings/desks?tab=mail'])('%s is the app, fresh each time and under its policy', async (url) => {
  const page = await ask(built, url)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('<title>Statedesk</title>')
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.headers['content-security-policy']).toBe(
    "default-src 'self';script-src 'self';style-src 'self';style-src-attr 'unsafe-inline';img-src 'self' data: blob:;connect-src 'self';" +
      "worker-src 'self';manifest-src 'self';frame-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  )
})

test('files with a hash in their name are kept for a year, others are asked for again', async () => {
  const script = await ask(built, '/assets/app-4f3a.js', '*/*')
  expect([script.statusCode, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  expect(script.headers['content-type']).toMatch(/javascript/)
  const icon = await ask(built, '/icon.svg', 'image/*')
  expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache'])
})

test.each([
  '/assets/missing.js',
  '/missing.png',
  '/api/nothing',
  '/content/nothing',
  '/../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/index.html',
])('%s is not there, and no page pretends to be it', async (url) => {
  const answer = await ask(built, url, 'image/*')
  expect(answer.statusCode).toBe(404)
  expect(answer.json<{ code: string }>().code).toBe('not_found')
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('posting to a page changes nothing and finds nothing', async () => {
  expect([404, 405]).toContain((await ask(built, '/tickets/1', 'text/html', 'POST')).statusCode)
})

test('before the screens are built a page says how to build them', async () => {
  const page = await ask(unbuilt, '/')
  expect(page.statusCode).toBe(503)
  expect(page.body).toContain('npm run build')
  expect((await ask(unbuilt, '/healthz')).statusCode).toBe(200)
})

test('over https the browser is told to stay there', async () => {
  const trusting = { ...app.app, config: { ...app.app.config, trustProxy: ['127.0.0.1'] } }
  const http = await createHttp({
    app: trusting,
    authenticate: authenticate.bind(null, trusting),
    knownCaller: knownCaller.bind(null, trusting),
    webFolder: folder,
  })
  const secure = await http.fastify.inject({
    url: '/',
    headers: { accept: 'text/html', host: 'help.example.com', 'x-forwarded-proto': 'https' },
  })
  expect([secure.statusCode, secure.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000; includeSubDomains'])
  const forged = await built.fastify.inject({
    url: '/',
    headers: { accept: 'text/html', host: 'help.example.com', 'x-forwarded-proto': 'https' },
  })
  expect([forged.statusCode, forged.headers['strict-transport-security']]).toEqual([403, undefined])
  await http.fastify.close()
})
