import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '../access/index.ts'
import { desksForNewTicket } from './index.ts'
import { type TestApp, testApp } from '../testing/http.ts'
import type { Api } from '../testing/api.ts'

interface Desk {
  id: string
  name: string
  address: string | null
  isDefault: boolean
  addresses: { id: string; address: string; isPrimary: boolean; imap: Record<string, unknown> | null }[]
  settings: Record<string, unknown>
}

let app: TestApp
let ada: Api
beforeAll(async () => {
  app = await testApp()
  ada = await app.api('ada')
})
afterAll(() => app.close())

test('a new desk works by the newest version of its lifecycle, and is open to its maker, to admins and to keys', async () => {
  const key = await app.withKey('agent')
  const desk = await ada.post<Desk>('/desks', { name: 'Chat', lifecycle: 'live', address: 'chat@desk.example' })
  expect(desk).toMatchObject({
    name: 'Chat',
    address: 'chat@desk.example',
    isDefault: false,
    lifecycle: { key: 'live', version: 1 },
    fromName: 'Chat',
    signature: '',
    replyToken: 'address',
    addresses: [{ address: 'chat@desk.example', kind: 'smtp', isPrimary: true, trustedRelays: [], trustedAuthservId: null }],
    settings: { idleMinutes: 10, returnMinutes: 60, returnAfterTime: false, returnOnCustomerMessage: false, replyMovesWaiting: true },
  })
  expect((await key.get<Desk>(`/desks/${desk.id}`)).name).toBe('Chat')
  expect((await (await app.api('mina')).problem('GET', `/desks/${desk.id}`)).code).toBe('not_found')
})

test('on a sign-off desk agents begin with what is assigned to them', async () => {
  const desk = await ada.post<Desk>('/desks', { name: 'Approvals', lifecycle: 'sign-off' })
  await ada.patch(`/agents/${app.ids.mina}`, { desks: [app.deskId, desk.id] })
  const rows = await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ user: number; all: boolean | null }>(
      { text: 'SELECT user_id AS user, view_all AS all FROM desk_members WHERE workspace_id = $1 AND desk_id = $2' },
      [tx.workspaceId, desk.id],
    ),
  )
  expect(rows.find((row) => row.user === Number(app.ids.mina))?.all).toBe(false)
  expect(rows.find((row) => row.user === Number(app.ids.ada))?.all).toBe(null)
})

test('names and addresses are taken once; an unknown lifecycle is named', async () => {
  expect((await ada.problem('POST', '/desks', { name: 'Support', lifecycle: 'inbox' })).code).toBe('already_exists')
  expect((await ada.problem('POST', '/desks', { name: 'New', lifecycle: 'inbox', address: 'support@desk.example' })).code).toBe(
    'already_exists',
  )
  expect((await ada.problem('POST', '/desks', { name: 'New', lifecycle: 'kanban' })).errors?.[0]).toEqual({
    path: 'lifecycle',
    message: 'is not one of inbox, live, contact-center, support, sign-off',
  })
  expect((await ada.get<{ items: Desk[] }>('/desks')).items.some((desk) => desk.name === 'New')).toBe(false)
})

test('a desk’s words and settings are changed, one without touching the others', async () => {
  const changed = await ada.patch<Desk>(`/desks/${app.deskId}`, {
    fromName: 'Example Support',
    signature: 'Your Example team',
    replyToken: 'message_id',
    settings: { idleMinutes: 5, holdMail: { subject: 'A little patience', text: 'We are on it.' } },
  })
  expect(changed).toMatchObject({ fromName: 'Example Support', signature: 'Your Example team', replyToken: 'message_id' })
  expect(changed.settings).toMatchObject({
    idleMinutes: 5,
    returnMinutes: 60,
    holdMail: { subject: 'A little patience', text: 'We are on it.' },
  })
  const again = await ada.patch<Desk>(`/desks/${app.deskId}`, { settings: { returnMinutes: 30 } })
  expect(again.settings).toMatchObject({ idleMinutes: 5, returnMinutes: 30 })

  const problem = await ada.problem('PATCH', `/desks/${app.deskId}`, {
    fromName: 'Ada\r\nBcc: evil@example.com',
    settings: { idleMinutes: 0, holdMail: { subject: 'a\nb', text: '' }, secret: 1 },
  })
  expect(problem.errors?.map((error) => error.path).sort()).toEqual([
    'fromName',
    'settings.holdMail.subject',
    'settings.holdMail.text',
    'settings.idleMinutes',
    'settings.secret',
  ])
  expect((await (await app.api('mina')).problem('PATCH', `/desks/${app.deskId}`, { name: 'Mine' })).permission).toBe('settings.manage')
})

test('one desk is the default', async () => {
  const desk = await ada.post<Desk>('/desks', { name: 'Second', lifecycle: 'inbox' })
  await ada.patch(`/desks/${desk.id}`, { isDefault: true })
  const { items } = await ada.get<{ items: Desk[] }>('/desks')
  expect(items.filter((one) => one.isDefault).map((one) => one.name)).toEqual(['Second'])
  expect(items[0]?.name).toBe('Second')
})

