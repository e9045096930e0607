import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { composer } from '../composer/composer-store.ts'
import { writingPlace } from './writing-place.ts'

const insertion = { html: '<p>Dear customer</p>', files: [] }
const leaves: (() => void)[] = []

/** A composer that can be written in from the time its box is there. */
function open(reference: string) {
  const state = { ready: true, written: [] as string[] }
  const put = ({ html }: { html: string }) => {
    if (state.ready) state.written.push(html)
    return state.ready
  }
  leaves.push(writingPlace.enter({ reference, put }))
  return state
}

beforeEach(() => {
  vi.useFakeTimers()
  composer.reset()
})
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
  composer.reset()
  vi.useRealTimers()
})

test('what is put into an open composer stands there, once its box is there', async () => {
  composer.open('note')
  const box = open('TKT-0001')
  box.ready = false
  const put = writingPlace.put('TKT-0001', insertion)
  await vi.advanceTimersByTimeAsync(500)
  expect(box.written).toEqual([])
  box.ready = true
  await vi.advanceTimersByTimeAsync(100)
  expect(await put).toBe(true)
  expect(box.written).toEqual([insertion.html])
  expect(composer.get().kind).toBe('note')
})

test('a closed composer opens for a reply first', async () => {
  const put = writingPlace.put('TKT-0001', insertion)
  expect(composer.get()).toMatchObject({ open: true, kind: 'reply' })
  await vi.advanceTimersByTimeAsync(200)
  const box = open('TKT-0001')
  await vi.advanceTimersByTimeAsync(100)
  expect(await put).toBe(true)
  expect(box.written).toEqual([insertion.html])
})

test('where no reply can be written nothing is claimed, and nothing waits for the next time', async () => {
  const put = writingPlace.put('TKT-0001', insertion)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await put).toBe(false)
  const box = open('TKT-0001')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(box.written).toEqual([])
})

test('who closes the composer or leaves the ticket finds nothing in it later', async () => {
  const closed = writingPlace.put('TKT-0001', insertion)
  composer.close()
  const leaving = new AbortController()
  const left = writingPlace.put('TKT-0002', insertion, leaving.signal)
  leaving.abort()
  const box = open('TKT-0002')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await left).toBe(false)
  composer.close()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await closed).toBe(false)
  expect(box.written).toEqual([])
})
