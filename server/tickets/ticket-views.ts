import type { z } from 'zod'
import { customerRights } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { avatarHue } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { mergesInto } from './merge-tickets.queries.ts'
import { undoHours } from './merge-tickets.ts'
import { type Ticket, ticketColumns, ticketFields } from './ticket.ts'
import { besideRows, besideTicket, ticketsByIds } from './ticket-views.queries.ts'
import type { TicketRow, TicketView } from './tickets.schema.ts'
import { mayList } from './visible-tickets.ts'

export type TicketRowOut = z.input<typeof TicketRow>
export type TicketOut = z.input<typeof TicketView>

interface BesideRows {
  labels: { ticket: number; id: string; name: string; colour: string }[]
  stars: number[]
  reads: { ticket: number; message: number }[]
  viewers: { ticket: number; id: string; name: string }[]
  people: Record<string, string>
  teams: Record<string, string>
}

/** Tickets as list rows, as this person sees them. */
export async function rowsOf(ctx: Context<StaffActor>, tx: Tx, tickets: readonly Ticket[]): Promise<TicketRowOut[]> {
  if (tickets.length === 0) return []
  const beside = await tx.one<BesideRows>(besideRows, [
    tx.workspaceId,
    tickets.map((ticket) => ticket.id),
    ctx.actor.userId,
    distinct(tickets.map((ticket) => ticket.assigneeId)),
    distinct(tickets.map((ticket) => ticket.teamId)),
  ])
  const rows: TicketRowOut[] = []
  for (const ticket of tickets) rows.push(await rowOf(tx, ticket, beside))
  return rows
}

/** Rows for ids, in their order; what the actor may not see is left out. */
export async function ticketRows(ctx: Context<StaffActor>, tx: Tx, ids: readonly number[]): Promise<TicketRowOut[]> {
  const columns = ticketFields.map((field) => `t.${ticketColumns[field]} AS "${field}"`).join(', ')
  const found = await tx.many<Ticket>({ text: ticketsByIds(columns) }, [tx.workspaceId, ids])
  const byId = new Map(found.filter((ticket) => mayList(ctx.actor, ticket)).map((ticket) => [ticket.id, ticket]))
  return rowsOf(
    ctx,
    tx,
    ids.flatMap((id) => byId.get(id) ?? []),
  )
}

/** One ticket with everything its page shows but the conversation. */
export async function ticketView(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket): Promise<TicketOut> {
  const [row] = await rowsOf(ctx, tx, [ticket])
  if (!row) throw new Error('a ticket in hand gave no row')
  const beside = await tx.one<{
    contactTicketCount: number
    participants: TicketOut['participants']
    mergedInto: string | null
    followUpOf: string | null
    possiblyBelongsTo: string | null
    followUps: { reference: string }[]
    lastAssignee: string | null
    surveyScore: number | null
    seenMessageId: number | null
  }>(besideTicket, [
    tx.workspaceId,
    ticket.id,
    ticket.contactId,
    ticket.mergedIntoId,
    ticket.followUpOfId,
    ticket.possiblyOfId,
    ticket.lastAssigneeId,
  ])
  const merges = await tx.many<{ id: number; reference: string; mergedAt: Date }>(mergesInto, [tx.workspaceId, ticket.id])
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const referenced = (reference: string | null) => (reference === null ? null : { reference })

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
    mergedInto: referenced(beside.mergedInto),
    mergedFrom: merges.map((merge) => ({
      reference: merge.reference,
      mergeId: merge.id,
      undoable: tx.now.getTime() - merge.mergedAt.getTime() < undoHours * 3_600_000,
    })),
    followUpOf: referenced(beside.followUpOf),
    followUps: beside.followUps,
    possiblyBelongsTo: referenced(beside.possiblyBelongsTo),
    lastAssignee: ticket.lastAssigneeId === null ? null : { id: ticket.lastAssigneeId, name: beside.lastAssignee ?? '' },
    seenMessageId: beside.seenMessageId,
  }
}

async function rowOf(tx: Tx, ticket: Ticket, beside: BesideRows): Promise<TicketRowOut> {
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
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
    lastActivityAt: ticket.lastActivityAt,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    preview: ticket.preview,
    messageCount: ticket.messageCount,
    version: ticket.version,
    viewers: beside.viewers.filter((viewer) => viewer.ticket === ticket.id).map(({ id, name }) => ({ id, name })),
  }
}

function distinct(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))]
}
