import { expect, test } from 'vitest'
import { keptWith } from './kept-with.ts'
import { recentlyUsed } from './recently-used.ts'

test('every owner has one thing of their own', () => {
  const listOf = keptWith((owner: { name: string }) => [owner.name])
  const [one, other] = [{ name: 'same' }, { name: 'same' }]
  listOf(one).push('more')
  expect(listOf(one)).toEqual(['same', 'more'])
  expect(listOf(other)).toEqual(['same'])
})

test('what was not used for longest is forgotten first', () => {
  const known = recentlyUsed<string>(2)
  known.set('a', 'A')
  known.set('b', 'B')
  expect(known.get('a')).toBe('A')
  known.set('c', 'C')
  expect(['a', 'b', 'c'].map((key) => known.get(key))).toEqual(['A', undefined, 'C'])
  known.set('a', 'A again')
  known.set('d', 'D')
  expect(['a', 'c', 'd'].map((key) => known.get(key))).toEqual(['A again', undefined, 'D'])
})
