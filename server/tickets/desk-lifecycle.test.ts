import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { type TestApp, testApp } from '../testing/http.ts'

let test: TestApp
let ada: Api

beforeAll(async () => {
  test = await testApp()
  ada = await test.api('ada')
})
afterAll(() => test.close())

const moved = async (id: string, state: string) => {
  for (let tries = 0; tries < 600; tries++) {
    const migration = await ada.get<{ state: string; moved: number; total: number }>(`/lifecycles/migrations/${id}`)
    if (migration.state === state) return migration
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the move never was ${state}`)
}

it('a desk with tickets changes to another lifecycle by a total map, and back (L4)', async () => {
  const made = await ada.post<{ reference: string }>('/tickets', { title: 'Waits for the customer' })
  await ada.post(`/tickets/${made.reference}/status`, { to: 'waiting' })
  const { items } = await ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')
  const signOff = items.find((one) => one.key === 'sign-off')?.id
  const publish = `/lifecycles/${signOff}/versions/1/publish`

  const problem = await ada.problem('POST', publish, { desks: [test.deskId] })
  expect(problem).toMatchObject({ code: 'invalid_input', errors: [{ path: 'map' }] })
  expect(problem.detail).toContain('waiting')
  expect((await ada.problem('POST', publish, { desks: ['999999'] })).errors?.[0]?.path).toBe('desks')

  const { migration } = await ada.post<{ migration: { id: string } }>(publish, {
    desks: [test.deskId],
    map: { waiting: 'awaiting_customer' },
  })
  expect(await moved(migration.id, 'done')).toMatchObject({ moved: 1, total: 1 })
  expect(await ada.get(`/tickets/${made.reference}`)).toMatchObject({ status: { key: 'awaiting_customer' } })
  expect(await ada.post('/tickets', { title: 'New one' })).toMatchObject({ status: { key: 'open', category: 'new' } })

  await ada.post(`/lifecycles/migrations/${migration.id}/undo`)
  await moved(migration.id, 'undone')
  expect(await ada.get(`/tickets/${made.reference}`)).toMatchObject({ status: { key: 'waiting' } })
})
