import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followVersions } from './follow-versions.ts'
import { row } from './rows.fixture.ts'
import { createSoon } from './soon.ts'

const actions = ['actions', 'TKT-0001']
let cache: QueryClient
let leaving: (() => void)[]
let waiting: ((ticketVersion: number) => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  waiting = []
  cache.setQueryData(['ticket', 'TKT-0001'], row('1', 10, { version: 2 }))
  cache.setQueryData(actions, { ticketVersion: 2 })
  const queryFn = () => new Promise((resolve) => waiting.push((ticketVersion) => resolve({ ticketVersion })))
  leaving = [followVersions(cache, createSoon()), new QueryObserver(cache, { queryKey: actions, queryFn }).subscribe(() => undefined)]
})

afterEach(() => {
  for (const leave of leaving) leave()
  cache.clear()
  vi.useRealTimers()
})

const becomes = (version: number) => cache.setQueryData(['ticket', 'TKT-0001'], row('1', 10, { version }))

test('what is offered is asked for again where the ticket is newer, and not where it is not', async () => {
  becomes(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting).toHaveLength(0)
  becomes(3)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting).toHaveLength(1)
  // Asked for before the ticket changed once more: that answer is behind again.
  becomes(4)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting).toHaveLength(1)
  waiting[0]?.(3)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting).toHaveLength(2)
  waiting[1]?.(4)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting).toHaveLength(2)
})

test('an answer that stays behind is not asked for for ever', async () => {
  becomes(3)
  for (let answer = 0; answer < 5; answer++) {
    await vi.advanceTimersByTimeAsync(1_000)
    waiting[answer]?.(2)
  }
  expect(waiting).toHaveLength(1)
})
