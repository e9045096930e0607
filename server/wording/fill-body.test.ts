import { describe, expect, it } from 'vitest'
import { bodyFromHtml, bodyToHtml, bodyToText } from '../messages/body/index.ts'
import { whatIsActive } from '../messages/body/testing/inert-html.ts'
import { bodyOfMail, fillBody } from './index.ts'

const values = { customer_name: 'Yuki Tanaka', ticket_id: 'TKT-7', agent_name: 'Mina' }

describe('variables', () => {
  it('in a body are filled wherever words stand, in addresses too, and left alone in code', () => {
    const html =
      '<p>Hi <b>{{customer_name}}</b> <a href="https://shop.example/t?id={{ticket_id}}&n={{customer_name}}">{{ticket_id}}</a></p><ul><li>{{ticket_id}}</li></ul><blockquote><p>{{ticket_id}}</p></blockquote><p><code>{{customer_name}}</code></p><pre>{{customer_name}}</pre>'
    const { filled } = fillBody(bodyFromHtml(html), values)
    const out = bodyToHtml(filled)
    expect(out).toContain('<strong>Yuki Tanaka</strong>')
    expect(out).toContain('https://shop.example/t?id=TKT-7&amp;n=Yuki%20Tanaka')
    expect(out).toContain('<li>TKT-7</li>')
    expect(out.match(/\{\{customer_name\}\}/g)).toHaveLength(2)
  })

  it('D4: whatever a value holds, it stays text in HTML and one part of an address', () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      '&lt;b&gt;',
      "javascript:alert('x')",
      '\u0000\ud800 `${1}`',
      '}} {{',
    ]
    for (const value of hostile) {
      const { filled } = fillBody(bodyFromHtml('<p>a {{customer_name}} <a href="https://x.example/{{customer_name}}">l</a></p>'), {
        customer_name: value,
      })
      const html = bodyToHtml(filled)
      expect(whatIsActive(html)).toBeNull()
      expect(bodyToText(filled, { withLinks: false })).toContain(value)
      expect(/href="https:\/\/x\.example\/[^"]*"/.test(html)).toBe(true)
      expect(new URL(/href="([^"]*)"/.exec(html)?.[1] ?? '').host).toBe('x.example')
    }
  })
})

describe('the mail of a desk', () => {
  const template = 'Dear {{customer_name}},\n\n{{agent_text}}\n\nYour {{agent_name}}'

  it('has the agent’s words at the place it names, and closes the place when there are none (A4)', () => {
    expect(bodyToText(bodyOfMail(template, 'It works again.', values))).toBe('Dear Yuki Tanaka,\n\nIt works again.\n\nYour Mina')
    expect(bodyToText(bodyOfMail(template, '', values))).toBe('Dear Yuki Tanaka,\n\nYour Mina')
  })

  it('without a place is the agent’s words, or the template where there are none', () => {
    expect(bodyToText(bodyOfMail('It is done.', 'My words', values))).toBe('My words')
    expect(bodyToText(bodyOfMail('It is done.', '', values))).toBe('It is done.')
  })

  it('never reads the agent’s words or a value as a template', () => {
    expect(bodyToText(bodyOfMail(template, 'Write {{agent_name}}', { ...values, customer_name: '{{agent_text}}' }))).toBe(
      'Dear {{agent_text}},\n\nWrite {{agent_name}}\n\nYour Mina',
    )
  })
})
