import type { z } from 'zod'
import { customerRights, type Lifecycle } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import type { FieldValues, Name } from '../forms/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { avatarHue } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { undoHours } from './merge-tickets.ts'
import { readServiceLevels, serviceLevel, type SlaOut } from './service-clock.ts'
import type { ListedTicket, Ticket } from './ticket.ts'
import { besideRows, besideTicket, ticketsByIds } from './ticket-views.queries.ts'
import type { TicketRow, TicketView } from './tickets.schema.ts'
import { mayList } from './visible-tickets.ts'

export type TicketRowOut = z.input<typeof TicketRow>
export type TicketOut = z.input<typeof TicketView>

interface BesideRows {
  labels: { ticket: number; id: string; name: string; colour: string }[]
  stars: number[]
  reads: { ticket: number; message: number }[]
  viewers: { ticket: number; id: string; name: string; typing: boolean }[]
  people: Record<string, string>
  teams: Record<string, string>
}

/** Tickets as list rows, as this person sees them. `last`: it asks the transaction's last query. */
export async function rowsOf(
  ctx: Context<StaffActor>,
  tx: Tx,
  tickets: readonly ListedTicket[],
  { last = false } = {},
): Promise<TicketRowOut[]> {
  if (tickets.length === 0) return []
  const lifecycles = await lifecyclesOf(tx, tickets)
  await readServiceLevels(tx, tickets)
  const ask = () => askBesideRows(ctx, tx, tickets)
  const beside = await (last ? tx.last(ask) : ask())
  return tickets.map((ticket) => {
    const lifecycle = lifecycleOf(ticket, lifecycles)
    return rowOf(ticket, lifecycle, beside, serviceLevel(tx, ticket, lifecycle, tx.now))
  })
}

function askBesideRows(ctx: Context<StaffActor>, tx: Tx, tickets: readonly ListedTicket[]): Promise<BesideRows> {
  return tx.one<BesideRows>(besideRows, [
    tx.workspaceId,
    tickets.map((ticket) => ticket.id),
    ctx.actor.userId,
    distinct(tickets.map((ticket) => ticket.assigneeId)),
    distinct(tickets.map((ticket) => ticket.teamId)),
  ])
}

type Lifecycles = ReadonlyMap<number, Lifecycle>

async function lifecyclesOf(tx: Tx, tickets: readonly Pick<Ticket, 'lifecycleVersionId'>[]): Promise<Lifecycles> {
  const found = new Map<number, Lifecycle>()
  for (const id of distinct(tickets.map((ticket) => ticket.lifecycleVersionId))) found.set(id, await lifecycleVersion(tx, id))
  return found
}

/** Rows for ids, in their order; what the actor may not see is left out. */
export async function ticketRows(ctx: Context<StaffActor>, tx: Tx, ids: readonly number[]): Promise<TicketRowOut[]> {
  const found = await tx.many<ListedTicket>(ticketsByIds, [tx.workspaceId, ids])
  const byId = new Map(found.filter((ticket) => mayList(ctx.actor, ticket)).map((ticket) => [ticket.id, ticket]))
  return rowsOf(
    ctx,
    tx,
    ids.flatMap((id) => byId.get(id) ?? []),
  )
}

/** One ticket with everything its page shows but the conversation. */
export async function ticketView(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket): Promise<TicketOut> {
  await readServiceLevels(tx, [ticket])
  return changedTicket(ctx, tx, ticket, await lifecycleVersion(tx, ticket.lifecycleVersionId))
}

/** A ticket as a change left it; asks without waiting in between, as the last thing of a transaction does. The door has read its service level. */
export async function changedTicket(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket, lifecycle: Lifecycle): Promise<TicketOut> {
  const beside = await tx.one<BesideTicket>(besideTicket, [tx.workspaceId, ticket.id, ctx.actor.userId])
  return makeTicketView(ticket, { lifecycle, beside, now: tx.now, sla: serviceLevel(tx, ticket, lifecycle, tx.now) })
}

interface Beside {
  readonly lifecycle: Lifecycle
  readonly beside: BesideTicket
  readonly now: Date
  readonly sla: SlaOut | null
}

