import { expect, it } from 'vitest'
import { isOlder } from './enter-waits.ts'

const answered = { isPlaceholderData: false, isLoading: false }

it('rows are those of the text typed once that text was asked for and answered', () => {
  expect(isOlder('refund ', 'refund', answered)).toBe(false)
  expect(isOlder('refund', 'refu', answered)).toBe(true)
  expect(isOlder('refund', 'refund', { ...answered, isPlaceholderData: true })).toBe(true)
  expect(isOlder('refund', 'refund', { ...answered, isLoading: true })).toBe(true)
})
