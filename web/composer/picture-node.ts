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
      tag: 'img',
      getAttrs: (element) => {
        const upload = uploaded.exec(element.getAttribute('src') ?? '')?.[1] ?? element.getAttribute('data-upload')
        return upload ? { upload, alt: element.getAttribute('alt') ?? '' } : false
      },
    },
  ],
  // Without an address: the browser would try to load what no browser can. `composedHtml` puts it in.
  renderHTML: ({ HTMLAttributes }) => ['img', { 'data-upload': HTMLAttributes.upload, alt: HTMLAttributes.alt }],
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
