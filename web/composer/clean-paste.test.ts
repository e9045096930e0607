import { expect, test } from 'vitest'
import { cleanPaste, isOnlyPicture } from './clean-paste.ts'

test('what a word processor notes for itself is gone, and the words stay', () => {
  const pasted = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body><!--StartFragment--><p class=MsoNormal>Dear <b>Yuki</b>,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Thank you.</p><!--EndFragment--></body></html>`
  expect(cleanPaste(pasted)).toBe('<p class=MsoNormal>Dear <b>Yuki</b>,</p><p class=MsoNormal>Thank you.</p>')
})

test('paragraphs with a bullet typed in front are a list, and numbered ones a numbered list', () => {
  const item = (mark: string, text: string) =>
    `<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>${mark}<span>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`
  expect(cleanPaste(`<p>First:</p>${item('·', 'one')}${item('·', 'two')}<p>Then.</p>`)).toBe(
    '<p>First:</p><ul><li><p>one</p></li><li><p>two</p></li></ul><p>Then.</p>',
  )
  const typed = (mark: string, text: string) => `<p class=MsoListParagraph style='mso-list:l0'>${mark}&nbsp; ${text}</p>`
  expect(cleanPaste(`${typed('1.', 'one')}${typed('2.', 'two')}`)).toBe('<ol><li><p>one</p></li><li><p>two</p></li></ol>')
})

test('the bold that is none around a whole document goes, real bold and italics stay', () => {
  expect(
    cleanPaste(
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p>A <span style="font-weight:700">b</span> <span style="font-style:italic">c</span></p></b>',
    ),
  ).toBe('<p>A <strong>b</strong> <em>c</em></p>')
})

test('headings become bold lines, since a mail has none', () => {
  expect(cleanPaste('<h2 style="x">Title</h2><p>Text</p>')).toBe('<p><strong>Title</strong></p><p>Text</p>')
})

test('a large paste is cleaned in a moment', () => {
  const started = performance.now()
  cleanPaste(`<p class=MsoListParagraph style='mso-list:l0'>${'· word '.repeat(60_000)}</p>${'<span style="x">'.repeat(20_000)}`)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('a copied picture is told from text with a picture in it', () => {
  expect(isOnlyPicture('<meta charset="utf-8"><!--StartFragment--><img src="https://a.example/x.png"><!--EndFragment-->')).toBe(true)
  expect(isOnlyPicture('<p>See <img src="x.png"></p>')).toBe(false)
  expect(isOnlyPicture('<img src="a"><img src="b">')).toBe(false)
  expect(isOnlyPicture('')).toBe(false)
})
