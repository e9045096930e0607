import { expect, test } from 'vitest'
import { parseAddresses } from './parse-addresses.ts'

test.each([
  ['yuki@kaze.example', [{ address: 'yuki@kaze.example' }], ''],
  ['a@b.example, c@d.example;e@f.example', [{ address: 'a@b.example' }, { address: 'c@d.example' }, { address: 'e@f.example' }], ''],
  ['Yuki Tanaka <yuki@kaze.example>', [{ address: 'yuki@kaze.example', name: 'Yuki Tanaka' }], ''],
  [
    '"Tanaka, Yuki" <yuki@kaze.example>, tom@b.example',
    [{ address: 'yuki@kaze.example', name: 'Tanaka, Yuki' }, { address: 'tom@b.example' }],
    '',
  ],
  ['田中 由紀 <yuki@kaze.example>', [{ address: 'yuki@kaze.example', name: '田中 由紀' }], ''],
  ['a@b.example c@d.example', [{ address: 'a@b.example' }, { address: 'c@d.example' }], ''],
  ['support@localhost', [{ address: 'support@localhost' }], ''],
  ['not an address', [], 'not an address'],
  ['a@b.example, nonsense', [{ address: 'a@b.example' }], 'nonsense'],
  ['a@b@c', [], 'a@b@c'],
  ['', [], ''],
])('%s', (text, found, rest) => {
  expect(parseAddresses(text)).toEqual({ found, rest })
})
