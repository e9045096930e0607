import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../access/index.ts'
import { type Bus, onSignal } from '../platform/events/index.ts'
import { itemsFor, readStretch, type Retention, usualRetention } from './read-feed.ts'
import type { Reader } from './reader.ts'
import { tellViewers } from './viewing.ts'

/** Carries a process's readers along: what is new is read once for each workspace and handed to all of its streams. */
export interface Feed {
  readonly retention: Retention
  /** How many streams a person has open here. */
  openFor(workspaceId: number, userId: number): number
  /** How many streams all have open here. */
  streams(): number
  /** Sends what the reader missed, then everything as it comes, until its stream ends. `head`: the feed's end just now. */
  add(reader: Reader, head: number): void
  close(): Promise<void>
}

interface Workspace {
  readonly id: number
  readonly readers: Set<Reader>
  /** Everything up to here was handed to the live readers. */
  position: number
  reading: boolean
  more: boolean
  countsTimer: NodeJS.Timeout | undefined
  countsAt: number
}

const stretchLength = 500
const pollMs = 1_000
const beatMs = 20_000
const countsEveryMs = 1_000
const patienceMs = 30_000

const feeds = new WeakMap<App, Feed>()

/** The feed of this process, if it was started. */
export function feedOf(app: App): Feed | undefined {
  return feeds.get(app)
}

/** Starts carrying events to this process's streams. */
export function startFeed(app: App, bus: Bus, retention: Retention = usualRetention): Feed {
  const workspaces = new Map<number, Workspace>()
  const viewing = tellViewers(app, (workspaceId) => [...(workspaces.get(workspaceId)?.readers ?? [])])

  const stopListening = bus.listen(
    'statedesk_feed',
    (payload) => {
      const [id, position] = payload.split(':').map(Number)
      const workspace = workspaces.get(id as number)
      if (workspace && (position as number) > workspace.position) void carry(workspace)
    },
    () => carryAll(),
  )
  const stopSignals = onSignal(bus, (workspaceId, signal) => {
    const workspace = workspaces.get(workspaceId)
    if (!workspace) return
    if (signal.type === 'viewing') return void viewing.look(workspaceId, signal.ticketId)
    for (const reader of workspace.readers) {
      if (signal.type === 'notices') {
        if (signal.userIds.includes(reader.actor.userId)) reader.mention('notices', {})
      } else if (signal.type === 'presence')
        reader.mention('agent.presence_changed', { id: String(signal.userId), presence: signal.presence })
      else if (signal.userId === reader.actor.userId) reader.lookAgain()
    }
  })
  const polling = setInterval(carryAll, pollMs)
  const beating = setInterval(() => {
    for (const { readers } of workspaces.values()) for (const reader of readers) reader.beat()
  }, beatMs)

  function carryAll(): void {
    for (const workspace of workspaces.values()) void carry(workspace)
  }

  /** Hands what is new to the live readers of a workspace, one stretch after the other. */
  async function carry(workspace: Workspace): Promise<void> {
    workspace.more = true
    if (workspace.reading) return
    workspace.reading = true
    try {
      while (workspace.more && workspaces.get(workspace.id) === workspace) {
        workspace.more = false
        const live = [...workspace.readers].filter((reader) => reader.live)
        const people = [...new Set(live.map((reader) => reader.actor.userId))]
        const stretch = await readStretch(app, workspace.id, workspace.position, people, stretchLength)
        if (stretch.until === workspace.position) continue
        const memory = new Map<string, string>()
        for (const reader of live) reader.send(itemsFor(stretch, reader.actor, memory), stretch.until)
        workspace.position = stretch.until
        // Who caught up while the stretch was read was not among those it was read for.
        for (const reader of workspace.readers) {
          if (reader.live && reader.position < workspace.position) {
            reader.live = false
            void follow(workspace, reader)
          }
        }
        workspace.more ||= stretch.full
        hintCounts(workspace)
      }
    } catch (error) {
      app.log.error({ err: error, workspaceId: workspace.id }, 'the feed could not be read; trying again')
    } finally {
      workspace.reading = false
    }
  }

  /** Reads for one reader what it missed, until it stands where the others stand. */
  async function follow(workspace: Workspace, reader: Reader): Promise<void> {
    try {
      while (!reader.ended && reader.position < workspace.position) {
        const stretch = await readStretch(app, workspace.id, reader.position, [reader.actor.userId], stretchLength)
        reader.send(itemsFor(stretch, reader.actor), stretch.until)
        if (reader.stream.writableNeedDrain) await drained(reader)
      }
      reader.live = !reader.ended
    } catch (error) {
      app.log.error({ err: error, workspaceId: workspace.id }, 'a reader could not catch up')
      reader.end('slow')
    }
  }

  /** Counts changed: at most once a second, and always once after the last change. */
  function hintCounts(workspace: Workspace): void {
    workspace.countsTimer ??= setTimeout(
      () => {
        workspace.countsTimer = undefined
        workspace.countsAt = performance.now()
        for (const reader of workspace.readers) reader.mention('counts', { position: workspace.position })
      },
      Math.max(0, workspace.countsAt + countsEveryMs - performance.now()),
    )
  }

  function remove(workspace: Workspace, reader: Reader): void {
    workspace.readers.delete(reader)
    if (workspace.readers.size > 0) return
    clearTimeout(workspace.countsTimer)
    if (workspaces.get(workspace.id) === workspace) workspaces.delete(workspace.id)
  }

  const feed: Feed = {
    retention,
    openFor: (workspaceId, userId) =>
      [...(workspaces.get(workspaceId)?.readers ?? [])].filter((reader) => reader.actor.userId === userId).length,
    streams: () => [...workspaces.values()].reduce((sum, { readers }) => sum + readers.size, 0),
    add(reader, head) {
      const { workspaceId } = reader
      const workspace = workspaces.get(workspaceId) ?? {
        id: workspaceId,
        readers: new Set(),
        position: head,
        reading: false,
        more: false,
        countsTimer: undefined,
        countsAt: -countsEveryMs,
      }
      workspaces.set(workspaceId, workspace)
      workspace.readers.add(reader)
      reader.stream.once('close', () => remove(workspace, reader))
      void follow(workspace, reader).then(() => carry(workspace))
    },
    async close() {
      stopListening()
      stopSignals()
      clearInterval(polling)
      clearInterval(beating)
      viewing.close()
      for (const workspace of workspaces.values()) {
        for (const reader of workspace.readers) {
          reader.end('closing')
          remove(workspace, reader)
        }
      }
      feeds.delete(app)
    },
  }
  feeds.set(app, feed)
  return feed
}

async function drained(reader: Reader): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  try {
    const slow = pause(patienceMs, true, { signal, ref: false })
    const ready = Promise.race([once(reader.stream, 'drain', { signal }), once(reader.stream, 'close', { signal })]).then(() => false)
    if (await Promise.race([slow, ready])) reader.end('slow')
  } finally {
    stop.abort()
  }
}
