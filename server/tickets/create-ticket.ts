import type { Context } from '../access/index.ts'
import type { Lifecycle } from '../../lifecycle/index.ts'
import { deskSettings } from '../desks/index.ts'
import type { FieldValues, FormRow } from '../forms/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import type { NewMessage } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid } from '../platform/errors/index.ts'
import { assignTo, giveToTeam } from './assign.ts'
import { acknowledge } from './customer-notices.ts'
import { addLabels } from './create-ticket.queries.ts'
import { makeTicketIn } from './change-ticket.ts'
import type { AskLast, Door } from './door.ts'
import type { Plain } from './event-chain.ts'
import { takeTicketIds } from './door.queries.ts'
import { type FirstMessageInput, knowsWritingFirst, type SaidFirst, sayFirst } from './first-message.ts'
import { copyMaskedWords } from './keep-masked.queries.ts'
import type { TakenForMail } from './mailing.queries.ts'
import { type Channel, noServiceLevel, type Priority, type Ticket } from './ticket.ts'

export interface CreateTicketInput extends FirstMessageInput {
  readonly deskId?: number
  /** Instead of one: the workspace's default if it is among these, else the first of them. Null: any. */
  readonly deskIds?: readonly number[] | null
  readonly title: string
  readonly channel: Channel
  /** Of the desk's types; the first of them without it. */
  readonly type?: string
  readonly inquiryTypeId?: number | null
  /** Checked already. */
  readonly fields?: FieldValues
  readonly priority?: Priority
  readonly internal?: boolean
  readonly contact?: { readonly id: number; readonly name: string; readonly email: string | null } | null
  readonly assigneeId?: number | null
  readonly teamId?: number | null
  readonly labelIds?: readonly number[]
  readonly followUpOfId?: number | null
  readonly possiblyOfId?: number | null
  /** The ticket whose matter it goes on with: what is masked everywhere there is masked here as well. */
  readonly maskedLike?: Pick<Ticket, 'id' | 'maskedWords'>
  /** It is made by handing another one on. */
  readonly inTransfer?: boolean
  /** Somebody makes it out of what was said on another one: its customer wrote once, and is told of nothing new. */
  readonly fromOther?: boolean
  /** What else its making does, through its door. */
  readonly also?: (door: Door) => Promise<void>
  /** Whose the first message is; the customer's unless it says that an agent wrote first, which mails it. */
  readonly firstMessage?: 'customer' | 'agent'
  /** What `takeForTicket` gave, for whoever asked for it together with other things; then no desk is named here. */
  readonly taken?: TakenForTicket
}

export interface CreatedTicket extends SaidFirst {
  readonly ticketId: number
  readonly reference: string
  /** As it was made. */
  readonly ticket: Ticket
  readonly lifecycle: Lifecycle
}

export interface TakenForTicket {
  id: number
  number: number
  messageId: number | null
  deskId: number
  prefix: string
  lifecycleVersionId: number
  deskSettings: unknown
  /** For the mail that says the ticket is there. */
  mail: TakenForMail
  /** Null: the desk has the types every desk starts with. */
  firstType: string | null
  /** What the desk asks about its tickets, if that was wanted and there is something. */
  form: FormRow[] | null
  calendarVersionId: number | null
  slaRevision: number
}

/** Takes the ids of a ticket to come and of its first message, and the desk it goes to. */
export async function takeForTicket(
  tx: Tx,
  deskIds: readonly number[] | null,
  withMessage: boolean,
  { withForm = false } = {},
): Promise<TakenForTicket> {
  const taken = await tx.maybe<TakenForTicket>(takeTicketIds, [tx.workspaceId, deskIds, withMessage, withForm])
  if (!taken) throw invalid('desk', 'There is no such desk.')
  return taken
}

/**
 * Opens a ticket with its first message, in one transaction that the caller holds.
 * @returns the ticket, or what `askLast` makes of it
 */
export async function createTicketIn<A = CreatedTicket>(
  ctx: Context,
  tx: Tx,
  input: CreateTicketInput,
  askLast?: AskLast<CreatedTicket, A>,
): Promise<A> {
  const deskIds = input.deskId === undefined ? (input.deskIds ?? null) : [input.deskId]
  const taken = input.taken ?? (await takeForTicket(tx, deskIds, input.message !== undefined))
  const settings = deskSettings(taken.deskSettings)
  const ticket = blankTicket(ctx, tx, input, taken)
  const lifecycle = await lifecycleVersion(tx, taken.lifecycleVersionId)

  const create = async (door: Door): Promise<CreatedTicket> => {
    const agentFirst = input.firstMessage === 'agent'
    const wroteFirst = agentFirst && knowsWritingFirst(lifecycle)
    // The first event of the log; the status it started in is the engine's and known a line later.
    const created = createdData(ticket, input)
    const fields = Object.keys(ticket.fields).length > 0 ? { fields: ticket.fields } : {}
    door.log('ticket.created', created, { title: ticket.title, ...fields })
    const start = await door.fire(wroteFirst ? 'agent_wrote_first' : 'created')
    created.status = start.steps[0]?.to ?? start.to
    const first = await sayFirst(door, input, taken.messageId, { firesReply: !wroteFirst })
    await assignFirst(door, input)
    labelFirst(door, input)
    if (ticket.maskedWords > 0) door.write(copyMaskedWords, [tx.workspaceId, input.maskedLike?.id, ticket.id])
    if (!agentFirst && !input.fromOther) await acknowledge(door, input.message)
    await input.also?.(door)
    return { ticketId: ticket.id, reference: ticket.reference, ...first, ticket, lifecycle }
  }
  const { calendarVersionId, slaRevision } = taken
  const made = { labelIds: input.labelIds ?? [], calendarVersionId, slaRevision, maskedLike: input.maskedLike ?? null }
  return makeTicketIn(whoCreates(ctx, input), tx, { ticket, settings, made, taken: taken.mail }, create, askLast)
}

