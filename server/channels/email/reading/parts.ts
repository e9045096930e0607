import { type Headers, headersOf, readHeaders } from './headers.ts'
import { parseStructured, type Structured } from './parameters.ts'
import { decodeTransfer } from './transfer.ts'
import type { Limits } from './types.ts'

/** One node of a mail's structure. Bodies are ranges of bytes until somebody asks for them. */
export interface Part {
  headers: Headers
  type: string
  parameters: Map<string, string>
  disposition: string
  dispositionParameters: Map<string, string>
  encoding: string
  /** Empty for everything that is not a multipart. */
  children: Part[]
  isMultipart: boolean
  parent: Part | null
  /** The bytes that `start` and `end` count in: those of the mail, or of what was unpacked from it. */
  source: Buffer
  start: number
  end: number
  /** Of a multipart: the text before its first boundary. */
  preambleEnd: number
}

export interface PartTree {
  root: Part
  /** Where the headers of the whole mail end. */
  bodyStart: number
  truncated: boolean
  /** Something in it can be read with the recipient's key only. */
  isEncrypted: boolean
  problems: string[]
}

interface OpenMultipart {
  part: Part
  boundary: string
}

const lf = 0x0a
const cr = 0x0d
const dash = 0x2d
// RFC 2046 §5.1.1 allows 70; some programs do not count.
const maxBoundary = 4_000

/**
 * Reads the structure of a mail in one pass over its lines. Every open multipart's boundary is in a map, so a line costs the
 * same at any depth; beyond the limits a multipart is one opaque part and further parts are not listed.
 */
export function readParts(raw: Buffer, limits: Limits): PartTree {
  const top = readHeaders(raw, 0, raw.length, limits)
  const tree: PartTree = {
    root: newPart(headersOf(top.fields), null, raw, top.bodyStart),
    bodyStart: top.bodyStart,
    truncated: top.truncated,
    isEncrypted: false,
    problems: top.problems,
  }
  const note = (text: string) => {
    if (!tree.problems.includes(text)) tree.problems.push(text)
  }
  const open: OpenMultipart[] = []
  const byBoundary = new Map<string, number>()
  let parts = 1
  let current: Part | null = tree.root
  let at = top.bodyStart

  const enter = (part: Part) => {
    if (!part.type.startsWith('multipart/')) return
    if (open.length >= limits.depth) {
      tree.truncated = true
      note('nested too deeply: the innermost parts were not opened')
      return
    }
    const boundary = boundaryOf(raw, part, at, note)
    if (boundary === null) {
      part.type = 'text/plain'
      return
    }
    part.isMultipart = true
    open.push({ part, boundary })
    byBoundary.set(boundary, open.length - 1)
    current = null
  }
  const closeDownTo = (level: number, end: number) => {
    while (open.length > level) {
      const closed = open.pop() as OpenMultipart
      byBoundary.delete(closed.boundary)
      const outer = open.findLastIndex((entry) => entry.boundary === closed.boundary)
      if (outer !== -1) byBoundary.set(closed.boundary, outer)
      closed.part.end = end
    }
  }

  enter(tree.root)
  while (at < raw.length) {
    const end = nextLf(raw, at)
    const next = Math.min(end + 1, raw.length)
    const hit = open.length > 0 && raw[at] === dash && raw[at + 1] === dash ? delimiterAt(raw, at, end, byBoundary) : null
    if (!hit) {
      at = next
      continue
    }
    const contentEnd = withoutLineEnd(raw, at, current?.start ?? at)
    if (current) current.end = contentEnd
    current = null
    closeDownTo(hit.level + 1, contentEnd)
    const multipart = (open[hit.level] as OpenMultipart).part
    if (multipart.children.length === 0) multipart.preambleEnd = Math.max(multipart.start, contentEnd)
    at = next
    if (hit.closes) {
      closeDownTo(hit.level, next)
      continue
    }
    parts += 1
    if (parts > limits.parts) {
      tree.truncated = true
      note(`more than ${limits.parts} parts: the rest was not read`)
      closeDownTo(0, at)
      break
    }
    const block = readHeaders(raw, at, raw.length, limits)
    // A part without headers of its own may run straight into the next boundary.
    const stray = boundaryBefore(raw, at, block.bodyStart, byBoundary)
    const bodyStart = stray ?? block.bodyStart
    if (block.truncated) tree.truncated = true
    const part = newPart(
      headersOf(stray === null ? block.fields : block.fields.filter((field) => field.end <= stray)),
      multipart,
      raw,
      bodyStart,
    )
    part.end = raw.length
    multipart.children.push(part)
    current = part
    at = bodyStart
    enter(part)
  }
  if (current) current.end = raw.length
  if (open.length > 0) note('the end of a multipart is missing')
  closeDownTo(0, raw.length)
  for (const part of eachPart(tree.root)) if (part.isMultipart && part.children.length === 0) becomeText(part, note)
  return tree
}

