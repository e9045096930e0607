import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../client/client.ts'
import type { Draft } from '../../client/types.ts'
import { type DraftWays, draftKeeper } from './draft-keeper.ts'
import { localKey, readLocal, writeLocal } from './local-draft.ts'

const key = localKey('1', 'TKT-0001', 'reply')
const held = '<p>The long planned answer.</p>'
const never = new AbortController().signal

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', storage())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  }
}

/** The draft as the server keeps it, by the rules of its route. */
function server() {
  let row: { draft: Draft; updatedAt: string } | null = null
  let time = 0
  let loses = 0
  let slow = 0
  const conflict = () => new ApiProblem(409, { code: 'version_conflict' })
  const write = (draft: Draft) => {
    row = { draft, updatedAt: new Date(++time).toISOString() }
    return row
  }
  const ways: DraftWays = {
    get: async () => row ?? { draft: null, updatedAt: null },
    put: async (draft, seen) => {
      if (row && row.updatedAt !== seen) throw conflict()
      const { updatedAt } = write(draft)
      if (slow) await new Promise((resolve) => setTimeout(resolve, slow))
      if (loses-- > 0) throw new ApiProblem(0, { code: 'unreachable' })
      return { updatedAt }
    },
    drop: async (seen) => {
      if (row && row.updatedAt !== seen) throw conflict()
      row = null
    },
  }
  return {
    ways,
    write,
    html: () => row?.draft.html,
    loseAnswers: (count: number) => (loses = count),
    answerAfter: (ms: number) => (slow = ms),
  }
}

/** One window in which the draft is written; when both are put together it opens anew, as the composer does. */
async function openWindow(ways: DraftWays) {
  const replaced: string[] = []
  const open = () => draftKeeper(key, ways, { state: () => undefined, replaced: (how) => replaced.push(how) })
  let keeper = open()
  await keeper.load(never)
  return {
    replaced,
    keeper: () => keeper,
    /** What stands in the editor of the window that opens anew. */
    reopen() {
      keeper = open()
      return readLocal(key)?.draft.html
    },
    async type(html: string) {
      keeper.save({ html })
      await vi.advanceTimersByTimeAsync(2_000)
    },
  }
}

test('a held reply that came back is not overwritten by the next word that is typed, and is shown above it', async () => {
  const { ways, write, html } = server()
  const tab = await openWindow(ways)
  await tab.type('<p>By the way</p>')
  // It came back: the server put it above what was begun.
  write({ html: `${held}<p>By the way</p>` })
  await tab.type('<p>By the way, one more.</p>')
  expect(html()).toBe(`${held}<p>By the way, one more.</p>`)
  expect(tab.replaced).toEqual(['found'])
  expect(tab.reopen()).toBe(`${held}<p>By the way, one more.</p>`)
  await tab.type(`${held}<p>By the way, one more. Bye.</p>`)
  expect(html()).toBe(`${held}<p>By the way, one more. Bye.</p>`)
  expect(tab.replaced).toEqual(['found'])
})

test('it is shown as soon as its author is told of it, also before anything more is typed', async () => {
  const { ways, write, html } = server()
  const tab = await openWindow(ways)
  await tab.type('<p>By the way</p>')
  await tab.keeper().look()
  expect(tab.replaced).toEqual([])
  write({ html: `${held}<p>By the way</p>` })
  tab.keeper().save({ html: '<p>By the way, I</p>' })
  await tab.keeper().look()
  expect(tab.reopen()).toBe(`${held}<p>By the way, I</p>`)
  expect(html()).toBe(`${held}<p>By the way, I</p>`)
})

test('sending stops where something else came to stand in the draft: it is looked at first', async () => {
  const { ways, write } = server()
  const tab = await openWindow(ways)
  await tab.type('<p>By the way</p>')
  tab.keeper().save({ html: '<p>By the way.</p>' })
  expect(await tab.keeper().settle()).toBe(true)
  write({ html: `${held}<p>By the way.</p>` })
  tab.keeper().save({ html: '<p>By the way!</p>' })
  expect(await tab.keeper().settle()).toBe(false)
})

test('what came back is not thrown away with what is deleted in the editor', async () => {
  const { ways, write, html } = server()
  const tab = await openWindow(ways)
  await tab.type('<p>By the way</p>')
  write({ html: `${held}<p>By the way</p>` })
  await tab.keeper().drop()
  expect(html()).toBe(`${held}<p>By the way</p>`)
  expect(tab.reopen()).toBe(`${held}<p>By the way</p>`)
})

