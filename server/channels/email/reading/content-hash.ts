import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HeaderField } from './headers.ts'

// Written by the servers on the way, so that one mail that came by two ways differs in them and in nothing else.
const traces = new Set([
  'received',
  'received-spf',
  'delivered-to',
  'return-path',
  'envelope-to',
  'original-recipient',
  'authentication-results',
  'authentication-results-original',
  'dkim-signature',
  'dkim-filter',
  'domainkey-signature',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
  'status',
])

const lf = 0x0a
const cr = 0x0d
const sliceBytes = 4 * 1024 * 1024

/** sha256 of the mail without its traces and without the difference between CRLF and LF. Gives way to other work every 4 MB. */
export async function contentHash(raw: Buffer, fields: HeaderField[], bodyStart: number): Promise<string> {
  const hash = createHash('sha256')
  for (const field of fields) {
    if (traces.has(field.name) || field.name.startsWith('x-')) continue
    hash.update(field.name).update(':').update(field.value.toString('latin1').replace(/\s+/g, ' ').trim()).update('\n')
  }
  hash.update('\n')
  let end = raw.length
  while (end > bodyStart && (raw[end - 1] === lf || raw[end - 1] === cr)) end -= 1
  for (let at = bodyStart; at < end; at += sliceBytes) {
    hash.update(withoutCarriageReturns(raw, at, Math.min(at + sliceBytes, end)))
    if (at + sliceBytes < end) await nextTurn()
  }
  return hash.digest('hex')
}

function withoutCarriageReturns(raw: Buffer, from: number, to: number): Buffer {
  const out = Buffer.allocUnsafe(to - from)
  let length = 0
  for (let i = from; i < to; i += 1) {
    const byte = raw[i] as number
    if (byte !== cr || raw[i + 1] !== lf) out[length++] = byte
  }
  return out.subarray(0, length)
}
