import net, { type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Desk {
  id: string
  addresses: { id: string; imap: { host: string; error: string | null } | null }[]
}

let app: TestApp
let ada: Api
let desk: Desk
beforeAll(async () => {
  app = await testApp()
  ada = await app.api('ada')
  desk = await ada.post<Desk>('/desks', { name: 'Fetched', lifecycle: 'inbox' })
})
afterAll(() => app.close())

const imap = (host: string, port = 993) => ({ host, port, user: 'support', password: 'a password' })

test('G2 mailbox: a mail server that is not public is refused when it is typed, new or changed', async () => {
  const added = await ada.post<Desk>(`/desks/${desk.id}/addresses`, { address: 'ok@desk.example', imap: imap('imap.example.com') })
  const path = `/desks/${desk.id}/addresses/${added.addresses[0]?.id}`
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '::1',
    '::ffff:7f00:1',
    '169.254.169.254',
    '10.0.0.1',
    'fd00::1',
    'localhost',
    'localhost.',
  ]) {
    for (const problem of [
      await ada.problem('POST', `/desks/${desk.id}/addresses`, { address: 'inside@desk.example', imap: imap(host) }),
      await ada.problem('PATCH', path, { imap: imap(host) }),
    ]) {
      expect([host, problem.status, problem.errors?.[0]?.path]).toEqual([host, 422, 'imap.host'])
      expect(problem.detail).toContain('STATEDESK_ALLOW_NETWORKS')
    }
  }
  for (const port of [22, 25, 80, 5432, 6379]) {
    const problem = await ada.problem('PATCH', path, { imap: imap('imap.example.com', port) })
    expect([port, problem.errors?.[0]?.path]).toEqual([port, 'imap.port'])
  }
  const after = await ada.get<Desk>(`/desks/${desk.id}`)
  expect(after.addresses.map((address) => address.imap?.host)).toEqual(['imap.example.com'])
})

test('G2 mailbox: one that was saved before is not dialled; what stands behind it is not told', async () => {
  let connections = 0
  const inside = net.createServer((socket) => {
    connections += 1
    socket.end('* OK canary-banner\r\n')
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  const { port } = inside.address() as AddressInfo
  const added = await ada.post<Desk>(`/desks/${desk.id}/addresses`, { address: 'later@desk.example', imap: imap('imap.example.com') })
  const address = added.addresses.at(-1)?.id
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: `UPDATE mail_addresses SET imap = imap || $2, imap_error = NULL, imap_checked_at = NULL WHERE id = $1` }, [
      address,
      { host: 'localhost', port, secure: false },
    ]),
  )
  app.app.wake('imap')
  let error: string | null | undefined
  for (let waited = 0; waited < 600 && !error?.includes('not public'); waited += 1) {
    await pause(50)
    error = (await ada.get<Desk>(`/desks/${desk.id}`)).addresses.find(({ id }) => id === address)?.imap?.error
  }
  expect(error).toContain('leads to an address that is not public')
  expect(error).toContain('STATEDESK_ALLOW_NETWORKS')
  expect(error).not.toContain('127.0.0.1')
  expect(connections).toBe(0)
  await new Promise((resolve) => inside.close(resolve))
})
