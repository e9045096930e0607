import { setTimeout as pause } from 'node:timers/promises'
import type { Postgres } from './postgres.ts'
import type { Sink } from './sink.ts'

interface Pending {
  readonly rawDue: number
  readonly rawLater: number
  readonly outboxDue: number
  readonly outboxLater: number
  readonly unplaced: number
  readonly jobs: number
  readonly unsearched: number
  /** Until the next thing that only waits for its time; null when nothing does. */
  readonly seconds: number | null
}

const pendingNow = `SELECT
  (SELECT count(*)::int FROM raw_mails WHERE state = 'received' AND next_attempt_at <= business_now()) AS "rawDue",
  (SELECT count(*)::int FROM raw_mails WHERE state = 'received' AND next_attempt_at > business_now()) AS "rawLater",
  (SELECT count(*)::int FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at <= business_now()) AS "outboxDue",
  (SELECT count(*)::int FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at > business_now() AND next_attempt_at < 'infinity') AS "outboxLater",
  (SELECT count(*)::int FROM events WHERE position IS NULL) AS unplaced,
  (SELECT count(*)::int FROM jobs WHERE dead_at IS NULL AND run_at <= business_now()) AS jobs,
  (SELECT count(*)::int FROM search_queue) AS unsearched,
  (SELECT extract(epoch FROM min(at) - business_now())::float8 FROM (
     SELECT next_attempt_at AS at FROM raw_mails WHERE state = 'received'
     UNION ALL SELECT next_attempt_at FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at < 'infinity') waiting) AS seconds`

export interface Drained {
  readonly seconds: number
  /** How far business time was moved, so that leases and the eleven minutes after an unknown outcome passed. */
  readonly movedSeconds: number
  /** What was still to do when patience ran out; empty when all is done. */
  readonly left: string
}

/** Waits until everything that came in is filed and everything that goes out is gone. */
export async function drain(postgres: Postgres, sink: Sink, patienceSeconds: number): Promise<Drained> {
  const startedAt = Date.now()
  let movedSeconds = 0
  for (;;) {
    const [pending] = await postgres.rows<Pending>(pendingNow)
    if (!pending) throw new Error('the database says nothing')
    const { seconds: next, ...counts } = pending
    const seconds = Math.round((Date.now() - startedAt) / 1_000)
    const left = Object.entries(counts).filter(([, count]) => count > 0)
    if (left.length === 0) return { seconds, movedSeconds, left: '' }
    if (seconds > patienceSeconds) return { seconds, movedSeconds, left: left.map(([name, count]) => `${name} ${count}`).join(', ') }
    // Only when nothing is under way: a mail that is being handed over right now must not look abandoned.
    if (pending.rawDue + pending.outboxDue === 0 && next !== null && next > 1 && sink.clients() === 0) {
      await pause(1_500)
      // A little further, so that what follows within moments needs no step of its own.
      const step = Math.ceil(next) + 30
      if (sink.clients() === 0) {
        await postgres.rows('UPDATE clock SET offset_seconds = offset_seconds + $1', [step])
        movedSeconds += step
      }
    }
    await pause(250)
  }
}
