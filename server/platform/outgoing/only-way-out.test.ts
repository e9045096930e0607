import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../package-root.ts'

const dials =
  /\bfetch\(|\b(net|tls)\.(connect|createConnection)\(|\b(http|https)\b\)?\.(request|get)\(|new (ImapFlow|SMTPConnection|WebSocket)\(|createTransport\(/

/** Files that open connections, and why each may. */
const known: Record<string, string> = {
  'platform/outgoing/request.ts': 'the guard itself',
  'channels/email/imap/try-mailbox.ts': 'dials an address that checkHost gave',
  'channels/email/imap/watch-mailbox.ts': 'dials an address that checkHost gave',
  'channels/email/sending/hand-over.ts': 'the relay of the operator or an address that checkHost gave, and our own listener',
  'channels/email/sending/try-relay.ts': 'the relay of the operator',
  'channels/email/trial/conversation.ts': 'dials an address that checkHost gave',
  'channels/email/trial/try-imap.ts': 'dials an address that checkHost gave',
  'operations/doctor/network-checks.ts': 'our own server, asked by the operator',
}

test('G2: whatever opens a connection is the guard, uses it, or goes where the operator said', () => {
  const folder = join(packageRoot(), 'server')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file))
  expect(files.length).toBeGreaterThan(200)
  const dialling = files.filter((file) => dials.test(readFileSync(join(folder, file), 'utf8')))
  expect(dialling.filter((file) => !file.startsWith('platform/postgres/')).toSorted()).toEqual(Object.keys(known).toSorted())
})
