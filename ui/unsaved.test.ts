import { afterEach, expect, it } from 'vitest'
import { mayLeave, unsavedWork } from './unsaved.ts'

let ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends) end()
  ends = []
})

function answering(answer: boolean) {
  let times = 0
  ends.push(
    unsavedWork.askedBy(async () => {
      times++
      return answer
    }),
  )
  return () => times
}

it('a page with nothing unsaved is left without a word', async () => {
  const asked = answering(false)
  expect(await mayLeave()).toBe(true)
  expect(asked()).toBe(0)
})

it('what is written keeps the page until the person lets it go', async () => {
  ends.push(unsavedWork.mark())
  const staying = answering(false)
  expect(await mayLeave()).toBe(false)
  expect(staying()).toBe(1)
  expect(unsavedWork.isThere()).toBe(true)
  answering(true)
  expect(await mayLeave()).toBe(true)
  expect(unsavedWork.isThere()).toBe(false)
})

it('what is saved in the same moment is not asked about', async () => {
  const asked = answering(false)
  const saved = unsavedWork.mark()
  setTimeout(saved, 5)
  expect(await mayLeave()).toBe(true)
  expect(asked()).toBe(0)
})
