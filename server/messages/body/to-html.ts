import type { Block, Body, CodeBlock, Inline, ListItem, Mark, Picture, Quote, Table, Text } from './blocks.ts'

export interface ToHtmlOptions {
  /** The address to load a picture from, or null to show its name only. Without it no picture is loaded. */
  resolveImage?: (picture: Picture) => string | null
  /** Words on the fold of quoted history and signatures. */
  labels?: { history: string; signature: string; quote: string }
  /** Writes `data-block` so that a selection on the screen can be traced to its block. */
  blockIds?: boolean
  /** Writes a run of words in its own way, where the default is not enough: `html` escapes a stretch of it. */
  words?: (node: Text | CodeBlock, html: (from: number, to: number) => string) => string
}

export interface ToMailHtmlOptions {
  resolveImage?: (picture: Picture) => string | null
}

interface Writer {
  attributes: (block: Block, name: keyof typeof mailStyles) => string
  style: (name: keyof typeof mailStyles) => string
  quote: (quote: Quote, inner: string) => string
  image: (picture: Picture) => string
  words?: ToHtmlOptions['words']
}

const defaultLabels = { history: 'Quoted text', signature: 'Signature', quote: 'Quoted text' }

const mailStyles = {
  paragraph: 'margin:0 0 1em',
  heading: 'margin:1em 0 .5em',
  list: 'margin:0 0 1em;padding-left:2em',
  quote: 'margin:0 0 1em;padding-left:1em;border-left:2px solid #ccc;color:#555',
  code: 'margin:0 0 1em;padding:.5em;background:#f5f5f5;font-family:monospace;white-space:pre-wrap',
  table: 'margin:0 0 1em;border-collapse:collapse',
  cell: 'border:1px solid #ccc;padding:.25em .5em;text-align:left;vertical-align:top',
  image: 'margin:0 0 1em;max-width:100%',
  rule: 'border:0;border-top:1px solid #ccc;margin:1em 0',
  link: '',
} as const

/** HTML for the message frame: only tags and attributes written here, every text escaped, no address loaded unless resolved. */
export function bodyToHtml(body: Body, options: ToHtmlOptions = {}): string {
  const labels = { ...defaultLabels, ...options.labels }
  return blocksToHtml(body.blocks, {
    attributes: (block) => (options.blockIds ? ` data-block="${escapeHtml(block.id)}"` : ''),
    style: () => '',
    quote: (quote, inner) => {
      if (!quote.folded) return quote.kind === 'forward' ? `<div class="forwarded">${inner}</div>` : `<blockquote>${inner}</blockquote>`
      const label = quote.kind === 'signature' ? labels.signature : quote.kind === 'history' ? labels.history : labels.quote
      return `<details class="quoted quoted-${quote.kind}"><summary>${escapeHtml(label)}</summary><blockquote>${inner}</blockquote></details>`
    },
    image: (picture) => imageToHtml(picture, options.resolveImage?.(picture) ?? null, ''),
    words: options.words,
  })
}

/** HTML for outgoing mail: the same tree with the few inline styles that mail programs keep, nothing folded. */
export function bodyToMailHtml(body: Body, options: ToMailHtmlOptions = {}): string {
  const style = (name: keyof typeof mailStyles) => (mailStyles[name] ? ` style="${mailStyles[name]}"` : '')
  const inner = blocksToHtml(body.blocks, {
    attributes: (_block, name) => style(name),
    style,
    quote: (quote, html) =>
      quote.kind === 'signature'
        ? `<div style="color:#555">${html}</div>`
        : `<blockquote type="cite"${style('quote')}>${html}</blockquote>`,
    image: (picture) => {
      const own = picture.source.kind === 'cid' ? `cid:${picture.source.cid}` : null
      return imageToHtml(picture, options.resolveImage ? options.resolveImage(picture) : own, style('image'))
    },
  })
  return `<div style="font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5">${inner}</div>`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('`', '&#96;')
}

function blocksToHtml(blocks: Block[], writer: Writer): string {
  let html = ''
  for (const block of blocks) html += blockToHtml(block, writer)
  return html
}

