import {
  type Block,
  type Body,
  type Inline,
  type ListItem,
  numberBlocks,
  type PictureSource,
  type Quote,
  type QuoteKind,
  type TableRow,
} from './blocks.ts'
import { cleanText } from './clean-text.ts'
import { hasClass, headingLevel, isBlockElement, isHidden, isPreformattedText, marksOf, plainTextOf } from './html-elements.ts'
import { createInlineWriter, type InlineWriter } from './html-inlines.ts'
import { pictureOf } from './html-pictures.ts'
import { isDataTable, rowsOf } from './html-tables.ts'
import { type HtmlElement, type HtmlNode, isElement, parseHtml } from './html-tree.ts'
import { safeHref } from './safe-href.ts'

export type { HtmlElement } from './html-tree.ts'

/** What a mail program's own markup says an element is; `history-start` reaches to the end of what encloses the element. */
export type ElementRole = QuoteKind | 'history-start'

export interface FromHtmlOptions {
  /** Recognises the quotations and signatures of mail programs. */
  roleOf?: (element: HtmlElement) => ElementRole | null
  /** Keeps a picture that stands in the HTML itself (`data:`) and says where it is now; without it such pictures are dropped. */
  saveDataImage?: (contentType: string, content: Buffer) => PictureSource | null
  /** Told when the document was too large to be read as a whole. */
  onTruncated?: () => void
}

const maxChars = 4_000_000
const maxContainers = 25
const dropped = new Set([
  'head',
  'template',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'object',
  'applet',
  'embed',
  'map',
  'select',
  'datalist',
  'input',
  'meta',
  'base',
  'link',
  'param',
  'source',
  'track',
  'frame',
  'frameset',
])

/** Reads untrusted HTML. Nothing of it survives but the text and the few things a block can say. */
export function bodyFromHtml(html: string, options: FromHtmlOptions = {}): Body {
  if (html.length > maxChars) options.onTruncated?.()
  const tree = parseHtml(cleanText(html.slice(0, maxChars)))
  if (tree.truncated) options.onTruncated?.()
  const reader = createReader(options)
  reader.readChildren(tree.root)
  return numberBlocks({ blocks: reader.finish() })
}

interface Frame {
  root: Block[]
  /** Where blocks go now: `root`, or the quotation that `history-start` opened in it. */
  target: Block[]
}

