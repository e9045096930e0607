import {
  type Block,
  type Body,
  type Inline,
  inlinesOf,
  numberBlocks,
  type Paragraph,
  type Quote,
  textOfInlines,
} from '../../../messages/body/index.ts'
import { attributionEndingAt, headerBlockLength, introducesInLine, isDivider, separatorOf } from './attribution.ts'
import { signatureStart } from './signatures.ts'

export { roleOfElement } from './quote-elements.ts'

export interface FoldOptions {
  /** The body came from plain text: there a `>` means earlier mail, while in HTML a bare quotation may be the author's own. */
  plainText?: boolean
  /** The mail passes another one on: what would be history is its content. */
  forwarded?: boolean
}

type Kind = 'new' | 'history' | 'forward' | 'signature'

/** One line of a paragraph, or a block that is no paragraph. */
interface Line {
  kind: Kind
  text: string
  block: Block
  inlines: Inline[] | null
}

/**
 * Folds quoted history and signatures. Nothing is removed and no order changes: blocks are wrapped, and paragraphs are split at a
 * line where a quotation begins in their middle. Text behind a quotation stays open, since people answer between and below; only
 * where mail programs quote without any mark (`-----Original Message-----`, `From:` / `Sent:`) everything to the end is history.
 */
export function foldHistoryInBody(body: Body, options: FoldOptions = {}): Body {
  openForwards(body.blocks, options)
  const lines = linesOf(body.blocks)
  markHistory(lines, options)
  markRules(lines)
  markSignatures(lines)
  const blocks = blocksOf(lines)
  openIfNothingIsNew(blocks)
  openInterleaved(blocks)
  return numberBlocks({ blocks })
}

// Mail programs mark a mail they pass on as they mark a quotation; the words above it tell them apart.
function openForwards(blocks: Block[], options: FoldOptions): void {
  for (const block of blocks) {
    if (block.type !== 'quote' || block.kind !== 'history') continue
    const first = block.blocks[0]
    const line = first ? (textOfInlines(inlinesOf(first), { withLinks: false }).split('\n', 1)[0] ?? '') : ''
    if (!options.forwarded && separatorOf(line) !== 'forwarded') continue
    block.kind = 'forward'
    block.folded = false
  }
}

function linesOf(blocks: Block[]): Line[] {
  const lines: Line[] = []
  for (const block of blocks) {
    if (block.type !== 'paragraph') {
      lines.push({ kind: kindOf(block), text: '', block, inlines: null })
      continue
    }
    let inlines: Inline[] = []
    const end = () => lines.push({ kind: 'new', text: textOfInlines(inlines, { withLinks: false }).slice(0, 1_000), block, inlines })
    for (const inline of block.content) {
      if (inline.type === 'break') {
        end()
        inlines = []
      } else inlines.push(inline)
    }
    end()
  }
  return lines
}

function kindOf(block: Block): Kind {
  return block.type === 'quote' && block.kind !== 'quote' ? block.kind : 'new'
}

function markHistory(lines: Line[], options: FoldOptions): void {
  const texts = lines.map((line) => line.text)
  let paragraphStart = 0
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as Line
    if (i === 0 || lines[i - 1]?.block !== line.block) paragraphStart = i
    if (line.inlines === null) {
      const quote = line.block.type === 'quote' ? line.block : null
      if (!quote || quote.kind === 'signature' || quote.kind === 'forward') continue
      if ((options.forwarded && options.plainText) || lines[i - 1]?.kind === 'forward') {
        mark(lines, i, i + 1, 'forward')
        continue
      }
      const from = i > 0 && lines[i - 1]?.inlines ? attributionEndingAt(texts, i - 1, startOfParagraph(lines, i - 1), true) : null
      if (from === null && quote.kind === 'quote' && !options.plainText && !introducesItself(quote)) continue
      mark(lines, from ?? i, i + 1, 'history')
      continue
    }
    if (line.kind !== 'new') continue
    const toEnd = historyToTheEnd(lines, texts, i, paragraphStart)
    if (!toEnd) continue
    const isFirst = !lines.slice(0, Math.min(toEnd.from, 200)).some((before) => before.kind === 'new' && hasContent(before))
    if (toEnd.kind === 'forward' || options.forwarded || isFirst) {
      mark(lines, toEnd.from, toEnd.headerEnd, 'forward')
      i = Math.max(i, toEnd.headerEnd - 1)
      continue
    }
    mark(lines, toEnd.from, lines.length, 'history')
    return
  }
}

/** A quotation that begins with the words that introduce one, as programs put them that mark it with nothing else. */
function introducesItself(quote: Quote): boolean {
  const texts: string[] = []
  for (const block of quote.blocks.slice(0, 3)) {
    if (block.type !== 'paragraph') break
    for (const text of textOfInlines(block.content, { withLinks: false }).slice(0, 3_000).split('\n')) texts.push(text.slice(0, 1_000))
  }
  const lines = texts.slice(0, 12)
  const first = lines[0] ?? ''
  if (separatorOf(first) === 'original' || headerBlockLength(lines, 0, true) > 0) return true
  return [0, 1, 2].some((last) => last < lines.length && attributionEndingAt(lines, last, 0, false) === 0)
}

/** The line that programs draw above what they quote goes with it. */
function markRules(lines: Line[]): void {
  for (const [i, line] of lines.entries())
    if (line.kind === 'new' && line.block.type === 'rule' && lines[i + 1]?.kind === 'history') line.kind = 'history'
}

