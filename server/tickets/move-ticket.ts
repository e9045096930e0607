import type { Context } from '../access/index.ts'
import type { EventType } from '../../lifecycle/index.ts'
import { wholeForm } from '../forms/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { setCategory } from './about.ts'
import type { Finding } from '../wording/index.ts'
import { changeTicket, changeTicketIn } from './change-ticket.ts'
import { checkText } from './check-words.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'
import { markSpam } from './set-aside.ts'
import { isUnresolved } from './ticket.ts'
import { mayList } from './visible-tickets.ts'

interface Base {
  readonly ticketId: number
  readonly expectedVersion?: number
}

interface Filed {
  /** What it was about, as it is filed; left as it is without it. */
  readonly processingCategory?: number | null | undefined
}

export async function file(door: Door, { processingCategory }: Filed): Promise<void> {
  if (processingCategory !== undefined) setCategory(door, await wholeForm(door.tx, door.ticket.deskId), processingCategory)
}

/** Sets the status by hand, as far as the lifecycle lets this person. */
export function setStatus(ctx: Context, input: Base & Filed & { to: string; confirmed?: boolean }): Promise<void> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'status_set')
    await file(door, input)
    await door.fire('status_set', { to: input.to, asked: { confirmed: input.confirmed } })
  })
}

export interface ResolveInput extends Base, Filed {
  readonly text?: string
  /** How satisfied the agent thinks the customer is, 1 to 5; the customer's own answer counts more. */
  readonly score?: number
  /** False: no resolution mail, whatever the lifecycle says. */
  readonly mail?: boolean
  readonly teamId?: number | null
  readonly confirmWarnings?: boolean
}

/** @returns what is worth a second look in the words that went out */
export function resolveTicket(ctx: Context, input: ResolveInput): Promise<Finding[]> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, (door) => resolveIn(door, input))
}

/** `mailed`: the words went to the customer in this act already, and were looked at before. */
export async function resolveIn(door: Door, input: Omit<ResolveInput, keyof Base> & { mailed?: boolean }): Promise<Finding[]> {
  requirePossible(door, 'resolve')
  requireResolutionText(door, input.text)
  await file(door, input)
  const warnings = input.mailed === undefined ? await checkText(door, input.text, input.confirmWarnings) : []
  await door.fire('resolve', { words: { text: input.text, mail: input.mail, teamId: input.teamId } })
  door.ticket.resolutionText = input.text?.trim() || null
  door.ticket.resolutionScore = input.score ?? null
  const mailed = input.mailed ?? input.mail !== false
  door.log('ticket.resolved', { score: input.score ?? null, mailed }, input.text ? { text: input.text } : undefined)
  return warnings
}

export function requireResolutionText({ lifecycle, settings }: Door, text: string | undefined): void {
  const mails = lifecycle.transitions.some((row) => row.on === 'resolve' && row.does?.includes('resolution_mail'))
  if (mails && settings.resolutionTextRequired && !text?.trim())
    throw invalid('text', 'Say how it was resolved: this desk asks for a resolution text.')
}

export const internalReasons = ['spam', 'abusive', 'test', 'phone', 'other'] as const

/** Resolves without telling the customer; spam goes to the spam folder as well. */
export function resolveInternally(
  ctx: Context,
  input: Base & Filed & { reason: (typeof internalReasons)[number]; text?: string; teamId?: number | null },
): Promise<void> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'resolve_internally')
    await file(door, input)
    await door.fire('resolve_internally', { words: { mail: false, teamId: input.teamId } })
    door.log('ticket.resolved_internally', { reason: input.reason }, input.text ? { text: input.text } : undefined)
    if (input.reason === 'spam') markSpam(door)
  })
}

/** @returns what is worth a second look in the words that went out */
export function holdTicket(
  ctx: Context,
  input: Base & Filed & { text?: string; mail?: boolean; teamId?: number | null; confirmWarnings?: boolean },
): Promise<Finding[]> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, (door) => holdIn(door, input))
}

