import { timerEvents, type TimerKind } from '../../lifecycle/index.ts'
import type { Context, SystemActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { query } from '../platform/db/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { clockTimer, ringClock } from './service-clock.ts'
import { wake } from './snooze.ts'

const dueTimers = query(
  'timers.due_of_ticket',
  `SELECT kind, due_at AS "dueAt", generation FROM timers WHERE workspace_id = $1 AND ticket_id = $2 AND due_at <= business_now() ORDER BY due_at FOR UPDATE SKIP LOCKED`,
)

interface DueTimer {
  kind: string
  dueAt: Date
  generation: number
}

/** Does what the due timers of one ticket say, as `system`, through the door; each fires once. */
export async function runTimers(ctx: Context<SystemActor>, tx: Tx, ticketId: number): Promise<void> {
  // Found without the ticket's lock, so each is looked at again under it: somebody may have moved or stopped it.
  await changeTicketIn(ctx, tx, { ticketId }, async (door) => {
    const due = await tx.many<DueTimer>(dueTimers, [tx.workspaceId, ticketId])
    for (const timer of due) await fireTimer(door, timer)
  })
}

async function fireTimer(door: Door, timer: DueTimer): Promise<void> {
  const { ticket } = door
  if (timer.kind === clockTimer) return ringClock(door)
  if (timer.kind === 'snooze') {
    if (ticket.snoozedUntil) wake(door, 'time')
    else door.disarm('snooze')
    return
  }
  if (timer.kind === 'deletion') {
    door.disarm('deletion')
    ticket.deletionAt = null
    ticket.trashedAt ??= door.at
    door.log('ticket.trashed', { scheduled: true })
    return
  }
  door.disarm(timer.kind)
  const event = timerEvents[timer.kind as TimerKind]
  // A status that no longer waits for this timer lets it pass, and so does a ticket that became part of another.
  if (event && ticket.mergedIntoId === null) await door.tryFire(event)
}
