import { uuLine } from './transfer.ts'

export interface UuFile {
  name: string
  content: Buffer
}

const maxFiles = 50
const beginLine = /^begin(?:-base64)? [0-7]{3,4} (.{1,255})$/

/**
 * Files that stand in a plain text as programs before MIME sent them: between `begin 644 name` and `end`. Gives the text without
 * them; what only looks so, and has no end, stays text.
 */
export function takeUuFiles(bytes: Buffer): { text: Buffer; files: UuFile[] } | null {
  if (!bytes.includes('begin ')) return null
  const lines = bytes.toString('latin1').split('\n')
  const kept: string[] = []
  const files: UuFile[] = []
  for (let n = 0; n < lines.length; n += 1) {
    const line = (lines[n] as string).trimEnd()
    const name = files.length < maxFiles ? beginLine.exec(line)?.[1] : undefined
    const end = name === undefined ? -1 : endOf(lines, n + 1)
    if (name === undefined || end === -1) {
      kept.push(lines[n] as string)
      continue
    }
    const pieces: Buffer[] = []
    for (let i = n + 1; i < end; i += 1) pieces.push(uuLine((lines[i] as string).replace(/\r$/, '')))
    files.push({ name, content: Buffer.concat(pieces) })
    n = end
  }
  return files.length === 0 ? null : { text: Buffer.from(kept.join('\n'), 'latin1'), files }
}

/** The line of `end`, if every line before it is one of a file. */
function endOf(lines: string[], from: number): number {
  for (let n = from; n < lines.length; n += 1) {
    const line = (lines[n] as string).trimEnd()
    if (line === 'end') return n > from ? n : -1
    const length = (((lines[n] as string).charCodeAt(0) || 0x20) - 0x20) & 0x3f
    const needed = Math.ceil(length / 3) * 4
    if (line !== '' && line !== '`' && (line.length < needed * 0.7 || line.length > needed + 3 || !/^[\x20-\x60]+$/.test(line))) return -1
  }
  return -1
}