test('addresses come and go; the primary one passes on, and a removed one may come back', async () => {
  const desk = await ada.post<Desk>('/desks', { name: 'Addresses', lifecycle: 'inbox', address: 'one@desk.example' })
  const two = await ada.post<Desk>(`/desks/${desk.id}/addresses`, { address: 'Two@Desk.example' })
  expect(two.addresses.map((one) => [one.address, one.isPrimary])).toEqual([
    ['one@desk.example', true],
    ['two@desk.example', false],
  ])
  await ada.delete(`/desks/${desk.id}/addresses/${two.addresses[0]?.id}`)
  expect((await ada.get<Desk>(`/desks/${desk.id}`)).address).toBe('two@desk.example')
  const back = await ada.post<Desk>(`/desks/${desk.id}/addresses`, { address: 'one@desk.example' })
  expect(back.addresses).toHaveLength(2)
  const first = back.addresses.find((one) => one.address === 'one@desk.example')
  const primary = await ada.patch<Desk>(`/desks/${desk.id}/addresses/${first?.id}`, {
    isPrimary: true,
    trustedRelays: ['10.0.0.0/8'],
    trustedAuthservId: 'mx.example.com',
  })
  expect(primary.addresses[0]).toMatchObject({
    address: 'one@desk.example',
    isPrimary: true,
    trustedRelays: ['10.0.0.0/8'],
    trustedAuthservId: 'mx.example.com',
  })
  expect((await ada.problem('DELETE', `/desks/${app.deskId}/addresses/${first?.id}`)).code).toBe('not_found')
})

test('E11: an IMAP password is never read back, is sealed, and is forgotten when it would go elsewhere', async () => {
  const imap = { host: 'imap.example.com', user: 'support', password: 'canary-imap-password' }
  const desk = await ada.post<Desk>('/desks', { name: 'Fetched', lifecycle: 'inbox' })
  const added = await ada.post<Desk>(`/desks/${desk.id}/addresses`, { address: 'fetched@desk.example', imap })
  const address = added.addresses[0]
  expect(address?.imap).toEqual({
    host: 'imap.example.com',
    port: 993,
    secure: true,
    user: 'support',
    folder: 'INBOX',
    hasPassword: true,
    error: null,
    checkedAt: null,
  })

  const path = `/desks/${desk.id}/addresses/${address?.id}`
  const shown = async (change: Record<string, unknown>) => {
    const answer = await ada.patch<Desk>(path, { imap: { host: 'imap.example.com', user: 'support', ...change } })
    return answer.addresses[0]?.imap?.['hasPassword']
  }
  expect(await shown({ folder: 'Archive' })).toBe(true)
  expect(await shown({ host: 'imap.evil.example' })).toBe(false)
  expect(await shown({ host: 'imap.evil.example', password: 'typed again' })).toBe(true)
  expect(await shown({ host: 'imap.evil.example', port: 1143 })).toBe(false)

  const dump = await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ row: string }>({ text: 'SELECT a::text AS row FROM mail_addresses a UNION ALL SELECT s::text FROM settings_log s' }),
  )
  expect(dump.map(({ row }) => row).join('\n')).not.toContain('canary-imap-password')
  expect(
    (await ada.problem('POST', `/desks/${desk.id}/addresses`, { address: 'x@desk.example', imap: { host: 'h', user: 'u' } })).errors?.[0],
  ).toEqual({
    path: 'imap.password',
    message: 'is missing',
  })
})

test('the mail help is a line that can be pasted as it is', async () => {
  const help = await ada.get<{ swaks: string; smtpPort: number; relay: null }>(`/desks/${app.deskId}/mail-help`)
  expect(help.swaks).toMatch(/^swaks --to support@desk\.example --from carl@example\.com --server 127\.0\.0\.1 --port \d+ /)
  expect(help.relay).toBe(null)
  const quoted = await ada.post<Desk>('/desks', { name: 'Quoted', lifecycle: 'inbox', address: "o'hara`id`@desk.example" })
  expect((await ada.get<{ swaks: string }>(`/desks/${quoted.id}/mail-help`)).swaks).toContain(`--to 'o'\\''hara\`id\`@desk.example' `)
  const none = await ada.post<Desk>('/desks', { name: 'No address', lifecycle: 'inbox' })
  expect((await ada.problem('GET', `/desks/${none.id}/mail-help`)).detail).toContain('no address yet')
})

test('a new ticket goes to the desk named, else the default, and only where one works', async () => {
  const desk = await ada.post<Desk>('/desks', { name: 'Elsewhere', lifecycle: 'inbox' })
  const joon = await app.api('joon')
  const open = (api: Api, named?: string) =>
    api.post<{ desk: string }>('/tickets', { title: 'Where?', ...(named && { desk: named }) }).then((ticket) => ticket.desk)
  expect(await open(ada, desk.id)).toBe(desk.id)
  const usual = (await ada.get<{ items: Desk[] }>('/desks')).items.find((one) => one.isDefault)
  expect(await open(ada)).toBe(usual?.id)
  expect(await open(joon)).toBe(app.deskId)
  expect((await joon.problem('POST', '/tickets', { title: 'Where?', desk: desk.id })).detail).toMatch(/you do not work on it/)
  const actor = { kind: 'staff', desks: new Map() } as Partial<StaffActor> as StaffActor
  expect(() => desksForNewTicket(actor, null)).toThrow(/no desk yet/)
})
