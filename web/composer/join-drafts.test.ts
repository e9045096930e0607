import { expect, test } from 'vitest'
import { joinDrafts } from './join-drafts.ts'

const file = (id: string) => ({ id, filename: `${id}.png`, contentType: 'image/png', size: 1 })
const words = (stored: string, typed: string, base: string | null = null) => joinDrafts({ html: stored }, { html: typed }, base).html

test('what is kept stands above what is typed; what both began with stands there once', () => {
  expect(words('<p>A</p>', '<p>B</p>')).toBe('<p>A</p><p>B</p>')
  expect(words('<p>A</p><p>B</p>', '<p>B2</p>', '<p>B</p>')).toBe('<p>A</p><p>B2</p>')
  expect(words('<p>B</p><p>A</p>', '<p>C</p>', '<p>B</p>')).toBe('<p>C</p><p>A</p>')
})

test('what is contained in the other already is not there twice', () => {
  expect(words('<p>Hello</p>', '<p>Hello</p><p>World</p>')).toBe('<p>Hello</p><p>World</p>')
  expect(words('<p>Hello</p><p>World</p><p></p>', '<p>Hello</p><p>World</p>')).toBe('<p>Hello</p><p>World</p>')
  expect(words('<ul><li><p>A</p></li><li><p>B</p></li></ul><p>C</p>', '<p>C</p>')).toBe(
    '<ul><li><p>A</p></li><li><p>B</p></li></ul><p>C</p>',
  )
  expect(words('<p></p>', '<p>Hello</p>')).toBe('<p>Hello</p>')
})

test('a short reply that came back is not taken for the beginning of what is typed, nor its formatting for nothing', () => {
  expect(words('<p>Thanks</p>', '<p>Thanks for waiting, Carl.</p>')).toBe('<p>Thanks</p><p>Thanks for waiting, Carl.</p>')
  expect(words('<p>Thanks for waiting, Carl.</p>', '<p>Thanks</p>')).toBe('<p>Thanks for waiting, Carl.</p><p>Thanks</p>')
  expect(words('<p><strong>Thanks</strong></p>', '<p>Thanks</p>')).toBe('<p><strong>Thanks</strong></p><p>Thanks</p>')
  expect(words('<p>A</p><p>A</p>', '<p>A</p>')).toBe('<p>A</p><p>A</p>')
  const picture = '<p><img data-upload="7" alt="a > b"></p>'
  expect(words(picture, '<p>A</p>')).toBe(`${picture}<p>A</p>`)
})

test('files of both are kept, and a file alone is something to keep', () => {
  const joined = joinDrafts({ html: '<p></p>', attachments: [file('1')] }, { html: '<p>B</p>', attachments: [file('2'), file('1')] }, null)
  expect(joined.attachments?.map(({ id }) => id)).toEqual(['1', '2'])
  expect(joinDrafts({ html: '<p></p>', attachments: [file('1')] }, { html: '<p>B</p>' }, null).attachments).toHaveLength(1)
})

test('who gets it is what the held reply said; a message to forward goes to nobody it was not meant for', () => {
  const carl = [{ address: 'carl@customer.example' }]
  expect(joinDrafts({ html: '<p>A</p>', to: carl }, { html: '<p>B</p>', to: [] }, null).to).toEqual(carl)
  expect(joinDrafts({ html: '<p>A</p>', to: carl }, { html: '<p>B</p>', to: [], forwardOf: '7' }, null)).toMatchObject({
    to: [],
    forwardOf: '7',
  })
})
