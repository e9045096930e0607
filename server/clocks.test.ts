import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Api } from './testing/api.ts'
import { type TestApp, testApp } from './testing/http.ts'

let own: TestApp
let ada: Api
let mina: Api

beforeAll(async () => {
  own = await testApp()
  ada = await own.api('ada')
  mina = await own.api('mina')
})
afterEach(() => void vi.useRealTimers())
afterAll(() => own.close())

const hour = 3_600_000

/** This host's clock is wrong by so much from now on; the database's and the time that passes are not. */
function hostIsOff(byMs: number): void {
  vi.useRealTimers()
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + byMs })
}

const databaseHours = (hours: number) =>
  own.app.db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + $1' }, [hours * 3_600])

async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 30_000
  for (;;) {
    const value = await look()
    if (holds(value)) return value
    if (performance.now() > end) throw new Error(`it did not happen in time, only ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

interface Made {
  reference: string
}

interface Posted {
  message: { contentUrl: string }
}

for (const [name, off] of [
  ['an hour ahead', hour],
  ['an hour behind', -hour],
  ['a day ahead', 24 * hour],
  ['a day behind', -24 * hour],
] as const) {
  test(`fault 19: on a host that is ${name} sessions, links, keys and timers go by the clock of the database`, async () => {
    hostIsOff(off)
    const { reference } = await ada.post<Made>('/tickets', { title: `seen ${name}`, description: 'It says no.' })
    const { message } = await ada.post<Posted>(`/tickets/${reference}/messages`, { kind: 'note', html: '<p>Look <b>here</b>.</p>' })
    expect((await fetch(own.url + message.contentUrl)).status).toBe(200)

    // Repeated under its key, also across the step of the clock.
    const key = { 'idempotency-key': `step-${off}` }
    const first = await ada.post<Posted>(`/tickets/${reference}/messages`, { kind: 'note', text: 'Once.' }, key)
    hostIsOff(-off)
    expect(await ada.post(`/tickets/${reference}/messages`, { kind: 'note', text: 'Once.' }, key)).toEqual(first)
    expect((await fetch(own.url + message.contentUrl)).status).toBe(200)
    expect((await mina.call('GET', '/labels')).status).toBe(200)

    const { ticket } = await ada.post<{ ticket: { bucket: string; snoozedUntil: string } }>(`/tickets/${reference}/snooze`, {
      preset: '1h',
    })
    const bucket = async () => (await ada.get<{ bucket: string }>(`/tickets/${reference}`)).bucket
    expect(ticket.bucket).toBe('snoozed')
    const left = Date.parse(ticket.snoozedUntil) - (await databaseNow())
    expect(left).toBeGreaterThan(hour - 60_000)
    expect(left).toBeLessThanOrEqual(hour)
    await databaseHours(0.9)
    hostIsOff(off)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await bucket()).toBe('snoozed')
    await databaseHours(0.2)
    own.app.wake('timers')
    await until(bucket, (now) => now === 'active')

    await databaseHours(3)
    expect((await fetch(own.url + message.contentUrl)).status).toBe(404)
  })
}

async function databaseNow(): Promise<number> {
  const [row] = await own.app.db.outside<{ now: Date }>({ text: 'SELECT business_now() AS now' })
  return row?.now.getTime() ?? 0
}

test('fault 19: a host set back a day does not keep a caller out for a day', async () => {
  const stranger = await own.api(null)
  const left = async () => Number((await stranger.call('GET', '/session')).headers.get('ratelimit-remaining'))
  const reset = async () => Number((await stranger.call('GET', '/session')).headers.get('ratelimit-reset'))
  // A new minute would bring new requests.
  const minute = await reset()
  if (minute < 20) await new Promise((resolve) => setTimeout(resolve, (minute + 1) * 1_000))
  const before = await left()
  hostIsOff(-24 * hour)
  expect(await left()).toBe(before - 1)
  expect(await reset()).toBeLessThanOrEqual(60)
  hostIsOff(24 * hour)
  expect(await left()).toBe(before - 3)
})

test('fault 19: a session ends by the clock of the database, wherever the host thinks it is', async () => {
  const joon = await own.api('joon')
  const count = () => joon.call('GET', '/labels').then(({ status }) => status)
  hostIsOff(30 * 24 * hour)
  expect(await count()).toBe(200)
  await own.app.db.transaction(own.workspaceId, (tx) =>
    tx.run({ text: "UPDATE sessions SET expires_at = clock_timestamp() - interval '1 second' WHERE workspace_id = $1 AND user_id = $2" }, [
      own.workspaceId,
      own.ids.joon,
    ]),
  )
  hostIsOff(-30 * 24 * hour)
  await until(count, (status) => status === 401)
})
