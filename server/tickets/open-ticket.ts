import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { desksForNewTicket, deskSettings } from '../desks/index.ts'
import { formOf } from '../forms/index.ts'
import { type Body, bodyFromText, type NewMessage } from '../messages/index.ts'
import { contactByMail } from '../people/index.ts'
import { query, together, type Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { aboutNewTicket } from './about.ts'
import { createTicketIn, type CreatedTicket, type CreateTicketInput, takeForTicket, type TakenForTicket } from './create-ticket.ts'
import { descriptionBody } from './description.ts'
import type { AskLast } from './door.ts'
import { requirePermission } from './require-permission.ts'
import type { CreateTicket } from './ticket-bodies.schema.ts'

const labelsNamed = query(
  'open_ticket.labels',
  'SELECT id FROM labels WHERE workspace_id = $1 AND (id::text = ANY ($2::text[]) OR lower(name) = ANY ($3::text[]))',
)

/**
 * Opens a ticket by hand or by the API. Its description is the customer's words, unless an agent writes first.
 * @returns what `askLast` makes of it
 */
export async function openTicketIn<A>(
  ctx: Context<StaffActor>,
  tx: Tx,
  input: z.output<typeof CreateTicket>,
  askLast: AskLast<CreatedTicket, A>,
): Promise<A> {
  requirePermission(ctx, 'tickets.create')
  const agentFirst = input.firstMessage === 'agent'
  if (agentFirst) requirePermission(ctx, 'tickets.reply')
  if (input.assignee || input.team) requirePermission(ctx, 'tickets.assign')
  const [taken, contact, labels] = await together([
    takeForTicket(tx, desksForNewTicket(ctx.actor, input.desk), firstBody(input) !== null, { withForm: true }),
    input.contact ? contactByMail(tx, { email: input.contact.email, name: input.contact.name ?? null }) : null,
    labelIds(tx, input.labels ?? []),
  ])
  if (agentFirst) requireSendable(input, taken)
  else if (input.cc?.length || input.bcc?.length)
    throw invalid('firstMessage', 'Copies go with a first message of yours. Say that you write first, or leave them out.')
  else if (input.sendAt || input.undoSeconds)
    throw invalid('firstMessage', 'Only a first message of yours can be held back. Say that you write first, or leave that out.')
  const fields = aboutNewTicket(formOf(taken.form ?? []), ctx.actor, input, deskSettings(taken.deskSettings))
  const ticket: CreateTicketInput = {
    taken,
    title: input.title,
    channel: input.channel ?? 'created',
    type: input.type,
    inquiryTypeId: input.inquiryType,
    fields,
    priority: input.priority,
    internal: input.internal,
    contact,
    assigneeId: input.assignee,
    teamId: input.team,
    labelIds: labels,
    message: firstMessage(ctx.actor, contact, input, agentFirst),
    firstMessage: input.firstMessage,
    confirmWarnings: input.confirmWarnings,
    html: input.descriptionHtml,
    sendAt: input.sendAt,
    undoSeconds: input.undoSeconds,
  }
  return createTicketIn(ctx, tx, ticket, askLast)
}

/** A first message that would reach nobody is none: it is refused before anything is written. */
function requireSendable(input: z.output<typeof CreateTicket>, { mail }: TakenForTicket): void {
  if (!input.contact) throw invalid('contact', 'Say whom the first message goes to.')
  if (!descriptionBody(input)) throw invalid('description', 'Write the first message.')
  if (input.internal) throw invalid('internal', 'An internal ticket mails nobody. Take the mark away, or write a note instead.')
  if (mail.address === null)
    throw invalid('desk', 'This desk has no mail address to write from. Add one in the settings, or choose another desk.')
}

function firstMessage(
  actor: StaffActor,
  contact: { id: number; name: string; email: string | null } | null,
  input: z.output<typeof CreateTicket>,
  agentFirst: boolean,
): NewMessage | undefined {
  const body = firstBody(input)
  if (!body) return undefined
  const files = { uploadIds: input.attachments ?? [], uploadedBy: actor.userId }
  const agent = { kind: 'agent', id: actor.userId, name: actor.name } as const
  if (agentFirst) return { kind: 'reply', audience: 'public', author: agent, body, cc: input.cc, bcc: input.bcc, ...files }
  // Without a contact nobody else wrote it: it stays among staff.
  if (!contact) return { kind: 'note', audience: 'staff', author: agent, body, ...files }
  return {
    kind: 'customer',
    audience: 'public',
    author: { kind: 'contact', id: contact.id, name: contact.name, email: contact.email },
    body,
    ...files,
  }
}

/** Files need no words. */
function firstBody(input: z.output<typeof CreateTicket>): Body | null {
  return descriptionBody(input) ?? (input.attachments?.length ? bodyFromText('') : null)
}

/** Labels by id or by name. */
async function labelIds(tx: Tx, wanted: readonly string[]): Promise<number[]> {
  if (wanted.length === 0) return []
  const found = await tx.many<{ id: number }>(labelsNamed, [tx.workspaceId, wanted, wanted.map((name) => name.toLowerCase())])
  if (found.length < new Set(wanted).size)
    throw invalid('labels', 'One of the labels does not exist. An admin can make it in the settings.')
  return found.map((label) => label.id)
}
