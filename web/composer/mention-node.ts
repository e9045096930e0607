import { type Editor, Node } from '@tiptap/react'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { Person } from '../../client/types.ts'

export type Mentioning = {
  people: Person[]
  rect: { left: number; top: number }
  pick: (person: Person) => void
}

type Options = {
  /** Whom a text after “@” may mean. */
  find: (text: string) => Promise<Person[]>
  /** Told what to offer, or null when nothing is being looked for. */
  onChange: (mentioning: Mentioning | null) => void
  /** A key while something is offered; true if it was used. */
  onKey: (event: KeyboardEvent) => boolean
}

/** “@” and a name in a note: one piece, so that half of a name is never left. */
export const MentionNode = Node.create<Options>({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addOptions: () => ({ find: async () => [], onChange: () => undefined, onKey: () => false }),
  addAttributes: () => ({ id: { default: null }, name: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-mention]',
      getAttrs: (element) => ({
        id: element.getAttribute('data-mention'),
        name: (element.textContent ?? '').replace(/^@/, ''),
      }),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['span', { 'data-mention': HTMLAttributes.id, class: 'mention' }, `@${HTMLAttributes.name}`],
  renderText: ({ node }) => `@${node.attrs.name}`,
  addProseMirrorPlugins() {
    return [offering(this.editor, this.options)]
  },
})

/** What is being typed as a name: “@” at the beginning of a word, and what follows it up to the cursor. */
export function typedName(before: string): string | null {
  return /(?:^|\s)@([^\s@]{0,40})$/.exec(before)?.[1] ?? null
}

function offering(editor: Editor, { find, onChange, onKey }: Options): Plugin {
  let offered = false
  /** Where somebody said that they mean no name. */
  let refusedAt: number | null = null
  let turn = 0

  const end = () => {
    turn += 1
    if (offered) onChange(null)
    offered = false
  }

  return new Plugin({
    key: new PluginKey('mention'),
    view: () => ({
      update(view, before) {
        if (view.state.doc.eq(before.doc) && view.state.selection.eq(before.selection)) return
        const { $from, empty, from } = view.state.selection
        const name = empty ? typedName($from.parent.textBetween(0, $from.parentOffset, undefined, '\uFFFC')) : null
        if (name === null || view.composing) {
          refusedAt = null
          return end()
        }
        const start = from - name.length - 1
        if (refusedAt === start) return
        const mine = ++turn
        void find(name).then((people) => {
          if (mine !== turn || editor.isDestroyed) return
          offered = true
          const { left, top } = view.coordsAtPos(start)
          const pick = (person: Person) =>
            void editor
              .chain()
              .focus()
              .insertContentAt({ from: start, to: from }, [
                { type: 'mention', attrs: { id: person.id, name: person.name } },
                { type: 'text', text: ' ' },
              ])
              .run()
          onChange({ people, rect: { left, top }, pick })
        })
      },
      destroy: end,
    }),
    props: {
      handleKeyDown(view, event) {
        if (!offered) return false
        if (event.key !== 'Escape') return onKey(event)
        const { $from, from } = view.state.selection
        refusedAt = from - (typedName($from.parent.textBetween(0, $from.parentOffset, undefined, '\uFFFC')) ?? '').length - 1
        end()
        return true
      },
    },
  })
}