/** A channel brings in what a customer wrote: the log names the customer. */
function whoCreates(ctx: Context, { message }: CreateTicketInput): Context {
  if (ctx.actor.kind !== 'system' || message?.author.kind !== 'contact') return ctx
  return { ...ctx, actor: { kind: 'customer', contactId: message.author.id, name: message.author.name } }
}

/** `TKT-0001`: at least four digits, more when they are needed. */
export function formatReference(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`
}

/** What a ticket is before the engine and the first message have touched it. */
export function blankTicket(
  ctx: Context,
  tx: Tx,
  input: Omit<CreateTicketInput, 'taken'>,
  taken: Pick<TakenForTicket, 'id' | 'number' | 'deskId' | 'prefix' | 'lifecycleVersionId' | 'firstType'>,
): Ticket {
  const { now } = tx
  return {
    id: taken.id,
    number: taken.number,
    reference: formatReference(taken.prefix, taken.number),
    version: 1,
    deskId: taken.deskId,
    lifecycleVersionId: taken.lifecycleVersionId,
    status: '',
    category: 'new',
    bucket: 'active',
    title: input.title,
    type: input.type ?? taken.firstType ?? 'support_ticket',
    channel: input.channel,
    priority: input.priority ?? 'normal',
    internal: input.internal ?? false,
    contactId: input.contact?.id ?? null,
    contactName: input.contact?.name ?? null,
    contactEmail: input.contact?.email ?? null,
    assigneeId: null,
    lastAssigneeId: null,
    teamId: null,
    createdBy: ctx.actor.kind === 'staff' ? ctx.actor.userId : null,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    firstResponseAt: null,
    resolvedAt: null,
    resolvedBy: null,
    completedBy: null,
    heldBy: null,
    resolutionText: null,
    resolutionScore: null,
    snoozedUntil: null,
    snoozedZone: null,
    snoozedLocal: null,
    spamAt: null,
    trashedAt: null,
    archivedAt: null,
    mergedIntoId: null,
    followUpOfId: input.followUpOfId ?? null,
    possiblyOfId: input.possiblyOfId ?? null,
    closureAt: null,
    deletionAt: null,
    purgedAt: null,
    ...noServiceLevel,
    messageCount: 0,
    preview: '',
    lastPublicMessageId: null,
    lastPublicBy: null,
    lastAgentMessageAt: null,
    maskedWords: input.maskedLike?.maskedWords ?? 0,
    lastCustomerMessageAt: null,
    eventSeq: 0,
    eventHash: Buffer.alloc(0),
    inquiryTypeId: input.inquiryTypeId ?? null,
    processingCategoryId: null,
    fields: input.fields ?? {},
    inTransfer: input.inTransfer ?? false,
    guideSince: null,
  }
}

function createdData(ticket: Ticket, input: CreateTicketInput): Record<string, Plain> {
  return {
    desk: ticket.deskId,
    lifecycleVersion: ticket.lifecycleVersionId,
    channel: ticket.channel,
    type: ticket.type,
    priority: ticket.priority,
    internal: ticket.internal,
    contact: ticket.contactId,
    ...(ticket.inquiryTypeId === null ? {} : { inquiryType: ticket.inquiryTypeId }),
    followUpOf: input.followUpOfId ?? null,
    status: null,
  }
}

async function assignFirst(door: Door, input: CreateTicketInput): Promise<void> {
  // On some desks whoever writes first has the ticket, and nobody else.
  const holder = door.ticket.assigneeId
  if (holder !== null && input.assigneeId && input.assigneeId !== holder)
    throw invalid('assignee', 'On this desk a ticket is of whoever writes first. Hand it on afterwards.')
  if (input.assigneeId) {
    await assignTo(door, { agentId: input.assigneeId, teamId: input.teamId })
    if (holder === null) await door.fire('assigned')
  } else if (input.teamId) await giveToTeam(door, input.teamId)
}

function labelFirst(door: Door, input: CreateTicketInput): void {
  const wanted = input.labelIds ?? []
  if (wanted.length === 0) return
  for (const label of wanted) door.log('ticket.label_added', { label })
  door.then(async () => {
    const added = await door.tx.many(addLabels, [door.tx.workspaceId, door.ticket.id, wanted])
    if (added.length !== new Set(wanted).size) throw invalid('labels', 'One of the labels does not exist.')
  })
}

/** A customer's message as a new ticket of the same desk, linked to the one it answers. */
export async function openFollowUp(
  ctx: Context,
  tx: Tx,
  former: Ticket,
  message: NewMessage,
  channel: Channel,
  contact: CreateTicketInput['contact'],
) {
  if (former.purgedAt) throw new AppError('not_found')
  return createTicketIn(ctx, tx, {
    deskId: former.deskId,
    title: former.title,
    channel,
    contact,
    followUpOfId: former.id,
    maskedLike: former,
    message,
  })
}
