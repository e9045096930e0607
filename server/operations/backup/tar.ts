/**
 * Tar as POSIX.1-1988 wrote it (ustar), so that every `tar` can look into a backup. Names have at most 100 characters.
 */
const block = 512
const mostInMemory = 64 * 1024 * 1024

export interface TarEntry {
  readonly name: string
  readonly bytes: Buffer
}

/** The header of one file. @param at seconds since 1970 */
export function tarHeader(name: string, size: number, at: number): Buffer {
  const header = Buffer.alloc(block)
  if (Buffer.byteLength(name) > 100) throw new Error(`the name ${name} is too long for a tar file`)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  writeSize(header, size)
  header.write(`${Math.floor(at).toString(8).padStart(11, '0')}\0`, 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

// Eight gigabytes and more do not fit eleven octal digits; GNU tar and all after it read them as a binary number.
function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
    return
  }
  header.writeBigUInt64BE(BigInt(size), 128)
  header[124] = 0x80
}

/** Fills the last block of a file. */
export const tarPadding = (size: number) => Buffer.alloc((block - (size % block)) % block)

/** Two empty blocks end a tar file. */
export const tarEnd = () => Buffer.alloc(2 * block)

/** Reads small files one after the other; throws where the bytes are no tar file or end too early. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const take = taker(source)
  for (;;) {
    const header = await take(block)
    if (header === null) throw new TarProblem('it ends too early')
    if (header.every((byte) => byte === 0)) return
    const given = Number.parseInt(header.toString('latin1', 148, 156), 8)
    if (header.toString('latin1', 257, 262) !== 'ustar' || given !== checksum(header)) throw new TarProblem('it is no tar file, or damaged')
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    if (!(size >= 0 && size <= mostInMemory)) throw new TarProblem(`${name} is larger than a backup makes its parts`)
    const bytes = await take(size)
    const padding = await take(tarPadding(size).length)
    if (bytes === null || padding === null) throw new TarProblem('it ends too early')
    yield { name, bytes }
  }
}

/** The file is not one we can read. */
export class TarProblem extends Error {}

function checksum(header: Buffer): number {
  let sum = 0
  for (let at = 0; at < block; at++) sum += at >= 148 && at < 156 ? 32 : (header[at] ?? 0)
  return sum
}

/** Takes so many bytes from a stream; null when it has fewer left. */
function taker(source: AsyncIterable<Buffer>): (size: number) => Promise<Buffer | null> {
  const iterator = source[Symbol.asyncIterator]()
  let parts: Buffer[] = []
  let held = 0
  return async (size) => {
    while (held < size) {
      const next = await iterator.next()
      if (next.done) return null
      parts.push(next.value)
      held += next.value.length
    }
    const all = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    parts = [all.subarray(size)]
    held -= size
    return all.subarray(0, size)
  }
}
