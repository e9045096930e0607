import { decodeText } from './charset.ts'
import type { Limits } from './types.ts'

export interface HeaderField {
  /** Lower case. */
  name: string
  /** Unfolded bytes after the colon, line ends replaced by nothing and a space kept (RFC 5322 §2.2.3). */
  value: Buffer
  /** Where the field stands in the mail, line ends included. */
  start: number
  end: number
}

export interface HeaderBlock {
  fields: HeaderField[]
  bodyStart: number
  truncated: boolean
  problems: string[]
}

const lf = 0x0a
const cr = 0x0d
const fieldName = /^[!-9;-~]{1,100}[ \t]*:/

/** Splits a header block. Looks at each byte once, keeps a bounded number of bounded fields, and finds the body either way. */
export function readHeaders(raw: Buffer, from: number, to: number, limits: Limits): HeaderBlock {
  const block: HeaderBlock = { fields: [], bodyStart: to, truncated: false, problems: [] }
  let at = from
  let open: { name: string; valueStart: number; start: number; end: number } | null = null
  const close = () => {
    if (open) keepField(raw, open, block, limits)
    open = null
  }
  while (at < to) {
    if (block.truncated && (block.fields.length >= limits.headers || at - from > limits.headerBytes)) {
      // Nothing more is kept: only the end of the headers is looked for, without reading them line by line.
      block.bodyStart = afterEmptyLine(raw, at, to)
      return block
    }
    const end = lineEnd(raw, at, to)
    const next = Math.min(end + 1, to)
    const first = raw[at]
    if (first === lf || (first === cr && end === at + 1) || (first === cr && at + 1 === to)) {
      block.bodyStart = next
      close()
      return block
    }
    if ((first === 0x20 || first === 0x09) && (open || isBlank(raw, at, end))) {
      // A line of white space only ends the header for many programs that write such mail; a folded field goes on.
      if (open) open.end = next
    } else {
      const line = raw.toString('latin1', at, Math.min(end, at + 110))
      // A first line that is indented by mistake.
      const head: string = open === null ? line.trimStart() : line
      const match = fieldName.exec(head)
      if (match) {
        close()
        open = {
          name: head
            .slice(0, match[0].length - 1)
            .trim()
            .toLowerCase(),
          valueStart: at + line.length - head.length + match[0].length,
          start: at,
          end: next,
        }
      } else if (at === from && /^>?From /.test(head)) {
        // The envelope line of a mailbox file.
      } else if ((open || block.fields.length > 0) && nextIsField(raw, next, to)) {
        // Only a subject is completed by it: words added to an address would change who it is.
        if (open?.name === 'subject') open.end = next
        else close()
        addOnce(block.problems, 'a line inside the headers is not a header')
      } else {
        addOnce(block.problems, 'no empty line between headers and text')
        block.bodyStart = at
        close()
        return block
      }
    }
    at = next
  }
  close()
  return block
}

function keepField(
  raw: Buffer,
  open: { name: string; valueStart: number; start: number; end: number },
  block: HeaderBlock,
  limits: Limits,
): void {
  const kept = block.fields.length < limits.headers && open.start - (block.fields[0]?.start ?? open.start) <= limits.headerBytes
  if (!kept) {
    block.truncated = true
    addOnce(block.problems, 'too many headers: the rest was not read')
    return
  }
  let stop = open.end
  if (stop - open.valueStart > limits.headerFieldBytes) {
    stop = open.valueStart + limits.headerFieldBytes
    block.truncated = true
    addOnce(block.problems, `the header ${open.name.slice(0, 40)} is too long: its end was not read`)
  }
  block.fields.push({ name: open.name, value: unfold(raw.subarray(open.valueStart, stop)), start: open.start, end: open.end })
}

function unfold(value: Buffer): Buffer {
  if (!value.includes(lf) && !value.includes(cr)) return value
  const out = Buffer.allocUnsafe(value.length)
  let length = 0
  for (let i = 0; i < value.length; i += 1) {
    const byte = value[i] as number
    if (byte !== lf && byte !== cr) out[length++] = byte
  }
  return out.subarray(0, length)
}

/** Behind the next empty line; `at` is where a line begins. */
function afterEmptyLine(raw: Buffer, at: number, to: number): number {
  const from = Math.max(at - 1, 0)
  const [short, long] = [raw.indexOf('\n\n', from), raw.indexOf('\n\r\n', from)]
  const ends = [short === -1 ? to : short + 2, long === -1 ? to : long + 3]
  return Math.min(to, ...ends)
}

function lineEnd(raw: Buffer, at: number, to: number): number {
  const end = raw.indexOf(lf, at)
  return end === -1 || end >= to ? to : end
}

function isBlank(raw: Buffer, at: number, end: number): boolean {
  for (let i = at; i < end; i += 1) {
    const byte = raw[i]
    if (byte !== 0x20 && byte !== 0x09 && byte !== cr) return false
  }
  return true
}

// Some relay added a line that is no header, or broke one without indenting it. The name must look like one of mail, since
// a text that begins `Hello` / `Note: …` is not a header either.
function nextIsField(raw: Buffer, at: number, to: number): boolean {
  const head = raw.toString('latin1', at, Math.min(to, at + 110))
  return /^(?:[A-Za-z]+-[A-Za-z-]+|From|To|Cc|Date|Subject|Received|Sender)[ \t]*:/.test(head)
}

function addOnce(list: string[], text: string): void {
  if (!list.includes(text)) list.push(text)
}

/** The fields of one header block by name, decoded to text but not yet by RFC 2047. */
export interface Headers {
  fields: HeaderField[]
  all: (name: string) => string[]
  first: (name: string) => string | null
  /** One character for each byte, to compare with the bytes of the body. */
  firstRaw: (name: string) => string | null
  /** Bytes above 127 that no encoded word explains are read in this character set when they are not UTF-8. */
  setFallbackCharset: (charset: string | null) => void
}

export function headersOf(fields: HeaderField[]): Headers {
  let fallback: string | null = null
  const byName = new Map<string, HeaderField[]>()
  for (const field of fields) {
    const list = byName.get(field.name)
    if (list) list.push(field)
    else byName.set(field.name, [field])
  }
  const textOf = (field: HeaderField) => decodeText(field.value, null, fallback).text.trim()
  return {
    fields,
    all: (name) => (byName.get(name) ?? []).map(textOf),
    first: (name) => {
      const field = byName.get(name)?.[0]
      return field ? textOf(field) : null
    },
    firstRaw: (name) => byName.get(name)?.[0]?.value.toString('latin1') ?? null,
    setFallbackCharset: (charset) => {
      fallback = charset
    },
  }
}
