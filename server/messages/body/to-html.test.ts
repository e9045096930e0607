import { describe, expect, it } from 'vitest'
import { type Body, bodyToHtml, bodyToMailHtml, bodyToText, excerpt } from './index.ts'
import { whatIsActive } from './testing/inert-html.ts'

const paragraph = (text: string, id = 'b1') => ({ id, type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
const history: Body = {
  blocks: [paragraph('New words'), { id: 'b2', type: 'quote', kind: 'history', folded: true, blocks: [paragraph('old words', 'b3')] }],
}

describe('a body as HTML', () => {
  it('quoted history is folded on the screen and quoted in mail', () => {
    expect(bodyToHtml(history, { labels: { history: 'Früher', signature: '', quote: '' } })).toBe(
      '<p>New words</p><details class="quoted quoted-history"><summary>Früher</summary><blockquote><p>old words</p></blockquote></details>',
    )
    expect(bodyToMailHtml(history)).toMatch(/<blockquote type="cite" style="[^"]*"><p style="[^"]*">old words<\/p><\/blockquote>/)
  })

  it('block ids are written on request', () => {
    expect(bodyToHtml({ blocks: [paragraph('x')] }, { blockIds: true })).toBe('<p data-block="b1">x</p>')
  })

  it('pictures of a mail refer to its parts', () => {
    const body: Body = { blocks: [{ id: 'b1', type: 'image', image: { source: { kind: 'cid', cid: 'a@b' }, alt: 'x' } }] }
    expect(bodyToMailHtml(body)).toContain('src="cid:a@b"')
    expect(bodyToMailHtml(body, { resolveImage: () => null })).not.toContain('src=')
  })

  it('B9: a stored tree full of markup still yields only text', () => {
    const nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const body: Body = {
      blocks: [
        paragraph(nasty, nasty),
        { id: nasty, type: 'code', text: nasty, language: nasty },
        { id: 'b3', type: 'image', image: { source: { kind: 'cid', cid: nasty }, alt: nasty } },
        { id: 'b4', type: 'table', rows: [{ cells: [{ content: [{ type: 'text', text: nasty }] }] }] },
        {
          id: 'b5',
          type: 'heading',
          level: 2,
          content: [
            { type: 'link', href: 'https://a.example/"onclick="x', content: [{ type: 'text', text: nasty, marks: ['bold', 'code'] }] },
          ],
        },
      ],
    }
    expect(whatIsActive(bodyToHtml(body, { blockIds: true }))).toBeNull()
    expect(whatIsActive(bodyToMailHtml(body), /^cid:/)).toBeNull()
  })
})

describe('a body as text', () => {
  it('leaves quoted history out when asked', () => {
    expect(bodyToText(history)).toBe('New words\n\n> old words')
    expect(bodyToText(history, { withQuotes: false })).toBe('New words')
  })

  it('writes the address of a link once', () => {
    const link = (text: string, href: string): Body => ({
      blocks: [{ id: 'b1', type: 'paragraph', content: [{ type: 'link', href, content: [{ type: 'text', text }] }] }],
    })
    expect(bodyToText(link('here', 'https://a.example/x'))).toBe('here (https://a.example/x)')
    expect(bodyToText(link('https://a.example/x', 'https://a.example/x'))).toBe('https://a.example/x')
    expect(bodyToText(link('ada@a.example', 'mailto:ada@a.example'))).toBe('ada@a.example')
    expect(bodyToText(link('here', 'https://a.example/x'), { withLinks: false })).toBe('here')
  })
})

describe('an excerpt', () => {
  it('is the first new words on one line', () => {
    expect(excerpt(history, 100)).toBe('New words')
    expect(excerpt({ blocks: [paragraph('one\n two   three'), paragraph('four', 'b2')] }, 100)).toBe('one two three four')
    expect(excerpt({ blocks: [paragraph('one two three')] }, 8)).toBe('one two…')
    expect(excerpt({ blocks: [paragraph('ab😀cd')] }, 4)).toBe('ab…')
  })

  it('is the history when nothing is new', () => {
    expect(excerpt({ blocks: history.blocks.slice(1) }, 100)).toBe('old words')
    expect(excerpt({ blocks: [] }, 100)).toBe('')
  })
})