export function* eachPart(root: Part): Generator<Part> {
  const stack = [root]
  for (let part = stack.pop(); part; part = stack.pop()) {
    yield part
    for (let i = part.children.length - 1; i >= 0; i -= 1) stack.push(part.children[i] as Part)
  }
}

/** The content of a part without its transfer encoding. */
export function contentOf(part: Part): Buffer {
  return decodeTransfer(part.source.subarray(part.start, Math.max(part.start, part.end)), part.encoding)
}

/** A part that stands in no mail as such: what was unpacked from another one. */
export function unpackedPart(header: string, content: Buffer, parent: Part, limits: Limits): Part {
  const bytes = Buffer.from(header, 'utf8')
  const part = newPart(headersOf(readHeaders(bytes, 0, bytes.length, limits).fields), parent, content, 0)
  part.end = content.length
  return part
}

function newPart(headers: Headers, parent: Part | null, source: Buffer, start: number): Part {
  const type = headers.first('content-type')
  const parsed = type === null ? defaultType(parent) : parseStructured(type)
  const disposition = parseStructured(headers.first('content-disposition') ?? '')
  return {
    headers,
    type: typeOf(parsed.value),
    parameters: parsed.parameters,
    disposition: disposition.value,
    dispositionParameters: disposition.parameters,
    encoding: (headers.first('content-transfer-encoding') ?? '').replace(/\([^)]*\)|[\s"';]/g, '').toLowerCase(),
    children: [],
    isMultipart: false,
    parent,
    source,
    start,
    end: start,
    preambleEnd: start,
  }
}

function typeOf(value: string): string {
  const type = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}/.exec(value)?.[0]
  return type ?? (value === 'text' || value === '' ? 'text/plain' : 'application/octet-stream')
}

function defaultType(parent: Part | null): Structured {
  return { value: parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain', parameters: new Map() }
}

// Nothing between its boundaries, or no boundary at all: what it holds is text somebody should see.
function becomeText(part: Part, note: (text: string) => void): void {
  part.isMultipart = false
  part.type = 'text/plain'
  note('a multipart without parts was read as text')
}

/** The declared boundary; when there is none, the first line that looks like one. */
function boundaryOf(raw: Buffer, part: Part, at: number, note: (text: string) => void): string | null {
  const declared = parseStructured(part.headers.firstRaw('content-type') ?? '')
    .parameters.get('boundary')
    ?.trimEnd()
  const isUsed = declared !== undefined && (part.parent !== null || raw.indexOf(`--${declared}`, at, 'latin1') !== -1)
  if (declared && declared.length <= maxBoundary && isUsed) return declared
  note('a multipart does not name the boundary it uses')
  const head = raw.toString('latin1', at, at + 2_000)
  return /(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\nContent-/i.exec(head)?.[1] ?? declared ?? null
}

interface Delimiter {
  level: number
  closes: boolean
}

function delimiterAt(raw: Buffer, at: number, end: number, byBoundary: Map<string, number>): Delimiter | null {
  if (end - at > maxBoundary + 100) return null
  const text = raw.toString('latin1', at + 2, end).trimEnd()
  const level = byBoundary.get(text)
  if (level !== undefined) return { level, closes: false }
  const closing = text.endsWith('--') ? byBoundary.get(text.slice(0, -2).trimEnd()) : undefined
  return closing === undefined ? null : { level: closing, closes: true }
}

/** Where a boundary of an open multipart stands among what was taken for the headers of a part. */
function boundaryBefore(raw: Buffer, from: number, to: number, byBoundary: Map<string, number>): number | null {
  let at = from
  while (at < to) {
    const end = nextLf(raw, at)
    if (raw[at] === dash && raw[at + 1] === dash && delimiterAt(raw, at, end, byBoundary)) return at
    at = end + 1
  }
  return null
}

function nextLf(raw: Buffer, at: number): number {
  const end = raw.indexOf(lf, at)
  return end === -1 ? raw.length : end
}

// The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).
function withoutLineEnd(raw: Buffer, at: number, from: number): number {
  let end = at
  if (end > from && raw[end - 1] === lf) end -= 1
  if (end > from && end < at && raw[end - 1] === cr) end -= 1
  return end
}
