import { Schema } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { expect, it } from 'vitest'
import { holdStill } from './hold-still.ts'

const schema = new Schema({ nodes: { doc: { content: 'paragraph+' }, paragraph: { content: 'text*' }, text: {} } })

it('a text that is being sent cannot be changed, only read and selected; afterwards it can', () => {
  let holds = true
  const state = EditorState.create({ schema, plugins: [holdStill(() => holds)] })
  const write = () => state.applyTransaction(state.tr.insertText('more')).state.doc.textContent
  expect(write()).toBe('')
  expect(state.applyTransaction(state.tr.setSelection(TextSelection.create(state.doc, 1))).transactions).toHaveLength(1)
  holds = false
  expect(write()).toBe('more')
})
