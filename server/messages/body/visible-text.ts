import { type Block, type Body, type Inline, inlinesOf } from './blocks.ts'

/** The words of one block as a reader sees them. */
export interface VisibleText {
  readonly block: string
  readonly text: string
  /** The same, with spaces in place of what is marked as code. */
  readonly prose: string
  /** Inside a quotation: somebody else's words. */
  readonly quoted: boolean
}

/** A stretch of a block's visible text. */
export interface Span {
  readonly block: string
  readonly start: number
  readonly end: number
}

/** Every block that shows words, in document order: no addresses of links, no pictures. */
export function visibleTexts(body: Body): VisibleText[] {
  const found: VisibleText[] = []
  walk(body.blocks, false, (block, quoted) => {
    if (block.type === 'code') return found.push({ block: block.id, text: block.text, prose: ' '.repeat(block.text.length), quoted })
    const inlines = inlinesOf(block)
    // Cells of a table are apart from each other.
    const joined = block.type === 'table' ? block.rows.flatMap((row) => row.cells.flatMap((cell) => [...cell.content, lineBreak])) : inlines
    const text = wordsOf(joined, false)
    if (text.trim() !== '') found.push({ block: block.id, text, prose: wordsOf(joined, true), quoted })
    return undefined
  })
  return found
}

/** The addresses of all links, outside of quotations. */
export function linksOf(body: Body): string[] {
  const found: string[] = []
  walk(body.blocks, false, (block, quoted) => {
    if (!quoted) for (const inline of inlinesOf(block)) if (inline.type === 'link') found.push(inline.href)
  })
  return found
}

/** A copy in which `mark` has changed the visible words of spans, which may not overlap. Words that are bold in the middle come in pieces. */
export function markSpans<S extends Span>(body: Body, spans: readonly S[], mark: (words: string, span: S) => string): Body {
  const copy = structuredClone(body)
  walk(copy.blocks, false, (block) => {
    const own = spans.filter((span) => span.block === block.id).toSorted((a, b) => b.start - a.start)
    if (own.length === 0) return
    if (block.type === 'code') {
      for (const span of own) block.text = marked(block.text, span.start, span.end, (words) => mark(words, span))
    } else if (block.type === 'table') {
      let at = 0
      for (const row of block.rows) for (const cell of row.cells) at = markInlines(cell.content, own, at, mark) + 1
    } else markInlines(inlinesOf(block), own, 0, mark)
  })
  return copy
}

const lineBreak: Inline = { type: 'break' }

function walk(blocks: Block[], quoted: boolean, visit: (block: Block, quoted: boolean) => unknown): void {
  const stack = blocks.toReversed().map((block) => ({ block, quoted }))
  for (let one = stack.pop(); one; one = stack.pop()) {
    const { block, quoted: inside } = one
    visit(block, inside)
    const inner = block.type === 'quote' ? block.blocks : block.type === 'list' ? block.items.flatMap((item) => item.blocks) : []
    const within = inside || block.type === 'quote'
    for (const child of inner.toReversed()) stack.push({ block: child, quoted: within })
  }
}

function wordsOf(inlines: readonly Inline[], withoutCode: boolean): string {
  let words = ''
  for (const inline of inlines) {
    if (inline.type === 'break') words += '\n'
    else if (inline.type === 'link') words += wordsOf(inline.content, withoutCode)
    else if (inline.type === 'text') {
      const isCode = withoutCode && (inline.marks?.includes('code') ?? false)
      words += isCode ? ' '.repeat(inline.text.length) : inline.text.replaceAll('\u00a0', ' ')
    }
  }
  return words
}

/** @returns where the next inline begins */
function markInlines<S extends Span>(
  inlines: readonly Inline[],
  spans: readonly S[],
  from: number,
  mark: (words: string, span: S) => string,
): number {
  let at = from
  for (const inline of inlines) {
    if (inline.type === 'break') at += 1
    else if (inline.type === 'link') at = markInlines(inline.content, spans, at, mark)
    else if (inline.type === 'text') {
      const { length } = inline.text
      for (const span of spans) {
        if (span.start >= at + length || span.end <= at) continue
        inline.text = marked(inline.text, Math.max(0, span.start - at), Math.min(length, span.end - at), (words) => mark(words, span))
      }
      at += length
    }
  }
  return at
}

function marked(text: string, start: number, end: number, mark: (words: string) => string): string {
  return text.slice(0, start) + mark(text.slice(start, end)) + text.slice(end)
}
