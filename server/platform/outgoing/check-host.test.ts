import { expect, test } from 'vitest'
import { checkHost } from './check-host.ts'
import { checkWebAddress } from './check-web-address.ts'
import { type Guard, guardOf, verdictOn } from './guard.ts'
import type { HostAddress } from './lookup.ts'
import { networkOf } from './networks.ts'

const names: Record<string, string[]> = {
  'hooks.example.com': ['93.184.215.14'],
  'half.example.com': ['93.184.215.14', '10.0.0.7'],
  'inside.example.com': ['192.168.1.9'],
  'six.example.com': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'nat64.example.com': ['64:ff9b::5db8:d70e'],
  localhost: ['127.0.0.1', '::1'],
  'xn--bcher-kva.example': ['93.184.215.14'],
}
const lookup = async (host: string): Promise<HostAddress[]> => {
  const found = names[host]
  if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}
const strict: Guard = { ...guardOf({ allowNetworks: [] }), lookup }
const open: Guard = { ...guardOf({ allowNetworks: ['127.0.0.0/8', '::1', '10.0.0.7'] }), lookup }

const insideHosts = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.0.0.1.',
  '0.0.0.0',
  '0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.254',
  '169.254.169.254',
  '2852039166',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '[::]',
  '[::1]',
  '[::ffff:7f00:1]',
  '[::ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::a00:1]',
  '[64:ff9b:1::1]',
  '[2001::1]',
  '[2001:db8::1]',
  '[2002:7f00:1::]',
  '[2002:5db8:d70e::1]',
  '[3fff::1]',
  '[100::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'inside.example.com',
  'half.example.com',
]

test.each(insideHosts)('G1 guard: https://%s is refused, and the answer names the variable that permits it', async (host) => {
  const checked = await checkWebAddress(strict, `https://${host}/hook`)
  expect(checked).toMatchObject({ ok: false, reason: 'address_refused' })
  expect(checked.ok ? '' : checked.message).toContain('STATEDESK_ALLOW_NETWORKS')
})

test('G1 guard: what it says about a name does not tell which address stands behind it', async () => {
  expect(JSON.stringify(await checkWebAddress(strict, 'https://inside.example.com'))).not.toContain('192.168')
})

test('G1 guard: public hosts pass, in one spelling, with the addresses to dial', async () => {
  expect(await checkWebAddress(strict, 'https://Hooks.Example.com./x?y=1#z')).toMatchObject({
    ok: true,
    host: 'hooks.example.com',
    servername: 'hooks.example.com',
    port: 443,
    addresses: [{ address: '93.184.215.14', family: 4 }],
    isAllowed: false,
  })
  expect(await checkWebAddress(strict, 'https://bücher.example/')).toMatchObject({ ok: true, host: 'xn--bcher-kva.example' })
  for (const host of [
    'six.example.com',
    'nat64.example.com',
    '[2606:2800:21f:cb07:6820:80da:af6b:8b2c]',
    '93.184.215.14',
    '[64:ff9b::5db8:d70e]',
  ]) {
    expect([host, (await checkWebAddress(strict, `https://${host}/`)).ok]).toEqual([host, true])
  }
})

test('G1 guard: user names, other schemes, other ports and what is no address are refused', async () => {
  const reasons = await Promise.all(
    [
      'https://user@hooks.example.com/',
      'https://:password@hooks.example.com/',
      'https://hooks.example.com@127.0.0.1/',
      'ftp://hooks.example.com/',
      'file:///etc/passwd',
      'gopher://hooks.example.com/',
      'javascript:alert(1)',
      'hooks.example.com',
      'https://',
      'https://a..b/',
      `https://hooks.example.com/${'x'.repeat(2_000)}`,
    ].map(async (url) => {
      const checked = await checkWebAddress(strict, url)
      return checked.ok ? `${url} passed` : checked.reason
    }),
  )
  expect(new Set(reasons)).toEqual(new Set(['malformed']))
  for (const port of [0, 1, 22, 25, 81, 1023, 1024, 2375, 3306, 5432, 6379, 9200, 11_211, 27_017]) {
    expect([port, await checkWebAddress(open, `https://127.0.0.1:${port}/`)]).toMatchObject([port, { ok: false, reason: 'port' }])
  }
  for (const port of [80, 443, 1025, 3000, 8080, 8443, 40_000]) {
    expect([port, (await checkWebAddress(open, `http://127.0.0.1:${port}/`)).ok]).toEqual([port, true])
  }
})

