import { expect, it } from 'vitest'
import { snippetsOf } from './matches.ts'

it('a page of long messages is looked through in many turns, so that nobody else waits for it', async () => {
  const text = 'ok '.repeat(6_666)
  const messages = Array.from({ length: 60 }, (_, i) => ({
    ticketId: i,
    messageId: i,
    kind: 'message',
    audience: 'public',
    authorName: 'Yuki',
    text,
  }))
  let turns = 0
  const other = setImmediate(function count() {
    turns += 1
    next = setImmediate(count)
  })
  let next = other
  const found = await snippetsOf(messages, [{ kind: 'word', spellings: ['ok'], typed: 'ok' }])
  clearImmediate(next)
  expect(found.size).toBe(60)
  expect(turns).toBeGreaterThan(3)
})