interface ToTheEnd {
  kind: 'history' | 'forward'
  from: number
  /** Where the lines end that introduce it. */
  headerEnd: number
}

function historyToTheEnd(lines: Line[], texts: string[], i: number, paragraphStart: number): ToTheEnd | null {
  const separator = separatorOf(texts[i] as string)
  if (separator) {
    const kind = separator === 'forwarded' ? 'forward' : 'history'
    return { kind, from: i, headerEnd: i + 1 + headerBlockLength(texts, i + 1, true) }
  }
  const divided = i > 0 && (isDivider(texts[i - 1] as string) || lines[i - 1]?.block.type === 'rule')
  const header = headerBlockLength(texts, i, divided)
  if (header > 0) return { kind: 'history', from: divided ? i - 1 : i, headerEnd: i + header }
  if (introducesInLine(texts[i] as string)) return { kind: 'history', from: i, headerEnd: i + 1 }
  if (lines[i + 1] && !lines[i + 1]?.inlines) return null
  const from = attributionEndingAt(texts, i, paragraphStart, false)
  return from === null || i + 1 >= lines.length ? null : { kind: 'history', from, headerEnd: i + 1 }
}

function startOfParagraph(lines: Line[], at: number): number {
  let start = at
  while (start > 0 && at - start < 6 && lines[start - 1]?.block === lines[at]?.block) start -= 1
  return start
}

function mark(lines: Line[], from: number, to: number, kind: Kind): void {
  for (let i = from; i < to; i += 1) {
    const line = lines[i] as Line
    if (line.kind !== 'signature') line.kind = kind
  }
}

/** The tail of every stretch of new text may be a signature. */
function markSignatures(lines: Line[]): void {
  let end = lines.length
  while (end > 0) {
    while (end > 0 && lines[end - 1]?.kind !== 'new') end -= 1
    let start = end
    while (start > 0 && lines[start - 1]?.kind === 'new') start -= 1
    const from = signatureStart(
      lines.slice(start, end).map((line) => (line.inlines ? line.text : null)),
      start > 0,
    )
    if (from !== null) mark(lines, start + from, end, 'signature')
    end = start
  }
}

function blocksOf(lines: Line[]): Block[] {
  const blocks: Block[] = []
  for (let i = 0; i < lines.length; ) {
    const kind = (lines[i] as Line).kind
    let end = i
    while (end < lines.length && lines[end]?.kind === kind) end += 1
    const run = joinLines(lines.slice(i, end))
    if (kind === 'new') for (const block of run) blocks.push(block)
    else if (run.length > 0) blocks.push(wrap(run, kind))
    i = end
  }
  return blocks
}

function joinLines(lines: Line[]): Block[] {
  const blocks: Block[] = []
  let source: Block | null = null
  let content: Inline[] = []
  for (const line of lines) {
    if (!line.inlines) blocks.push(line.block)
    else if (source === line.block) content.push({ type: 'break' })
    else {
      content = []
      const paragraph: Paragraph = { id: '', type: 'paragraph', content }
      blocks.push(paragraph)
    }
    source = line.block
    for (const inline of line.inlines ?? []) content.push(inline)
  }
  return blocks
}

/** One quotation around a run; those it marks as history dissolve into it. */
function wrap(run: Block[], kind: Exclude<Kind, 'new'>): Quote {
  const blocks = run.flatMap((block) =>
    block.type === 'quote' && (block.kind === kind || (kind !== 'signature' && block.kind === 'quote')) ? block.blocks : [block],
  )
  return { id: '', type: 'quote', kind, folded: kind !== 'forward', blocks }
}

function hasContent(line: Line): boolean {
  if (!line.inlines) return line.block.type !== 'rule'
  return line.text.trim() !== '' || line.inlines.some((inline) => inline.type === 'image')
}

/** A mail that is nothing but history is shown as it is, rather than as an empty message. */
function openIfNothingIsNew(blocks: Block[]): void {
  const isNew = (block: Block) =>
    block.type === 'quote'
      ? !block.folded
      : block.type !== 'rule' && (block.type !== 'paragraph' || textOfInlines(inlinesOf(block)).trim() !== '')
  if (blocks.some((block) => isNew(block) || (block.type === 'paragraph' && block.content.some((inline) => inline.type === 'image'))))
    return
  for (const block of blocks) if (block.type === 'quote' && block.kind === 'history') block.folded = false
}

const shortQuote = 8

/** Answers between the lines are unreadable without the lines: where text follows more than one quotation, short ones stay open. */
function openInterleaved(blocks: Block[]): void {
  const answered = blocks.filter((block, index): block is Quote => {
    const next = blocks[index + 1]
    return block.type === 'quote' && block.kind === 'history' && next !== undefined && next.type !== 'quote' && next.type !== 'rule'
  })
  if (answered.length < 2) return
  for (const quote of answered) {
    if (lineCount(quote.blocks) > shortQuote) continue
    quote.kind = 'quote'
    quote.folded = false
  }
}

function lineCount(blocks: Block[]): number {
  let lines = 0
  for (const block of blocks) {
    lines += block.type === 'quote' ? lineCount(block.blocks) : 1 + inlinesOf(block).filter((inline) => inline.type === 'break').length
    if (lines > shortQuote) return lines
  }
  return lines
}
