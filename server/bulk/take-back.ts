import type { Context, StaffActor } from '../access/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { within } from '../platform/http/idempotency.ts'
import { actOn, editTicket, labelTicket, starTicket } from '../tickets/index.ts'
import type { BulkAction } from './bulk.schema.ts'
import { type Facts, subjectOf } from './facts.ts'

interface Place {
  /** As the action left it, … */
  readonly was: Facts
  /** … as it is, … */
  readonly now: Facts
  /** … and as it was before. */
  readonly goal: Facts
}

/**
 * Brings one ticket back to what it was before an action, through the ordinary verbs. What somebody changed since is
 * theirs, and what the customer was told stays said.
 */
export function takeBack(ctx: Context<StaffActor>, ticketId: number, act: BulkAction, place: Place): Promise<void> {
  const { was, now, goal } = place
  if (subjectOf[act.action]?.some((field) => now[field] !== was[field]))
    throw new AppError('version_conflict', 'Somebody changed this since. It was left as it is.')
  if (act.action === 'status' && was.said !== goal.said)
    throw new AppError('in_use', 'The customer was told of it by mail. Set the status by hand if it has to change.')
  return ctx.transaction((tx) => goBack(within(ctx, tx), ticketId, act, place))
}

async function goBack(ctx: Context<StaffActor>, ticketId: number, act: BulkAction, { was, now, goal }: Place): Promise<void> {
  const status = () => actOn(ctx, ticketId, 'status', { to: goal.status })
  switch (act.action) {
    case 'status':
      return status()
    case 'priority':
      return editTicket(ctx, { ticketId, priority: goal.priority })
    case 'labels':
      await labelTicket(ctx, { ticketId, add: goal.labels ?? [], remove: was.labels ?? [] })
      return
    case 'assign':
    case 'unassign': {
      if (goal.assignee !== null) await actOn(ctx, ticketId, 'assign', { agent: goal.assignee, team: goal.team ?? undefined })
      else if (now.assignee !== null) await actOn(ctx, ticketId, 'unassign', {})
      // An assignment may have moved the status along.
      if (was.status !== goal.status && now.status === was.status) await status()
      return
    }
    case 'snooze':
    case 'unsnooze':
      if (goal.snoozed && new Date(goal.snoozed) > ctx.app.db.time())
        await actOn(ctx, ticketId, 'snooze', { until: new Date(goal.snoozed) })
      else await actOn(ctx, ticketId, 'unsnooze', {})
      return
    case 'star':
    case 'unstar':
      await starTicket(ctx, String(ticketId), goal.starred === true)
      return
    case 'archive':
    case 'unarchive':
      return actOn(ctx, ticketId, goal.archived ? 'archive' : 'unarchive', {})
    case 'spam':
    case 'not-spam':
      return actOn(ctx, ticketId, goal.spam ? 'spam' : 'not-spam', {})
    case 'delete':
    case 'restore':
      return actOn(ctx, ticketId, goal.trashed ? 'delete' : 'restore', {})
    default:
      throw new Error(`${act.action} cannot be taken back`)
  }
}
