import { describe, expect, it } from 'vitest'
import { type Body, bodyFromHtml, bodyFromText, bodyToText } from '../../../messages/body/index.ts'
import { foldHistoryInBody, roleOfElement } from './index.ts'
import { addedLines, htmlReplies, marked, plainReplies } from './samples/mail-programs.ts'

const answer = 'ANSWER line one.\nline two'
const fold = (text: string) => foldHistoryInBody(bodyFromText(text), { plainText: true })
const openIn = (body: Body) => bodyToText(body, { withQuotes: false }).trim()
const wordsOf = (body: Body) => [...new Set(bodyToText(body).match(/[\p{L}\p{N}]+/gu))]

function expectNothingLost(before: Body, after: Body) {
  const text = bodyToText(after)
  expect(wordsOf(before).filter((word) => !text.includes(word))).toEqual([])
}

describe('a reply above a quotation', () => {
  it.each(plainReplies)('of %s is all that stays open, and nothing is lost', (_program, introduction) => {
    for (const gap of ['\n\n', '\n\n\n']) {
      const text = answer + gap + introduction
      expect(openIn(fold(text))).toBe(answer)
      expectNothingLost(bodyFromText(text), fold(text))
    }
  })

  it.each(htmlReplies)('of %s in HTML is all that stays open, and nothing is lost', (_program, html) => {
    const folded = foldHistoryInBody(bodyFromHtml(html, { roleOf: roleOfElement }))
    expect(openIn(folded).replace(/\n+/g, '\n')).toBe('ANSWER one\ntwo')
    expectNothingLost(bodyFromHtml(html), folded)
  })
})

describe('a line that a mail program adds', () => {
  it.each(addedLines)('%s is folded, alone and above a quotation', (line) => {
    const quotation = `On Mon, Nov 2, 2026 at 10:00 AM Ada Berg <ada@desk.example> wrote:\n\n${marked}`
    expect(openIn(fold(`${answer}\n\n${line}`))).toBe(answer)
    expect(openIn(fold(`${answer}\n\n${line}\n\n${quotation}`))).toBe(answer)
  })

  it.each(['I sent from my desk what you asked for, and more.', 'Does Outlook for iOS work?', 'Get the Outlook app, then log in.'])(
    'a sentence like it stays: %s',
    (line) => expect(openIn(fold(`${answer}\n\n${line}`))).toContain(line),
  )
})
