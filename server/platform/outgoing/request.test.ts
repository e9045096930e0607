import http, { type RequestListener } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { selfSigned } from '../../channels/email/self-signed.ts'
import { type Guard, guardOf } from './guard.ts'
import { sendRequest } from './request.ts'

const closers: (() => void)[] = []
afterAll(() => closers.forEach((close) => close()))

const inside = { allowNetworks: ['127.0.0.0/8'] }
const guard: Guard = guardOf(inside)
const impatient: Guard = { ...guard, wholeMs: 400 }

/** A server on an address of this machine that counts who connects. */
async function serve(answer: RequestListener | ((socket: net.Socket) => void), address = '127.0.0.1', raw = false) {
  let connections = 0
  const server = raw ? net.createServer(answer as (socket: net.Socket) => void) : http.createServer(answer as RequestListener)
  server.on('connection', (socket: net.Socket) => {
    connections += 1
    socket.on('error', () => {})
    closers.push(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  closers.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { port, url: `http://${address}:${port}/`, connections: () => connections }
}
const post = (guarded: Guard, url: string, more = {}) => sendRequest(guarded, { method: 'POST', url, body: '{}', ...more })

test('the limits are fifteen seconds for the whole and 64 KB of answer', () => {
  expect(guardOf(inside)).toMatchObject({ wholeMs: 15_000, bodyBytes: 65_536 })
})

test('a request arrives as it was written, on a connection of its own', async () => {
  const seen: unknown[] = []
  const server = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      const { host, connection, 'content-length': length, 'x-own': own } = request.headers
      seen.push({ method: request.method, url: request.url, host, connection, length, own, body })
      response.end('fine')
    })
  })
  const answer = await post(guard, `${server.url}in?a=1`, { body: '{"ü":1}', headers: { 'x-own': 'yes' } })
  expect(answer).toEqual({ ok: true, status: 200, body: Buffer.from('fine') })
  await post(guard, `${server.url}in?a=1`, { body: '{"ü":1}', headers: { 'x-own': 'yes' } })
  const host = `127.0.0.1:${server.port}`
  expect(seen[0]).toEqual({ method: 'POST', url: '/in?a=1', host, connection: 'close', length: '8', own: 'yes', body: '{"ü":1}' })
  expect(server.connections()).toBe(2)
})

test('G1 dial: without the operator’s word nothing is dialled, whatever form the address has', async () => {
  const server = await serve((_request, response) => response.end())
  const strict = guardOf({ allowNetworks: [] })
  for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f.1', 'localhost', '[::ffff:7f00:1]', '0.0.0.0']) {
    expect(await post(strict, `https://${host}:${server.port}/`)).toMatchObject({ ok: false, reason: 'address_refused' })
  }
  expect(server.connections()).toBe(0)
})

test('G1 dial: the address that was checked is the one that is dialled, though the name changes its answer in between', async () => {
  const allowed = await serve((_request, response) => response.end('allowed'), '127.0.0.2')
  const other = await new Promise<net.Server>((resolve) => {
    const server = net.createServer().listen(allowed.port, '127.0.0.3', () => resolve(server))
  })
  closers.push(() => other.close())
  let reached = 0
  other.on('connection', () => (reached += 1))
  const answers = ['127.0.0.2', '127.0.0.3', '127.0.0.3']
  let asked = 0
  const changing: Guard = {
    ...guardOf({ allowNetworks: ['127.0.0.2'] }),
    lookup: async () => [{ address: answers[asked++] ?? '127.0.0.3', family: 4 }],
  }
  expect(await post(changing, `http://changing.example:${allowed.port}/`)).toMatchObject({ ok: true, status: 200 })
  expect([asked, reached]).toEqual([1, 0])
  expect(await post(changing, `http://changing.example:${allowed.port}/`)).toMatchObject({ ok: false, reason: 'address_refused' })
  expect([asked, reached]).toEqual([2, 0])
})

test('G1 redirect: an answer that leads elsewhere is an answer, and is not followed', async () => {
  const target = await serve((_request, response) => response.end('secret'))
  for (const status of [301, 302, 303, 307, 308]) {
    const server = await serve((_request, response) => response.writeHead(status, { location: target.url }).end())
    expect(await post(guard, server.url)).toMatchObject({ ok: true, status, body: Buffer.alloc(0) })
  }
  expect(target.connections()).toBe(0)
})

