import { type FeedMessage, runFeed } from './feed.ts'
import type { TabMessage, WorkerMessage } from './feed.worker.ts'

/** Joins the browser's stream; where there are no shared workers (some phones) the visible tab has its own. */
export function connectFeed(session: string, after: string | null, tell: (message: FeedMessage) => void): () => void {
  return typeof SharedWorker === 'undefined' ? ownFeed(after, tell) : sharedFeed(session, after, tell)
}

function sharedFeed(session: string, after: string | null, tell: (message: FeedMessage) => void): () => void {
  const worker = new SharedWorker(new URL('./feed.worker.ts', import.meta.url), { type: 'module', name: `statedesk ${session}` })
  let since = after
  const say = (message: TabMessage) => worker.port.postMessage(message)
  worker.port.addEventListener('message', (event: MessageEvent<WorkerMessage>) => {
    const message = event.data
    if (message.kind !== 'joined') return tell(message)
    // The running stream is ahead of what this tab has loaded: what passed in between was told to the other tabs only.
    if (message.position !== null && (since === null || Number(message.position) > Number(since))) tell({ kind: 'resync' })
  })
  worker.port.start()
  say({ kind: 'join', after })

  const leave = () => say({ kind: 'leave' })
  const back = (event: PageTransitionEvent) => {
    if (!event.persisted) return
    // All is read anew once the stream tells what happens from then on; before, something could pass in between.
    since = null
    say({ kind: 'join', after: since })
  }
  addEventListener('pagehide', leave)
  addEventListener('pageshow', back)
  return () => {
    removeEventListener('pagehide', leave)
    removeEventListener('pageshow', back)
    leave()
  }
}

function ownFeed(after: string | null, tell: (message: FeedMessage) => void): () => void {
  let feed: ReturnType<typeof runFeed> | null = runFeed(after, tell)
  const onVisibility = () => {
    if (document.visibilityState === 'visible') {
      feed ??= runFeed(last, tell)
    } else {
      last = feed?.position() ?? last
      feed?.stop()
      feed = null
    }
  }
  let last = after
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    feed?.stop()
  }
}
