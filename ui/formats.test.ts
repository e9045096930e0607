import { expect, test } from 'vitest'
import { formatList, formatNumber } from './formats.ts'

test('lists are joined as each language joins them', () => {
  const names = ['Mina', 'Joon', 'Ada']
  expect(['en', 'ja', 'ko'].map((language) => formatList(names, language))).toEqual([
    'Mina, Joon and Ada',
    'Mina、Joon、Ada',
    'Mina, Joon 및 Ada',
  ])
  expect([formatList([], 'ja'), formatList(['Mina'], 'ko')]).toEqual(['', 'Mina'])
})

test('large numbers are grouped', () => {
  expect(['en', 'ja', 'ko'].map((language) => formatNumber(1_234_567, language))).toEqual(Array(3).fill('1,234,567'))
})
