import type { BusinessClock } from './clock.ts'
import { type Broken, collector } from './findings.ts'
import type { RunDatabase } from './run-database.ts'

const lateAtMostMs = 60_000

/** Each time a ticket was put away, and what the log says came next: the time may bring it back once. */
const snoozes = `SELECT ticket_id::text AS ticket, seq, type, at, data->>'until' AS "until", data->>'why' AS why FROM events
  WHERE type IN ('ticket.snoozed', 'ticket.woke') ORDER BY workspace_id, ticket_id, seq`

const overdue = `SELECT ticket_id::text AS ticket, kind, due_at AS "dueAt", business_now() AS now, last_error AS error FROM timers WHERE due_at <= business_now()`

interface SnoozeEvent {
  readonly ticket: string
  readonly seq: number
  readonly type: 'ticket.snoozed' | 'ticket.woke'
  readonly at: Date
  readonly until: string | null
  readonly why: string | null
}

/** P6: what has its time happens once, never before it, and at most a minute after it or after the product is back. */
export async function checkTimers(database: RunDatabase, clock: BusinessClock): Promise<{ broken: Broken[]; fired: number }> {
  const { broken, say } = collector()
  let fired = 0
  let asleep: SnoozeEvent | null = null
  for (const event of await database.rows<SnoozeEvent>(snoozes)) {
    if (asleep?.ticket !== event.ticket) asleep = null
    if (event.type === 'ticket.snoozed') {
      asleep = event
      continue
    }
    const until = asleep?.until ? new Date(asleep.until) : null
    asleep = null
    if (!until) say('P6', `ticket ${event.ticket} woke twice (event ${event.seq})`)
    else if (event.why === 'time') {
      fired += 1
      if (event.at < until) say('P6', `ticket ${event.ticket} woke ${until.getTime() - event.at.getTime()} ms early (event ${event.seq})`)
      const late = clock.unexcusedMs(until, event.at)
      if (late > lateAtMostMs) say('P6', `ticket ${event.ticket} woke ${Math.round(late / 1_000)} s late (event ${event.seq})`)
    }
  }
  for (const { ticket, kind, dueAt, now, error } of await database.rows<{
    ticket: string
    kind: string
    dueAt: Date
    now: Date
    error: string | null
  }>(overdue)) {
    const late = clock.unexcusedMs(dueAt, now)
    if (late > lateAtMostMs) say('P6', `the ${kind} of ticket ${ticket} is ${Math.round(late / 1_000)} s late${error ? `: ${error}` : ''}`)
  }
  return { broken, fired }
}
