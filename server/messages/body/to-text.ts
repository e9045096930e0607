import type { Block, Body, CodeBlock, Inline, Link, Picture, Text } from './blocks.ts'

export interface ToTextOptions {
  /** Folded blocks too: quoted history and signatures. Default true. */
  withQuotes?: boolean
  /** Write the address of a link after its words. Default true. */
  withLinks?: boolean
}

/** Where a stretch of the text comes from: of a link it is the address, of a picture the description. */
export interface Run {
  readonly at: number
  readonly length: number
  readonly node: Text | Link | Picture | CodeBlock
  /** Where it begins in the node's own words. */
  readonly from: number
}

export function bodyToText(body: Body, options: ToTextOptions = {}): string {
  return linesOfBlocks(body.blocks, { ...options, runs: false })
    .map((line) => line.text)
    .join('\n')
    .trimEnd()
}

/** The text with everything in it, and of which words each stretch of it is made. */
export function tracedText(body: Body): { text: string; runs: Run[] } {
  const runs: Run[] = []
  let text = ''
  for (const [n, line] of linesOfBlocks(body.blocks, { runs: true }).entries()) {
    if (n > 0) text += '\n'
    for (const run of line.runs) runs.push({ ...run, at: run.at + text.length })
    text += line.text
  }
  text = text.trimEnd()
  const kept = runs.map((run) => ({ ...run, length: Math.min(run.length, text.length - run.at) }))
  return { text, runs: kept.filter(({ length }) => length > 0) }
}

interface Line {
  readonly text: string
  readonly runs: readonly Run[]
}

type Options = ToTextOptions & { readonly runs: boolean }

const noRuns: readonly Run[] = []
const plain = (text: string): Line => ({ text, runs: noRuns })

function linesOfBlocks(blocks: Block[], options: Options): Line[] {
  const lines: Line[] = []
  for (const block of blocks) {
    const own = linesOfBlock(block, options)
    if (own.length === 0) continue
    if (lines.length > 0) lines.push(plain(''))
    for (const line of own) lines.push(line)
  }
  return lines
}

function linesOfBlock(block: Block, options: Options): Line[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return split(lineOfInlines(block.content, options))
    case 'list':
      return block.items.flatMap((item, index) => {
        const bullet = block.ordered ? `${(block.start ?? 1) + index}. ` : '- '
        const lines = linesOfBlocks(item.blocks, options)
        return (lines.length > 0 ? lines : [plain('')]).map((line, n) =>
          n === 0 ? indented(bullet, line) : line.text ? indented(' '.repeat(bullet.length), line) : line,
        )
      })
    case 'quote': {
      if (block.folded && options.withQuotes === false) return []
      const lines = linesOfBlocks(block.blocks, options)
      if (block.kind === 'signature') return [plain('-- '), ...lines.filter((line, n) => n > 0 || line.text.trim() !== '--')]
      return block.kind === 'forward' ? lines : lines.map((line) => (line.text ? indented('> ', line) : plain('>')))
    }
    case 'code':
      return split(piece(block.text, block, options))
    case 'image':
      return split(lineOfPicture(block.image, options)).filter(({ text }) => text !== '')
    case 'table':
      return block.rows.map((row) =>
        row.cells
          .map((cell) => lineOfInlines(cell.content, options))
          .map(({ text, runs }) => ({ text: text.replaceAll('\n', ' '), runs }))
          .reduce((line, cell, n) => (n === 0 ? cell : joined(line, plain(' | '), cell)), plain('')),
      )
    case 'rule':
      return [plain('---')]
  }
}

/** The words of inlines; a break is a line feed. */
export function textOfInlines(inlines: Inline[], options: ToTextOptions = {}): string {
  return lineOfInlines(inlines, { ...options, runs: false }).text
}

function lineOfInlines(inlines: Inline[], options: Options): Line {
  let text = ''
  const runs: Run[] = []
  for (const inline of inlines) {
    const own = lineOfInline(inline, options)
    for (const run of own.runs) runs.push({ ...run, at: run.at + text.length })
    text += own.text
  }
  return { text, runs }
}

function lineOfInline(inline: Inline, options: Options): Line {
  switch (inline.type) {
    case 'text':
      return piece(inline.text.replaceAll('\u00a0', ' '), inline, options)
    case 'break':
      return plain('\n')
    case 'image':
      return lineOfPicture(inline.image, options)
    case 'link':
      return lineOfLink(inline, options)
  }
}

function lineOfLink(link: Link, options: Options): Line {
  const words = lineOfInlines(link.content, { runs: options.runs })
  const isWritten = link.masked ? link.masked === 'shown' : !sameAddress(words.text, link.href)
  if (options.withLinks === false || !isWritten) return words
  const address = piece(link.href, link, options)
  return words.text.trim() ? joined(words, plain(' ('), address, plain(')')) : address
}

/** Whether the words of a link say where it leads, so that its address need not be written after them. */
export function sameAddress(words: string, href: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^(mailto:|tel:|https?:\/\/)/, '')
      .replace(/\/$/, '')
  return bare(words) === bare(href)
}

function lineOfPicture(picture: Picture, options: Options): Line {
  return picture.alt ? joined(plain('['), piece(picture.alt, picture, options), plain(']')) : plain('')
}

function piece(text: string, node: Run['node'], { runs }: Options): Line {
  return runs && text !== '' ? { text, runs: [{ at: 0, length: text.length, node, from: 0 }] } : plain(text)
}

function moved(runs: readonly Run[], by: number): Run[] {
  return runs.map((run) => ({ ...run, at: run.at + by }))
}

function joined(...lines: Line[]): Line {
  let text = ''
  const runs: Run[] = []
  for (const line of lines) {
    for (const run of line.runs) runs.push({ ...run, at: run.at + text.length })
    text += line.text
  }
  return { text, runs: runs.length > 0 ? runs : noRuns }
}

function indented(prefix: string, { text, runs }: Line): Line {
  return { text: prefix + text, runs: runs.length > 0 ? moved(runs, prefix.length) : noRuns }
}

/** Cuts at line feeds. */
function split({ text, runs }: Line): Line[] {
  if (!text.includes('\n')) return [{ text, runs }]
  const lines: Line[] = []
  let start = 0
  let next = 0
  for (const own of text.split('\n')) {
    const end = start + own.length
    const cut: Run[] = []
    while (next < runs.length && (runs[next] as Run).at < start) next += 1
    // A run may reach over several lines: begin again at the last one that may still go on.
    for (let i = Math.max(0, next - 1); i < runs.length && (runs[i] as Run).at < end; i += 1) {
      const run = runs[i] as Run
      const from = Math.max(run.at, start)
      const to = Math.min(run.at + run.length, end)
      if (to > from) cut.push({ ...run, at: from - start, length: to - from, from: run.from + from - run.at })
    }
    lines.push({ text: own, runs: cut.length > 0 ? cut : noRuns })
    start = end + 1
  }
  return lines
}
