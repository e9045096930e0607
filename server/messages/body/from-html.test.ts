import { describe, expect, it } from 'vitest'
import { type Body, bodyFromHtml, bodyToHtml, bodyToText } from './index.ts'
import { whatIsActive } from './testing/inert-html.ts'
import { fits, workedMs } from '../../testing/fits.ts'

const shape = (body: Body) => bodyToHtml(body).replaceAll(' rel="noopener noreferrer nofollow" target="_blank"', '')
const read = (html: string) => shape(bodyFromHtml(html))

describe('HTML becomes blocks', () => {
  it.each([
    ['<p>Hello <b>wor<i>ld</i></b></p>', '<p>Hello <strong>wor</strong><strong><em>ld</em></strong></p>'],
    ['<div>one</div><div>two</div><div><br></div><div>three</div>', '<p>one<br>two</p><p>three</p>'],
    ['a<br>b<br><br>c', '<p>a<br>b</p><p>c</p>'],
    ['<p>&nbsp;</p><p>x</p><p> </p>', '<p>x</p>'],
    ['<h1>A</h1><h4>B</h4>', '<h1>A</h1><h3>B</h3>'],
    ['<ul><li>a<ul><li>b</ul><li>c</ul>', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['<ol start=3><li>x</ol>', '<ol start="3"><li>x</li></ol>'],
    ['<blockquote>q<p>r</blockquote>', '<blockquote><p>q</p><p>r</p></blockquote>'],
    ['<pre>a\n  b</pre>', '<pre><code>a\n  b</code></pre>'],
    ['<pre wrap>a\n  b</pre>', '<p>a<br> &nbsp;b</p>'],
    ['a<hr>b', '<p>a</p><hr><p>b</p>'],
    ['<a href="https://a.example/x">y</a>', '<p><a href="https://a.example/x">y</a></p>'],
    ['see https://a.example/x.', '<p>see <a href="https://a.example/x">https://a.example/x</a>.</p>'],
    ['<span style="font-weight: 700">x</span>', '<p><strong>x</strong></p>'],
    [
      '<table><tr><th>a<th>b<tr><td>1<td>2</table>',
      '<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>',
    ],
    ['<table><tr><td><p>laid</p><table><tr><td>out</table></table>', '<p>laid</p><p>out</p>'],
    ['<p>x<p>y', '<p>x</p><p>y</p>'],
    ['</p></div>x</b>', '<p>x</p>'],
    ['<img alt="😀" src="https://mail.example/e.png"> hi', '<p>😀 hi</p>'],
    ['1 < 2 &amp; 3 > 2', '<p>1 &lt; 2 &amp; 3 &gt; 2</p>'],
  ])('%s', (html, expected) => expect(read(html)).toBe(expected))

  it('ids are sequential in document order', () => {
    const body = bodyFromHtml('<p>a</p><ul><li>b</li></ul><blockquote><p>c</p></blockquote>')
    expect(JSON.stringify(body).match(/"id":"b\d+"/g)).toEqual([1, 2, 3, 4, 5].map((n) => `"id":"b${n}"`))
  })

  it('its own output is read back as the same blocks', () => {
    const body = bodyFromHtml(
      '<h2>T</h2><p>a <b>b</b> <a href="https://a.example/">l</a><br>c</p><ul><li>x</li></ul><blockquote><p>q</p></blockquote><pre>code</pre><hr>',
    )
    expect(bodyFromHtml(bodyToHtml(body))).toEqual(body)
  })

  it('hidden text is left out', () => {
    expect(read('<div style="display:none">preview</div><p hidden>x</p><span style="mso-hide:all">y</span>z')).toBe('<p>z</p>')
  })

  it('nothing of a huge document makes it slow, and the reader is told', () => {
    let told = false
    const start = workedMs()
    const body = bodyFromHtml('<i>x</i>'.repeat(600_000), { onTruncated: () => (told = true) })
    expect(fits(workedMs() - start, 5_000)).toBe(true)
    expect(told).toBe(true)
    expect(bodyToText(body).length).toBeGreaterThan(100_000)
  })
})

describe('D2: styles, forms and the rest of the page', () => {
  it.each([
    ['<style>*{background:url(//e.example)}</style>x', '<p>x</p>'],
    ['<p style="background:url(//e.example/x)">x</p>', '<p>x</p>'],
    ['<form action="//e.example"><input name=a value=b><button>send</button><textarea>t</textarea></form>', '<p>sendt</p>'],
    ['<base href="//e.example"><meta http-equiv=refresh content="0;url=//e.example"><link rel=stylesheet href="//e.example">x', '<p>x</p>'],
    ['<iframe src="//e.example">x</iframe><object data="//e.example">y</object><embed src="//e.example">z', '<p>z</p>'],
    ['<select><option>a</select>b', '<p>b</p>'],
    ['<svg><script>alert(1)</script><text>t</text></svg><math><mi>x</math>y', '<p>y</p>'],
    ['<template><p>x</p></template>y<!-- c --><![CDATA[d]]>', '<p>y</p>'],
    ['<p id="__proto__" class="constructor" onclick="alert(1)" data-x=1>x</p>', '<p>x</p>'],
  ])('D2: %s', (html, expected) => expect(read(html)).toBe(expected))
})

describe('D3: pictures', () => {
  it.each([
    '<img src="https://e.example/x.png">',
    '<img src="//e.example/x.png">',
    '<img srcset="https://e.example/x.png 2x" src="https://e.example/y.png">',
    '<table background="https://e.example/x.png"><tr><td>x</table>',
    '<video poster="https://e.example/x.png"></video>',
    '<link rel=prefetch href="https://e.example">',
    '<img src="/api/logout">',
    '<img src="api/logout">',
    '<img src="cid:../../api">',
    '<img src="cid:/api/logout">',
    '<img src="data:image/svg+xml;base64,AAAA">',
    '<img src="javascript:alert(1)">',
    '<input type=image src="https://e.example/x.png">',
  ])('D3: %s loads nothing', (html) => {
    const out = bodyToHtml(bodyFromHtml(html))
    expect(out).not.toMatch(/src=|srcset|background|poster|url\(|e\.example\/x\.png"/)
    expect(whatIsActive(out)).toBeNull()
  })

  it('D3: a remote picture is kept by its address and loads only when resolved', () => {
    const body = bodyFromHtml('<img src="https://e.example/x.png" alt="shot" width=20>')
    expect(body.blocks).toEqual([
      { id: 'b1', type: 'image', image: { source: { kind: 'remote', src: 'https://e.example/x.png' }, alt: 'shot', width: 20 } },
    ])
    expect(bodyToHtml(body)).toBe('<p><span class="image-off image-remote">shot</span></p>')
    expect(bodyToHtml(body, { resolveImage: () => '/proxy/1' })).toBe(
      '<p><img src="/proxy/1" alt="shot" width="20" referrerpolicy="no-referrer"></p>',
    )
  })
})

describe('D1: script injection', () => {
  it.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<p>"><svg onload=alert(1)></p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<xmp><img src=x onerror=alert(1)></xmp>',
    '<plaintext><img src=x onerror=alert(1)>',
    '<textarea></textarea><script>alert(1)</script>',
    '<div style="width:expression(alert(1))">x</div>',
    '<img alt="`><script>alert(1)</script>" src=x>',
    '<<b onclick=alert(1)>x',
    '<!--><img src=x onerror=alert(1)>-->',
  ])('D1: %s is inert', (html) => {
    expect(whatIsActive(bodyToHtml(bodyFromHtml(html), { blockIds: true }))).toBeNull()
  })

  it('the judge of these tests sees what is active', () => {
    for (const html of [
      '<script>',
      '<p onclick="x">',
      '<a href="javascript:x">',
      '<img src="https://e.example">',
      '<p style="background:url(x)">',
      '<p a=b>',
      '< p>',
      '<p title="x">',
    ]) {
      expect(whatIsActive(html), html).not.toBeNull()
    }
    expect(whatIsActive('<p>x &lt;script&gt;</p>')).toBeNull()
  })
})
