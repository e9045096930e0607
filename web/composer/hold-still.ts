import { Plugin } from '@tiptap/pm/state'

/** Keeps a text as it is while something else has it; it can still be read, selected and copied, and keeps the focus. */
export function holdStill(holds: () => boolean): Plugin {
  return new Plugin({
    filterTransaction: (transaction) => !(transaction.docChanged && holds()),
    props: {
      handleDOMEvents: {
        // Before the browser writes it into the page.
        beforeinput: (_view, event) => {
          if (!holds()) return false
          event.preventDefault()
          return true
        },
      },
    },
  })
}
