import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiAs } from '../testing/api.ts'
import { actingIn, whenWaiting } from '../testing/at-once.ts'
import { cast, castPassword } from '../testing/cast.ts'
import { type TestApp, testApp } from '../testing/http.ts'
import { changePassword } from './change-password.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const sessions = () =>
  app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many({ text: 'SELECT id FROM sessions WHERE workspace_id = $1 AND user_id = $2' }, [tx.workspaceId, app.ids.vera]),
  )
const signIn = (password: string) => apiAs(app.url, {}).call<{ code?: string }>('POST', '/session', { email: cast.vera.email, password })

test('F2: a sign-in with the old password that is under way while it is changed opens no session', async () => {
  const next = 'another good long password'
  const { signing } = await app.app.db.transaction(app.workspaceId, async (tx) => {
    const vera = await actingIn(app, tx, 'vera')
    await changePassword(vera, { current: castPassword, next, ip: '127.0.0.1' })
    // It compares with the password that was, since the change is not committed.
    const signing = signIn(castPassword)
    await Promise.race([signing, whenWaiting(app, 1)])
    return { signing }
  })
  expect(await signing).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } })
  expect(await sessions()).toEqual([])
  expect((await signIn(next)).status).toBe(200)
  expect(await sessions()).toHaveLength(1)
})
