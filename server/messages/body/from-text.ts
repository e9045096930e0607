import { type Block, type Body, type Inline, numberBlocks, type Quote } from './blocks.ts'
import { cleanText } from './clean-text.ts'
import { linkify } from './linkify.ts'

export interface FromTextOptions {
  /** RFC 3676: lines that end in a space continue on the next. */
  flowed?: boolean
  /** With `flowed`: the space at the end of a line only marks the break and goes. */
  delSp?: boolean
}

const maxQuoteDepth = 20
const maxLines = 20_000

/** Paragraphs at blank lines, `>` lines as quotations, web and mail addresses as links. Every character is kept. */
export function bodyFromText(text: string, options: FromTextOptions = {}): Body {
  const clean = cleanText(text)
  const all = options.flowed ? unflow(clean, options.delSp ?? false) : readLines(clean)
  const lines = all.slice(0, maxLines)
  const blocks = blocksOf(lines, 0)
  // Nobody reads beyond it as prose; as one block it costs next to nothing and stays searchable.
  if (all.length > maxLines) {
    const rest = all.slice(maxLines).map((line) => '>'.repeat(Math.min(line.depth, maxQuoteDepth)) + line.text)
    blocks.push({ id: '', type: 'code', text: rest.join('\n') })
  }
  return numberBlocks({ blocks })
}

interface QuotedLine {
  depth: number
  text: string
}

function readLines(text: string): QuotedLine[] {
  const lines = text.split('\n')
  return lines.map((line, n) => (isNoQuotation(line, lines[n - 1]) ? { depth: 0, text: line } : readQuoteMarks(line)))
}

// A program that broke `Ada <ada@example.org>:` before the bracket did not quote `:`; GroupWise writes a name between such marks.
function isNoQuotation(line: string, before: string | undefined): boolean {
  if (line.startsWith('>>> ') && /^>>> [^>].{3,150} >>>\s*$/.test(line.slice(0, 200))) return true
  return before !== undefined && /^>[^>\n]{0,20}:\s*$/.test(line) && before.lastIndexOf('<') > before.lastIndexOf('>')
}

/** Reads `> > text`, `>>text`, `>text`; a space belongs to the mark before it. */
function readQuoteMarks(line: string): QuotedLine {
  let depth = 0
  let at = 0
  for (;;) {
    let next = at
    if (depth > 0 && line[next] === ' ') next += 1
    if (line[next] !== '>') break
    depth += 1
    at = next + 1
  }
  if (depth > 0 && line[at] === ' ') at += 1
  return { depth, text: at === 0 ? line : line.slice(at) }
}

function unflow(text: string, delSp: boolean): QuotedLine[] {
  const lines: QuotedLine[] = []
  let open: { depth: number; pieces: string[] } | null = null
  const close = () => {
    if (open) lines.push({ depth: open.depth, text: open.pieces.join('') })
    open = null
  }
  for (const raw of text.split('\n')) {
    let depth = 0
    while (raw[depth] === '>') depth += 1
    const content = raw[depth] === ' ' ? raw.slice(depth + 1) : raw.slice(depth)
    const isSignature = content === '-- '
    const flows = content.endsWith(' ') && !isSignature
    if (open && (open.depth !== depth || isSignature)) close()
    open ??= { depth, pieces: [] }
    open.pieces.push(flows && delSp ? content.slice(0, -1) : content)
    if (!flows) close()
  }
  close()
  return lines
}

function blocksOf(lines: QuotedLine[], depth: number): Block[] {
  const blocks: Block[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ id: '', type: 'paragraph', content: inlinesOfLines(paragraph) })
    paragraph = []
  }
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as QuotedLine
    if (line.depth > depth && depth < maxQuoteDepth) {
      flush()
      let end = i
      while (end < lines.length && (lines[end] as QuotedLine).depth > depth) end += 1
      const inner = blocksOf(lines.slice(i, end), depth + 1)
      const quote: Quote = { id: '', type: 'quote', kind: 'quote', folded: false, blocks: inner }
      if (inner.length > 0) blocks.push(quote)
      i = end - 1
    } else if (line.text.trim() === '') flush()
    else paragraph.push(line.text)
  }
  flush()
  return blocks
}

function inlinesOfLines(lines: string[]): Inline[] {
  const inlines: Inline[] = []
  for (const [index, line] of lines.entries()) {
    if (index > 0) inlines.push({ type: 'break' })
    // Pushed one by one: a spread of a whole line of addresses would overflow the stack.
    for (const piece of linkify(line.trimEnd() === '--' ? line : line.trimEnd())) inlines.push(piece)
  }
  return inlines
}
