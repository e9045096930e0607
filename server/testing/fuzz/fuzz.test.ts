import { expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

test('F10 fuzz: whatever is sent to any route, no answer breaks, hangs, tells of another workspace or of anything undocumented', async () => {
  const { findings, statuses } = await fuzz({ seed: 4711, requests: 1_500 })
  expect(findings).toEqual([])
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '204', '403', '404', '409', '422']))
}, 300_000)
