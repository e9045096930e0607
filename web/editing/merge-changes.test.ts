import { expect, test } from 'vitest'
import { changesOf, mergeChanges } from './merge-changes.ts'

const base = { name: 'Support', signature: '', zone: 'UTC', desks: ['1'] }

test('what the other changed comes in, and what I typed stays', () => {
  const result = mergeChanges(base, { ...base, signature: 'Mine' }, { ...base, name: 'Help', desks: ['1', '2'] })
  expect(result).toEqual({
    merged: { name: 'Help', signature: 'Mine', zone: 'UTC', desks: ['1', '2'] },
    theirs: ['name', 'desks'],
    both: [],
  })
})

test('where both changed the same, mine stands in the form and theirs is told', () => {
  const result = mergeChanges(base, { ...base, name: 'Mine', signature: 'Mine' }, { ...base, name: 'Theirs' })
  expect(result).toEqual({ merged: { ...base, name: 'Mine', signature: 'Mine' }, theirs: ['name'], both: ['name'] })
})

test('who typed the same, or changed other things of it, has nothing to look at', () => {
  expect(mergeChanges(base, { ...base, name: 'Same' }, { ...base, name: 'Same' })).toMatchObject({ theirs: [], both: [] })
  expect(mergeChanges(base, { ...base, name: 'Mine' }, base)).toMatchObject({ merged: { name: 'Mine' }, theirs: [], both: [] })
})

test('only what is other than it was is sent', () => {
  expect(changesOf(base, { ...base, desks: ['1'], zone: 'Asia/Tokyo' })).toEqual({ zone: 'Asia/Tokyo' })
  expect(changesOf(base, { ...base })).toEqual({})
})
