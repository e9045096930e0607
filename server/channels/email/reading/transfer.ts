/** Undoes a Content-Transfer-Encoding. Damage is skipped; whatever can be read is. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64': {
      const text = bytes.toString('latin1')
      return isHardlyBase64(text) ? bytes : decodeBase64(text)
    }
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes)
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return decodeUu(bytes) ?? bytes
    default:
      return bytes
  }
}

/** Plain text under a wrong declaration: signs that base64 does not have, and more of them than damage would leave. */
function isHardlyBase64(text: string): boolean {
  const sample = text.slice(0, 4_000)
  const foreign = sample.match(/[^A-Za-z0-9+/=\s_-]/g)?.length ?? 0
  return foreign * 20 > sample.replace(/\s+/g, '').length
}

/** Node stops at the first `=`; mail holds pieces that were padded one by one, each on lines of its own. */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf('=')
  if (padding === -1 || !/[A-Za-z0-9+/]/.test(text.slice(padding, padding + 4_000))) return Buffer.from(text, 'base64')
  const pieces: Buffer[] = []
  let start = 0
  for (let end = padding; start < text.length; end = text.indexOf('=', start)) {
    pieces.push(Buffer.from(text.slice(start, end === -1 ? text.length : end).replace(/[^A-Za-z0-9+/]+/g, ''), 'base64'))
    const line = end === -1 ? -1 : text.indexOf('\n', end)
    if (line === -1) break
    start = line + 1
  }
  return Buffer.concat(pieces)
}

const lf = 0x0a
const cr = 0x0d
const equals = 0x3d

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  // White space at the end of a line was added on the way (RFC 2045 §6.7 rule 3): `keep` is where the line ends without it.
  let keep = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number
    if (byte === equals) {
      const high = hexValue(bytes[i + 1])
      const low = hexValue(bytes[i + 2])
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low
        keep = length
        i += 2
        continue
      }
      const next = afterSoftBreak(bytes, i + 1)
      if (next !== -1) {
        keep = length
        i = next - 1
        continue
      }
      out[length++] = byte
      keep = length
    } else if (byte === lf || (byte === cr && bytes[i + 1] === lf)) {
      length = keep
      out[length++] = byte
      if (byte === cr) {
        out[length++] = lf
        i += 1
      }
      keep = length
    } else {
      out[length++] = byte
      if (byte !== 0x20 && byte !== 0x09) keep = length
    }
  }
  return out.subarray(0, length)
}

/** Where the next line begins if only white space stands between `at` and the end of this one, else -1. */
function afterSoftBreak(bytes: Buffer, at: number): number {
  let i = at
  // A relay pads by a few characters; looking further would be quadratic on a line of `=    =    `.
  while (i - at < 100 && (bytes[i] === 0x20 || bytes[i] === 0x09)) i += 1
  if (i >= bytes.length) return bytes.length
  if (bytes[i] === lf) return i + 1
  if (bytes[i] === cr) return bytes[i + 1] === lf ? i + 2 : i + 1
  return -1
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1
}

function decodeUu(bytes: Buffer): Buffer | null {
  const lines = bytes.toString('latin1').split(/\r?\n/)
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (begin === -1) return null
  const pieces: Buffer[] = []
  for (let n = begin + 1; n < lines.length; n += 1) {
    const line = lines[n] as string
    if (line === 'end') break
    pieces.push(uuLine(line))
  }
  return Buffer.concat(pieces)
}

/** The bytes of one uuencoded line, whose first character says how many they are. */
export function uuLine(line: string): Buffer {
  const length = ((line.charCodeAt(0) || 0x20) - 0x20) & 0x3f
  const out = Buffer.alloc(Math.ceil(length / 3) * 3)
  const value = (i: number) => ((i < line.length ? line.charCodeAt(i) : 0x20) - 0x20) & 0x3f
  for (let i = 1, o = 0; o < length; i += 4, o += 3) {
    out[o] = (value(i) << 2) | (value(i + 1) >> 4)
    out[o + 1] = (value(i + 1) << 4) | (value(i + 2) >> 2)
    out[o + 2] = (value(i + 2) << 6) | value(i + 3)
  }
  return out.subarray(0, length)
}