export function makeTicketView(ticket: Ticket, { lifecycle, beside, now, sla }: Beside): TicketOut {
  const row = rowOf(ticket, lifecycle, beside, sla)
  const referenced = (id: number | null) => {
    const reference = id === null ? undefined : beside.references[id]
    return reference === undefined ? null : { reference }
  }
  const itemOf = (id: number | null) => (id === null ? null : { id, name: beside.formNames[id] ?? { en: '' } })
  return {
    ...row,
    contactTicketCount: beside.contactTicketCount,
    participants: beside.participants,
    rights: customerRights(lifecycle, ticket.status),
    firstResponseAt: ticket.firstResponseAt,
    resolvedAt: ticket.resolvedAt,
    resolutionSeconds: ticket.resolvedAt ? Math.round((ticket.resolvedAt.getTime() - ticket.createdAt.getTime()) / 1000) : null,
    resolution: ticket.resolvedAt ? { text: ticket.resolutionText, score: ticket.resolutionScore } : null,
    surveyScore: beside.surveyScore,
    closureAt: ticket.closureAt,
    deletionAt: ticket.deletionAt,
    mergedInto: referenced(ticket.mergedIntoId),
    mergedFrom: beside.mergedFrom.map(({ reference, mergeId, mergedAt }) => ({
      reference,
      mergeId,
      undoable: now.getTime() - Date.parse(mergedAt) < undoHours * 3_600_000,
    })),
    followUpOf: referenced(ticket.followUpOfId),
    followUps: beside.followUps,
    possiblyBelongsTo: referenced(ticket.possiblyOfId),
    lastAssignee: ticket.lastAssigneeId === null ? null : { id: ticket.lastAssigneeId, name: beside.people[ticket.lastAssigneeId] ?? '' },
    // The newest that matters to a reply: a stale one is told by what the customer wrote since.
    seenMessageId: ticket.lastPublicMessageId,
    inquiryType: itemOf(ticket.inquiryTypeId),
    processingCategory: itemOf(ticket.processingCategoryId),
    fields: fieldsOut(ticket.fields),
    inTransfer: ticket.inTransfer,
    guideSince: ticket.guideSince,
    descriptionId: beside.descriptionId,
  }
}

export interface BesideTicket extends BesideRows {
  contactTicketCount: number
  participants: TicketOut['participants']
  mergedFrom: { mergeId: number; reference: string; mergedAt: string }[]
  /** References of the tickets it refers to, by their ids. */
  references: Record<string, string>
  followUps: { reference: string }[]
  surveyScore: number | null
  /** Of its inquiry type and its category, by their ids. */
  formNames: Record<string, Name>
  descriptionId: number | null
}

function lifecycleOf(ticket: Pick<Ticket, 'id' | 'lifecycleVersionId'>, lifecycles: Lifecycles): Lifecycle {
  const lifecycle = lifecycles.get(ticket.lifecycleVersionId)
  if (!lifecycle) throw new Error(`the lifecycle of ticket ${ticket.id} was not read`)
  return lifecycle
}

function rowOf(ticket: ListedTicket, lifecycle: Lifecycle, beside: BesideRows, sla: SlaOut | null): TicketRowOut {
  const status = lifecycle.statuses[ticket.status]
  if (!status) throw new Error(`ticket ${ticket.id} is in the unknown status ${ticket.status}`)
  const read = beside.reads.find((one) => one.ticket === ticket.id)?.message ?? 0
  return {
    id: ticket.id,
    reference: ticket.reference,
    title: ticket.title,
    desk: ticket.deskId,
    status: { key: ticket.status, label: status.label, colour: status.colour, category: status.category },
    priority: ticket.priority,
    type: ticket.type,
    channel: ticket.channel,
    contact: ticket.contactId === null ? null : { id: ticket.contactId, name: ticket.contactName ?? '', email: ticket.contactEmail },
    assignee:
      ticket.assigneeId === null
        ? null
        : { id: ticket.assigneeId, name: beside.people[ticket.assigneeId] ?? '', avatarHue: avatarHue(ticket.assigneeId) },
    team: ticket.teamId === null ? null : { id: ticket.teamId, name: beside.teams[ticket.teamId] ?? '' },
    labels: beside.labels.filter((label) => label.ticket === ticket.id).map(({ id, name, colour }) => ({ id, name, colour })),
    starred: beside.stars.includes(ticket.id),
    unread: ticket.lastPublicBy === 'contact' && (ticket.lastPublicMessageId ?? 0) > read,
    internal: ticket.internal,
    bucket: ticket.bucket,
    snoozedUntil: ticket.snoozedUntil,
    sla,
    lastActivityAt: ticket.lastActivityAt,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    preview: ticket.preview,
    messageCount: ticket.messageCount,
    version: ticket.version,
    viewers: beside.viewers.filter((viewer) => viewer.ticket === ticket.id).map(({ id, name, typing }) => ({ id, name, typing })),
  }
}

function fieldsOut(fields: FieldValues): TicketOut['fields'] {
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]))
}

function distinct(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
