import type { RunDatabase } from './run-database.ts'

/** Business time of the run: the database's clock plus an offset. */
export interface BusinessClock {
  now(): Date
  /** Moves business time; what a timer is late by because of it is not held against the product. */
  move(seconds: number): Promise<void>
  /** Says that from now until the returned function is called the product need not do timed things (P6). */
  excuse(): () => void
  /** Milliseconds of business time between two moments that nobody has excused. */
  unexcusedMs(from: Date, to: Date): number
  /** How far it was moved, in seconds. */
  readonly movedSeconds: number
}

/** What every process of the product listens for, so that nobody waits for the next look. */
const wakeAll = `SELECT pg_notify('statedesk_wake', 'harness raw_mails outbox timers jobs imap webhooks webhook_events')`

export function clockOf(database: Pick<RunDatabase, 'rows'>): BusinessClock {
  const excused: { from: number; to: number }[] = []
  let movedSeconds = 0
  const now = () => Date.now() + movedSeconds * 1_000
  return {
    now: () => new Date(now()),
    async move(seconds) {
      const from = now()
      await database.rows('UPDATE clock SET offset_seconds = offset_seconds + $1', [seconds])
      movedSeconds += seconds
      excused.push({ from: Math.min(from, now()), to: Math.max(from, now()) })
      await database.rows(wakeAll)
    },
    excuse() {
      const interval = { from: now(), to: Number.POSITIVE_INFINITY }
      excused.push(interval)
      return () => {
        interval.to = now()
      }
    },
    unexcusedMs(from, to) {
      let [at, counted] = [from.getTime(), 0]
      for (const interval of excused.toSorted((one, other) => one.from - other.from)) {
        if (interval.from > to.getTime()) break
        counted += Math.max(0, interval.from - at)
        at = Math.max(at, Math.min(interval.to, to.getTime()))
      }
      return counted + Math.max(0, to.getTime() - at)
    },
    get movedSeconds() {
      return movedSeconds
    },
  }
}
