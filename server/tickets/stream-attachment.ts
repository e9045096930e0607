import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from '../access/index.ts'
import { messageQueries } from '../messages/index.ts'

interface Part {
  readonly bytes: Buffer
  readonly size: number
  readonly sha256: Buffer
}

const partLength = 1024 * 1024

/**
 * The bytes of a stored file, part by part as the reader takes them: who reads slowly holds a part in memory and no
 * connection to the database. The last part leaves only when the whole is what was stored; otherwise the stream fails.
 */
export function streamBlob(ctx: Context, blobId: number): Readable {
  return Readable.from(parts(ctx, blobId), { objectMode: false, highWaterMark: partLength })
}

async function* parts(ctx: Context, blobId: number): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for (let at = 0; ; at += partLength) {
    const part = await ctx.transaction((tx) => tx.maybe<Part>(messageQueries.blobPart, [tx.workspaceId, blobId, at + 1, partLength]))
    if (!part) throw new Error(`blob ${blobId} went away while it was read`)
    hash.update(part.bytes)
    const isLast = at + part.bytes.length >= part.size || part.bytes.length === 0
    if (isLast && !hash.digest().equals(part.sha256)) {
      ctx.app.log.error({ workspaceId: ctx.workspaceId, blobId }, 'a stored file is not what was stored; it is not served')
      throw new Error(`blob ${blobId} is damaged`)
    }
    yield part.bytes
    if (isLast) return
  }
}
