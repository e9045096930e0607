import type pg from 'pg'

/** What `pg` calls on a query that speaks for itself. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** COPY … FROM STDIN of lines that are at hand. */
export function copyLines(client: pg.Client, table: string, columns: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const copy = {
      submit(wire: Wire) {
        wire.query(`COPY ${table} (${columns}) FROM STDIN`)
      },
      handleCopyInResponse(wire: Wire) {
        const most = 2_000
        for (let at = 0; at < lines.length; at += most) wire.sendCopyFromChunk(Buffer.from(lines.slice(at, at + most).join('')))
        wire.endCopyFrom()
      },
      handleCommandComplete() {},
      // After an error nothing more is told of this query.
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    }
    client.query(copy as unknown as pg.Submittable)
  })
}
