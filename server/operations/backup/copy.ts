import type { Duplex } from 'node:stream'
import { once } from 'node:events'
import type pg from 'pg'

// What pg gives to a query of our own making: the copy protocol, which its own queries do not speak.
interface Wire {
  readonly stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const mostWaiting = 4 * 1024 * 1024
const chunkBytes = 64 * 1024

/** The bytes of `COPY … TO STDOUT`, read no faster than they are taken. The largest value of a row is the most that is held. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  let held = 0
  let ended = false
  const failures: Error[] = []
  let wire: Wire | undefined
  let wake: () => void = () => undefined
  const end = (error: Error | null) => {
    ended = true
    if (error) failures.push(error)
    wake()
  }
  submit(client, {
    submit(connection: Wire) {
      wire = connection
      connection.query(text)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // The parser uses its buffer again.
      waiting.push(Buffer.from(chunk))
      held += chunk.length
      if (held > mostWaiting) wire?.stream.pause()
      wake()
    },
    handleCommandComplete() {},
    handleReadyForQuery: () => end(null),
    handleError: (error: Error) => end(error),
  })
  try {
    for (;;) {
      if (waiting.length > 0) {
        const taken = waiting.splice(0)
        held = 0
        wire?.stream.resume()
        yield taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken)
      } else if (ended) {
        for (const failure of failures) throw failure
        return
      } else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    // Whoever stops early cannot use this connection any more: the rest of the table is still on its way.
    if (!ended) wire?.stream.destroy()
  }
}

/** `COPY … FROM STDIN` with these bytes; gives the number of rows. What the source throws ends the copy and is thrown here. */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    let ended = false
    let failure: Error | null = null
    submit(client, {
      submit: (connection: Wire) => connection.query(text),
      handleCopyInResponse(connection: Wire) {
        pump(connection, source, () => ended).catch((error: Error) => {
          failure = error
          if (!ended) connection.sendCopyFail('the source failed')
        })
      },
      handleCommandComplete({ text: tag }: { text: string }) {
        rows = Number(tag.split(' ')[1])
      },
      handleReadyForQuery() {
        ended = true
        resolve(rows)
      },
      handleError(error: Error) {
        ended = true
        reject(failure ?? error)
      },
    })
  })
}

async function pump(wire: Wire, source: AsyncIterable<Buffer>, isOver: () => boolean): Promise<void> {
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      if (isOver()) return
      wire.sendCopyFromChunk(bytes.subarray(at, at + chunkBytes))
      if (wire.stream.writableNeedDrain) await drained(wire.stream)
    }
  }
  if (!isOver()) wire.endCopyFrom()
}

/** Waits until the stream takes more, or until it never will. */
async function drained(stream: Duplex): Promise<void> {
  const heard = new AbortController()
  try {
    await Promise.race([once(stream, 'drain', heard), once(stream, 'close', heard)])
  } finally {
    heard.abort()
  }
}

function submit(client: pg.Client, query: object): void {
  client.query(query as unknown as pg.Submittable)
}
