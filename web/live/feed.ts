import { sseParser } from './sse.ts'

export type FeedMessage =
  | { kind: 'state'; state: 'live' | 'reconnecting' }
  | { kind: 'event'; name: string; data: unknown }
  | { kind: 'resync' }
  | { kind: 'signed_out' }

/** The server sends a comment every 20 s: twice that in silence means the line is dead, though nobody said so. */
const silence = 45_000

/**
 * Keeps one stream of events open, resuming where it broke off.
 * It reads with fetch, not EventSource, since it has to tell "signed out" (401) and "too far behind" (409) from a lost line.
 */
export function runFeed(
  after: string | null,
  tell: (message: FeedMessage) => void,
  url = '/api/v1/events',
): { stop: () => void; position: () => string | null } {
  let position = after
  let stopped = false
  let failures = 0
  let abort = new AbortController()

  async function once(): Promise<'again' | 'end'> {
    const isFromNow = position === null
    const response = await fetch(position === null ? url : `${url}?after=${encodeURIComponent(position)}`, {
      headers: { accept: 'text/event-stream', ...(position === null ? {} : { 'last-event-id': position }) },
      signal: abort.signal,
      cache: 'no-store',
      credentials: 'same-origin',
    })
    if (response.status === 401) {
      tell({ kind: 'signed_out' })
      return 'end'
    }
    if (response.status === 409) {
      // From where the feed stood then: what happens while all is read anew is told.
      position = positionIn(await response.json().catch(() => null))
      if (position !== null) tell({ kind: 'resync' })
      return 'again'
    }
    if (!response.ok || !response.body) throw new Error(`The event stream answered ${response.status}`)

    failures = 0
    tell({ kind: 'state', state: 'live' })
    // What was read before may be from before this stream begins.
    if (isFromNow) tell({ kind: 'resync' })
    await read(response.body)
    throw new Error('The event stream ended')
  }

  async function read(body: ReadableStream<Uint8Array>) {
    const parse = sseParser(
      (event) => {
        // Sent as the last word of a stream whose reader fell behind or got other rights.
        if (event.name === 'resync') tell({ kind: 'resync' })
        else tell({ kind: 'event', name: event.name, data: JSON.parse(event.data) })
      },
      (id) => {
        position = id
      },
    )
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
    for (;;) {
      const watchdog = setTimeout(() => abort.abort(), silence)
      const { done, value } = await reader.read().finally(() => clearTimeout(watchdog))
      if (done) return
      parse(value)
    }
  }

  async function loop() {
    while (!stopped) {
      try {
        if ((await once()) === 'end') return
      } catch {
        if (stopped) return
        abort = new AbortController()
        // The first loss may be a restart of a second; the bar appears only when it lasts.
        if (failures > 0) tell({ kind: 'state', state: 'reconnecting' })
        await pause(Math.min(15_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2))
        failures += 1
      }
    }
  }

  void loop()
  return {
    stop: () => {
      stopped = true
      abort.abort()
    },
    position: () => position,
  }
}

/** Of the problem “too far behind”. */
function positionIn(problem: unknown): string | null {
  const position = typeof problem === 'object' && problem !== null && 'position' in problem ? problem.position : null
  return typeof position === 'number' ? String(position) : null
}

const hasEvents = typeof addEventListener === 'function'

/** Waits, but not once the network is said to be back. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      if (hasEvents) removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    if (hasEvents) addEventListener('online', done)
  })
}
