import { createServer, get } from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limitConnections } from './platform/http/connections.ts'
import type { Api } from './testing/api.ts'
import { type TestApp, testApp } from './testing/http.ts'

const megabyte = 1024 ** 2

describe('downloads and connections', () => {
  let own: TestApp
  let ada: Api & { key: string }
  beforeAll(async () => {
    own = await testApp()
    ada = await own.withKey('admin')
  })
  afterAll(() => own.close())

  async function upload(bytes: Buffer): Promise<{ id: string; size: number }> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), 'large.bin')
    const response = await fetch(`${own.url}/api/v1/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.key}` },
      body: form,
    })
    return (await response.json()) as { id: string; size: number }
  }

  const bytesOf = (id: string) => fetch(`${own.url}/api/v1/attachments/${id}`, { headers: { authorization: `Bearer ${ada.key}` } })

  test('fault 18: downloads that nobody reads on hold a little memory and no connection to the database', async () => {
    const bytes = Buffer.alloc(4 * megabyte, 'statedesk ')
    const { id } = await upload(bytes)
    expect(Buffer.from(await (await bytesOf(id)).arrayBuffer()).equals(bytes)).toBe(true)
    const work = async () => {
      const began = performance.now()
      await Promise.all(Array.from({ length: 15 }, () => ada.get('/tickets')))
      return performance.now() - began
    }
    const idle = Math.max(await work(), await work())
    const before = process.memoryUsage().arrayBuffers
    const readers = await Promise.all(Array.from({ length: 24 }, () => half(new URL(own.url), id)))
    try {
      await pause(200)
      // What other work left behind here is collected sooner or later; what is held for the readers stays.
      await expect.poll(() => process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * megabyte)
      expect(Math.min(await work(), await work(), await work())).toBeLessThan(2 * idle + 3_000)
      await expect.poll(() => own.app.db.pool.waitingCount).toBe(0)
    } finally {
      for (const reader of readers) reader.destroy()
    }
  })

  function half(url: URL, id: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(url.port), url.hostname, () => {
        socket.write(`GET /api/v1/attachments/${id} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${ada.key}\r\n\r\n`)
      })
      socket.once('error', reject)
      socket.once('data', () => {
        socket.pause()
        resolve(socket)
      })
    })
  }

  test('a stored file that is no longer what was stored is not served (fault 15)', async () => {
    const bytes = Buffer.alloc(3 * megabyte, 'intact ')
    const { id } = await upload(bytes)
    await own.app.db.transaction(own.workspaceId, (tx) =>
      tx.run(
        {
          text: `UPDATE blobs SET bytes = set_byte(bytes, 2500000, 1) WHERE workspace_id = $1 AND id = (SELECT blob_id FROM attachments WHERE id = $2)`,
        },
        [own.workspaceId, id],
      ),
    )
    await expect(bytesOf(id).then((response) => response.arrayBuffer())).rejects.toThrow()
  })

  test('fault 18: uploads broken off leave nothing, and who sends no headers, or reads nothing, is not waited for', async () => {
    const count = () =>
      own.app.db.transaction(own.workspaceId, (tx) => tx.one<{ n: number }>({ text: 'SELECT count(*)::int AS n FROM attachments' }))
    const before = await count()
    const url = new URL(own.url)
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = net.connect(Number(url.port), url.hostname)
        await new Promise<void>((resolve) => {
          socket.write(
            `POST /api/v1/uploads HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${ada.key}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n${'x'.repeat(200_000)}`,
            () => resolve(),
          )
        })
        socket.destroy()
      }),
    )
    expect((await ada.call('GET', '/tickets')).status).toBe(200)
    expect(await count()).toEqual(before)
  })
})

test('fault 18: of too many connections those idle longest go, and who works goes on', async () => {
  const server = createServer((_request, response) => setTimeout(() => response.end('here'), 20))
  limitConnections(server, 30)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const idle: Socket[] = []
  let closed = 0
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      get({ port, agent: false }, (response) => response.once('data', (chunk: Buffer) => resolve(String(chunk)))).once('error', reject)
    })
  for (let n = 0; n < 200; n += 1) {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.once('close', () => (closed += 1))
    idle.push(socket)
    if (n % 20 === 0) expect(await ask()).toBe('here')
  }
  while (closed < 165) await pause(10)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['here', 'here', 'here'])
  const count = await new Promise<number>((resolve) => server.getConnections((_error, n) => resolve(n)))
  expect(count).toBeLessThanOrEqual(30)
  for (const socket of idle) socket.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
