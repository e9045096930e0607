import { Node } from '@tiptap/react'
import Suggestion, { type SuggestionProps } from '@tiptap/suggestion'
import type { Person } from '../../client/types.ts'

export type Mentioning = {
  people: Person[]
  rect: DOMRect | null
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
    const { find, onChange, onKey } = this.options
    const offer = (props: SuggestionProps<Person, Person>) =>
      onChange({ people: props.items, rect: props.clientRect?.() ?? null, pick: (person) => props.command(person) })
    return [
      Suggestion<Person, Person>({
        editor: this.editor,
        char: '@',
        items: ({ query }) => find(query),
        command: ({ editor, range, props: person }) =>
          void editor
            .chain()
            .focus()
            .insertContentAt(range, [
              { type: this.name, attrs: { id: person.id, name: person.name } },
              { type: 'text', text: ' ' },
            ])
            .run(),
        render: () => ({
          onStart: offer,
          onUpdate: offer,
          onExit: () => onChange(null),
          onKeyDown: ({ event }) => onKey(event),
        }),
      }),
    ]
  },
})
