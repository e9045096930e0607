import { describe, expect, it } from 'vitest'
import { bodyFromHtml, bodyToHtml, bodyToText } from '../messages/body/index.ts'
import { whatIsActive } from '../messages/body/testing/inert-html.ts'
import {
  bodyOfMail,
  dayWords,
  fillBody,
  fillText,
  firstNameOf,
  languageOf,
  requireKnown,
  signatureVariables,
  variableNames,
  variables,
} from './index.ts'

const values = { customer_name: 'Yuki Tanaka', ticket_id: 'TKT-7', agent_name: 'Mina' }

describe('variables', () => {
  it('are filled in one pass; a value that looks like a variable stays as it is (T6)', () => {
    expect(fillText('Hello {{customer_name}}, {{ Ticket_ID }}.', values).filled).toBe('Hello Yuki Tanaka, TKT-7.')
    const nested = fillText('Hello {{customer_name}}', { customer_name: '{{agent_name}}', agent_name: 'Mina' })
    expect(nested).toEqual({ filled: 'Hello {{agent_name}}', unfilled: [], unknown: [] })
    expect(fillText('{{{{customer_name}}}}', { customer_name: 'agent_name', agent_name: 'Mina' }).filled).toBe('{{agent_name}}')
  })

  it('that are unknown, or have no value here, are left to be seen and named', () => {
    expect(fillText('{{customer_nam}} {{team_name}} {{constructor}} {{顧客名}} {{ticket_id}}', values)).toEqual({
      filled: '{{customer_nam}} {{team_name}} {{constructor}} {{顧客名}} TKT-7',
      unfilled: ['team_name'],
      unknown: ['customer_nam', 'constructor', '顧客名'],
    })
    expect(fillText('{{#if x}} {{7*7}} {{}} { {customer_name} }', values).unknown).toEqual([])
  })

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

  it('D4 whatever a value holds, it stays text in HTML and one part of an address', () => {
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

  it('for saving, only those are let through that always have a value there', () => {
    expect(() => requireKnown('{{agent_name}} of {{desk_name}}', signatureVariables, 'signature')).not.toThrow()
    expect(() => requireKnown('{{ticket_id}}', signatureVariables, 'signature')).toThrow(/\{\{ticket_id\}\} has not always a value/)
    expect(() => requireKnown('{{agent}}', signatureVariables, 'signature')).toThrow(/\{\{agent\}\} is not a variable/)
  })

  it('each say what they take', () => {
    for (const name of variableNames) expect(variables[name].takes, name).toMatch(/^\S.*\.$/)
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

it('a person is addressed by the first name where that is the custom', () => {
  expect(['Yuki Tanaka', '  Ana  María Ruiz', '田中 由紀', '김민아', 'Дмитрий Иванов', ''].map(firstNameOf)).toEqual([
    'Yuki',
    'Ana',
    '田中 由紀',
    '김민아',
    'Дмитрий',
    '',
  ])
})

it('days and languages are those of the customer', () => {
  const at = new Date('2026-05-06T23:30:00Z')
  expect([dayWords(at, 'en', 'Europe/Berlin'), dayWords(at, 'ja', 'Asia/Tokyo'), dayWords(at, 'ko', 'UTC')]).toEqual([
    '7 May 2026',
    '2026年5月7日',
    '2026년 5월 6일',
  ])
  expect(['Hello', '返品について', 'Larkfold Sync が起動しません', '환불 요청 iPhone 15', '', '12:30', 'Re: 見積'].map(languageOf)).toEqual(
    ['en', 'ja', 'ja', 'ko', 'en', 'en', 'ja'],
  )
})
