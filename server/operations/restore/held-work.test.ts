import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RelaySink, relaySink } from '../../channels/email/testing/relay-sink.ts'
import { type RunningServer, runServer } from '../../main.ts'
import { loadConfig } from '../../platform/config.ts'
import { withClient } from '../../platform/postgres/index.ts'
import { apiAs } from '../../testing/api.ts'
import { testLog } from '../../testing/canaries/test-log.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { backUp, targetOf, temporaryFolder } from '../testing/backups.ts'
import { heldWork, releaseHeld } from './release-held.ts'
import { restoreBackup, type RestoreReport } from './restore-backup.ts'
import { verifyRestored } from './verify-restored.ts'

vi.setConfig({ testTimeout: 180_000 })

const folder = temporaryFolder()
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
let relay: RelaySink
let app: TestApp
let yesterday: TestDatabase
let today: TestDatabase
let report: RestoreReport
let server: RunningServer
let ticket: { id: string; reference: string }
let session: string
let key: string

// Without a relay what would leave waits in the outbox, as if the backup had been taken the moment before.
beforeAll(async () => {
  relay = await relaySink()
  ;[app, yesterday, today] = await Promise.all([testApp(), testDatabase(), testDatabase()])
  const [robot, ada] = [await app.withKey('admin'), await app.api('ada')]
  key = robot.key
  const open = (title: string) =>
    robot.post<{ id: string; reference: string }>('/tickets', { title, contact: { email: 'carl@customer.example', name: 'Carl' } })
  const [answered, queued] = [await open('Answered'), await open('Queued')]
  ticket = await open('Snoozed')
  await ada.post(`/tickets/${answered.reference}/messages`, { kind: 'reply', text: 'It left long ago.' })
  await ada.post(`/tickets/${queued.reference}/messages`, { kind: 'reply', text: 'It was released since.', sendAt: later(600) })
  await ada.post(`/tickets/${ticket.reference}/snooze`, { until: later(900), zone: 'UTC' })
  session = (await ada.call<unknown>('GET', '/session')).status === 200 ? 'lives' : 'is over'

  const { secret } = app.app.config
  await backUp(app.database.owner, folder.file('moved.tar'), { secret })
  await restoreBackup(targetOf(yesterday), folder.file('moved.tar'), { force: false, moved: true })
  // Between the backup and its restore a day passes.
  await withClient(yesterday.owner, (client) => client.query('UPDATE clock SET offset_seconds = 86400'))
  await backUp(yesterday.owner, folder.file('a-day-old.tar'), { secret })
  report = await restoreBackup(targetOf(today), folder.file('a-day-old.tar'), { force: false, moved: false })
})
afterAll(async () => {
  await server?.close()
  await app.close()
  await Promise.all([yesterday.drop(), today.drop()])
  await relay.close()
  folder.remove()
})

const due = (database: TestDatabase) =>
  withClient(database.app, async (client) => {
    const count = async (kind: string) => (await client.query('SELECT FROM due_work($1, business_now(), 100)', [kind])).rowCount ?? 0
    return { outbox: await count('outbox'), queued: await count('queued'), timers: await count('timers') }
  })

test('fault 27: what may have left or happened since the backup is held; where an installation moved it goes on', async () => {
  expect(await due(yesterday)).toEqual({ outbox: 1, queued: 1, timers: 1 })
  expect(report.held).toEqual({ mail: 1, reply: 1, timer: 1 })
  expect(await due(today)).toEqual({ outbox: 0, queued: 0, timers: 0 })
  expect((await verifyRestored(today.app)).faults).toEqual([])
})

test('fault 27: a server on the restored database sends nothing old, gives no number twice and knows no session of before', async () => {
  const config = loadConfig({
    PORT: '0',
    SMTP_PORT: '0',
    STATEDESK_DATA: folder.file('data'),
    STATEDESK_SECRET: app.app.config.secret,
    SMTP_URL: relay.url,
  })
  server = await runServer({ config, pool: today.app, log: testLog(), demo: false })
  const robot = apiAs(`http://127.0.0.1:${server.app.config.port}`, { authorization: `Bearer ${key}` })
  // What a customer was sent for a ticket that is lost must not open another one.
  const fresh = await robot.post<{ id: string; reference: string }>('/tickets', {
    title: 'After',
    contact: { email: 'yuki@customer.example' },
  })
  expect(Number(fresh.id)).toBeGreaterThan(Number(ticket.id) + 9_000)
  expect(Number(fresh.reference.split('-')[1])).toBeGreaterThan(9_000)
  const sessions = await withClient(today.owner, async (client) => {
    await client.query(`SELECT set_config('app.workspace', $1, false)`, [String(app.workspaceId)])
    return (await client.query('SELECT FROM sessions')).rowCount
  })
  expect([session, sessions]).toEqual(['lives', 0])
  expect((await robot.get<{ bucket: string }>(`/tickets/${ticket.reference}`)).bucket).toBe('snoozed')
  await robot.post(`/tickets/${fresh.reference}/messages`, { kind: 'reply', text: 'New mail leaves.' })
  await vi.waitFor(() => expect(relay.mails.map(({ raw }) => raw).join()).toContain('New mail leaves.'), { timeout: 50_000 })
  expect(relay.mails.filter(({ to }) => to[0] === 'carl@customer.example')).toEqual([])
  expect(await heldWork(server.app)).toEqual({ mail: 1, reply: 1, timer: 1 })
})

test('fault 27: when somebody releases it, the mail leaves, the reply is sent and the timer fires', async () => {
  expect(await releaseHeld(server.app)).toEqual({ mail: 1, reply: 1, timer: 1 })
  expect(await heldWork(server.app)).toEqual({ mail: 0, reply: 0, timer: 0 })
  const robot = apiAs(`http://127.0.0.1:${server.app.config.port}`, { authorization: `Bearer ${key}` })
  const raw = () => relay.mails.map((mail) => mail.raw).join()
  await vi.waitFor(() => expect(raw()).toMatch(/It left long ago[^]*It was released since|It was released since[^]*It left long ago/), {
    timeout: 50_000,
    interval: 100,
  })
  await vi.waitFor(async () => expect((await robot.get<{ bucket: string }>(`/tickets/${ticket.reference}`)).bucket).toBe('active'), {
    timeout: 50_000,
  })
  expect(await releaseHeld(server.app)).toEqual({ mail: 0, reply: 0, timer: 0 })
})
