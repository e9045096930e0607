import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../platform/package-root.ts'
import { eventTypes } from './event-types.ts'
import { newSecret, signedHeaders } from './signature.ts'

const guide = readFileSync(join(packageRoot(), 'docs', 'guides', 'webhooks.md'), 'utf8')

type Verify = (secret: string, headers: Record<string, string>, body: string, now?: number) => boolean

async function example(): Promise<Verify> {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(guide) ?? []
  const loaded = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { verify: Verify }
  return loaded.verify
}

test('G4 guide: the example that receivers copy takes what we sign and refuses what is old, altered or under another secret', async () => {
  const verify = await example()
  const [secret, former] = [newSecret(), newSecret()]
  const message = { id: 'msg_1', timestamp: 1_800_000_000, body: '{"type":"webhook.test"}' }
  const headers = signedHeaders(message, [secret, former])
  const at = message.timestamp
  expect([secret, former].map((one) => verify(one, headers, message.body, at))).toEqual([true, true])
  expect(verify(secret, headers, message.body, at + 301)).toBe(false)
  expect(verify(secret, headers, message.body, at - 301)).toBe(false)
  expect(verify(secret, headers, `${message.body} `, at)).toBe(false)
  expect(verify(newSecret(), headers, message.body, at)).toBe(false)
  expect(verify(secret, {}, message.body, at)).toBe(false)
  expect(guide).toContain('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('the guide names every type with its fields, and no other', () => {
  const rows = [...guide.matchAll(/^\| `([\w.]+)` \| (.*) \| (.*) \|$/gm)].map(([, name, says, fields]) => [name, says, fields])
  const wanted = Object.entries(eventTypes).map(([name, { says, fields }]) => {
    const listed = Object.entries(fields).map(([key, field]) => `${key} (${field})`)
    return [name, says, listed.join(', ')]
  })
  expect(rows).toEqual(wanted)
})
