import { parentPort } from 'node:worker_threads'
import type { ReadMailOptions } from '../reading/types.ts'
import { type PreparedMail, prepareMail } from './prepare-mail.ts'

// The other end is read-off-loop.ts. One file of the build: scripts/build.mjs names it.

parentPort?.on('message', ({ raw, options }: { raw: Uint8Array; options: ReadMailOptions }) => {
  void prepareMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), options).then((mail) => {
    const moved = mail.attachments.map(({ content }) => ownBytes(content))
    const attachments = mail.attachments.map((attachment, index) => ({ ...attachment, content: moved[index] }))
    parentPort?.postMessage(
      { ...mail, attachments } satisfies Record<keyof PreparedMail, unknown>,
      moved.map(({ buffer }) => buffer),
    )
  })
})

/** Bytes with a memory of their own, which changes hands without being copied; a view would take the whole mail along. */
function ownBytes(content: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = content
  if (buffer instanceof ArrayBuffer && buffer.byteLength === content.length && content.length > 0) return new Uint8Array(buffer)
  return new Uint8Array(content)
}
