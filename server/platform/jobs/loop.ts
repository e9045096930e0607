import { setTimeout as pauseFor } from 'node:timers/promises'
import type { App, WorkKind } from '../context.ts'
import { query } from '../db/index.ts'
import { backoffMs } from './backoff.ts'
import type { Election } from './election.ts'
import type { Anew, WakeHub } from './wake.ts'
import type { DueItem, Work } from './work.ts'

export interface Loop {
  stop(): Promise<void>
}

interface Rest {
  readonly until: number
  readonly failures: number
  /** Because of how things are set up. */
  readonly isLater?: boolean
}

/** For each item at once so many are asked for: what comes in meanwhile gets its turn soon. */
const askedPerPlace = 10
const usualPollMs = 1_000
const usualPaceMs = 20
const usualParallel = 3
/** A row that its handler left as due as before must not be worked without a pause. */
const restAfterWorkMs = 100
/** So long an item is left alone that cannot be done as things are set up. */
const laterMs = 60_000
/** So long a failure is remembered, so that the next rest is longer. */
const memoryMs = 10 * 60_000

const askDue = query('work.due', 'SELECT workspace_id AS "workspaceId", id FROM due_work($1, business_now(), $2)')

/**
 * Does one kind of due work: asks what is due, works each item in a transaction of its own, a few at once, no workspace
 * before all others. Any number of processes may run it; the row locks of the handlers keep an item to one worker. An
 * item that failed or that somebody else has is left alone for a while, so that it never keeps its neighbours waiting.
 */
export function startLoop(app: App, hub: WakeHub, kind: WorkKind, work: Work, election?: Election): Loop {
  const { handler, failed, forget, pollMs = usualPollMs, paceMs = usualPaceMs, parallel = usualParallel } = work
  const running = new Map<string, Promise<void>>()
  const resting = new Map<string, Rest>()
  /** Items that were begun before things were set up anew: that they cannot be done is old news. */
  const overtaken = new Set<string>()
  let stopping = false
  let asleep: (() => void) | undefined
  let woken = false
  let askFailures = 0

  const stopWaking = hub.onWake(kind, (anew) => {
    if (anew !== undefined) beginAnew(anew)
    wake()
  })
  election?.onElected(wake)
  const ended = run()

  async function run(): Promise<void> {
    let askedAt = -paceMs
    while (!stopping) {
      await pause(askedAt + paceMs - performance.now())
      askedAt = performance.now()
      woken = false
      const items = await whatIsDue()
      for (const item of inTurns(items)) {
        while (running.size >= parallel) await Promise.race(running.values())
        if (stopping) return
        start(item)
      }
      if (items.length === 0) await sleep()
    }
  }

  async function whatIsDue(): Promise<DueItem[]> {
    if (election && !election.isElected()) return []
    forgetRested()
    try {
      const due = await app.db.outside<DueItem>(askDue, [kind, parallel * askedPerPlace + running.size + resting.size])
      if (askFailures > 0) app.log.info({ kind }, 'due work can be read again')
      askFailures = 0
      const seen = new Set<string>()
      return due.filter((item) => {
        const key = keyOf(item)
        if (running.has(key) || isResting(key) || seen.has(key)) return false
        seen.add(key)
        return true
      })
    } catch (error) {
      if (askFailures++ === 0) app.log.error({ err: error, kind }, 'due work cannot be read; trying again')
      return []
    }
  }

  function start(item: DueItem): void {
    const key = keyOf(item)
    running.set(
      key,
      workOne(item, key).finally(() => {
        running.delete(key)
        overtaken.delete(key)
        wake()
      }),
    )
  }

  async function workOne(item: DueItem, key: string): Promise<void> {
    try {
      const result = await handler(app, item.workspaceId, item.id)
      if (result === 'later' && !overtaken.has(key)) resting.set(key, { until: performance.now() + laterMs, failures: 0, isLater: true })
      else if (result === 'busy') rest(key, pollMs, 0)
      else if (item.id === 0) resting.delete(key)
      else rest(key, restAfterWorkMs, 0)
    } catch (error) {
      app.log.error({ err: error, kind, workspaceId: item.workspaceId, id: item.id }, 'due work failed')
      const failures = (resting.get(key)?.failures ?? 0) + 1
      const restMs = await (failed?.(app, item, error) ?? Promise.resolve(backoffMs(failures))).catch((second: unknown) => {
        app.log.error({ err: second, kind }, 'a failure could not be recorded')
        return backoffMs(failures)
      })
      rest(key, restMs, failures)
    }
  }

  function rest(key: string, forMs: number, failures: number): void {
    resting.set(key, { until: performance.now() + forMs, failures })
    // Who is woken for an item that rests finds nothing: it is looked for again when it has rested.
    if (forMs < pollMs) setTimeout(wake, forMs).unref()
  }

  /** What was found of how things are set up no longer holds: neither what rests for it, nor what is just being found. */
  function beginAnew(anew: Anew): void {
    forget?.(app, anew)
    const isThere = (key: string) => anew === 'anywhere' || key.startsWith(`${anew}:`)
    for (const [key, { isLater }] of resting) if (isLater && isThere(key)) resting.delete(key)
    for (const key of running.keys()) if (isThere(key)) overtaken.add(key)
  }

  function isResting(key: string): boolean {
    return (resting.get(key)?.until ?? 0) > performance.now()
  }

  function forgetRested(): void {
    const now = performance.now()
    for (const [key, { until, failures }] of resting) if (until + (failures > 0 ? memoryMs : 0) < now) resting.delete(key)
  }

  function wake(): void {
    woken = true
    asleep?.()
  }

  async function sleep(): Promise<void> {
    if (woken || stopping) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, pollMs)
      function done(): void {
        clearTimeout(timer)
        asleep = undefined
        resolve()
      }
      asleep = done
    })
  }

  return {
    async stop() {
      stopping = true
      stopWaking()
      wake()
      await ended
      await Promise.all(running.values())
    },
  }
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await pauseFor(ms)
}

function keyOf({ workspaceId, id }: DueItem): string {
  return `${workspaceId}:${id}`
}

/** One of each workspace, then the next of each, and so on; within a workspace in the given order. */
function inTurns(items: readonly DueItem[]): DueItem[] {
  const queues = new Map<number, DueItem[]>()
  for (const item of items) {
    const queue = queues.get(item.workspaceId)
    if (queue) queue.push(item)
    else queues.set(item.workspaceId, [item])
  }
  const turns: DueItem[] = []
  for (let turn = 0; turns.length < items.length; turn++) {
    for (const queue of queues.values()) {
      const item = queue[turn]
      if (item) turns.push(item)
    }
  }
  return turns
}