function blockToHtml(block: Block, writer: Writer): string {
  switch (block.type) {
    case 'paragraph':
      return `<p${writer.attributes(block, 'paragraph')}>${inlinesToHtml(block.content, writer)}</p>`
    case 'heading':
      return `<h${block.level}${writer.attributes(block, 'heading')}>${inlinesToHtml(block.content, writer)}</h${block.level}>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      const start = block.ordered && block.start !== undefined ? ` start="${Math.trunc(block.start)}"` : ''
      return `<${tag}${start}${writer.attributes(block, 'list')}>${block.items.map((item) => `<li>${itemToHtml(item, writer)}</li>`).join('')}</${tag}>`
    }
    case 'quote':
      return writer.quote(block, blocksToHtml(block.blocks, writer))
    case 'code':
      return `<pre${writer.attributes(block, 'code')}><code>${wordsToHtml(block, writer, (text) => text)}</code></pre>`
    case 'image':
      return `<p${writer.attributes(block, 'paragraph')}>${writer.image(block.image)}</p>`
    case 'table':
      return tableToHtml(block, writer)
    case 'rule':
      return `<hr${writer.attributes(block, 'rule')}>`
  }
}

// An item of one line has no paragraph of its own, or mail programs draw every list with gaps.
function itemToHtml(item: ListItem, writer: Writer): string {
  const [first, ...rest] = item.blocks
  if (first?.type !== 'paragraph') return blocksToHtml(item.blocks, writer)
  return inlinesToHtml(first.content, writer) + blocksToHtml(rest, writer)
}

function tableToHtml(table: Table, writer: Writer): string {
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell) => {
      const tag = cell.header ? 'th' : 'td'
      return `<${tag}${span('colspan', cell.colspan)}${span('rowspan', cell.rowspan)}${writer.style('cell')}>${inlinesToHtml(cell.content, writer)}</${tag}>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table${writer.attributes(table, 'table')}><tbody>${rows.join('')}</tbody></table>`
}

function span(name: string, value: number | undefined): string {
  return value !== undefined && value > 1 ? ` ${name}="${Math.trunc(value)}"` : ''
}

function inlinesToHtml(inlines: Inline[], writer: Writer): string {
  let html = ''
  for (const inline of inlines) {
    if (inline.type === 'text') html += markedToHtml(inline, writer)
    else if (inline.type === 'break') html += '<br>'
    else if (inline.type === 'image') html += writer.image(inline.image)
    else if (inline.masked) html += inlinesToHtml(inline.content, writer)
    else
      html += `<a href="${escapeHtml(inline.href)}" rel="noopener noreferrer nofollow" target="_blank">${inlinesToHtml(inline.content, writer)}</a>`
  }
  return html
}

const tagOfMark: Record<Mark, string> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', code: 'code' }

function markedToHtml(inline: Text, writer: Writer): string {
  const tags = (inline.marks ?? []).map((mark) => tagOfMark[mark])
  return `${tags.map((tag) => `<${tag}>`).join('')}${wordsToHtml(inline, writer, keepSpaces)}${tags
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join('')}`
}

function wordsToHtml(node: Text | CodeBlock, writer: Writer, spaces: (html: string) => string): string {
  return writer.words ? writer.words(node, (from, to) => escapeHtml(node.text.slice(from, to))) : spaces(escapeHtml(node.text))
}

// Plain text lays out tables and code with runs of spaces, which HTML would fold into one.
function keepSpaces(html: string): string {
  return html.replaceAll('  ', ' &nbsp;').replaceAll('\t', ' &nbsp; &nbsp;')
}

function imageToHtml(picture: Picture, address: string | null, style: string): string {
  if (address === null) {
    const remote = picture.source.kind === 'remote' ? ' image-remote' : ''
    return `<span class="image-off${remote}">${escapeHtml(picture.alt || 'image')}</span>`
  }
  const size = `${dimension('width', picture.width)}${dimension('height', picture.height)}`
  return `<img src="${escapeHtml(address)}" alt="${escapeHtml(picture.alt)}"${size}${style} referrerpolicy="no-referrer">`
}

function dimension(name: string, value: number | undefined): string {
  return value !== undefined && value >= 1 && value <= 5_000 ? ` ${name}="${Math.trunc(value)}"` : ''
}
