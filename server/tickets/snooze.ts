import type { Context } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { changeTicket } from './change-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { localTimeIn, snoozePresets, type SnoozePreset, timeAfter } from './snooze-time.ts'
import { requirePermission } from './require-permission.ts'

export interface SnoozeInput {
  readonly ticketId: number
  readonly expectedVersion?: number
  /** To the second; or one of the presets. */
  readonly until?: Date
  readonly preset?: SnoozePreset
  /** IANA name of the agent's time zone. */
  readonly zone?: string
}

/** Puts a ticket away until a time, or until the customer writes. Its status stays. */
export function snoozeTicket(ctx: Context, input: SnoozeInput): Promise<void> {
  requirePermission(ctx, 'tickets.snooze')
  return changeTicket(ctx, input, async (door) => {
    const { ticket } = door
    requirePossible(door, 'snooze')
    const zone = input.zone ?? 'UTC'
    const until = input.until ?? (input.preset ? timeAfter(door.at, input.preset, zone) : undefined)
    if (!until) throw invalid('until', `Give a time, or one of ${Object.keys(snoozePresets).join(', ')}.`)
    if (until <= door.at) throw invalid('until', 'That time is past. Choose one to come.')
    if (until.getTime() - door.at.getTime() > 3 * 366 * 24 * 3600 * 1000)
      throw invalid('until', 'A ticket can be put away for three years at most.')
    const local = localTimeIn(until, zone)
    ticket.snoozedUntil = until
    ticket.snoozedZone = zone
    ticket.snoozedLocal = local
    door.log('ticket.snoozed', { until: until.toISOString(), zone })
    door.arm('snooze', until, { time: local, zone })
  })
}

export function unsnoozeTicket(ctx: Context, input: { ticketId: number; expectedVersion?: number }): Promise<void> {
  requirePermission(ctx, 'tickets.snooze')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'unsnooze')
    if (door.ticket.snoozedUntil) wake(door, 'by_hand')
  })
}

/** Brings a snoozed ticket back. */
export function wake(door: Door, why: 'time' | 'customer_wrote' | 'by_hand'): void {
  const { ticket } = door
  ticket.snoozedUntil = null
  ticket.snoozedZone = null
  ticket.snoozedLocal = null
  ticket.lastActivityAt = door.at
  door.log('ticket.woke', { why })
  door.disarm('snooze')
}
