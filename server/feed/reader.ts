import { PassThrough } from 'node:stream'
import type { StaffActor } from '../access/index.ts'
import type { Item } from './read-feed.ts'

/** One open stream: somebody's browser, or a program. */
export interface Reader {
  readonly workspaceId: number
  readonly stream: PassThrough
  /** With the rights of now: replaced every few seconds. */
  actor: StaffActor
  /** The last position this reader is past. */
  position: number
  /** Caught up: gets what is read for all. Before, it reads for itself. */
  live: boolean
  readonly ended: boolean
  /** Asks at once whether this person may go on reading. */
  lookAgain: () => void
  send(items: readonly Item[], until: number): void
  /** Something that has no position and is not repeated. */
  mention(type: string, data: unknown): void
  beat(): void
  /** Ends the stream; `why` tells the other side to read the present state anew. */
  end(why?: 'slow' | 'rights_changed' | 'closing'): void
}

/** Who does not read is not waited for: so many bytes are kept for a stream, and then it ends. */
const mostBuffered = 1024 * 1024
const retryMs = 2_000
const timeToLeaveMs = 5_000

export function createReader(workspaceId: number, actor: StaffActor, position: number): Reader {
  const stream = new PassThrough({ highWaterMark: 16 * 1024 })
  let ended = false
  stream.on('error', () => {})
  stream.on('close', () => {
    ended = true
  })
  stream.write(`retry: ${retryMs}\nid: ${position}\nevent: ready\ndata: ${JSON.stringify({ position })}\n\n`)

  const reader: Reader = {
    workspaceId,
    stream,
    actor,
    position,
    live: false,
    lookAgain: () => {},
    get ended() {
      return ended
    },
    send(items, until) {
      if (ended) return
      let text = ''
      for (const item of items)
        if (item.position > reader.position) text += `id: ${item.position}\nevent: ${item.type}\ndata: ${item.json}\n\n`
      reader.position = Math.max(reader.position, until)
      write(text)
    },
    mention(type, data) {
      write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    // With the position, so that a reader who sees little does not fall out of what is kept.
    beat() {
      write(`: still here\nid: ${reader.position}\n\n`)
    },
    end(why) {
      if (ended) return
      ended = true
      stream.end(why && why !== 'closing' ? `event: resync\ndata: ${JSON.stringify({ reason: why })}\n\n` : undefined)
      setTimeout(() => stream.destroy(), timeToLeaveMs).unref()
    },
  }

  function write(text: string): void {
    if (ended || text === '') return
    stream.write(text)
    if (stream.readableLength + stream.writableLength > mostBuffered) reader.end('slow')
  }

  return reader
}
