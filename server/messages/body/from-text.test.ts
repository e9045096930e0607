import { describe, expect, it } from 'vitest'
import { bodyFromText, bodyToHtml, bodyToText } from './index.ts'
import { whatIsActive } from './testing/inert-html.ts'

const links = (text: string) =>
  [...bodyToHtml(bodyFromText(text)).matchAll(/href="([^"]*)"/g)].map((match) => (match[1] as string).replaceAll('&amp;', '&'))

describe('plain text becomes blocks', () => {
  it('paragraphs, lines and spaces are kept', () => {
    expect(bodyToHtml(bodyFromText('a\n  b   c\n\n\nd'))).toBe('<p>a<br> &nbsp;b &nbsp; c</p><p>d</p>')
  })

  it('quotations nest by their marks', () => {
    expect(bodyToHtml(bodyFromText('x\n> a\n> > b\n>> c\n>\n> d'))).toBe(
      '<p>x</p><blockquote><p>a</p><blockquote><p>b<br>c</p></blockquote><p>d</p></blockquote>',
    )
  })

  it('format=flowed joins what was broken to fit (RFC 3676)', () => {
    expect(bodyToText(bodyFromText('one \ntwo\n> three \n> four\n-- \nme', { flowed: true }))).toBe('one two\n\n> three four\n\n-- \nme')
    expect(bodyToText(bodyFromText('こん \nにちは', { flowed: true, delSp: true }))).toBe('こんにちは')
  })

  it('lines beyond those anybody reads are kept in one block', () => {
    const body = bodyFromText('x\n'.repeat(30_000))
    expect(body.blocks.at(-1)?.type).toBe('code')
    expect(bodyToText(body).match(/x/g)?.length).toBe(30_000)
  })
})

describe('D5: addresses in plain text', () => {
  it.each([
    ['see https://a.example/x?y=1&z=(2).', ['https://a.example/x?y=1&z=(2)']],
    ['(https://a.example/x_(y)) [http://b.example]', ['https://a.example/x_(y)', 'http://b.example/']],
    ['www.a.example/x, mail ada@b.example!', ['https://www.a.example/x', 'mailto:ada@b.example']],
    ['<https://a.example/x>', ['https://a.example/x']],
    ['詳細は https://a.example/x。ご確認', ['https://a.example/x']],
    ['https://a.example/x"onmouseover="alert(1)', ['https://a.example/x']],
    ["https://a.example/x'onclick='alert(1)", ['https://a.example/x']],
    ['https://a.example/<script>alert(1)</script>', ['https://a.example/']],
    ['javascript:alert(1) data:text/html,x vbscript:x', []],
    ['https://bank.example@evil.example/', []],
    ['xhttp://a.example http:// www. a@b @c', []],
    [`https://a.example/${'x'.repeat(3_000)}`, []],
  ])('D5: %s', (text, expected) => expect(links(text)).toEqual(expected))

  it('D5: every link says noopener noreferrer nofollow and opens elsewhere', () => {
    expect(bodyToHtml(bodyFromText('https://a.example'))).toContain(
      '<a href="https://a.example/" rel="noopener noreferrer nofollow" target="_blank">',
    )
  })

  it('D5: no text becomes a tag or an attribute', () => {
    for (const text of [
      '<script>alert(1)</script>',
      'https://a.example/"><img src=x onerror=alert(1)>',
      '&lt;b&gt;',
      '\u00a0https://a.example\u00a0"x"',
    ]) {
      const html = bodyToHtml(bodyFromText(text))
      expect(whatIsActive(html)).toBeNull()
    }
    expect(bodyToHtml(bodyFromText('&lt;b&gt;'))).toBe('<p>&amp;lt;b&amp;gt;</p>')
  })
})