test('G3 client: a byte at a time, silence and half an answer end after the time for the whole', async () => {
  const dribble = await serve((_request, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const slowHeaders = await serve(
    (socket: net.Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ')
      const timer = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(timer))
    },
    '127.0.0.1',
    true,
  )
  const silent = await serve(() => {})
  const startedAt = performance.now()
  const answers = await Promise.all([dribble, slowHeaders, silent].map((server) => post(impatient, server.url)))
  expect(answers.map((answer) => !answer.ok && answer.reason)).toEqual(['timeout', 'timeout', 'timeout'])
  expect(performance.now() - startedAt).toBeLessThan(guard.wholeMs)
})

test('G3 client: a name server that is silent is given up as well', async () => {
  const silent: Guard = { ...guard, wholeMs: 100, lookup: () => new Promise(() => {}) }
  expect(await post(silent, 'https://slow.example/')).toEqual({ ok: false, reason: 'timeout' })
})

test('G3 client: of a gigabyte 64 KB are read, announced or not; endless headers as well', async () => {
  let written = 0
  const endless: RequestListener = (_request, response) => {
    const chunk = Buffer.alloc(65_536, 'x')
    const more = () => {
      while (!response.destroyed && written < 1_073_741_824) {
        written += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
    }
    more()
  }
  const unannounced = await serve(endless)
  const announced = await serve((_request, response) => response.writeHead(200, { 'content-length': 1_073_741_824 }).write('x'))
  const headers = await serve((socket: net.Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}`), '127.0.0.1', true)
  for (const server of [unannounced, announced, headers]) {
    expect(await post(guard, server.url)).toEqual({ ok: false, reason: 'too_large' })
  }
  expect(written).toBeLessThan(16 * 1024 * 1024)
})

test('G3 client: no server, no answer, nonsense and a switch of protocols are failures of their own kind', async () => {
  const gone = await serve((socket: net.Socket) => socket.destroy(), '127.0.0.1', true)
  const nonsense = await serve((socket: net.Socket) => socket.end('220 mail.example ESMTP\r\n'), '127.0.0.1', true)
  const upgrade = await serve(
    (socket: net.Socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    '127.0.0.1',
    true,
  )
  const cut = await serve((socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'), '127.0.0.1', true)
  for (const server of [gone, nonsense, upgrade, cut]) expect(await post(guard, server.url)).toEqual({ ok: false, reason: 'broken_answer' })
  const closed = net.createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  expect(await post(guard, `http://127.0.0.1:${port}/`)).toEqual({ ok: false, reason: 'unreachable' })
})

test('G3 client: a certificate that has expired, is for another name or by nobody known is refused', async () => {
  const good = selfSigned('hooks.example', new Date())
  const expired = selfSigned('hooks.example', new Date('2001-01-01'))
  let received = 0
  const serveTls = async (pair: { key: string; cert: string }) => {
    const server = https.createServer(pair, (_request, response) => {
      received += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => server.close())
    return (server.address() as AddressInfo).port
  }
  const [goodPort, expiredPort] = [await serveTls(good), await serveTls(expired)]
  const trusting: Guard = {
    ...guard,
    ca: good.cert,
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  }
  expect(await post(trusting, `https://hooks.example:${goodPort}/`)).toMatchObject({ ok: true, status: 200 })
  expect(received).toBe(1)
  expect(await post({ ...trusting, ca: expired.cert }, `https://hooks.example:${expiredPort}/`)).toEqual({ ok: false, reason: 'tls' })
  expect(await post(trusting, `https://other.example:${goodPort}/`)).toEqual({ ok: false, reason: 'tls' })
  expect(await post({ ...trusting, ca: undefined }, `https://hooks.example:${goodPort}/`)).toEqual({ ok: false, reason: 'tls' })
  const plain = await serve((_request, response) => response.end())
  expect(await post(trusting, `https://hooks.example:${plain.port}/`)).toEqual({ ok: false, reason: 'tls' })
  expect(received).toBe(1)
})
