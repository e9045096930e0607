import { expect, it } from 'vitest'
import { suggestMasks } from './suggest.ts'

const found = (text: string) => suggestMasks(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])

it.each([
  [
    'Card 4111 1111 1111 1111 or 5555555555554444.',
    [
      ['card', '4111 1111 1111 1111'],
      ['card', '5555555555554444'],
    ],
  ],
  ['Not one: 4111 1111 1111 1112', []],
  ['ask ada.b+c@mail.example.org, please', [['mail', 'ada.b+c@mail.example.org']]],
  ['電話は090-1234-5678です', [['phone', '090-1234-5678']]],
  [
    '+82 10-1234-5678 / (02) 123-4567',
    [
      ['phone', '+82 10-1234-5678'],
      ['phone', '(02) 123-4567'],
    ],
  ],
  ['주민번호 880101-1234567', [['residentNumber', '880101-1234567']]],
  ['not 889901-1234567', []],
  ['マイナンバー 1234 5678 9018', [['myNumber', '1234 5678 9018']]],
  ['IBAN DE89 3704 0044 0532 0130 00, not DE88 3704 0044 0532 0130 00', [['iban', 'DE89 3704 0044 0532 0130 00']]],
  ['Order 88123456789 of 2026-01-05 12:30 for 1,200,000', []],
])('%s', (text, expected) => expect(found(text)).toEqual(expected))

it('what is masked already is not suggested', () => {
  expect(suggestMasks('a@b.example c@d.example', [{ from: 0, to: 11 }]).map(({ from }) => from)).toEqual([12])
})
