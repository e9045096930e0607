/**
 * The body of a message as a tree of blocks. Plain text, HTML for the screen, HTML for mail and the search index are all
 * generated from it, so that masking a span of one block changes every form of the message at once.
 */
export interface Body {
  blocks: Block[]
}

export type Block = Paragraph | Heading | List | Quote | CodeBlock | ImageBlock | Table | Rule

/** `b1`, `b2`, … in document order, unique in one body. Ids are given once, when the body is read, and never change. */
export type BlockId = string

export interface Paragraph {
  id: BlockId
  type: 'paragraph'
  content: Inline[]
}

export interface Heading {
  id: BlockId
  type: 'heading'
  level: 1 | 2 | 3
  content: Inline[]
}

export interface List {
  id: BlockId
  type: 'list'
  ordered: boolean
  /** First number of an ordered list. */
  start?: number
  items: ListItem[]
}

export interface ListItem {
  blocks: Block[]
}

/** `history`: earlier mail quoted below or above a reply. `forward`: a mail passed on, which is the message's content. */
export type QuoteKind = 'quote' | 'history' | 'forward' | 'signature'

export interface Quote {
  id: BlockId
  type: 'quote'
  kind: QuoteKind
  /** Shown closed, and left out of excerpts and of text without quotes. */
  folded: boolean
  blocks: Block[]
}

export interface CodeBlock {
  id: BlockId
  type: 'code'
  text: string
  language?: string
}

export interface ImageBlock {
  id: BlockId
  type: 'image'
  image: Picture
}

export interface Table {
  id: BlockId
  type: 'table'
  rows: TableRow[]
}

export interface TableRow {
  cells: TableCell[]
}

export interface TableCell {
  header?: boolean
  colspan?: number
  rowspan?: number
  content: Inline[]
}

export interface Rule {
  id: BlockId
  type: 'rule'
}

export type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'code'

export type Inline = Text | Link | Break | InlineImage

export interface Text {
  type: 'text'
  text: string
  marks?: Mark[]
}

export interface Link {
  type: 'link'
  /** http, https, mailto or tel; checked by `safeHref`. */
  href: string
  content: Array<Text | Break | InlineImage>
  /** Part of it is masked: it leads nowhere, and its address, asterisks now, is written out only if it was before. */
  masked?: 'shown' | 'hidden'
}

export interface Break {
  type: 'break'
}

export interface InlineImage {
  type: 'image'
  image: Picture
}

/** Where the bytes of a picture are. A remote one is never loaded by itself: the reader asks for it. */
export type PictureSource = { kind: 'cid'; cid: string } | { kind: 'attachment'; attachmentId: string } | { kind: 'remote'; src: string }

export interface Picture {
  source: PictureSource
  alt: string
  width?: number
  height?: number
}

/** Every block in document order, containers before what they hold. Iterative: a stored body may be nested deeply. */
export function* eachBlock(blocks: Block[]): Generator<Block> {
  const stack: Block[] = blocks.toReversed()
  for (let block = stack.pop(); block; block = stack.pop()) {
    yield block
    const inner = block.type === 'quote' ? block.blocks : block.type === 'list' ? block.items.flatMap((item) => item.blocks) : []
    for (let i = inner.length - 1; i >= 0; i -= 1) stack.push(inner[i] as Block)
  }
}

/** Gives the blocks their ids in document order, in place. Called once by the readers. */
export function numberBlocks(body: Body): Body {
  let next = 1
  for (const block of eachBlock(body.blocks)) {
    block.id = `b${next}`
    next += 1
  }
  return body
}

/** The pictures a body shows, in order: what `cid:` and attachments it needs. */
export function picturesOf(body: Body): Picture[] {
  const pictures: Picture[] = []
  for (const block of eachBlock(body.blocks)) {
    if (block.type === 'image') pictures.push(block.image)
    for (const inline of inlinesOf(block)) {
      if (inline.type === 'image') pictures.push(inline.image)
      if (inline.type === 'link') for (const inner of inline.content) if (inner.type === 'image') pictures.push(inner.image)
    }
  }
  return pictures
}

/** The inlines a block itself holds, without those of blocks inside it. */
export function inlinesOf(block: Block): Inline[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content
    case 'table':
      return block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.content))
    default:
      return []
  }
}
