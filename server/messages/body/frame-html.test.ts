import { expect, it } from 'vitest'
import type { Body } from './blocks.ts'
import { bodyToFrameHtml } from './frame-html.ts'

const paragraph = (text: string, id: string) => ({ id, type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
const mail: Body = {
  blocks: [
    paragraph('It burns again.', 'b1'),
    { id: 'b2', type: 'quote', kind: 'history', folded: true, blocks: [paragraph('Pour water on it.', 'b3')] },
    { id: 'b4', type: 'quote', kind: 'signature', folded: true, blocks: [paragraph('Carl', 'b5')] },
  ],
}

it('the folds of a frame say what they hold in the words it is given', () => {
  const frame = bodyToFrameHtml(mail, [], { maskLabel: 'masked', labels: { history: '引用文', signature: '署名', quote: '引用' } })
  expect([...frame.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, words]) => words)).toEqual(['引用文', '署名'])
})
