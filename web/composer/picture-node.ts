import { Node } from '@tiptap/react'

const uploaded = /^cid:upload-(\d+)$/

/**
 * A picture in the text. It is an upload of the writer, called by its number until the message is sent; a picture from
 * anywhere else is not taken in, since a mail of ours has nobody's program load anything.
 */
export const PictureNode = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({ upload: { default: null }, alt: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'img[src]',
      getAttrs: (element) => {
        const upload = uploaded.exec(element.getAttribute('src') ?? '')?.[1]
        return upload ? { upload, alt: element.getAttribute('alt') ?? '' } : false
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['img', { src: `cid:upload-${HTMLAttributes.upload}`, alt: HTMLAttributes.alt }],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('img')
      dom.src = `/api/v1/attachments/${node.attrs.upload}?inline=1`
      dom.alt = node.attrs.alt
      dom.className = 'composed-picture'
      return {
        dom,
        update(next) {
          if (next.type.name !== 'picture' || next.attrs.upload !== node.attrs.upload) return false
          dom.alt = next.attrs.alt
          return true
        },
      }
    }
  },
})

/** The uploads that stand in some HTML as pictures. */
export function picturesIn(html: string): Set<string> {
  return new Set([...html.matchAll(/src="cid:upload-(\d+)"/g)].map((match) => match[1] ?? ''))
}

/** The colleagues whom some HTML mentions. */
export function mentionsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/<span\b[^>]*\bdata-mention="(\d+)"/g)].map((match) => match[1] ?? ''))]
}
