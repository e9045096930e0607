import { expect, it } from 'vitest'
import type { Draft } from '../../client/types.ts'
import { replyAsNote } from './reply-as-note.ts'

const file = (id: string) =>
  ({ id, filename: `${id}.pdf`, contentType: 'application/pdf', size: 1 }) as NonNullable<Draft['attachments']>[number]
const reply: Draft = { html: '<p>Two years.</p>', attachments: [file('1'), file('2')] }

function desk(begun: Draft | null, put = async (_note: Draft) => undefined as void) {
  const done: string[] = []
  const kept: Draft[] = []
  return {
    done,
    kept,
    read: async () => begun,
    keep: (note: Draft) => {
      done.push('keep')
      kept.push(note)
      return () => done.push('undo')
    },
    put: async (note: Draft) => {
      done.push('put')
      await put(note)
    },
    drop: async () => void done.push('drop'),
  }
}

it('a reply becomes a note: kept here, then on the server, and only then is the reply gone', async () => {
  const ways = desk(null)
  await replyAsNote(reply, ways)
  expect(ways.done).toEqual(['keep', 'put', 'drop'])
  expect(ways.kept).toEqual([reply])
})

it('a note that is begun already stays above it, with its files', async () => {
  const ways = desk({ html: '<p>Ask Mina.</p>', attachments: [file('1')] })
  await replyAsNote(reply, ways)
  expect(ways.kept).toEqual([{ html: '<p>Ask Mina.</p><p>Two years.</p>', attachments: [file('1'), file('2')] }])
})

it('a server out of reach takes nothing away, and leaves the words in the reply alone', async () => {
  const ways = desk(null, () => Promise.reject(new Error('out of reach')))
  await expect(replyAsNote(reply, ways)).rejects.toThrow()
  expect(ways.done).toEqual(['keep', 'put', 'undo'])
  const unread = { ...desk(null), read: () => Promise.reject(new Error('out of reach')) }
  await expect(replyAsNote(reply, unread)).rejects.toThrow()
  expect(unread.done).toEqual([])
})
