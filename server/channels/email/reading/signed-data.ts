// Of the DER that S/MIME wraps a mail in (RFC 5652 §5) just enough to find the mail: nothing is verified here.

const sequence = 0x30
const octets = 0x04
const constructedOctets = 0x24
const explicit = 0xa0
const objectId = 0x06
const signedData = Buffer.from('2a864886f70d010702', 'hex')
const compressedOrEnveloped = /^2a864886f70d0107(?:03|06)|^2a864886f70d0109100109/
const maxPieces = 10_000

interface Value {
  tag: number
  start: number
  end: number
  /** Behind it, its end mark included. */
  next: number
}

/** The mail inside an S/MIME message that is signed but not encrypted; null for everything else. */
export function contentOfSignedData(bytes: Buffer): Buffer | null {
  const outer = valueAt(bytes, 0)
  const type = outer && valueAt(bytes, outer.start)
  if (outer?.tag !== sequence || type?.tag !== objectId || !bytes.subarray(type.start, type.end).equals(signedData)) return null
  const wrapped = valueAt(bytes, type.next)
  const signed = wrapped?.tag === explicit ? valueAt(bytes, wrapped.start) : null
  if (signed?.tag !== sequence) return null
  const version = valueAt(bytes, signed.start)
  const digests = version && valueAt(bytes, version.next)
  const content = digests && valueAt(bytes, digests.next)
  if (content?.tag !== sequence) return null
  const contentType = valueAt(bytes, content.start)
  const holder = contentType && contentType.next < content.end ? valueAt(bytes, contentType.next) : null
  const value = holder?.tag === explicit ? valueAt(bytes, holder.start) : null
  return value ? octetsOf(bytes, value) : null
}

export function isEncryptedData(bytes: Buffer): boolean {
  const outer = valueAt(bytes, 0)
  const type = outer && valueAt(bytes, outer.start)
  return type?.tag === objectId && compressedOrEnveloped.test(bytes.toString('hex', type.start, type.end))
}

function octetsOf(bytes: Buffer, value: Value): Buffer | null {
  if (value.tag === octets) return bytes.subarray(value.start, value.end)
  if (value.tag !== constructedOctets) return null
  const pieces: Buffer[] = []
  let at = value.start
  while (at < value.end && pieces.length < maxPieces) {
    const piece = valueAt(bytes, at)
    if (piece?.tag !== octets) break
    pieces.push(bytes.subarray(piece.start, piece.end))
    at = piece.next
  }
  return Buffer.concat(pieces)
}

/** One value: its length may be left open (0x80), then it ends at two zero bytes, and we look for none but our own. */
function valueAt(bytes: Buffer, at: number): Value | null {
  if (at + 2 > bytes.length) return null
  const tag = bytes[at] as number
  const first = bytes[at + 1] as number
  if (first < 0x80) return within(bytes, tag, at + 2, first)
  if (first === 0x80) return { tag, start: at + 2, end: bytes.length, next: afterOpen(bytes, at + 2) }
  const size = first & 0x7f
  if (size > 4 || at + 2 + size > bytes.length) return null
  return within(bytes, tag, at + 2 + size, bytes.readUIntBE(at + 2, size))
}

function within(bytes: Buffer, tag: number, start: number, length: number): Value {
  const end = Math.min(start + length, bytes.length)
  return { tag, start, end, next: end }
}

/** Behind the end mark of a value of open length; such values stand around the mail only, never before it in a row. */
function afterOpen(bytes: Buffer, start: number): number {
  let at = start
  for (let n = 0; n < maxPieces && at + 2 <= bytes.length; n += 1) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at + 2
    if (bytes[at + 1] === 0x80) return bytes.length
    const inner = valueAt(bytes, at)
    if (!inner || inner.next <= at) break
    at = inner.next
  }
  return bytes.length
}
