import { describe, expect, test } from 'vitest'
import { foldQuote } from './fold-quote.ts'

describe('quoted text', () => {
  test('is folded with the line that introduces it', () => {
    const text = 'It works now.\n\nOn Tue, 17 Nov 2026 at 10:42, Ada <ada@x.example> wrote:\n> Hello\n> there\n'
    expect(foldQuote(text, true)).toEqual({
      body: 'It works now.',
      quote: 'On Tue, 17 Nov 2026 at 10:42, Ada <ada@x.example> wrote:\n> Hello\n> there',
    })
  })

  test('is folded with an introduction that was broken in two', () => {
    const { body, quote } = foldQuote('Thanks!\n\nOn Tue, 17 Nov 2026 at 10:42, Ada Moreau\n<ada@x.example> wrote:\n\n> Hello', true)
    expect(body).toBe('Thanks!')
    expect(quote?.startsWith('On Tue')).toBe(true)
  })

  test.each([
    ['ありがとうございます。\n\n2026年11月17日(火) 10:42 Ada <ada@x.example>:\n> こんにちは', 'ありがとうございます。'],
    ['감사합니다.\n\n2026년 11월 17일 (화) 오전 10:42, Ada <ada@x.example>님이 작성:\n> 안녕하세요', '감사합니다.'],
  ])('is folded in other languages too', (text, body) => {
    expect(foldQuote(text, true).body).toBe(body)
  })

  test('stays in sight when the answer stands between its lines', () => {
    const text = '> Does it work?\nYes.\n> And the other?\nNo.'
    expect(foldQuote(text, true)).toEqual({ body: text, quote: null })
  })

  test('stays in sight when nothing else was written', () => {
    expect(foldQuote('> only this', true)).toEqual({ body: '> only this', quote: null })
  })

  test('is not looked for where the server found none', () => {
    const text = 'Compare:\n> 1'
    expect(foldQuote(text, false)).toEqual({ body: text, quote: null })
  })
})
