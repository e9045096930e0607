import type { Context, Permission, StaffActor } from '../access/index.ts'
import { assignTicket, takeTicket, transferTicket, unassignTicket } from './assign.ts'
import { customerTold, requestGuide } from './customer-guide.ts'
import type { Finding } from '../wording/index.ts'
import { findTicket, ticketIdOf } from './find-ticket.ts'
import { mergeTickets, undoMerge } from './merge-tickets.ts'
import {
  customerAsks,
  escalateTicket,
  holdTicket,
  moveTicket,
  resolveInternally,
  resolveTicket,
  scheduleClosure,
  setStatus,
  trackerReports,
} from './move-ticket.ts'
import { cancelDeletion, type FolderAction, purgeTicket, scheduleDeletion, setAside } from './set-aside.ts'
import { snoozeTicket, unsnoozeTicket } from './snooze.ts'
import type { Ticket } from './ticket.ts'
import { transferToDesk } from './transfer-to-desk.ts'
import type { ActionBody, ActionName } from './ticket-bodies.schema.ts'

type Verbs = {
  [A in ActionName]: (
    ctx: Context<StaffActor>,
    base: { ticketId: number; expectedVersion?: number },
    body: ActionBody<A>,
  ) => Promise<void | Finding[]>
}

const folder = (action: FolderAction) => (ctx: Context<StaffActor>, base: { ticketId: number; expectedVersion?: number }) =>
  setAside(ctx, { ...base, action })

/** Which verb each action of the API is. */
const verbs: Verbs = {
  take: (ctx, base, { team }) => takeTicket(ctx, { ...base, teamId: team }),
  keep: (ctx, base, { team }) => takeTicket(ctx, { ...base, teamId: team, teamRequired: true }),
  assign: (ctx, base, { agent, team, ifUnassigned }) => assignTicket(ctx, { ...base, agentId: agent, teamId: team, ifUnassigned }),
  forward: (ctx, base, { agent, team }) => assignTicket(ctx, { ...base, agentId: agent, teamId: team }),
  transfer: (ctx, base, { agent, team, note }) => transferTicket(ctx, { ...base, agentId: agent, teamId: team, note }),
  async 'transfer-to-desk'(ctx, base, { desk, attachments, ...body }) {
    await transferToDesk(ctx, { ...base, ...body, deskId: desk, attachmentIds: attachments })
  },
  'request-guide': (ctx, base, { text }) => requestGuide(ctx, { ...base, text }),
  'customer-told': customerTold,
  unassign: unassignTicket,
  status: (ctx, base, { to, confirmed, processingCategory }) => setStatus(ctx, { ...base, to, confirmed, processingCategory }),
  resolve: (ctx, base, { team, ...body }) => resolveTicket(ctx, { ...base, ...body, teamId: team }),
  'resolve-internally': (ctx, base, { team, ...body }) => resolveInternally(ctx, { ...base, ...body, teamId: team }),
  hold: (ctx, base, { team, ...body }) => holdTicket(ctx, { ...base, ...body, teamId: team }),
  complete: (ctx, base) => moveTicket(ctx, { ...base, event: 'complete' }),
  close: (ctx, base, body) =>
    body.as === 'customer'
      ? customerAsks(ctx, { ...base, event: 'close' })
      : moveTicket(ctx, { ...base, event: 'close', confirmed: body.confirmed, processingCategory: body.processingCategory }),
  reopen: (ctx, base) => moveTicket(ctx, { ...base, event: 'reopen' }),
  'request-closure': (ctx, base, body) =>
    body.as === 'customer'
      ? customerAsks(ctx, { ...base, event: 'request_closure' })
      : moveTicket(ctx, { ...base, event: 'request_closure' }),
  'schedule-closure': (ctx, base, { at }) => scheduleClosure(ctx, { ...base, at }),
  'schedule-deletion': (ctx, base, { at }) => scheduleDeletion(ctx, { ...base, at }),
  'cancel-deletion': cancelDeletion,
  snooze: (ctx, base, { until, preset, zone }) => snoozeTicket(ctx, { ...base, until, preset, zone }),
  unsnooze: unsnoozeTicket,
  escalate: (ctx, base, { reason }) => escalateTicket(ctx, { ...base, reason }),
  async merge(ctx, base, { duplicate }) {
    const duplicateId = await ctx.transaction((tx) => ticketIdOf(ctx, tx, duplicate))
    await mergeTickets(ctx, { ...base, duplicateId })
  },
  unmerge: (ctx, base, { merge }) => undoMerge(ctx, { ticketId: base.ticketId, mergeId: merge }),
  spam: folder('spam'),
  'not-spam': folder('not-spam'),
  archive: folder('archive'),
  unarchive: folder('unarchive'),
  delete: folder('delete'),
  restore: folder('restore'),
  purge: purgeTicket,
  'tracker-event': (ctx, base, { event }) => trackerReports(ctx, { ...base, event }),
}

/** The right each action takes; the verb checks it. What speaks for a customer takes `messages.as_customer` instead. */
export const actionPermissions: Record<ActionName, Permission> = {
  take: 'tickets.assign',
  keep: 'tickets.assign',
  assign: 'tickets.assign',
  forward: 'tickets.assign',
  transfer: 'tickets.assign',
  'transfer-to-desk': 'tickets.assign',
  'request-guide': 'tickets.note',
  'customer-told': 'tickets.reply',
  unassign: 'tickets.assign',
  status: 'tickets.change_status',
  resolve: 'tickets.change_status',
  'resolve-internally': 'tickets.change_status',
  hold: 'tickets.change_status',
  complete: 'tickets.change_status',
  close: 'tickets.change_status',
  reopen: 'tickets.change_status',
  'request-closure': 'tickets.change_status',
  'schedule-closure': 'tickets.change_status',
  'schedule-deletion': 'tickets.schedule_deletion',
  'cancel-deletion': 'tickets.schedule_deletion',
  snooze: 'tickets.snooze',
  unsnooze: 'tickets.snooze',
  escalate: 'tickets.edit',
  merge: 'tickets.merge',
  unmerge: 'tickets.merge',
  spam: 'tickets.spam',
  'not-spam': 'tickets.not_spam',
  archive: 'tickets.archive',
  unarchive: 'tickets.archive',
  delete: 'tickets.delete',
  restore: 'tickets.restore',
  purge: 'tickets.purge',
  'tracker-event': 'tracker.report',
}

/** Does one action to a ticket whose id is known, for whoever acts on many. */
export async function actOn<A extends ActionName>(
  ctx: Context<StaffActor>,
  ticketId: number,
  action: A,
  body: ActionBody<A>,
): Promise<void> {
  await verbs[action](ctx, { ticketId, expectedVersion: body.expectedVersion }, body)
}

/** Does one action to the ticket at an address and gives the ticket as it is then; null when it is gone for good. */
export async function performAction<A extends ActionName>(
  ctx: Context<StaffActor>,
  ref: string,
  action: A,
  body: ActionBody<A>,
): Promise<{ ticket: Ticket | null; warnings: readonly Finding[] }> {
  const ticket = await ctx.transaction((tx) => findTicket(ctx, tx, ref))
  const warnings = (await verbs[action](ctx, { ticketId: ticket.id, expectedVersion: body.expectedVersion }, body)) ?? []
  if (action === 'purge') return { ticket: null, warnings }
  // It may have gone to somebody else: who gave it away still gets the answer.
  const after = await ctx.transaction((tx) => findTicket({ ...ctx, actor: { kind: 'system' } }, tx, String(ticket.id)))
  return { ticket: after, warnings }
}
