import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { authenticate, knownCaller } from '../../access/index.ts'
import { meRoutes } from '../../me/index.ts'
import { castPassword } from '../../testing/cast.ts'
import { testApp } from '../../testing/http.ts'
import { errorCatalogue } from '../errors/index.ts'
import { openLog } from '../log.ts'
import { createHttp } from './index.ts'

test('H4: no password, token, cookie, query or body reaches the log, whether a request succeeds or fails', async () => {
  const test1 = await testApp()
  let written = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  const app = { ...test1.app, log: openLog('trace', stream) }
  const http = await createHttp({
    app,
    authenticate: authenticate.bind(null, app),
    knownCaller: knownCaller.bind(null, app),
    webFolder: '/nowhere',
  })
  meRoutes(http)
  http.fastify.get('/boom/:token', async (request) => {
    throw new Error(`no such thing for ${request.id}`)
  })

  const canary = 'canary-9c1e'
  const signedIn = await http.fastify.inject({
    method: 'POST',
    url: `/api/v1/session?next=${canary}`,
    headers: { host: 'localhost', 'x-canary': canary },
    payload: { email: 'mina@desk.example', password: castPassword },
  })
  const token = signedIn.cookies[0]?.value ?? ''
  expect(token).toHaveLength(43)
  const headers = { host: 'localhost', cookie: `__Host-statedesk=${token}`, 'x-statedesk': '1' }
  await http.fastify.inject({ url: '/api/v1/session', headers })
  await http.fastify.inject({ method: 'PATCH', url: '/api/v1/me', headers, payload: { signature: canary } })
  await http.fastify.inject({ method: 'PATCH', url: '/api/v1/me', headers, payload: { nonsense: canary } })
  await http.fastify.inject({ url: `/api/v1/session`, headers: { ...headers, authorization: `Bearer sd_${canary}${canary}${canary}` } })
  const boom = await http.fastify.inject({ url: `/boom/${canary}`, headers })
  expect(boom.statusCode).toBe(500)

  expect(written).toContain('/api/v1/session')
  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const requests = lines.filter(({ msg }) => msg === 'request')
  expect(requests).toHaveLength(6)
  expect(requests[1]).toMatchObject({ level: 20, workspaceId: test1.workspaceId, method: 'GET', route: '/api/v1/session', status: 200 })
  expect(requests[1]?.requestId).toMatch(/^[\da-f-]{36}$/)
  expect(requests[1]?.ms).toBeGreaterThan(0)
  expect(requests[5]).toMatchObject({ level: 40, route: '/boom/:token', status: 500, requestId: boom.headers['x-request-id'] })
  expect(written).toContain('no such thing')
  for (const secret of [castPassword, token, canary, 'mina@desk.example']) expect(written).not.toContain(secret)
  await http.fastify.close()
  await test1.close()
})

test('what was written twice is answered as a conflict; where it is no name that two people chose, it is logged as ours', async () => {
  const test1 = await testApp()
  let written = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  const app = { ...test1.app, log: openLog('error', stream) }
  const http = await createHttp({
    app,
    authenticate: () => Promise.reject(new Error('not asked')),
    knownCaller: () => null,
    webFolder: '/nowhere',
  })
  http.fastify.get<{ Params: { constraint: string } }>('/twice/:constraint', async ({ params }) => {
    throw Object.assign(new Error('duplicate key value'), { code: '23505', constraint: params.constraint })
  })
  const answers = []
  for (const constraint of ['teams_workspace_id_name_key', 'labels_name', 'desk_addresses_address_key', 'events_pkey'])
    answers.push((await http.fastify.inject({ url: `/twice/${constraint}` })).json<{ status: number; code: string; detail: string }>())
  expect(answers.map(({ status, code }) => [status, code])).toEqual(Array.from({ length: 4 }, () => [409, 'already_exists']))
  const [named, , , other] = answers
  expect(named?.detail).toBe(errorCatalogue.already_exists.detail)
  expect(other?.detail).toContain('Reload')
  const lines = written.split('\n').filter(Boolean)
  expect(lines.map((line) => (JSON.parse(line) as { err: { constraint: string } }).err.constraint)).toEqual(['events_pkey'])
  await http.fastify.close()
  await test1.close()
})
