import { afterEach, expect, test, vi } from 'vitest'
import { connectFeed } from './connect.ts'
import type { FeedMessage } from './feed.ts'
import type { TabMessage, WorkerMessage } from './feed.worker.ts'

afterEach(() => vi.unstubAllGlobals())

/** A tab beside the browser's worker, whose part the test plays. */
function tab(after: string | null) {
  const page = new EventTarget()
  const port = new EventTarget()
  const said: TabMessage[] = []
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal(
    'SharedWorker',
    class {
      port = Object.assign(port, { start: () => undefined, postMessage: (message: TabMessage) => said.push(message) })
    },
  )
  const heard: FeedMessage['kind'][] = []
  const leave = connectFeed('1', after, (message) => heard.push(message.kind))
  return {
    said,
    heard,
    leave,
    answer: (data: WorkerMessage) => port.dispatchEvent(new MessageEvent('message', { data })),
    comeBack: () => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
  }
}

test('a tab that joins a stream which is ahead of it reads everything anew', () => {
  const { answer, heard, leave } = tab('41')
  answer({ kind: 'joined', position: '41' })
  expect(heard).toEqual([])
  answer({ kind: 'joined', position: '42' })
  expect(heard).toEqual(['resync'])
  leave()
})

test('a page that comes back reads everything anew, but not before it hears again what happens', () => {
  const { answer, comeBack, heard, said, leave } = tab('41')
  comeBack()
  expect(said).toEqual([
    { kind: 'join', after: '41' },
    { kind: 'join', after: null },
  ])
  expect(heard).toEqual([])
  answer({ kind: 'joined', position: '41' })
  expect(heard).toEqual(['resync'])
  leave()
})
