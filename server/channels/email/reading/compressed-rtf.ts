// MS-OXRTFCP §2.1.3.1.5: what every stream may refer to before it has said anything.
const initial = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)
const dictionarySize = 4_096
const headerSize = 16
const compressed = 'LZFu'
const plain = 'MELA'

/** The text of a compressed RTF stream (MS-OXRTFCP), at most `most` bytes of it; null when it is none. What is damaged ends it. */
export function decompressRtf(stream: Buffer, most: number): Buffer | null {
  if (stream.length < headerSize) return null
  const kind = stream.toString('latin1', 8, 12)
  const size = Math.min(stream.readUInt32LE(4), most)
  if (kind === plain) return stream.subarray(headerSize, headerSize + size)
  if (kind !== compressed) return null

  const dictionary = Buffer.alloc(dictionarySize, 0x20)
  initial.copy(dictionary)
  let write = initial.length
  // Eighteen bytes at most come of two, so a small stream cannot claim a large text.
  const out = Buffer.allocUnsafe(Math.min(size, stream.length * 9))
  let length = 0
  const put = (byte: number) => {
    out[length++] = byte
    dictionary[write] = byte
    write = (write + 1) % dictionarySize
  }
  let at = headerSize
  while (at < stream.length && length < out.length) {
    const control = stream[at++] as number
    for (let bit = 0; bit < 8 && at < stream.length && length < out.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(stream[at++] as number)
        continue
      }
      if (at + 1 >= stream.length) return out.subarray(0, length)
      const reference = stream.readUInt16BE(at)
      at += 2
      let read = reference >> 4
      if (read === write) return out.subarray(0, length)
      for (let left = (reference & 0xf) + 2; left > 0 && length < out.length; left -= 1) {
        put(dictionary[read] as number)
        read = (read + 1) % dictionarySize
      }
    }
  }
  return out.subarray(0, length)
}
