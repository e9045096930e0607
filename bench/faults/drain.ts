import { setTimeout as pause } from 'node:timers/promises'
import type { MailRecord } from './records.ts'
import type { World } from './world.ts'

interface Pending {
  readonly rawDue: number
  readonly rawLater: number
  readonly outboxDue: number
  readonly outboxLater: number
  readonly sending: number
  readonly unplaced: number
  readonly jobs: number
  readonly jobsLater: number
  readonly unsearched: number
  readonly snoozed: number
  readonly timersDue: number
  readonly untold: number
  readonly told: number
  /** Until the next thing that only waits for its time; null when nothing does. */
  readonly seconds: number | null
}

const pendingNow = `SELECT
  (SELECT count(*)::int FROM raw_mails WHERE state = 'received' AND next_attempt_at <= business_now()) AS "rawDue",
  (SELECT count(*)::int FROM raw_mails WHERE state = 'received' AND next_attempt_at > business_now()) AS "rawLater",
  (SELECT count(*)::int FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at <= business_now()) AS "outboxDue",
  (SELECT count(*)::int FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at > business_now() AND next_attempt_at < 'infinity') AS "outboxLater",
  (SELECT count(*)::int FROM outbox WHERE state = 'sending') + (SELECT count(*)::int FROM webhook_deliveries WHERE state = 'sending') AS sending,
  (SELECT count(*)::int FROM events WHERE position IS NULL) AS unplaced,
  (SELECT count(*)::int FROM jobs WHERE dead_at IS NULL AND run_at <= business_now()) AS jobs,
  (SELECT count(*)::int FROM jobs WHERE dead_at IS NULL AND run_at > business_now()) AS "jobsLater",
  (SELECT count(*)::int FROM search_queue) AS unsearched,
  (SELECT count(*)::int FROM timers WHERE kind = 'snooze') AS snoozed,
  (SELECT count(*)::int FROM timers WHERE due_at <= business_now()) AS "timersDue",
  (SELECT count(*)::int FROM webhooks w WHERE w.disabled_at IS NULL AND w.position < (SELECT max(e.position) FROM events e WHERE e.workspace_id = w.workspace_id)) AS untold,
  (SELECT count(*)::int FROM webhook_deliveries WHERE state IN ('waiting', 'sending')) AS told,
  (SELECT extract(epoch FROM min(at) - business_now())::float8 FROM (
     SELECT next_attempt_at AS at FROM raw_mails WHERE state = 'received'
     UNION ALL SELECT run_at FROM jobs WHERE dead_at IS NULL
     UNION ALL SELECT due_at FROM timers WHERE kind = 'snooze'
     UNION ALL SELECT next_attempt_at FROM webhook_deliveries WHERE state IN ('waiting', 'sending') AND next_attempt_at < 'infinity'
     UNION ALL SELECT next_attempt_at FROM outbox WHERE state IN ('waiting', 'sending', 'uncertain') AND next_attempt_at < 'infinity') waiting) AS seconds`

const known = `SELECT count(DISTINCT mail_message_id)::int AS n FROM raw_mails WHERE source = 'imap' AND mail_message_id = ANY ($1)`

export interface Drained {
  readonly ms: number
  /** What was still to do when patience ran out; empty when all is done. */
  readonly left: string
}

const lookEveryMs = 40
/** So long nothing may be due before time is moved: what is just being taken up is due or held. */
const calmMs = 150
/** A mail that a process holds but does not send has lost its process; between taking it and connecting passes less than this. */
const lostMs = 4_000

/** Waits until everything that came in is filed and everything that goes out is gone, as long as it goes on; moves business time over the waits. */
export async function drain({ database, relay, clock }: World, records: readonly MailRecord[], patienceMs: number): Promise<Drained> {
  const startedAt = Date.now()
  const fromMailbox = records.filter(({ channel }) => channel === 'imap').map(({ mail }) => mail.messageId)
  let calmSince = Date.now()
  let last = ''
  let changedAt = Date.now()
  for (;;) {
    const [pending] = await database.rows<Pending>(pendingNow)
    if (!pending) throw new Error('the database says nothing')
    const { seconds: next, sending, ...counts } = pending
    const unfetched = fromMailbox.length - ((await database.rows<{ n: number }>(known, [fromMailbox]))[0]?.n ?? 0)
    const left = Object.entries({ ...counts, unfetched }).filter(([, count]) => count > 0)
    const ms = Date.now() - startedAt
    if (left.length === 0) return { ms, left: '' }
    const now = JSON.stringify([left, clock.movedSeconds])
    if (now !== last) changedAt = Date.now()
    last = now
    if (Date.now() - changedAt > patienceMs) return { ms, left: left.map(([name, count]) => `${name} ${count}`).join(', ') }
    // What is due is being worked, or will be in a moment; events wait for the ones before them to be told.
    const isTelling = pending.untold > 0 && pending.told === 0
    const isCalm = next !== null && next > 0 && pending.timersDue === 0 && !isTelling && relay.clients() === 0
    if (!isCalm) calmSince = Date.now()
    // A mail that is being handed over right now must not look abandoned.
    else if (Date.now() - calmSince > (sending > 0 ? lostMs : calmMs)) {
      // A little further, so that what follows within moments needs no step of its own.
      await clock.move(Math.ceil(next) + 20)
      calmSince = Date.now()
    }
    await pause(lookEveryMs)
  }
}
