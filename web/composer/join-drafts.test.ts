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
  expect(words('<p>Hello wor</p>', '<p>Hello world</p>')).toBe('<p>Hello world</p>')
  expect(words('<p>Hello world</p>', '<p>Hello wor</p>')).toBe('<p>Hello world</p>')
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
