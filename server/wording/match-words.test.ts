import { expect, it } from 'vitest'
import { bodyFromHtml, bodyFromText, bodyToHtml, markSpans, visibleTexts } from '../messages/body/index.ts'
import { findingsIn } from './findings.ts'
import { matcherOf, matchWords } from './match-words.ts'
import { fits, workedMs } from '../testing/fits.ts'

const list = (...phrases: string[]) => matcherOf(phrases.map((phrase) => ({ phrase, effect: 'block' as const, hint: '' })))
const found = (text: string, ...phrases: string[]) => matchWords(text, list(...phrases)).map(({ start, end }) => text.slice(start, end))

it('a word of a script with spaces is a word of its own; Han, Kana and Hangul are found anywhere (T21)', () => {
  expect(found('Free shipping, for free! freedom carefree free-of-charge', 'free')).toEqual(['Free', 'free', 'free'])
  expect(found('無料配送は無料です', '無料')).toEqual(['無料', '無料'])
  expect(found('환불은 무료입니다', '무료')).toEqual(['무료'])
  expect(found('iPhone無料 と 無料iPhone, iPhones', 'iphone', '無料')).toEqual(['iPhone', '無料', '無料', 'iPhone'])
  expect(found('бесплатно бесплатное', 'бесплатно')).toEqual(['бесплатно'])
  expect(found('C++ and C+++ and c', 'c++')).toEqual(['C++', 'C++'])
})

it('neither width, case, composition nor invisible characters hide a word (T21)', () => {
  expect(found('ＧＵＡＲＡＮＴＥＥ guar\u00adan\u200btee Guarantee', 'guarantee')).toEqual([
    'ＧＵＡＲＡＮＴＥＥ',
    'guar\u00adan\u200btee',
    'Guarantee',
  ])
  expect(found('STRASSE Straße straße', 'straße')).toHaveLength(3)
  expect(found('ｶﾞﾗｽ ガラス', 'ガラス')).toEqual(['ｶﾞﾗｽ', 'ガラス'])
  expect(found('cafe\u0301 CAFÉ', 'café')).toEqual(['cafe\u0301', 'CAFÉ'])
  expect(found('\u1112\u116a\u11ab\u1107\u116e\u11af', '환불')).toHaveLength(1)
  expect(found('ΟΔΟΣ οδός', 'οδος')).toEqual(['ΟΔΟΣ'])
  expect(found('money \n\u00a0 back', 'money back')).toEqual(['money \n\u00a0 back'])
  expect(found('𝐟𝐫𝐞𝐞 offer', 'free')).toEqual(['𝐟𝐫𝐞𝐞'])
})

it('a list of five hundred and a very long text take moments, and places are counted in the text as it is', () => {
  const words = matcherOf(Array.from({ length: 500 }, (_, n) => ({ phrase: `word number ${n}`, effect: 'warn' as const, hint: '' })))
  const text = `${'lorem ipsum 日本語 '.repeat(10_000)}WORD  NUMBER 77`
  const before = workedMs()
  const [match] = matchWords(text, words)
  expect(text.slice(match?.start, match?.end)).toBe('WORD  NUMBER 77')
  expect(fits(workedMs() - before, 1_500)).toBe(true)
})

it('a word that stands there a thousand times hides no other one (T21)', () => {
  const matcher = matcherOf([
    { phrase: 'cheap', effect: 'warn', hint: '' },
    { phrase: 'guaranteed', effect: 'block', hint: '' },
  ])
  const body = bodyFromText(`${'cheap '.repeat(1_000)}guaranteed`)
  const findings = findingsIn({ body, hasFiles: true, literals: [] }, matcher)
  expect(findings.map(({ phrase, effect, places }) => [phrase, effect, places.length])).toEqual([
    ['cheap', 'warn', 20],
    ['guaranteed', 'block', 1],
  ])
})

it('only what is seen is looked at: no addresses of links, no pictures, no markup', () => {
  const body = bodyFromHtml(
    '<p>See <a href="https://x.example/free">here</a> <img alt="free" src="cid:a"> fr<b>ee</b></p><ul><li>free</li></ul><table border="1"><tr><th>a</th><th>b</th></tr><tr><td>free</td><td>x</td></tr></table><blockquote><p>free</p></blockquote><pre>free</pre>',
  )
  const [finding] = findingsIn({ body, hasFiles: true, literals: [] }, list('free'))
  expect(finding?.places.map(({ found: words }) => words)).toEqual(['free', 'free', 'free', 'free', 'free'])
  const marked = bodyToHtml(markSpans(body, finding?.places ?? [], (words) => `[${words}]`))
  expect(marked).toContain('[fr]<strong>[ee]</strong>')
  expect(marked.match(/\[free\]/g)).toHaveLength(4)
  expect(visibleTexts(body).map(({ quoted }) => quoted)).toEqual([false, false, false, true, false])
})

it('variables that were not filled are found in words and addresses, not in quotations, code, or values of the ticket (T6)', () => {
  const names = (html: string, literals: string[] = []) =>
    findingsIn({ body: bodyFromHtml(html), hasFiles: true, literals }, matcherOf([])).map(({ kind, phrase }) => `${kind} ${phrase}`)
  expect(names('<p>{{customer_name}} and {{custmer}} and {{<b>team_name</b>}}</p>')).toEqual([
    'unfilled_variable customer_name',
    'unknown_variable custmer',
    'unfilled_variable team_name',
  ])
  expect(names('<p><a href="https://x.example/?t={{ticket}}">x</a></p>')).toEqual(['unknown_variable ticket'])
  expect(names('<blockquote><p>{{a}}</p></blockquote><p><code>{{b}}</code></p><pre>{{c}}</pre>')).toEqual([])
  expect(names('<p>About “Template {{order}} broken”</p>', ['Template {{order}} broken'])).toEqual([])
})

it('a file that is spoken of and not there is a warning; in a quotation somebody else spoke of it (T21)', () => {
  const kinds = (text: string, hasFiles = false) =>
    findingsIn({ body: bodyFromText(text), hasFiles, literals: [] }, matcherOf([])).map(({ kind, phrase }) => `${kind} ${phrase}`)
  expect(kinds('Please see the attached invoice.')).toEqual(['missing_attachment attached'])
  expect(kinds('請求書を添付しました。')).toEqual(['missing_attachment 添付'])
  expect(kinds('파일을 첨부했어요.')).toEqual(['missing_attachment 첨부'])
  expect(kinds('Please see the attached invoice.', true)).toEqual([])
  expect(kinds('> I attached it\nThank you')).toEqual([])
  expect(kinds('Unattached, attaching')).toEqual([])
})
