import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Desk {
  id: string
  version: number
  name: string
  signature: string
  relay: { host: string; port: number; security: string; user: string | null; hasPassword: boolean } | null
  addresses: { id: string; version: number }[]
}

let app: TestApp
let ada: Api
let desk: Desk
beforeAll(async () => {
  app = await testApp()
  ada = await app.api('ada')
  desk = await ada.post<Desk>('/desks', { name: 'Relayed', lifecycle: 'support', address: 'relayed@desk.example' })
})
afterAll(() => app.close())

const relay = { host: 'smtp.example.com', port: 587, security: 'starttls', user: 'relayed@example.com' }
const change = (body: unknown) => ada.patch<Desk>(`/desks/${desk.id}`, body)
const problem = (body: unknown) => ada.problem('PATCH', `/desks/${desk.id}`, body)

test('a desk gets a relay of its own, whose password is never read back', async () => {
  expect(desk.relay).toBe(null)
  const changed = await change({ relay: { ...relay, password: 'a password' } })
  expect(changed.relay).toEqual({ ...relay, hasPassword: true })
  expect(JSON.stringify(await ada.get(`/desks/${desk.id}`))).not.toContain('a password')
  const renamed = await change({ relay, fromName: 'Relayed' })
  expect(renamed.relay).toEqual({ ...relay, hasPassword: true })
})

test('a kept password goes only to the server and the user it was meant for', async () => {
  await change({ relay: { ...relay, password: 'a password' } })
  for (const other of [{ host: 'smtp.evil.example' }, { port: 465 }, { security: 'tls' }, { user: 'somebody' }])
    expect([other, (await problem({ relay: { ...relay, ...other } })).errors?.[0]?.path]).toEqual([other, 'relay.password'])
  expect((await change({ relay: null })).relay).toBe(null)
  expect((await problem({ relay })).errors?.[0]?.path).toBe('relay.password')
  expect((await change({ relay: { ...relay, user: null } })).relay).toEqual({ ...relay, user: null, hasPassword: false })
})

test('G2 relay: one that is not public is refused when it is typed, and in the clear only where the operator allowed', async () => {
  for (const host of ['127.0.0.1', '127.1', '0x7f.1', '::1', '169.254.169.254', '10.0.0.1', 'localhost']) {
    const refused = await problem({ relay: { ...relay, host, password: 'x' } })
    expect([host, refused.errors?.[0]?.path]).toEqual([host, 'relay.host'])
    expect(refused.detail).toContain('STATEDESK_ALLOW_NETWORKS')
  }
  for (const port of [22, 80, 143, 5432])
    expect((await problem({ relay: { ...relay, port, password: 'x' } })).errors?.[0]?.path).toBe('relay.port')
  expect((await problem({ relay: { ...relay, host: '93.184.215.14', security: 'none', password: 'x' } })).errors?.[0]?.path).toBe(
    'relay.security',
  )
  const tried = await ada.post<{ ok: boolean; fault: { code: string } }>(`/desks/${desk.id}/relay/test`, {
    relay: { host: '127.0.0.1', port: 2525, security: 'starttls' },
  })
  expect([tried.ok, tried.fault.code]).toEqual([false, 'address_refused'])
  const mailbox = await ada.post<{ fault: { code: string } }>(`/desks/${desk.id}/mailbox/test`, {
    imap: { host: '127.0.0.1', port: 1143, user: 'x', password: 'y' },
  })
  expect(mailbox.fault.code).toBe('address_refused')
})

test('who edited an older version of the desk, or of an address, is told; without one the last word counts', async () => {
  const before = await ada.get<Desk>(`/desks/${desk.id}`)
  await change({ signature: 'First', expectedVersion: before.version })
  const conflict = await problem({ signature: 'Second', expectedVersion: before.version })
  expect([conflict.status, conflict.code]).toEqual([409, 'version_conflict'])
  expect((await ada.get<Desk>(`/desks/${desk.id}`)).signature).toBe('First')
  expect((await change({ signature: 'Third' })).signature).toBe('Third')
  const path = `/desks/${desk.id}/addresses/${before.addresses[0]?.id}`
  await ada.patch(path, { trustedRelays: ['10.0.0.1'], expectedVersion: before.addresses[0]?.version })
  const second = await ada.problem('PATCH', path, { trustedRelays: [], expectedVersion: before.addresses[0]?.version })
  expect(second.code).toBe('version_conflict')
})

test('only who manages the settings may try a relay or a mailbox, and there must be one', async () => {
  const mina = await app.api('mina')
  for (const way of ['relay', 'mailbox']) {
    expect((await mina.problem('POST', `/desks/${desk.id}/${way}/test`, {})).code).toBe('forbidden')
    expect((await ada.problem('POST', `/desks/999999/${way}/test`, {})).code).toBe('not_found')
    expect((await ada.problem('POST', `/desks/${desk.id}/${way}/test`, { nonsense: 1 })).code).toBe('invalid_input')
  }
  await change({ relay: null })
  expect((await ada.problem('POST', `/desks/${desk.id}/relay/test`, {})).errors?.[0]?.path).toBe('relay')
  expect((await ada.problem('POST', `/desks/${desk.id}/mailbox/test`, {})).errors?.[0]?.path).toBe('imap')
  expect((await ada.problem('POST', `/desks/${desk.id}/mailbox/test`, { address: desk.addresses[0]?.id })).code).toBe('not_found')
})
