import type { Random } from '../../demo/random.ts'

/** Strings that broke somebody: in parsers, databases, pages, headers, file systems. */
export const naughtyStrings: readonly string[] = [
  '',
  ' ',
  '\t',
  '\u0000',
  'a\u0000b',
  '\r\nBcc: x@evil.invalid',
  'a\r\n\r\nb',
  '\u2028\u2029',
  '\u0085\u00a0\u200b\ufeff',
  '\ud800',
  '\udc00\ud800',
  '\uffff\ufffe',
  '\u202eexe.txt',
  '\u0301'.repeat(500),
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '𝕳𝖊𝖑𝖑𝖔',
  'ﷺ'.repeat(200),
  'İıſK',
  'ß'.repeat(300),
  '테스트 漢字 ｶﾅ',
  "'",
  "' OR 1=1 --",
  "'; DROP TABLE tickets; --",
  '"); SELECT pg_sleep(25); --',
  "\\'; SELECT 1",
  '$1',
  '$$',
  '%',
  '%_%',
  '\\',
  '$.*?(@.a==1)',
  '{"$gt":""}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '..\\..\\windows',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
  '() { :; }; echo x',
  '`id`',
  '$(id)',
  '%n%s%x',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'undefined',
  'null',
  'NaN',
  'Infinity',
  'true',
  '-1',
  '0',
  '00',
  '1e309',
  '1e3',
  '0x10',
  '1_1',
  '9'.repeat(15),
  '9'.repeat(400),
  '9223372036854775807',
  '9223372036854775808',
  '2147483648',
  '-9223372036854775809',
  '1.5',
  '１２３',
  '99999999999999_99999999999999',
  `${'9'.repeat(30)}_${'9'.repeat(30)}`,
  '8640000000000001_1',
  '1_9223372036854775808',
  'eyJhIjoxfQ',
  'eyJhIjoxfQ==',
  Buffer.from('[1e400,"x",null]').toString('base64url'),
  Buffer.from('["2026-01-01T00:00:00Z",1,2]').toString('base64url'),
  Buffer.from('2026-13-45T99:99:99Z_1').toString('base64url'),
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '2026-06-30T23:59:60Z',
  '2026-01-01T00:00:00+99:99',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'a@b',
  '"a b"@evil.invalid',
  'a@[127.0.0.1]',
  'x'.repeat(254) + '@evil.invalid',
  'a@' + 'b.'.repeat(120) + 'invalid',
  'TKT-0001',
  'tkt-1',
  'TKT-99999999999999999999',
  'TKT-0001/../TKT-0002',
  'new',
  'me',
  'none',
  'x'.repeat(301),
  'x'.repeat(5_000),
  '(a+)+$' + 'a'.repeat(200),
  '>'.repeat(3_000),
  '<div>'.repeat(800),
  '[['.repeat(500),
]

const numbers = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, -1e308, 5e-324, 1e21]

export function naughtyString(random: Random): string {
  return random.pick(naughtyStrings)
}

/** Something of another kind than what belongs there. */
export function naughtyValue(random: Random): unknown {
  switch (random.between(0, 9)) {
    case 0:
      return null
    case 1:
      return random.chance(0.5)
    case 2:
      return random.pick(numbers)
    case 3:
      return []
    case 4:
      return {}
    case 5:
      return Array.from({ length: random.pick([1, 51, 1001]) }, () => naughtyString(random))
    case 6:
      return { [naughtyString(random)]: naughtyString(random) }
    case 7:
      return nested(random.between(2, 60))
    default:
      return naughtyString(random)
  }
}

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value }
  return value
}

/** Bodies that are not the JSON they claim to be, or are it in a way two readers understand differently. */
export function naughtyBody(random: Random): string {
  return random.pick([
    '',
    '{',
    'null',
    'true',
    '0',
    '""',
    '[]',
    '{}',
    '[{}]',
    '{"title":"a","title":"b"}',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"name":1e400}',
    '{"name":"\\ud800"}',
    '{"name":"a\\u0000"}',
    '\ufeff{}',
    '{"a":01}',
    '{"a":NaN}',
    "{'a':1}",
    '{"a":1,}',
    '{"a":1}{"b":2}',
    '['.repeat(20_000) + ']'.repeat(20_000),
    '{"a":'.repeat(5_000),
    `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
    `{"name":"${'x'.repeat(400_000)}"}`,
    `"${'x'.repeat(1_100_000)}"`,
    'title=a&desk=1',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhello\r\n--x--\r\n',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  ])
}
