import { describe, expect, test } from 'vitest'
import { words as en } from './en/index.ts'
import { words as ja } from './ja/index.ts'
import { words as ko } from './ko/index.ts'

/** The same in every language: names, codes, and what is empty on purpose. */
const same = [/^channelName$/, /^settings\.languages\./, /\.(cc|bcc)$/, /^composer\.states\.(loading|clean)$/, /^ticket\.inBucket\.active$/]

const marks = ['⟨1⟩', '⟨2⟩', '⟨3⟩', '⟨4⟩', '⟨5⟩']

/** Every text by its path; what takes values is called with marks, so that where they go can be seen. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String((value as (...values: string[]) => unknown)(...marks))]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => texts(child, path ? `${path}.${key}` : key))
}

const english = new Map(texts(en))
const all = [...english]

test('the words are plain: no exclamation marks, no emoji, no two dots for an ellipsis', () => {
  expect(all.length).toBeGreaterThan(300)
  for (const words of [en, ja, ko]) {
    expect(texts(words).filter(([, text]) => /[!！…]|\p{Extended_Pictographic}/u.test(text))).toEqual([])
  }
})

test('quotation marks and apostrophes are typographic', () => {
  for (const words of [en, ja, ko]) expect(texts(words).filter(([, text]) => /['"]/.test(text))).toEqual([])
})

describe.each([
  ['Japanese', ja],
  ['Korean', ko],
])('%s', (_language, words) => {
  const here = texts(words)

  test('has every word English has and no other', () => {
    expect(here.map(([path]) => path).sort()).toEqual([...english.keys()].sort())
  })

  test('is not English', () => {
    const left = here.filter(([path, text]) => text === english.get(path) && !same.some((pattern) => pattern.test(path)))
    // Names of products and standards stay as they are.
    expect(left.filter(([, text]) => !/^(API|SMS|SLA|Statedesk)$/.test(text) && /\p{L}/u.test(text))).toEqual([])
    expect(here.filter(([, text]) => /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/.test(text))).toEqual([])
  })

  test('says the same values in its sentences', () => {
    const said = (text = '') => marks.filter((mark) => text.includes(mark)).join()
    expect(here.filter(([path, text]) => said(text) !== said(english.get(path)))).toEqual([])
  })
})

test('Japanese is written with its own punctuation, and no full stop ends a button', () => {
  const texted = texts(ja)
  expect(texted.filter(([, text]) => /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}][,.?:;()“”]|[“”]/u.test(text))).toEqual([])
  expect(texted.filter(([path, text]) => text.endsWith('。') && english.get(path)?.endsWith('.') !== true)).toEqual([])
})

test('Korean speaks one style: 해요체, and no full stop ends a button', () => {
  const texted = texts(ko)
  expect(texted.filter(([, text]) => /니다(?!\p{L})|십시오|하라(?!\p{L})/u.test(text))).toEqual([])
  expect(texted.filter(([path, text]) => text.endsWith('.') && english.get(path)?.endsWith('.') !== true)).toEqual([])
})

test('the Korean words that take a name’s last letter into account avoid it', () => {
  // A particle after a name would need to know its last sound: 을/를, 이/가, 은/는, 와/과, 으로/로.
  expect(texts(ko).filter(([, text]) => /⟨\d⟩[”」]?(을|를|이|가|은|는|와|과|로)(?!\p{L})/u.test(text))).toEqual([])
})
