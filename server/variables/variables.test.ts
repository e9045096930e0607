import { describe, expect, it } from 'vitest'
import {
  dayWords,
  fillText,
  firstNameOf,
  languageOf,
  requireKnown,
  saysLanguage,
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

  it('for saving, only those are let through that always have a value there', () => {
    expect(() => requireKnown('{{agent_name}} of {{desk_name}}', signatureVariables, 'signature')).not.toThrow()
    expect(() => requireKnown('{{ticket_id}}', signatureVariables, 'signature')).toThrow(/\{\{ticket_id\}\} has not always a value/)
    expect(() => requireKnown('{{agent}}', signatureVariables, 'signature')).toThrow(/\{\{agent\}\} is not a variable/)
  })

  it('each say what they take', () => {
    for (const name of variableNames) expect(variables[name].takes, name).toMatch(/^\S.*\.$/)
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
  // Links, addresses and variables are in no language.
  expect(
    [
      'https://help.desk.example/en/articles/how-to-sign-inをご覧ください',
      '{{reference}}は「{{status}}」です。',
      'yuki.tanaka.support@customer.example 입니다',
    ].map(languageOf),
  ).toEqual(['ja', 'ja', 'ko'])
  expect([saysLanguage('12:30 https://desk.example/a'), saysLanguage(''), saysLanguage('OK')]).toEqual([null, null, 'en'])
})
