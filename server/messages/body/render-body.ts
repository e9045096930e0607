import { type Body, eachBlock } from './blocks.ts'
import { excerpt } from './excerpt.ts'
import { bodyToHtml } from './to-html.ts'
import { bodyToText } from './to-text.ts'

/** Every form of a body that is stored: they are generated from the blocks and never written by hand. */
export interface RenderedBody {
  /** The blocks, as JSON. */
  readonly json: string
  readonly text: string
  /** Empty when the text says it all. */
  readonly html: string
  /** What a list row shows. */
  readonly preview: string
  readonly hasQuote: boolean
}

const previewLength = 160

export function renderBody(body: Body): RenderedBody {
  let hasQuote = false
  let isPlain = true
  for (const block of eachBlock(body.blocks)) {
    if (block.type === 'quote' && block.folded) hasQuote = true
    if (block.type !== 'paragraph') isPlain = false
    else if (block.content.some((inline) => inline.type !== 'break' && (inline.type !== 'text' || (inline.marks?.length ?? 0) > 0)))
      isPlain = false
  }
  return {
    json: JSON.stringify(body),
    text: storable(bodyToText(body, { withQuotes: true })),
    html: isPlain ? '' : storable(bodyToHtml(body)),
    preview: previewOf(body),
    hasQuote,
  }
}

/** What a list row shows of a message. */
export function previewOf(body: Body | RenderedBody): string {
  return 'json' in body ? body.preview : storable(excerpt(body, previewLength))
}

/** PostgreSQL's text has no NUL, and its JSON no lone surrogate. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
