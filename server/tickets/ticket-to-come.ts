import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { blankTicket } from './create-ticket.ts'
import { knowsWritingFirst } from './first-message.ts'
import { requirePermission } from './require-permission.ts'
import type { Ticket } from './ticket.ts'
import type { TicketToComeIn } from './ticket-bodies.schema.ts'

/** A ticket as it will be once its first message is sent: what words that are written for it need to know. */
export interface TicketToCome {
  readonly deskId: number
  readonly about: z.output<typeof TicketToComeIn>
}

const deskToCome = query(
  'ticket_to_come.desk',
  `SELECT d.id AS "deskId", d.lifecycle_version_id AS "lifecycleVersionId", w.reference_prefix AS prefix
   FROM desks d JOIN workspaces w ON w.id = d.workspace_id WHERE d.workspace_id = $1 AND d.id = $2`,
)

interface DeskToCome {
  deskId: number
  lifecycleVersionId: number
  prefix: string
}

/** Who may write first on a desk: whoever works on it, may make tickets and may write to customers. */
export function requireWritingFirst(ctx: Context<StaffActor>, deskId: number): void {
  if (!ctx.actor.desks.has(deskId)) throw notFound()
  requirePermission(ctx, 'tickets.create')
  requirePermission(ctx, 'tickets.reply')
}

/** It has no number yet, so that nothing can name it; it is written nowhere. */
export async function ticketToCome(ctx: Context<StaffActor>, tx: Tx, { deskId, about }: TicketToCome): Promise<Ticket> {
  requireWritingFirst(ctx, deskId)
  const desk = await tx.maybe<DeskToCome>(deskToCome, [tx.workspaceId, deskId])
  if (!desk) throw notFound()
  const { contact, title, priority, assignee, team } = about
  const input = {
    title,
    priority,
    channel: 'created',
    contact: contact ? { id: 0, name: contact.name ?? contact.email, email: contact.email } : null,
  } as const
  const ticket = blankTicket(ctx, tx, input, { ...desk, id: 0, number: 0, firstType: null })
  const lifecycle = await lifecycleVersion(tx, desk.lifecycleVersionId)
  const first = lifecycle.transitions.find(({ on }) => on === (knowsWritingFirst(lifecycle) ? 'agent_wrote_first' : 'created'))
  return {
    ...ticket,
    reference: '',
    contactId: null,
    status: first?.to ?? lifecycle.initial,
    assigneeId: first?.does?.includes('take') ? ctx.actor.userId : (assignee ?? null),
    teamId: team ?? null,
  }
}

/** What stands for the number of a ticket that has none yet, where its mail is looked at. */
export async function referenceToCome(tx: Tx, deskId: number): Promise<string> {
  const { prefix } = await tx.one<DeskToCome>(deskToCome, [tx.workspaceId, deskId])
  return `${prefix}-…`
}
