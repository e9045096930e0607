import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marksIn } from './marks.ts'
import { snippetOf } from './snippet.ts'
import { queryWords, soughtIn, tokensOf } from './tokens.ts'
import { fits, workedMs } from '../testing/fits.ts'

/** The text with its marks in brackets. */
const marked = (text: string, query: string, spellings: Record<string, string[]> = {}) => {
  const marks = marksIn(
    text,
    soughtIn(query, (token) => [token, ...(spellings[token] ?? [])]),
  )
  return marks.toReversed().reduce((so, [start, end]) => `${so.slice(0, start)}[${so.slice(start, end)}]${so.slice(end)}`, text)
}

test.each([
  ['a word, whatever its case and accents', 'Crème brûlée, CREME', 'creme', '[Crème] brûlée, [CREME]'],
  ['whole words only', 'signal sign resign', 'sign', 'signal [sign] resign'],
  ['several words', 'Cannot sign in to the printer', 'printer sign', 'Cannot [sign] in to the [printer]'],
  ['one that becomes two letters', 'Die Straße', 'strasse', 'Die [Straße]'],
  ['Greek, whose last letter has another form', 'ΟΔΟΣ οδός', 'οδος', '[ΟΔΟΣ] οδός'],
  ['a run of Japanese', '東京のオフィスで東京都', '東京', '[東京]のオフィスで[東京]都'],
  ['half-width kana', 'ﾊﾟｽﾜｰﾄﾞの再設定', 'パスワード', '[ﾊﾟｽﾜｰﾄﾞ]の再設定'],
  ['what is asked in half width', 'パスワード', 'ﾊﾟｽﾜｰﾄﾞ', '[パスワード]'],
  ['Korean', '비밀번호를 변경했는데 서울', '비밀번호 서울', '[비밀번호]를 변경했는데 [서울]'],
  ['Korean taken apart into letters', '\u1109\u1165\u110b\u116e\u11af에서', '서울', '[\u1109\u1165\u110b\u116e\u11af]에서'],
  ['pairs that stand apart, as they were found', '京都と東京', '東京都', '[京都]と[東京]'],
  ['a pair of a run, of which the rest is not there', '京都と大阪', '東京都', '京都と大阪'],
  ['one ideograph', '猫と犬', '猫', '[猫]と犬'],
  ['an address', 'write to ada@example.org.', 'ada@example.org', 'write to [ada@example.org].'],
  ['a reference', 'see TKT-0001 and TKT-00012', 'tkt-0001', 'see [TKT-0001] and TKT-00012'],
  ['a number with marks in it', 'order 12-34 and 1234', '12-34', 'order [12]-[34] and 1234'],
  ['nothing', 'something else', 'printer', 'something else'],
  ['what looks like a tag', '<b>bold</b> & <script>', 'bold script', '<b>[bold]</b> & <[script]>'],
  ['beyond the basic plane', '👍🏽 𠮷野家 sign', '𠮷野家 sign', '👍🏽 [𠮷野家] [sign]'],
])('%s', (_, text, query, expected) => {
  expect(marked(text, query)).toBe(expected)
})

test('of a word that completes what was typed, what was typed is marked; of one spelled otherwise, the whole', () => {
  expect(marked('Password reset for a passport', 'pass', { pass: ['password', 'passport'] })).toBe('[Pass]word reset for a [pass]port')
  expect(marked('order 8812345', '88123', { '88123': ['88123:*'] })).toBe('order [88123]45')
  expect(marked('Password reset', 'pasword', { pasword: ['password'] })).toBe('[Password] reset')
})

test('what the index finds by its words is marked, and marks lie in order within the text, never through a character', () => {
  const piece = fc.constantFrom(
    'sign',
    'Straße',
    'ﾊﾟ',
    '東',
    '京',
    '한',
    '글',
    'é',
    'e\u0301',
    'x@y.z',
    'TKT-12',
    ' ',
    '\n',
    '👍🏽',
    '1',
    '.',
    '\u00ad',
    'İ',
  )
  const texts = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, texts, (text, query) => {
      const sought = soughtIn(query, (token) => [token])
      const marks = marksIn(text, sought)
      let last = -1
      for (const [start, end] of marks) {
        expect(start).toBeGreaterThan(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(text.slice(start, end).isWellFormed()).toBe(true)
        last = end
      }
      const tokens = new Set(tokensOf(text))
      const words = queryWords(query)
      const isFound = words.length > 0 && words.every((alternatives) => alternatives.some((all) => all.every((token) => tokens.has(token))))
      if (isFound) expect([text, query, marks.length > 0]).toEqual([text, query, true])
    }),
    { numRuns: 2_000 },
  )
})

test('a snippet is the piece that shows most of what was looked for, cut between words', () => {
  const text = `Hello, ${'we wrote before about something else. '.repeat(8)}The printer in Kyoto says error 4711 since\n\nyesterday. ${'And so on. '.repeat(40)}`
  const snippet = snippetOf(
    text,
    soughtIn('printer 4711', (token) => [token]),
  )
  expect(snippet).toMatchObject({ cutBefore: true, cutAfter: true })
  expect(snippet?.text).toMatch(/^[a-zA-Z]\w*.*The printer in Kyoto says error 4711 since yesterday\./)
  expect(snippet?.text.length).toBeLessThanOrEqual(200)
  expect(snippet?.marks.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['printer', '4711'])
  expect(
    snippetOf(
      'nothing of it',
      soughtIn('printer', (token) => [token]),
    ),
  ).toBeNull()
})

test('the marks of quoted lines are left out', () => {
  const snippet = snippetOf(
    'Thanks\n> > the printer\n> burns',
    soughtIn('thanks burns', (token) => [token]),
  )
  expect(snippet?.text).toBe('Thanks the printer burns')
})

test('a snippet without spaces is cut between characters, also those of two units', () => {
  const text = `${'𠮷'.repeat(100)}東京${'𠮷'.repeat(200)}`
  const snippet = snippetOf(
    text,
    soughtIn('東京', (token) => [token]),
  )
  expect(snippet?.text.isWellFormed()).toBe(true)
  expect(snippet?.marks.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['東京'])
})

test('a text that consists of what was looked for costs no more than any other of its length', () => {
  const began = workedMs()
  const snippet = snippetOf(
    'ok '.repeat(50_000),
    soughtIn('ok', (token) => [token]),
  )
  expect(snippet).toMatchObject({ cutBefore: false, cutAfter: true })
  expect(snippet?.marks).toHaveLength(60)
  expect(fits(workedMs() - began, 5_000)).toBe(true)
})
