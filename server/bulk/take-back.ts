import type { Context, StaffActor } from '../access/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { within } from '../platform/http/idempotency.ts'
import { actOn, editTicket, labelTicket, restoreAssignment, starTicket } from '../tickets/index.ts'
import { lockFacts } from './bulk.queries.ts'
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
  const filed = act.action === 'status' && was.category !== goal.category
  const subject = [...(subjectOf[act.action] ?? []), ...(filed ? (['category'] as const) : [])]
  if (subject.some((field) => now[field] !== was[field]))
    throw new AppError('version_conflict', 'Somebody changed this since. It was left as it is.')
  if (act.action === 'status' && was.said !== goal.said)
    throw new AppError('in_use', 'The customer was told of it by mail. Set the status by hand if it has to change.')
  return ctx.transaction((tx) => goBack(within(ctx, tx), ticketId, act, place))
}

async function goBack(ctx: Context<StaffActor>, ticketId: number, act: BulkAction, { was, now, goal }: Place): Promise<void> {
  switch (act.action) {
    case 'status': {
      const processingCategory = goal.category === was.category ? undefined : goal.category
      if (was.status !== goal.status) await actOn(ctx, ticketId, 'status', { to: goal.status, processingCategory })
      else if (processingCategory !== undefined) await editTicket(ctx, { ticketId, processingCategory })
      return
    }
    case 'priority':
      return editTicket(ctx, { ticketId, priority: goal.priority })
    case 'labels':
      await labelTicket(ctx, { ticketId, add: goal.labels ?? [], remove: was.labels ?? [] })
      return
    case 'assign':
    case 'unassign':
      await restoreAssignment(ctx, { ticketId, agentId: goal.assignee, teamId: goal.team })
      // The assignment may have moved the status along, and giving it back may have moved it again, not always to where it was.
      return backTo(ctx, ticketId, now.status === was.status ? goal.status : now.status)
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

async function backTo(ctx: Context<StaffActor>, ticketId: number, to: string): Promise<void> {
  const row = await ctx.transaction((tx) => tx.maybe<{ facts: Facts }>(lockFacts, [tx.workspaceId, ticketId]))
  if (row?.facts.status !== to) await actOn(ctx, ticketId, 'status', { to })
}
