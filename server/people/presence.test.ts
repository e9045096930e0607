import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Bus, onSignal, openBus } from '../platform/events/index.ts'
import { testLog } from '../testing/canaries/test-log.ts'
import { apiAs } from '../testing/api.ts'
import { cast, castPassword } from '../testing/cast.ts'
import { type TestApp, testApp } from '../testing/http.ts'
import { noticeLostConnections } from './presence.ts'

let app: TestApp
let bus: Bus
const told: string[] = []

beforeAll(async () => {
  app = await testApp()
  bus = openBus(app.database.app, testLog())
  onSignal(bus, (workspaceId, signal) => {
    if (workspaceId === app.workspaceId && signal.type === 'presence' && signal.userId === Number(app.ids.mina)) told.push(signal.presence)
  })
  await bus.ready()
})
afterAll(async () => {
  await bus.close()
  await app.close()
})

/** Nothing was heard of Mina for two minutes. */
async function lose(): Promise<void> {
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: "UPDATE memberships SET seen_at = clock_timestamp() - interval '2 minutes' WHERE workspace_id = $1 AND user_id = $2" }, [
      tx.workspaceId,
      app.ids.mina,
    ]),
  )
  await noticeLostConnections(app.app, app.workspaceId)
}

async function expectTold(...wanted: string[]): Promise<void> {
  await vi.waitFor(() => expect(told).toEqual(wanted), { timeout: 10_000 })
  told.length = 0
}

const signIn = () => apiAs(app.url, {}).call('POST', '/session', { email: cast.mina.email, password: castPassword })

test('whoever was taken to be gone is back on every screen with the next request, with a sign-in, or when an admin says so', async () => {
  const ada = await app.api('ada')
  await ada.put(`/agents/${app.ids.mina}/presence`, { presence: 'online' })
  await expectTold('online')
  await (await app.api('mina')).get('/session')
  await lose()
  await expectTold('offline')

  // Each time a session of its own, of which nothing is remembered.
  await (await app.api('mina')).get('/session')
  await expectTold('online')
  await lose()
  expect((await signIn()).status).toBe(200)
  await expectTold('offline', 'online')
  await lose()
  await ada.put(`/agents/${app.ids.mina}/presence`, { presence: 'online' })
  await expectTold('offline', 'online')
})

test('whoever signs in where they were offline is told of once, and who is there already is not', async () => {
  const ada = await app.api('ada')
  await ada.put(`/agents/${app.ids.mina}/presence`, { presence: 'offline' })
  await expectTold('offline')
  await signIn()
  await signIn()
  await (await app.api('mina')).get('/session')
  await ada.put(`/agents/${app.ids.mina}/presence`, { presence: 'away' })
  await expectTold('online', 'away')
})
