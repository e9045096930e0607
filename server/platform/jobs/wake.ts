import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { WorkKind } from '../context.ts'
import { type Database, query } from '../db/index.ts'
import type { Bus } from '../events/index.ts'

/** Nothing that would be lost by a crash is written: the commit need not wait for the disk. */
const wakeOthers = query('wake.notify', `SELECT set_config('synchronous_commit', 'off', true), pg_notify('statedesk_wake', $1)`)

/** Where things are set up otherwise than they were. */
export type Anew = number | 'anywhere'

/** Tells the loops, here and in other processes, that a commit left work behind, and of which workspace things changed. */
export interface WakeHub {
  wake(kind: WorkKind, anewIn?: number): void
  onWake(kind: WorkKind, call: (anew?: Anew) => void): () => void
  close(): Promise<void>
}

/** A NOTIFY makes commits queue for a lock, so a process sends one for all its commits of this time. */
const notifyEveryMs = 25

export function createWakeHub({ db, bus, log }: { db: Database; bus: Bus; log: Logger }): WakeHub {
  const self = randomUUID()
  const calls = new Map<WorkKind, Set<(anew?: Anew) => void>>()
  // `outbox`, or `outbox:12` for what is anew in workspace 12.
  const soon = new Set<string>()
  const toSend = new Set<string>()
  let sentAt = -notifyEveryMs
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  const stopListening = bus.listen(
    'statedesk_wake',
    (payload) => {
      const [from, ...words] = payload.split(' ')
      if (from !== self) words.forEach(callHere)
    },
    // What was anew may have been said in the meantime; that work was left behind every loop finds by itself.
    () => {
      for (const all of calls.values()) for (const call of all) call('anywhere')
    },
  )

  function callHere(word: string): void {
    const [kind, anewIn] = word.split(':')
    for (const call of calls.get(kind as WorkKind) ?? []) call(anewIn === undefined ? undefined : Number(anewIn))
  }

  function callSoon(word: string): void {
    if (soon.size === 0) {
      setImmediate(() => {
        const words = [...soon]
        soon.clear()
        words.forEach(callHere)
      })
    }
    soon.add(word)
  }

  function sendSoon(word: string): void {
    toSend.add(word)
    timer ??= setTimeout(send, Math.max(0, sentAt + notifyEveryMs - performance.now()))
  }

  function send(): void {
    timer = undefined
    sentAt = performance.now()
    const payload = [self, ...toSend].join(' ')
    toSend.clear()
    sending = db.outside(wakeOthers, [payload]).then(
      () => undefined,
      // Nothing is lost: every loop also looks by itself.
      (error: unknown) => log.warn({ err: error }, 'other processes could not be woken'),
    )
  }

  return {
    wake(kind, anewIn) {
      const word = anewIn === undefined ? kind : `${kind}:${anewIn}`
      callSoon(word)
      sendSoon(word)
    },
    onWake(kind, call) {
      const own = calls.get(kind) ?? new Set()
      calls.set(kind, own.add(call))
      return () => void own.delete(call)
    },
    async close() {
      stopListening()
      if (timer) {
        clearTimeout(timer)
        send()
      }
      await sending
    },
  }
}
