import { decodeText } from './charset.ts'
import { decodeWords } from './encoded-words.ts'

/** `text/plain; charset="utf-8"` or `attachment; filename*0*=utf-8''…` (RFC 2045, RFC 2231). */
export interface Structured {
  value: string
  parameters: Map<string, string>
}

const maxParameters = 100

export function parseStructured(header: string): Structured {
  const [head, ...rest] = splitParameters(header.slice(0, 20_000))
  const plain = new Map<string, string>()
  const pieces = new Map<string, Piece[]>()
  for (const text of rest.slice(0, maxParameters)) {
    const equals = text.indexOf('=')
    if (equals < 1) continue
    const name = text.slice(0, equals).trim().toLowerCase()
    const value = unquote(text.slice(equals + 1).trim())
    const match = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name)
    if (!match) continue
    const [, base = '', index, star] = match
    if (index === undefined && star === undefined) {
      if (!plain.has(base)) plain.set(base, decodeWords(value))
      continue
    }
    const list = pieces.get(base) ?? []
    list.push({ index: Number(index ?? 0), encoded: star === '*', value })
    pieces.set(base, list)
  }
  for (const [base, list] of pieces) plain.set(base, joinPieces(list))
  const [, type = '', subtype] = /^\s*([^\s/]+)(?:\s*\/\s*(\S+))?/.exec(stripComments(head ?? '')) ?? []
  return { value: (subtype === undefined ? type : `${type}/${subtype}`).toLowerCase(), parameters: plain }
}

interface Piece {
  index: number
  encoded: boolean
  value: string
}

function joinPieces(list: Piece[]): string {
  const ordered = list.toSorted((a, b) => a.index - b.index)
  let charset: string | null = null
  const bytes = ordered.map((piece, n) => {
    if (!piece.encoded) return Buffer.from(piece.value, 'utf8')
    let value = piece.value
    const marked = n === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(value) : null
    if (marked) {
      charset = marked[1] || null
      value = marked[2] ?? ''
    }
    return percentBytes(value)
  })
  const decoded = decodeText(Buffer.concat(bytes), charset).text
  return ordered.some((piece) => piece.encoded) ? decoded : decodeWords(decoded)
}

function percentBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const out = Buffer.alloc(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const hex = bytes[i] === 0x25 ? bytes.toString('latin1', i + 1, i + 3) : ''
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out[length++] = Number.parseInt(hex, 16)
      i += 2
    } else out[length++] = bytes[i] as number
  }
  return out.subarray(0, length)
}

/** Splits at semicolons outside quotes; an unclosed quote ends with its line, as programs that forget it mean. */
function splitParameters(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (quoted && char === '\\') i += 1
    else if (char === '"') quoted = quoted ? false : text.indexOf('"', i + 1) !== -1
    else if (char === ';' && !quoted) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return stripComments(text).trim()
  const end = closingQuote(text)
  // Old Windows programs wrote whole paths; a backslash before anything but a quote or itself is such a path.
  return text.slice(1, end).replace(/\\(["\\])/g, '$1')
}

function closingQuote(text: string): number {
  for (let i = 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  return text.length
}

function stripComments(text: string): string {
  if (!text.includes('(')) return text
  let out = ''
  let depth = 0
  for (const char of text) {
    if (char === '(') depth += 1
    else if (char === ')' && depth > 0) depth -= 1
    else if (depth === 0) out += char
  }
  return depth > 0 && out.trim() === '' ? text : out
}