export async function holdIn(
  door: Door,
  input: Filed & { text?: string; mail?: boolean; teamId?: number | null; confirmWarnings?: boolean },
): Promise<Finding[]> {
  const { actor } = door.ctx
  requirePossible(door, 'hold')
  await file(door, input)
  const warnings = await checkText(door, input.text, input.confirmWarnings)
  await door.fire('hold', { words: { text: input.text, mail: input.mail, teamId: input.teamId } })
  door.ticket.heldBy = actor.kind === 'staff' ? actor.userId : null
  door.log('ticket.held')
  return warnings
}

/** A plain verb of the lifecycle: complete, close, reopen. */
export function moveTicket(
  ctx: Context,
  input: Base & Filed & { event: 'complete' | 'close' | 'reopen' | 'request_closure'; confirmed?: boolean },
): Promise<void> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, input.event)
    await file(door, input)
    await door.fire(input.event, { asked: { confirmed: input.confirmed } })
  })
}

export function scheduleClosure(ctx: Context, input: Base & { at: Date }): Promise<void> {
  requirePermission(ctx, 'tickets.change_status')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'schedule_closure')
    if (input.at <= door.at) throw invalid('at', 'That time is past. Choose one to come.')
    await door.fire('schedule_closure', { timerAt: input.at })
    door.log('ticket.closure_scheduled', { at: input.at.toISOString() })
  })
}

/** What the customer asked for on their side; channels and imports speak for them. */
export function customerAsks(ctx: Context, input: Base & { event: 'request_closure' | 'close' }): Promise<void> {
  requirePermission(ctx, 'messages.as_customer')
  return ctx.transaction((tx) => {
    const asCustomer: Context = { ...ctx, actor: { kind: 'customer', contactId: null, name: '' } }
    return changeTicketIn(asCustomer, tx, input, async (door) => {
      if (!mayList(ctx.actor, door.ticket)) throw notFound()
      requirePossible(door, input.event)
      await door.fire(input.event)
    })
  })
}

const trackerEvents = {
  created: 'tracker_created',
  progressed: 'tracker_progressed',
  finished: 'tracker_finished',
} as const satisfies Record<string, EventType>

/** A project tracker reports on the task it has for this ticket. */
export function trackerReports(ctx: Context, input: Base & { event: keyof typeof trackerEvents }): Promise<void> {
  requirePermission(ctx, 'tracker.report')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, trackerEvents[input.event])
    const decision = await door.fire(trackerEvents[input.event], { by: input.event !== 'created' ? 'system' : undefined })
    if (decision.from !== decision.to) door.log('tracker.reported', { event: input.event })
  })
}

/** Raises the priority to urgent, with the reason kept, and tells the admins. */
export function escalateTicket(ctx: Context, input: Base & { reason: string }): Promise<void> {
  requirePermission(ctx, 'tickets.edit')
  return changeTicket(ctx, input, async (door) => {
    const { ticket } = door
    requirePossible(door, 'escalate')
    const refuse = escalationRefusal(ticket)
    if (refuse) throw new AppError('refused', refuse.message, { action: 'escalate', reason: refuse.code, ticketStatus: ticket.status })
    const from = ticket.priority
    ticket.priority = 'urgent'
    door.log('ticket.escalated', { from }, { reason: input.reason })
    await door.say({
      kind: 'system',
      audience: 'staff',
      author: { kind: 'system', id: null, name: '' },
      body: bodyFromText(`Escalated: ${input.reason}`),
      systemLine: { key: 'escalated', params: {} },
    })
  })
}

export function escalationRefusal(ticket: Door['ticket']): { code: string; message: string } | null {
  if (!isUnresolved(ticket))
    return { code: 'resolved', message: '“Escalate” is not possible on a ticket that is resolved or closed. Reopen it first.' }
  if (ticket.priority === 'urgent') return { code: 'already_urgent', message: '“Escalate” is not possible: the ticket is urgent already.' }
  return null
}
