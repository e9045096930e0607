import { describe, expect, test } from 'vitest'
import { eventTypeNames, eventTypeOf, fieldsOf } from './event-types.ts'
import { messageIdOf, payloadOf, type TicketEventRow } from './payload.ts'
import { failingTooLongMs, mostTries, waitAfter } from './schedule.ts'
import { newSecret, signedHeaders } from './signature.ts'
import { refusalOf } from './testing/receiver.ts'

/** The vector that the libraries of Standard Webhooks are tested with. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

describe('signatures', () => {
  test('G4: a message is signed as Standard Webhooks says', () => {
    expect(signedHeaders(vector.message, [vector.secret])).toEqual({
      'webhook-id': vector.message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    })
  })

  test('G4: a receiver takes the message as it was signed and refuses it old, early, altered or under another secret', () => {
    const { secret, message } = vector
    const headers = signedHeaders(message, [secret])
    const at = message.timestamp
    expect(refusalOf(secret, { headers, body: message.body }, at + 299)).toBeNull()
    expect(refusalOf(secret, { headers, body: message.body }, at + 301)).toBe('too old or too new')
    expect(refusalOf(secret, { headers, body: message.body }, at - 301)).toBe('too old or too new')
    expect(refusalOf(secret, { headers, body: `${message.body} ` }, at)).toBe('no signature matches')
    expect(refusalOf(secret, { headers: { ...headers, 'webhook-id': 'msg_other' }, body: message.body }, at)).toBe('no signature matches')
    expect(refusalOf(secret, { headers: { ...headers, 'webhook-timestamp': String(at + 1) }, body: message.body }, at)).toBe(
      'no signature matches',
    )
    expect(refusalOf(newSecret(), { headers, body: message.body }, at)).toBe('no signature matches')
  })

  test('G4: while a secret is changed, holders of either take the message', () => {
    const [former, present] = [newSecret(), newSecret()]
    const headers = signedHeaders(vector.message, [present, former])
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const secret of [former, present])
      expect(refusalOf(secret, { headers, body: vector.message.body }, vector.message.timestamp)).toBeNull()
  })

  test('a secret holds 32 random bytes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(newSecret()).not.toBe(newSecret())
  })
})

const event: TicketEventRow = {
  position: 12,
  ticketId: 7,
  seq: 3,
  type: 'message.added',
  at: new Date('2026-11-02T10:00:00Z'),
  actorKind: 'staff',
  actorId: 5,
  data: { message: 9, kind: 'reply', audience: 'public' },
  hash: Buffer.from('00112233445566778899', 'hex'),
  reference: 'TKT-7',
  deskId: 2,
  status: 'open',
  category: 'open',
}

describe('payload', () => {
  test('it has type, timestamp and data, and ids are strings as everywhere in the API', () => {
    expect(JSON.parse(payloadOf('message.added', event))).toEqual({
      type: 'message.added',
      timestamp: '2026-11-02T10:00:00.000Z',
      data: {
        position: 12,
        seq: 3,
        ticket: { id: '7', reference: 'TKT-7', desk: '2', status: 'open', category: 'open' },
        actor: { kind: 'staff', id: '5' },
        event: { message: '9', kind: 'reply', audience: 'public' },
      },
    })
  })

  test('the id is the same for an event and a webhook, has no dot in it, and another event in the same place has another', () => {
    const id = messageIdOf({ workspaceId: 1, webhookId: 4 }, event)
    expect(id).toBe('msg_1-4-12-001122334455')
    expect(messageIdOf({ workspaceId: 1, webhookId: 4 }, { ...event, hash: Buffer.alloc(32) })).not.toBe(id)
    expect(messageIdOf({ workspaceId: 1, webhookId: 5 }, event)).not.toBe(id)
  })

  test('E6 payload: text in the data of an event does not leave, whatever key it stands under', () => {
    const words = 'Between us: he is lying'
    for (const name of eventTypeNames) {
      const keys = [
        'from',
        'to',
        'event',
        'by',
        'reason',
        'why',
        'kind',
        'audience',
        'state',
        'message',
        'until',
        'at',
        'score',
        'text',
        'note',
        'internal',
      ]
      const fields = fieldsOf(name, Object.fromEntries(keys.map((key) => [key, words])))
      expect([name, JSON.stringify(fields)]).toEqual([name, '{}'])
    }
  })

  test('a note has a name of its own, timers have none', () => {
    expect(eventTypeOf('message.added', { audience: 'staff' })).toBe('note.added')
    expect(eventTypeOf('message.added', { audience: 'public' })).toBe('message.added')
    expect(eventTypeOf('timer.set', {})).toBeNull()
    expect(eventTypeOf('toString', {})).toBeNull()
  })
})

test('ten attempts over a little more than three days, a fifth more or less by chance', () => {
  const waits = (chance: number) => Array.from({ length: mostTries }, (_, tries) => waitAfter(tries + 1, chance))
  const seconds = waits(0.5).map((wait) => wait && wait / 1_000)
  expect(seconds).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null])
  expect([waitAfter(1, 0), waitAfter(1, 1)]).toEqual([4_000, 6_000])
  const longest = waits(1).reduce<number>((sum, wait) => sum + (wait ?? 0), 0)
  expect(longest).toBeLessThan(failingTooLongMs)
})
