import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ApiProblem, type Client, createClient, isProblem, queryString } from './client.ts'

let server: Server | undefined
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

async function clientFor(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Client> {
  server = createServer(handle)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return createClient({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

const problem = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify(body))
}

test('an answer is the body', async () => {
  const client = await clientFor((request, response) => response.end(JSON.stringify({ url: request.url })))
  expect(await client.get('/tickets', { view: 'all', desk: undefined, q: '' })).toEqual({ url: '/tickets?view=all' })
})

test('every write carries the header that foreign pages cannot send, and reads do not', async () => {
  const client = await clientFor((request, response) =>
    response.end(JSON.stringify({ method: request.method, guard: request.headers['x-statedesk'] ?? null })),
  )
  expect(await client.get('/x')).toEqual({ method: 'GET', guard: null })
  for (const method of ['post', 'put', 'patch', 'delete'] as const) {
    expect(await client[method]('/x')).toEqual({ method: method.toUpperCase(), guard: '1' })
  }
})

test('a refusal is a problem with its code, its sentence and its extras', async () => {
  const client = await clientFor((_request, response) =>
    problem(response, 409, { code: 'already_assigned', detail: 'Mina has it.', assignee: { id: '3', name: 'Mina' } }),
  )
  const error = await client.post('/tickets/TKT-1/take').catch((caught: unknown) => caught)
  expect(isProblem(error, 'already_assigned')).toBe(true)
  expect(isProblem(error, 'stale_reply')).toBe(false)
  expect(error).toMatchObject({ status: 409, detail: 'Mina has it.', extra: { assignee: { name: 'Mina' } } })
})

test('what is wrong with each field comes along', async () => {
  const client = await clientFor((_request, response) =>
    problem(response, 422, { code: 'invalid_input', detail: 'No.', errors: [{ path: 'title', message: 'Too long.' }] }),
  )
  await expect(client.post('/tickets')).rejects.toMatchObject({ errors: [{ path: 'title', message: 'Too long.' }] })
})

test('an answer that is no JSON is a problem with words, not a syntax error', async () => {
  const client = await clientFor((_request, response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<h1>Bad gateway</h1>')
  })
  await expect(client.get('/x')).rejects.toMatchObject({ status: 502, code: 'http_502' })
})

test('a server out of reach is a problem too', async () => {
  const client = createClient({ base: 'http://127.0.0.1:1' })
  await expect(client.get('/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('nothing comes back from an answer without content', async () => {
  const client = await clientFor((_request, response) => {
    response.writeHead(204)
    response.end()
  })
  expect(await client.delete('/x')).toBeUndefined()
})

test('a retried write says that it is the same one', async () => {
  const client = await clientFor((request, response) => response.end(JSON.stringify({ key: request.headers['idempotency-key'] })))
  expect(await client.post('/x', {}, { idempotencyKey: 'k1' })).toEqual({ key: 'k1' })
})

test('only what was asked stands in the address', () => {
  expect(queryString({ a: 1, b: null, c: undefined, d: '', e: false, f: 'x y' })).toBe('?a=1&e=false&f=x+y')
  expect(queryString({})).toBe('')
  expect(new ApiProblem(500, {}).detail).toBe('HTTP 500')
})
