import type { Context } from '../access/index.ts'
import { changeTicket, clockTimer, type Door } from '../tickets/index.ts'
import { isReached, nextMark } from './keep-clock.ts'

export type Mark = 'warning' | 'breached'

type Heard = (door: Door, mark: Mark) => Promise<void> | void

const listeners: Heard[] = []

/** Hears of marks in the transaction that tells them, once each: what is written here is kept with them or not at all. */
export function onSlaMark(heard: Heard): void {
  listeners.push(heard)
}

/** Tells what came true since it was last told. A mark is told once, unless new terms made it untrue in between. */
export async function ring(door: Door): Promise<void> {
  const { ticket, at } = door
  if (nextMark(ticket) !== null) {
    const breaches = ticket.slaBreachedAt === null && isReached(ticket.slaDueAt, at)
    if (ticket.slaWarnedAt === null && isReached(ticket.slaWarnAt, at)) {
      ticket.slaWarnedAt = at
      const reason = ticket.slaWarnAt?.getTime() === ticket.slaFirstDueAt?.getTime() ? 'first_response' : 'resolution'
      door.log('ticket.sla_warning', { reason, since: ticket.slaWarnAt?.toISOString() ?? null, breached: breaches })
      // After a standstill both are due at once: then the graver one is enough to hear of.
      if (!breaches) await tell(door, 'warning')
    }
    if (breaches) {
      ticket.slaBreachedAt = at
      door.log('ticket.sla_breached', { since: ticket.slaDueAt?.toISOString() ?? null })
      await tell(door, 'breached')
    }
  }
  door.schedule(clockTimer, nextMark(ticket))
}

/** The same for a ticket that nobody else is changing. */
export function ringClockOf(ctx: Context, ticketId: number): Promise<void> {
  return changeTicket(ctx, { ticketId }, ring)
}

async function tell(door: Door, mark: Mark): Promise<void> {
  for (const heard of listeners) await heard(door, mark)
}
