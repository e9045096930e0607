import { expect, test } from 'vitest'
import type { Message } from '../../client/types.ts'
import { everybodyOf } from './reply-all.ts'

const message = (to: string[], cc: string[], from = 'carl@customer.example') =>
  ({ author: { email: from }, to: to.map((address) => ({ address })), cc: cc.map((address) => ({ address })) }) as Message

test('everybody who got the customer’s mail, once, but not ourselves and not who is answered anyway (T5)', () => {
  const found = everybodyOf(
    message(['support@desk.example', 'Boss@customer.example'], ['boss@customer.example', 'team@customer.example', 'carl@customer.example']),
    ['support@desk.example'],
    { address: 'carl@customer.example' },
  )
  expect(found.map(({ address }) => address)).toEqual(['Boss@customer.example', 'team@customer.example'])
})

test('our own address with a token in it is ourselves too', () => {
  expect(everybodyOf(message(['support+t-8f2k@desk.example'], []), ['support@desk.example'], null)).toEqual([])
})