function createReader(options: FromHtmlOptions) {
  const frames: Frame[] = [newFrame()]
  let inlines = createInlineWriter()
  let preformatted = 0

  const frame = () => frames[frames.length - 1] as Frame
  const put = (block: Block) => frame().target.push(block)
  const flush = () => {
    for (const block of inlines.takeBlocks()) put(block)
  }

  const within = (read: () => void): Block[] => {
    frames.push(newFrame())
    read()
    flush()
    return (frames.pop() as Frame).root
  }

  const readChildren = (element: HtmlElement) => {
    for (const child of element.children) readNode(child)
  }

  const readNode = (node: HtmlNode) => {
    if (!isElement(node)) {
      inlines.text(node.text, preformatted > 0)
      return
    }
    if ((dropped.has(node.name) && !(node.name === 'head' && node.children.some(hasBodyInside))) || isHidden(node)) return
    const role = options.roleOf?.(node) ?? null
    if (role && frames.length <= maxContainers) readRole(node, role)
    else readElement(node)
  }

  const readRole = (element: HtmlElement, role: ElementRole) => {
    flush()
    if (role === 'history-start') {
      const quote = newQuote('history')
      put(quote)
      frame().target = quote.blocks
      readElement(element)
      return
    }
    // A quotation's own element adds no second level.
    const blocks = within(() => (element.name === 'blockquote' ? readChildren(element) : readElement(element)))
    if (blocks.length > 0) put({ ...newQuote(role), blocks })
  }

  const readElement = (element: HtmlElement) => {
    switch (element.name) {
      case 'br':
        return inlines.lineBreak()
      case 'hr':
        flush()
        return put({ id: '', type: 'rule' })
      case 'img':
        return readImage(element)
      case 'a':
        return inlines.link(safeHref(element.attributes.get('href') ?? ''), () => readInline(element))
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        return frames.length > maxContainers ? readChildren(element) : readList(element)
      case 'blockquote':
        return frames.length > maxContainers ? readChildren(element) : readRole(element, 'quote')
      case 'pre':
      case 'xmp':
      case 'listing':
        return readPreformatted(element)
      case 'table':
        return isDataTable(element) ? readTable(element) : readBlock(element, 'line')
      case 'q':
        inlines.text('“', false)
        readInline(element)
        return inlines.text('”', false)
    }
    const level = headingLevel(element.name)
    if (level) return readHeading(element, level)
    if (element.name === 'p') return readBlock(element, 'paragraph')
    if (isBlockElement(element.name)) return readBlock(element, 'line')
    return readInline(element)
  }

  const readInline = (element: HtmlElement) => {
    inlines.marked(marksOf(element), () => readChildren(element))
  }

  const readBlock = (element: HtmlElement, kind: 'line' | 'paragraph') => {
    const end = () => (kind === 'paragraph' ? flush() : inlines.endLine())
    const keepsSpaces = isPreformattedText(element)
    end()
    if (keepsSpaces) preformatted += 1
    readInline(element)
    if (keepsSpaces) preformatted -= 1
    end()
  }

  const readHeading = (element: HtmlElement, level: 1 | 2 | 3) => {
    if (element.hasStructure) return readBlock(element, 'paragraph')
    flush()
    readInline(element)
    const content = inlines.takeLine()
    if (content.length > 0) put({ id: '', type: 'heading', level, content })
  }

  const readList = (element: HtmlElement) => {
    flush()
    const items: ListItem[] = []
    for (const child of element.children) {
      if (!isElement(child) && child.text.trim() === '') continue
      const blocks = within(() => (isElement(child) && child.name === 'li' ? readInline(child) : readNode(child)))
      const last = items[items.length - 1]
      if (blocks.length === 0) continue
      if (last && isElement(child) && child.name !== 'li') last.blocks.push(...blocks)
      else items.push({ blocks })
    }
    if (items.length === 0) return
    const ordered = element.name === 'ol'
    const start = Number.parseInt(element.attributes.get('start') ?? '', 10)
    put({ id: '', type: 'list', ordered, ...(ordered && start > 1 && start < 1_000_000 ? { start } : {}), items })
  }

  const readPreformatted = (element: HtmlElement) => {
    flush()
    // Thunderbird wraps a whole plain-text mail in one `<pre>`; that is prose, with its quotations and links.
    if (element.hasStructure || hasClass(element, 'moz-quote-pre') || element.attributes.has('wrap') || isPreformattedText(element)) {
      preformatted += 1
      readChildren(element)
      preformatted -= 1
      return flush()
    }
    const text = plainTextOf(element).replace(/^\n/, '').trimEnd()
    if (text.trim()) put({ id: '', type: 'code', text })
  }

  const readTable = (element: HtmlElement) => {
    flush()
    const rows: TableRow[] = rowsOf(element).map((cells) => ({
      cells: cells.map((cell) => {
        const content = readCell(cell)
        return { ...(cell.name === 'th' ? { header: true } : {}), ...spans(cell), content }
      }),
    }))
    const filled = rows.filter((row) => row.cells.some((cell) => cell.content.length > 0))
    if (filled.length > 0) put({ id: '', type: 'table', rows: filled })
  }

  const readCell = (cell: HtmlElement): Inline[] => {
    const outer: InlineWriter = inlines
    inlines = createInlineWriter()
    readInline(cell)
    const content = inlines.takeLine()
    inlines = outer
    return content
  }

  const readImage = (element: HtmlElement) => {
    const picture = pictureOf(element, options.saveDataImage)
    if (typeof picture === 'string') inlines.text(picture, false)
    else if (picture) inlines.picture(picture)
  }

  return {
    readChildren,
    finish: () => {
      flush()
      return (frames[0] as Frame).root
    },
  }
}

function newFrame(): Frame {
  const blocks: Block[] = []
  return { root: blocks, target: blocks }
}

function newQuote(kind: QuoteKind): Quote {
  return { id: '', type: 'quote', kind, folded: kind === 'history' || kind === 'signature', blocks: [] }
}

// `<head>` that was never closed holds the whole document.
function hasBodyInside(node: HtmlNode): boolean {
  return isElement(node) && (isBlockElement(node.name) || node.name === 'body')
}

function spans(cell: HtmlElement): { colspan?: number; rowspan?: number } {
  const read = (name: string) => Number.parseInt(cell.attributes.get(name) ?? '', 10)
  const colspan = read('colspan')
  const rowspan = read('rowspan')
  return { ...(colspan > 1 && colspan <= 100 ? { colspan } : {}), ...(rowspan > 1 && rowspan <= 1000 ? { rowspan } : {}) }
}
