import { expect, test } from 'vitest'
import { badged } from './title-badge.ts'

test('the number stands before the title once, and goes when all is read', () => {
  expect(badged('TKT-0412 Cannot sign in', 3)).toBe('(3) TKT-0412 Cannot sign in')
  expect(badged('(3) TKT-0412 Cannot sign in', 4)).toBe('(4) TKT-0412 Cannot sign in')
  expect(badged('(99+) Tickets', 0)).toBe('Tickets')
  expect(badged('Tickets', 100)).toBe('(99+) Tickets')
})

test('a title that begins with brackets of its own keeps them', () => {
  expect(badged('(draft) Refund', 0)).toBe('(draft) Refund')
})
