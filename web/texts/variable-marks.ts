import { Extension } from '@tiptap/react'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Node } from '@tiptap/pm/model'
import { t } from '../words/index.ts'
import { isKnownVariable, variablePattern } from './variables-in.ts'

/** Variables that are still to be filled are seen as gaps; names that do not exist as mistakes. What is code is neither. */
export const VariableMarks = Extension.create({
  name: 'variableMarks',
  addProseMirrorPlugins: () => [
    new Plugin({
      state: {
        init: (_, { doc }) => marksOf(doc),
        apply: (transaction, old) => (transaction.docChanged ? marksOf(transaction.doc) : old),
      },
      props: {
        decorations(state) {
          return this.getState(state)
        },
      },
    }),
  ],
})

function marksOf(doc: Node): DecorationSet {
  const marks: Decoration[] = []
  doc.descendants((node, position) => {
    if (!node.isText || node.marks.some(({ type }) => type.name === 'code')) return
    for (const match of (node.text ?? '').matchAll(variablePattern)) {
      const known = isKnownVariable(match[1] ?? '')
      const from = position + match.index
      marks.push(
        Decoration.inline(from, from + match[0].length, {
          class: known ? 'variable-gap' : 'variable-unknown',
          title: known ? t.texts.unfilled : t.texts.unknown,
        }),
      )
    }
  })
  return DecorationSet.create(doc, marks)
}
