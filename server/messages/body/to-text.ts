import type { Block, Body, Inline, Picture } from './blocks.ts'

export interface ToTextOptions {
  /** Folded blocks too: quoted history and signatures. Default true. */
  withQuotes?: boolean
  /** Write the address of a link after its words. Default true. */
  withLinks?: boolean
}

export function bodyToText(body: Body, options: ToTextOptions = {}): string {
  return textOfBlocks(body.blocks, options).join('\n').trimEnd()
}

function textOfBlocks(blocks: Block[], options: ToTextOptions): string[] {
  const lines: string[] = []
  for (const block of blocks) {
    const own = textOfBlock(block, options)
    if (own.length === 0) continue
    if (lines.length > 0) lines.push('')
    for (const line of own) lines.push(line)
  }
  return lines
}

function textOfBlock(block: Block, options: ToTextOptions): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return textOfInlines(block.content, options).split('\n')
    case 'list':
      return block.items.flatMap((item, index) => {
        const bullet = block.ordered ? `${(block.start ?? 1) + index}. ` : '- '
        const lines = textOfBlocks(item.blocks, options)
        return (lines.length > 0 ? lines : ['']).map((line, n) => (n === 0 ? bullet + line : line && ' '.repeat(bullet.length) + line))
      })
    case 'quote': {
      if (block.folded && options.withQuotes === false) return []
      const lines = textOfBlocks(block.blocks, options)
      if (block.kind === 'signature') return ['-- ', ...lines.filter((line, n) => n > 0 || line.trim() !== '--')]
      return block.kind === 'forward' ? lines : lines.map((line) => (line ? `> ${line}` : '>'))
    }
    case 'code':
      return block.text.split('\n')
    case 'image':
      return textOfPicture(block.image)
    case 'table':
      return block.rows.map((row) => row.cells.map((cell) => textOfInlines(cell.content, options).replaceAll('\n', ' ')).join(' | '))
    case 'rule':
      return ['---']
  }
}

/** The words of inlines; a break is a line feed. */
export function textOfInlines(inlines: Inline[], options: ToTextOptions = {}): string {
  let text = ''
  for (const inline of inlines) {
    if (inline.type === 'text') text += inline.text.replaceAll('\u00a0', ' ')
    else if (inline.type === 'break') text += '\n'
    else if (inline.type === 'image') text += textOfPicture(inline.image).join('')
    else text += textOfLink(textOfInlines(inline.content), inline.href, options)
  }
  return text
}

function textOfLink(words: string, href: string, options: ToTextOptions): string {
  if (options.withLinks === false || sameAddress(words, href)) return words
  return words.trim() ? `${words} (${href})` : href
}

function sameAddress(words: string, href: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^(mailto:|tel:|https?:\/\/)/, '')
      .replace(/\/$/, '')
  return bare(words) === bare(href)
}

function textOfPicture(picture: Picture): string[] {
  return picture.alt ? [`[${picture.alt}]`] : []
}
