import { describe, expect, it } from 'vitest'
import { formatAddress, isValidRecipient, normaliseAddress, parseAddressList, parseRecipient } from './index.ts'
import { fits, workedMs } from '../../../testing/fits.ts'

describe('address headers', () => {
  it.each([
    [
      'Ada <ada@a.example>, "Berg, Carl" <carl@b.example>',
      [
        ['Ada', 'ada@a.example'],
        ['Berg, Carl', 'carl@b.example'],
      ],
    ],
    ['ada@a.example (Ada Stone)', [['Ada Stone', 'ada@a.example']]],
    [
      'Team: ada@a.example, Carl <carl@b.example>;, ben@c.example',
      [
        ['', 'ada@a.example'],
        ['Carl', 'carl@b.example'],
        ['', 'ben@c.example'],
      ],
    ],
    ['=?iso-8859-1?Q?Zo=EB?= =?iso-8859-1?Q?_M?= <zoe@a.example>', [['Zoë M', 'zoe@a.example']]],
    ['=?utf-8?B?44GC?=\r\n =?utf-8?B?44GE?= <a@b.example>', [['あい', 'a@b.example']]],
    ['Who? <one@y.test>', [['Who?', 'one@y.test']]],
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', [['Pete', 'pete@silly.test']]],
    ['"a b"@c.example', [['', '"a b"@c.example']]],
    ['a@[192.0.2.1]', [['', 'a@[192.0.2.1]']]],
    ['', []],
  ])('%s', (header, expected) => {
    expect(parseAddressList(header).addresses.map((address) => [address.name, address.address])).toEqual(expected)
  })

  it('reads no more addresses than asked for', () => {
    expect(parseAddressList('a@b.example, '.repeat(5_000), 10)).toMatchObject({ addresses: { length: 10 }, truncated: true })
  })
})

describe('A7: recipients', () => {
  it.each([
    'ada@a.example',
    "o'hara+tag@sub.a.example",
    'a@localhost',
    '!#$%&*+/=?^_`{|}~-@a.example',
    `${'a'.repeat(64)}@b.example`,
    'x@xn--bcher-kva.example',
  ])('A7: %s is written to', (address) => {
    expect(isValidRecipient(address)).toBe(true)
  })

  it.each([
    '"victim@corp.example"@evil.example',
    'victim@corp.example@evil.example',
    '"a b"@c.example',
    'a@[192.0.2.1]',
    'Team: a@b.example, c@d.example;',
    'x: y: a@b.example;;',
    '<a@b.example>',
    'a@b.example>',
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'a@b.example\n',
    'a@b..example',
    '.a@b.example',
    'a.@b.example',
    'a@-b.example',
    'a@b.example.',
    'a@127.0.0.1',
    'a@b.123',
    'a@bücher.example',
    'ä@b.example',
    'a\u0000@b.example',
    '@b.example',
    'a@',
    '',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(130)}example`,
  ])('A7: %j is refused', (address) => {
    expect(isValidRecipient(address)).toBe(false)
  })

  it('A7: takes bounded time for hostile addresses', () => {
    const start = workedMs()
    for (const text of [
      '"'.repeat(100_000),
      `${'a.'.repeat(100_000)}@b.example`,
      `a@${'b-'.repeat(100_000)}`,
      '(('.repeat(100_000),
      'x:'.repeat(100_000),
      '<'.repeat(100_000),
      '\\"'.repeat(100_000),
    ]) {
      isValidRecipient(text)
      parseAddressList(text)
    }
    expect(fits(workedMs() - start, 2_000)).toBe(true)
  })

  it('A7: the grammar of RFC 5321 tells the three kinds apart', () => {
    expect(parseRecipient('a@b.example')?.kind).toBe('plain')
    expect(parseRecipient('"a\\"b"@c.example')?.kind).toBe('quoted')
    expect(parseRecipient('a@[IPv6:2001:db8::1]')?.kind).toBe('literal')
    expect(parseRecipient('a@[IPv6:1::2::3]')).toBeNull()
    expect(parseRecipient('a@[256.0.0.1]')).toBeNull()
  })
})

describe('one spelling', () => {
  it.each([
    [' Ada.Stone@A.Example ', 'ada.stone@a.example'],
    ['x@Bücher.example', 'x@xn--bcher-kva.example'],
    ['X@[192.0.2.1]', 'x@[192.0.2.1]'],
    ['nothing', 'nothing'],
  ])('%s is %s', (address, expected) => expect(normaliseAddress(address)).toBe(expected))

  it('B8: a name cannot end its header', () => {
    expect(formatAddress({ name: 'Ada\r\nBcc: x@evil.example', address: 'a@b.example' })).toBe('"Ada Bcc: x@evil.example" <a@b.example>')
    expect(formatAddress({ name: 'a" <x@evil.example>, "b', address: 'a@b.example' })).toBe('"a\\" <x@evil.example>, \\"b" <a@b.example>')
    expect(formatAddress({ name: 'Zoë', address: 'a@b.example' })).toBe('=?utf-8?B?Wm/Dqw==?= <a@b.example>')
    expect(formatAddress({ name: '', address: 'a@b.example' })).toBe('a@b.example')
  })
})
