import type { Block, Inline, Link, Mark, Picture, Text } from './blocks.ts'
import { linkify } from './linkify.ts'

/** Collects text, breaks and pictures until a block is complete. */
export interface InlineWriter {
  text: (text: string, keepSpaces: boolean) => void
  picture: (picture: Picture) => void
  /** A `<br>`; the second in a row ends the paragraph. */
  lineBreak: () => void
  /** The edge of a `<div>`: a new line, if the present one holds something. */
  endLine: () => void
  marked: (marks: Mark[], write: () => void) => void
  link: (href: string | null, write: () => void) => void
  takeBlocks: () => Block[]
  /** Everything as one run of inlines, for headings and cells. */
  takeLine: () => Inline[]
}

interface Piece {
  kind: 'text' | 'break' | 'picture'
  text: string
  marks: Mark[]
  link: { href: string } | null
  picture: Picture | null
}

const markOrder: Mark[] = ['bold', 'italic', 'underline', 'strike', 'code']

export function createInlineWriter(): InlineWriter {
  let paragraphs: Piece[][] = []
  let line: Piece[] = []
  let atLineStart = true
  let marks: Mark[] = []
  let link: { href: string } | null = null

  const endParagraph = () => {
    if (line.length > 0) paragraphs.push(line)
    line = []
    atLineStart = true
  }
  const breakLine = () => {
    line.push({ kind: 'break', text: '', marks: [], link: null, picture: null })
    atLineStart = true
  }
  const addText = (text: string) => {
    const last = line[line.length - 1]
    if (last?.kind === 'text' && last.link === link && last.marks === marks) last.text += text
    else line.push({ kind: 'text', text, marks, link, picture: null })
    atLineStart = false
  }

  const writer: InlineWriter = {
    text(text, keepSpaces) {
      if (keepSpaces) {
        for (const [index, part] of text.split('\n').entries()) {
          if (index > 0) writer.lineBreak()
          if (part) addText(part)
        }
        return
      }
      const folded = text.replace(/[ \t\n\r\f]+/g, ' ')
      const last = line[line.length - 1]
      const afterSpace = atLineStart || (last?.kind === 'text' && last.text.endsWith(' '))
      const own = afterSpace && folded.startsWith(' ') ? folded.slice(1) : folded
      if (own) addText(own)
    },
    picture(picture) {
      line.push({ kind: 'picture', text: '', marks: [], link, picture })
      atLineStart = false
    },
    lineBreak() {
      if (!atLineStart) breakLine()
      else if (line.length > 0) endParagraph()
    },
    endLine() {
      if (!atLineStart) breakLine()
    },
    marked(added, write) {
      const before = marks
      if (added.some((mark) => !before.includes(mark))) marks = markOrder.filter((mark) => before.includes(mark) || added.includes(mark))
      write()
      marks = before
    },
    link(href, write) {
      const before = link
      link = href === null ? before : { href }
      write()
      link = before
    },
    takeBlocks() {
      endParagraph()
      const blocks = paragraphs.map((pieces) => blockOf(inlinesOf(pieces))).filter((block) => block !== null)
      paragraphs = []
      return blocks
    },
    takeLine() {
      endParagraph()
      const content = paragraphs.flatMap((pieces, index) => {
        const inlines = inlinesOf(pieces)
        return index > 0 && inlines.length > 0 ? [{ type: 'break' } as const, ...inlines] : inlines
      })
      paragraphs = []
      return content
    },
  }
  return writer
}

function blockOf(content: Inline[]): Block | null {
  const [first] = content
  if (!first) return null
  if (content.length === 1 && first.type === 'image') return { id: '', type: 'image', image: first.image }
  return { id: '', type: 'paragraph', content }
}

function inlinesOf(pieces: Piece[]): Inline[] {
  const inlines: Inline[] = []
  let openFor: { href: string } | null = null
  for (const piece of trimmed(pieces)) {
    const inline = inlineOf(piece)
    if (piece.link && inline) {
      const last = inlines[inlines.length - 1]
      if (openFor === piece.link && last?.type === 'link') last.content.push(inline)
      else inlines.push({ type: 'link', href: piece.link.href, content: [inline] })
      openFor = piece.link
    } else if (piece.kind === 'text') {
      for (const part of linkify(piece.text, piece.marks)) inlines.push(part)
      openFor = null
    } else if (inline) inlines.push(inline)
  }
  return inlines.filter((inline) => inline.type !== 'link' || hasContent(inline))
}

function inlineOf(piece: Piece): Link['content'][number] | null {
  if (piece.kind === 'break') return { type: 'break' }
  if (piece.picture) return { type: 'image', image: piece.picture }
  const text: Text = { type: 'text', text: piece.text }
  if (piece.marks.length > 0) text.marks = piece.marks
  return text
}

function hasContent(link: Link): boolean {
  return link.content.some((inline) => inline.type === 'image' || (inline.type === 'text' && inline.text.trim() !== ''))
}

// White space and breaks at the ends of a paragraph, and spaces before a break, show nothing.
function trimmed(pieces: Piece[]): Piece[] {
  const isBlank = (piece: Piece | undefined) =>
    piece !== undefined && (piece.kind === 'break' || (piece.kind === 'text' && piece.text.trim() === ''))
  let end = pieces.length
  while (isBlank(pieces[end - 1])) end -= 1
  let start = 0
  while (start < end && isBlank(pieces[start])) start += 1
  const kept = pieces.slice(start, end)
  for (const [index, piece] of kept.entries()) {
    const next = kept[index + 1]
    if (piece.kind === 'text' && (!next || next.kind === 'break')) piece.text = piece.text.replace(/ +$/, '')
  }
  return kept.filter((piece) => piece.kind !== 'text' || piece.text !== '')
}
