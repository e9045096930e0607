import { type FeedMessage, runFeed } from './feed.ts'

/** One stream for all tabs of a browser: it ends with the last tab. */
export type TabMessage = { kind: 'join'; after: string | null } | { kind: 'leave' } | { kind: 'stop' }
export type WorkerMessage = FeedMessage | { kind: 'joined'; position: string | null }

const ports = new Set<MessagePort>()
let feed: ReturnType<typeof runFeed> | null = null
let state: FeedMessage | null = null

function broadcast(message: FeedMessage) {
  if (message.kind === 'state') state = message
  if (message.kind === 'signed_out') stop()
  for (const port of ports) port.postMessage(message)
}

function stop() {
  feed?.stop()
  feed = null
  state = null
}

function hear(port: MessagePort, message: TabMessage) {
  if (message.kind === 'join') {
    ports.add(port)
    if (feed) {
      port.postMessage({ kind: 'joined', position: feed.position() } satisfies WorkerMessage)
      if (state) port.postMessage(state)
    } else {
      feed = runFeed(message.after, broadcast)
    }
  }
  if (message.kind === 'leave') ports.delete(port)
  if (message.kind === 'stop' || ports.size === 0) stop()
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  port.addEventListener('message', (message: MessageEvent<TabMessage>) => hear(port, message.data))
  port.start()
})
