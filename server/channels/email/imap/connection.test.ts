import { expect, test } from 'vitest'
import { connectionOf } from './watch-mailbox.ts'

const settings = { host: 'localhost', port: 993, secure: true, user: 'support', folder: 'INBOX' }

test('G2 mailbox: what is dialled is the address that was checked, while the certificate is asked for by name', async () => {
  const app = { config: { allowNetworks: ['127.0.0.0/8', '::1'] } }
  const given = await connectionOf(app as never, settings, 0)
  expect(given).toMatchObject({ host: expect.stringMatching(/^(127\.0\.0\.1|::1)$/), servername: 'localhost', port: 993, secure: true })
  const typed = await connectionOf(app as never, { ...settings, host: '127.1' }, 0)
  expect([typed.host, typed.servername]).toEqual(['127.0.0.1', undefined])
  await expect(connectionOf({ config: { allowNetworks: [] } } as never, settings, 0)).rejects.toThrow('STATEDESK_ALLOW_NETWORKS')
})
