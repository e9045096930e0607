import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { WorkKind } from '../context.ts'
import { type Database, query } from '../db/index.ts'
import type { Bus } from '../events/index.ts'

/** Nothing that would be lost by a crash is written: the commit need not wait for the disk. */
const wakeOthers = query('wake.notify', `SELECT set_config('synchronous_commit', 'off', true), pg_notify('statedesk_wake', $1)`)

/** Tells the loops, here and in other processes, that a commit left work behind. */
export interface WakeHub {
  wake(kind: WorkKind): void
  onWake(kind: WorkKind, call: () => void): () => void
  close(): Promise<void>
}

/** A NOTIFY makes commits queue for a lock, so a process sends one for all its commits of this time. */
const notifyEveryMs = 25

export function createWakeHub({ db, bus, log }: { db: Database; bus: Bus; log: Logger }): WakeHub {
  const self = randomUUID()
  const calls = new Map<WorkKind, Set<() => void>>()
  const soon = new Set<WorkKind>()
  const toSend = new Set<WorkKind>()
  let sentAt = -notifyEveryMs
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  const stopListening = bus.listen('statedesk_wake', (payload) => {
    const [from, ...kinds] = payload.split(' ')
    if (from !== self) for (const kind of kinds) callHere(kind as WorkKind)
  })

  function callHere(kind: WorkKind): void {
    for (const call of calls.get(kind) ?? []) call()
  }

  function callSoon(kind: WorkKind): void {
    if (soon.size === 0) {
      setImmediate(() => {
        const kinds = [...soon]
        soon.clear()
        kinds.forEach(callHere)
      })
    }
    soon.add(kind)
  }

  function sendSoon(kind: WorkKind): void {
    toSend.add(kind)
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
    wake(kind) {
      callSoon(kind)
      sendSoon(kind)
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
