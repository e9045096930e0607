import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SseEvent, sseParser } from './sse.ts'

function parse(...chunks: string[]): SseEvent[] {
  const events: SseEvent[] = []
  const push = sseParser((event) => events.push(event))
  for (const chunk of chunks) push(chunk)
  return events
}

test('an event has its name, its position and its data', () => {
  expect(parse('id: 7\nevent: ticket.created\ndata: {"a":1}\n\n')).toEqual([{ name: 'ticket.created', id: '7', data: '{"a":1}' }])
})

test('a heartbeat is no event', () => {
  expect(parse(': beat\n\n', ':\n\n')).toEqual([])
})

test('several data lines are one text, and an event without data is none', () => {
  expect(parse('data: one\ndata: two\n\nevent: empty\n\n')).toEqual([{ name: 'message', id: null, data: 'one\ntwo' }])
})

test('an id alone moves the position and is no event', () => {
  const positions: string[] = []
  const push = sseParser(
    () => {
      throw new Error('no event was sent')
    },
    (id) => positions.push(id),
  )
  push(': still here\nid: 17\n\n')
  expect(positions).toEqual(['17'])
})

test('an unfinished event waits', () => {
  expect(parse('data: half')).toEqual([])
  expect(parse('data: half', ' more\n', '\n')).toEqual([{ name: 'message', id: null, data: 'half more' }])
})

test('it does not matter where the network cuts the text, nor which line ends it uses', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['id: 1', 'event: a', 'data: 日本', '', ': beat', '', 'id: 2', 'data: x', 'data: y', '', ''].join(end)
    const whole = parse(`${text}\n`)
    expect(whole).toHaveLength(2)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: text.length }), { maxLength: 12 }), (cuts) => {
        const points = [0, ...[...new Set(cuts)].sort((a, b) => a - b), text.length]
        const chunks = points.slice(1).map((point, index) => text.slice(points[index], point))
        expect(parse(...chunks, '\n')).toEqual(whole)
      }),
    )
  }
})