test('two windows on one ticket lose no words of each other, though the browser keeps one draft for both', async () => {
  const { ways, html } = server()
  const one = await openWindow(ways)
  const two = await openWindow(ways)
  await one.type('<p>From one</p>')
  await two.type('<p>From two</p>')
  expect(html()).toContain('From one')
  expect(html()).toContain('From two')
  await one.type('<p>From one, more</p>')
  expect(html()).toContain('From one, more')
  expect(html()).toContain('From two')
  expect(html()?.match(/From one/g)).toHaveLength(1)
})

test('an answer that was lost on the way is no other draft: nothing stands there twice', async () => {
  const { ways, html, loseAnswers } = server()
  const tab = await openWindow(ways)
  loseAnswers(1)
  await tab.type('<p>Hello wor</p>')
  expect(readLocal(key)?.dirty).toBe(true)
  await tab.type('<p>Hallo world</p>')
  expect(html()).toBe('<p>Hallo world</p>')
  expect(tab.replaced).toEqual([])
})

test('what the browser kept for itself joins what was written elsewhere since', async () => {
  const { ways, write, html } = server()
  write({ html: '<p>Written at home</p>' })
  writeLocal(key, { draft: { html: '<p>Typed on the train</p>' }, synced: null, dirty: true })
  const tell = { state: () => undefined, replaced: () => undefined }
  await draftKeeper(key, ways, tell).settle()
  expect(html()).toBe('<p>Written at home</p><p>Typed on the train</p>')
})

test('a short reply that came back is not thrown away because what is typed begins like it', async () => {
  const { ways, write, html } = server()
  const tab = await openWindow(ways)
  write({ html: '<p>Thanks</p>' })
  await tab.type('<p>Thanks for waiting, Carl.</p>')
  expect(html()).toBe('<p>Thanks</p><p>Thanks for waiting, Carl.</p>')
  expect(tab.replaced).toEqual(['found'])
})

test('what is typed after all was deleted stays, here and on the server, also while the former words are still on their way', async () => {
  const { ways, html, answerAfter } = server()
  const tab = await openWindow(ways)
  answerAfter(5_000)
  await tab.type('<p>Former</p>')
  const dropped = vi.fn()
  void tab.keeper().drop().then(dropped)
  await tab.type('<p>New</p>')
  expect(readLocal(key)).toMatchObject({ draft: { html: '<p>New</p>' }, dirty: true })
  await vi.advanceTimersByTimeAsync(4_500)
  expect(dropped).toHaveBeenCalledOnce()
  expect(readLocal(key)).toMatchObject({ draft: { html: '<p>New</p>' }, dirty: true })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(html()).toBe('<p>New</p>')
  expect(readLocal(key)).toMatchObject({ draft: { html: '<p>New</p>' }, dirty: false })
  expect(tab.replaced).toEqual([])
  await tab.keeper().drop()
  expect(html()).toBeUndefined()
  expect(readLocal(key)).toBeNull()
})

test('what is typed after a draft was forgotten is not forgotten with it', async () => {
  const { ways, answerAfter } = server()
  const tab = await openWindow(ways)
  answerAfter(5_000)
  await tab.type('<p>Former</p>')
  const forgetting = tab.keeper().forget()
  tab.keeper().save({ html: '<p>New</p>' })
  await vi.advanceTimersByTimeAsync(5_000)
  await forgetting
  expect(readLocal(key)?.draft.html).toBe('<p>New</p>')
})

test('words that wait behind a slow answer join what came back meanwhile, and overwrite nothing', async () => {
  const { ways, write, html, answerAfter } = server()
  const tab = await openWindow(ways)
  answerAfter(5_000)
  await tab.type('<p>A</p>')
  await tab.type('<p>A, b</p>')
  write({ html: `${held}<p>A</p>` })
  await tab.type('<p>A, b, c</p>')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(html()).toBe(`${held}<p>A, b, c</p>`)
  expect(tab.reopen()).toBe(`${held}<p>A, b, c</p>`)
})

test('a reply that came back is told from a draft of one’s own whose answer was lost: it is sent anew', async () => {
  const { ways, write, loseAnswers } = server()
  const tab = await openWindow(ways)
  await tab.type('<p>Hello</p>')
  await tab.type('<p>Hello!</p>')
  loseAnswers(1)
  await tab.type('<p>Hello</p>')
  await tab.type('<p>Hello?</p>')
  await tab.type('<p>Hello</p>')
  expect(tab.keeper().found()).toBeNull()
  const { updatedAt } = write({ html: '<p>Hello</p>' })
  await tab.keeper().look()
  expect(tab.keeper().found()).toBe(updatedAt)
  expect(tab.replaced).toEqual([])
})
