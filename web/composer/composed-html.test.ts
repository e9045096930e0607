import { expect, test } from 'vitest'
import { composedHtml, mentionsIn, picturesIn } from './composed-html.ts'

test('pictures are sent by the name of their upload, and found again by it (T5)', () => {
  const html = composedHtml('<p>See <img data-upload="7" alt="A screen"> and <img data-upload="12" alt=""></p>')
  expect(html).toBe('<p>See <img src="cid:upload-7" alt="A screen"> and <img src="cid:upload-12" alt=""></p>')
  expect([...picturesIn(html)]).toEqual(['7', '12'])
})

test('a mention counts once, and only as the editor writes it', () => {
  const mina = '<span data-mention="3" class="mention">@Mina Kim</span>'
  expect(mentionsIn(`<p>${mina}, ask ${mina} or <span class="mention" data-mention="5">@Joon</span></p>`)).toEqual(['3', '5'])
  expect(mentionsIn('<p>data-mention="9" in words, and @Mina</p>')).toEqual([])
})
