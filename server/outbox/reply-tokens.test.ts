import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sealerOf } from '../platform/secrets.ts'
import { outgoingMessageId, readReplyToken, replyAddress } from './reply-tokens.ts'

const secrets = sealerOf('a secret for tests that is long enough')
const other = sealerOf('another secret for tests, also long enough')
const id = fc.integer({ min: 1, max: 2 ** 40 })

describe('F5: reply tokens', () => {
  test('F5: every token reads back to what it was made for, in any case of letters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), id, fc.option(id), (workspaceId, ticketId, contactId) => {
        const address = replyAddress(secrets, { address: 's@example.com', workspaceId, ticketId, contactId })
        const expected = { workspaceId, ticketId, contactId, messageId: null }
        expect(address.indexOf('@')).toBeLessThanOrEqual(64)
        expect(readReplyToken(secrets, address)).toEqual(expected)
        expect(readReplyToken(secrets, address.toUpperCase())).toEqual(expected)
        const messageId = outgoingMessageId(secrets, { workspaceId, ticketId, messageId: ticketId + 1, domain: 'example.com' })
        expect(readReplyToken(secrets, messageId)).toEqual({ workspaceId, ticketId, contactId: null, messageId: ticketId + 1 })
      }),
    )
  })

  test('fault 31: what an older secret signed and sealed still counts, and nothing new is made with it', () => {
    const rotated = sealerOf('another secret for tests, also long enough', ['a secret for tests that is long enough'])
    const address = replyAddress(secrets, { address: 's@example.com', workspaceId: 1, ticketId: 42, contactId: 7 })
    expect(readReplyToken(rotated, address)).toEqual({ workspaceId: 1, ticketId: 42, contactId: 7, messageId: null })
    expect(rotated.open('raw-mail', secrets.seal('raw-mail', Buffer.from('kept'))).toString()).toBe('kept')
    expect([secrets, other, sealerOf('a third secret of a third installation')].map(({ keyId }) => rotated.knows(keyId))).toEqual([
      true,
      true,
      false,
    ])
    expect(other.open('raw-mail', rotated.seal('raw-mail', Buffer.from('new'))).toString()).toBe('new')
    expect(() => secrets.open('raw-mail', rotated.seal('raw-mail', Buffer.from('new')))).toThrow()
    expect(rotated.mac('content-link', 'x')).toEqual(other.mac('content-link', 'x'))
    expect(rotated.macMatches('content-link', 'x', secrets.mac('content-link', 'x'))).toBe(true)
    expect(rotated.macMatches('content-link', 'x', secrets.mac('content-link', 'x').subarray(0, 16))).toBe(false)
  })

  test('F5: a token with any character changed, or made with another secret, is none', () => {
    const address = replyAddress(secrets, { address: 'support@example.com', workspaceId: 1, ticketId: 42, contactId: 7 })
    expect(readReplyToken(other, address)).toBeNull()
    const from = 'support+r'.length
    for (let i = from; i < address.indexOf('@'); i += 1) {
      const changed = address.slice(0, i) + (address[i] === 'a' ? 'b' : 'a') + address.slice(i + 1)
      expect(readReplyToken(secrets, changed)).toBeNull()
    }
  })

  test('A2: a number behind the plus sign is no token', () => {
    for (const address of ['support+1042@example.com', 'support+@example.com', 'support@example.com', '@', '', '<>', 'raaaa@example.com']) {
      expect(readReplyToken(secrets, address)).toBeNull()
    }
  })

  test('a token of one kind is not one of the other', () => {
    const address = replyAddress(secrets, { address: 'support@example.com', workspaceId: 1, ticketId: 42, contactId: 7 })
    const token = address.slice(address.indexOf('+') + 1, address.indexOf('@'))
    expect(readReplyToken(secrets, `<${token}@example.com>`)).toBeNull()
    const messageId = outgoingMessageId(secrets, { workspaceId: 1, ticketId: 42, messageId: 9, domain: 'example.com' })
    expect(readReplyToken(secrets, `support+${messageId.slice(1, messageId.indexOf('@'))}@example.com`)).toBeNull()
  })

  test('an address without room for a token is given back as it is', () => {
    const address = `${'very-long-name-of-a-mailbox'.repeat(2)}@example.com`
    expect(replyAddress(secrets, { address, workspaceId: 1, ticketId: 42, contactId: 7 })).toBe(address)
  })
})
