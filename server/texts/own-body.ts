import { type Block, type Body, bodyFromHtml, type Inline, numberBlocks } from '../messages/body/index.ts'

/**
 * Words of ours from an editor, read as untrusted HTML like any other. Pictures go, only their description stays: one that
 * names an attachment would name somebody else's, and our mails load nothing.
 */
export function ownBody(html: string): Body {
  const body = bodyFromHtml(html)
  return numberBlocks({ blocks: body.blocks.flatMap(withoutPictures) })
}

function withoutPictures(block: Block): Block[] {
  switch (block.type) {
    case 'image':
      return block.image.alt ? [{ id: '', type: 'paragraph', content: [{ type: 'text', text: block.image.alt }] }] : []
    case 'paragraph':
    case 'heading':
      return [{ ...block, content: block.content.flatMap(inWords) }]
    case 'list':
      return [{ ...block, items: block.items.map((item) => ({ blocks: item.blocks.flatMap(withoutPictures) })) }]
    case 'quote':
      return [{ ...block, blocks: block.blocks.flatMap(withoutPictures) }]
    case 'table':
      return [
        {
          ...block,
          rows: block.rows.map((row) => ({ cells: row.cells.map((cell) => ({ ...cell, content: cell.content.flatMap(inWords) })) })),
        },
      ]
    default:
      return [block]
  }
}

function inWords(inline: Inline): Inline[] {
  if (inline.type === 'image') return inline.image.alt ? [{ type: 'text', text: inline.image.alt }] : []
  if (inline.type !== 'link') return [inline]
  const content = inline.content.flatMap((one) => (one.type === 'image' ? (inWords(one) as typeof inline.content) : [one]))
  return content.length > 0 ? [{ ...inline, content }] : []
}
