import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'
import { isListedWord, queryWords, tokensOf } from './tokens.ts'
import { fits, workedMs } from '../testing/fits.ts'

const cases: [title: string, text: string, tokens: string[]][] = [
  ['words in small letters', 'Cannot SIGN in', ['cannot', 'sign', 'in']],
  ['Latin letters without accents', 'Crème brûlée, Łódź, Straße', ['creme', 'brulee', 'lodz', 'strasse']],
  ['an accent that stands alone as well', 'cafe\u0301', ['cafe']],
  ['Cyrillic й is a letter of its own', 'мой', ['мой']],
  ['wide letters as narrow ones', 'Ｔｅｓｔ１２', ['test12']],
  ['a mail address whole and in parts', 'Yuki.Tanaka@example.com!', ['yuki', 'tanaka', 'example', 'com', 'yuki.tanaka@example.com']],
  ['a reference whole and in parts', '(TKT-0412)', ['tkt', '0412', 'tkt-0412']],
  ['a number with marks whole and in parts', '090-1234-5678', ['090', '1234', '5678', '09012345678']],
  ['words that a joiner holds together, in parts', "wi-fi don't", ['wi', 'fi', 'don', 't']],
  ['a soft hyphen is not there', 'pass\u00adword', ['password']],
  ['Japanese in pairs, ideographs alone as well', '日本語', ['日本', '本語', '日', '本', '語']],
  ['kana in pairs', 'パスワード', ['パス', 'スワ', 'ワー', 'ード']],
  ['half-width kana as full-width', 'ﾊﾟｽ', ['パス']],
  ['one kana alone', 'あ b', ['あ', 'b']],
  ['Korean in pairs within a word', '비밀번호 변경', ['비밀', '밀번', '번호', '비', '밀', '번', '호', '변경', '변', '경']],
  ['Latin next to ideographs', 'iPhone版', ['iphone', '版']],
  ['ideographs beyond the basic plane', '𠮷野家', ['𠮷野', '野家', '𠮷', '野', '家']],
  ['each once', 'a b a', ['a', 'b']],
  ['nothing', ' \n\u0000!?… 😀 ', []],
]

test.each(cases)('%s', (_, text, tokens) => {
  expect(tokensOf(text).sort()).toEqual([...tokens].sort())
})

test('a token is cut at 60 characters, and never through one', () => {
  expect(tokensOf('a'.repeat(50_000))).toEqual(['a'.repeat(60)])
  expect(tokensOf(`a${'𝒳'.repeat(100)}`)[0]?.length).toBeLessThanOrEqual(60)
  expect(tokensOf(`a${'\u{10400}'.repeat(100)}`).every((token) => token.isWellFormed())).toBe(true)
})

test('a document has at most 4,000 tokens, and a query 16 words', () => {
  expect(tokensOf(Array.from({ length: 9_000 }, (_, i) => `w${i}`).join(' '))).toHaveLength(4_000)
  expect(queryWords(Array.from({ length: 100 }, (_, i) => `w${i}`).join(' '))).toHaveLength(16)
})

test('whatever is found in a document by its own words: every word of a text finds it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.emailAddress()),
      (text) => {
        const tokens = new Set(tokensOf(text))
        for (const word of queryWords(text)) expect(word.some((all) => all.every((token) => tokens.has(token)))).toBe(true)
        for (const token of tokens) {
          expect(token.isWellFormed()).toBe(true)
          expect(token).not.toMatch(/[\s\p{Cc}:&|!()\\]/u)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a megabyte of one letter, of joiners, of accents or of ideographs takes well under a second', () => {
  for (const unit of ['a', 'a.', '..', 'é', '漢', '\u0301', "a'b@", '\u{20000}']) {
    const began = workedMs()
    tokensOf(unit.repeat(1_000_000 / unit.length))
    expect(fits(workedMs() - began, 1_000)).toBe(true)
  }
})

test('the list of words takes letters and short mixtures, not numbers, addresses or keys', () => {
  const listed = ['password', 'iphone15', 'мир', 'ab'].map(isListedWord)
  const not = ['a', '88123', '0412', 'tkt-0412', 'a@b.c', 'x'.repeat(25), 'a1b2c3d4', '日本', '비밀'].map(isListedWord)
  expect([...new Set(listed)]).toEqual([true])
  expect([...new Set(not)]).toEqual([false])
})

test.each([
  ['password', 'pasword', 1],
  ['receive', 'recieve', 1],
  ['tanaka', 'tanka', 1],
  ['abc', 'xyz', 3],
  ['same', 'same', 0],
])('from %s to %s it is %i', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(Math.min(distance, 3))
  expect(editDistance(b, a, 2)).toBe(Math.min(distance, 3))
})
