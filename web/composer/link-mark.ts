import { InputRule, Mark, markPasteRule } from '@tiptap/react'

const allowed = /^(https?:|mailto:|tel:)/i

/**
 * Links of the editor, without the 27 KB of the library's own: an address becomes a link when it is pasted,
 * or when a space follows it. Anything but web, mail and phone addresses is dropped when HTML is pasted.
 */
export const LinkMark = Mark.create({
  name: 'link',
  inclusive: false,
  exitable: true,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (node) => (allowed.test(node.getAttribute('href') ?? '') ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['a', { href: HTMLAttributes.href, rel: 'noopener noreferrer nofollow' }, 0],
  addInputRules() {
    const { type } = this
    return [
      new InputRule({
        find: /(https?:\/\/[^\s]+[^\s.,;:!?)])[.,;:!?)]*\s$/,
        handler: ({ state, range, match }) => {
          const href = match[1] ?? ''
          state.tr.addMark(range.from, range.from + href.length, type.create({ href })).removeStoredMark(type)
        },
      }),
    ]
  },
  addPasteRules() {
    return [markPasteRule({ find: /https?:\/\/[^\s]+[^\s.,;:!?)]/g, type: this.type, getAttributes: (match) => ({ href: match[0] }) })]
  },
})
