import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Dovecot, freePort, hasDovecot, imapPassword, startDovecot } from '../testing/dovecot.ts'
import { tryImap } from './try-imap.ts'

describe.skipIf(!hasDovecot())('trying a mailbox', () => {
  let server: Dovecot
  beforeAll(async () => {
    server = await startDovecot()
  })
  afterAll(() => server.close())

  const app = { config: { allowNetworks: ['127.0.0.0/8', '::1'] } } as unknown as Parameters<typeof tryImap>[0]
  const attempt = async (change: Record<string, unknown> = {}, password: string | null = imapPassword) => {
    const settings = { host: '127.0.0.1', port: server.port, secure: false, user: 'tried', folder: 'INBOX', ...change }
    const { fault, steps } = await tryImap(app, settings, password)
    return { code: fault?.code ?? 'ok', fault, steps: steps.map(({ step, state }) => `${step} ${state}`).join(', ') }
  }

  test('the mailbox opens: every step is ticked, and mail in it stays unread', async () => {
    await server.append('tried', 'From: carl@customer.example\nSubject: Unread\n\nHello')
    const { code, steps } = await attempt()
    expect([code, steps]).toEqual(['ok', 'find done, connect done, greet done, secure not_needed, sign_in done, folder done'])
    expect(await server.flags('tried')).toEqual([[]])
  })

  test('a wrong password, a missing one and a folder that is not there are told apart, with the folders there are', async () => {
    const wrong = await attempt({}, 'wrong horse')
    expect([wrong.code, wrong.steps]).toEqual([
      'sign_in_refused',
      'find done, connect done, greet done, secure not_needed, sign_in failed, folder not_reached',
    ])
    expect(wrong.fault?.said).toMatch(/auth/i)
    expect((await attempt({}, null)).code).toBe('password_missing')
    const missing = await attempt({ folder: 'Suport' })
    expect([missing.code, missing.fault?.facts, missing.fault?.folders]).toEqual(['folder_missing', { folder: 'Suport' }, ['INBOX']])
  })

  test('a server without TLS is named as that, and nothing is sent to it', async () => {
    expect((await attempt({ secure: true })).code).toBe('not_tls')
    expect((await attempt({ host: 'localhost', port: 1 })).code).toBe('port_refused')
    expect((await attempt({ port: await freePort() })).code).toBe('refused')
  })
})
