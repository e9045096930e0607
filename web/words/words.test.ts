import { expect, test } from 'vitest'
import { words as en } from './en/index.ts'
import { words as ja } from './ja/index.ts'
import { words as ko } from './ko/index.ts'

function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => texts(child, path ? `${path}.${key}` : key))
}

const all = texts(en, '')

test('the words are plain: no exclamation marks, no emoji, no two dots for an ellipsis', () => {
  expect(all.length).toBeGreaterThan(300)
  expect(all.filter(([, text]) => /[!…]|\p{Extended_Pictographic}/u.test(text))).toEqual([])
})

test('quotation marks and apostrophes are typographic', () => {
  expect(all.filter(([, text]) => /['"]/.test(text))).toEqual([])
})

test.each([
  ['ja', ja],
  ['ko', ko],
])('%s has every word English has', (_language, words) => {
  expect(
    texts(words, '')
      .map(([path]) => path)
      .sort(),
  ).toEqual(all.map(([path]) => path).sort())
})