test('plain http goes only where all addresses lie in allowed networks', async () => {
  expect(await checkWebAddress(open, 'http://hooks.example.com/')).toMatchObject({ ok: false, reason: 'plain_http' })
  expect(await checkWebAddress(open, 'http://nobody.example.com/')).toMatchObject({ ok: false, reason: 'plain_http' })
  expect(await checkWebAddress(strict, 'http://127.0.0.1/')).toMatchObject({ ok: false, reason: 'address_refused' })
  expect(await checkWebAddress(open, 'http://localhost:3000/')).toMatchObject({ ok: true, isAllowed: true })
  expect(await checkWebAddress(open, 'http://half.example.com/')).toMatchObject({ ok: false, reason: 'plain_http' })
})

test('a name without an address is told apart from one that is refused', async () => {
  expect(await checkWebAddress(strict, 'https://nobody.example.com/')).toMatchObject({ ok: false, reason: 'host_not_found' })
})

test('G2 guard: hosts of mailboxes are judged by the same rules, with the ports of their protocol', async () => {
  for (const host of [
    '127.1',
    '0x7f.1',
    '2130706433',
    '::1',
    '::ffff:7f00:1',
    'localhost.',
    '169.254.169.254',
    'inside.example.com',
    'fe80::1%eth0',
  ]) {
    expect([host, (await checkHost(strict, { host, port: 993, protocol: 'imap' })).ok]).toEqual([host, false])
  }
  const port = async (port: number, protocol: 'imap' | 'smtp') =>
    (await checkHost(strict, { host: 'hooks.example.com', port, protocol })).ok
  expect([
    await port(993, 'imap'),
    await port(143, 'imap'),
    await port(25, 'imap'),
    await port(5432, 'imap'),
    await port(40_143, 'imap'),
  ]).toEqual([true, true, false, false, true])
  expect([await port(587, 'smtp'), await port(443, 'smtp')]).toEqual([true, false])
  for (const host of ['', 'a b', 'user@hooks.example.com', 'hooks.example.com/x', 'hooks.example.com:25', '..']) {
    expect([host, await checkHost(open, { host, port: 993, protocol: 'imap' })]).toMatchObject([host, { ok: false, reason: 'malformed' }])
  }
})

test('an operator’s network is allowed exactly as far as it reaches', () => {
  const guard = guardOf({ allowNetworks: ['10.0.0.0/9', '192.168.7.1', 'fd00:1::/32'] })
  const verdicts = (...addresses: string[]) => addresses.map((address) => verdictOn(guard, address))
  expect(verdicts('10.127.255.255', '10.128.0.0', '192.168.7.1', '192.168.7.2')).toEqual(['allowed', 'refused', 'allowed', 'refused'])
  expect(verdicts('fd00:1::9', 'fd00:2::9', '::ffff:10.0.0.1', 'nonsense', '8.8.8.8')).toEqual([
    'allowed',
    'refused',
    'allowed',
    'refused',
    'public',
  ])
  for (const text of ['', '10.0.0.0/33', '10.0.0/8', 'localhost', '10.0.0.0/8/8', 'fd00::/129', '::ffff:10.0.0.0/104', '10.0.0.0/-1']) {
    expect([text, networkOf(text)]).toEqual([text, null])
  }
})
