import { Extension } from '@tiptap/react'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** A shortcut that is being typed: `/refund` or `;refund` at the beginning of a word. */
export type TypedShortcut = {
  query: string
  /** Where it stands on the screen. */
  left: number
  top: number
  /** Takes it away, so that the text can stand in its place. */
  remove: () => void
  box: HTMLElement
}

let typed: TypedShortcut | null = null
let dismissed = ''
let onKey: ((key: string) => boolean) | null = null
const listeners = new Set<() => void>()

function set(next: TypedShortcut | null) {
  if (next === null && typed === null) return
  typed = next
  for (const listener of listeners) listener()
}

export const shortcuts = {
  get: () => typed,
  listen(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** While a list is shown, it hears the arrows, Enter and Tab before the text does. */
  hearKeys(listen: ((key: string) => boolean) | null) {
    onKey = listen
  },
  close: () => set(null),
}

const pattern = /(?:^|\s)([/;])([\p{L}\p{N}][\p{L}\p{N}_-]{0,29})$/u

export const ShortcutWatch = Extension.create({
  name: 'shortcutWatch',
  // Before the keys that send and close: of two alike the one that was added last comes first.
  priority: 1001,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleKeyDown: (view, event) => {
          if (!typed || view.composing || event.isComposing) return false
          if (event.key === 'Escape') {
            // It closes the list, not the window that the text stands in.
            event.stopPropagation()
            dismissed = typed.query
            set(null)
            return true
          }
          if (event.metaKey || event.ctrlKey || event.altKey) return false
          return onKey?.(event.key) ?? false
        },
      },
      view: () => ({ update: look, destroy: () => set(null) }),
    }),
  ],
})

function look(view: EditorView) {
  const { selection, doc } = view.state
  const at = selection.$from
  if (!selection.empty || view.composing || !at.parent.isTextblock || at.marks().some(({ type }) => type.name === 'code')) return set(null)
  const before = at.parent.textBetween(0, at.parentOffset, undefined, '\ufffc')
  const match = pattern.exec(before)
  if (!match) {
    dismissed = ''
    return set(null)
  }
  const query = match[2] ?? ''
  if (dismissed !== '' && query.startsWith(dismissed)) return set(null)
  const to = selection.from
  const from = to - query.length - 1
  const { left, top } = view.coordsAtPos(from)
  set({
    query,
    left,
    top,
    box: view.dom,
    remove: () => {
      if (view.state.doc.eq(doc)) view.dispatch(view.state.tr.delete(from, to))
      view.focus()
    },
  })
}
