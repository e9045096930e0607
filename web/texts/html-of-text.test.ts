import { expect, test } from 'vitest'
import { htmlOfText } from './html-of-text.ts'

test('lines stay lines and paragraphs stay paragraphs: a description that is only opened does not grow', () => {
  expect(htmlOfText('Hello,\nit is <red> & hot.\n\nCarl')).toBe('<p>Hello,<br>it is &lt;red&gt; &amp; hot.</p><p>Carl</p>')
})
