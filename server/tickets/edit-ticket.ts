import type { Context } from '../access/index.ts'
import { readForm, wholeForm } from '../forms/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { queueTicket } from '../search/index.ts'
import { type AboutInput, changeAbout } from './about.ts'
import { changeDescription, descriptionBody, type DescriptionInput } from './description.ts'
import { addLabels, labelsOf, removeLabels } from './create-ticket.queries.ts'
import { changeTicket } from './change-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'
import type { Priority } from './ticket.ts'

export interface EditTicketInput extends AboutInput, DescriptionInput {
  readonly ticketId: number
  readonly expectedVersion?: number
  readonly title?: string
  readonly priority?: Priority
  readonly internal?: boolean
  /** All labels the ticket shall have. */
  readonly labelIds?: readonly number[]
}

/** Changes what staff may edit on a ticket; each change is logged with what it was before. */
export function editTicket(ctx: Context, input: EditTicketInput): Promise<void> {
  requirePermission(ctx, 'tickets.edit')
  return changeTicket(ctx, input, async (door) => {
    const { ticket } = door
    requirePossible(door, 'edit')
    if (input.title !== undefined && input.title !== ticket.title) {
      door.log('ticket.title_changed', {}, { from: ticket.title, to: input.title })
      ticket.title = input.title
      door.then(() => queueTicket(door.tx, ticket.id))
    }
    await editAbout(door, input)
    await editDescription(door, input)
    if (input.priority !== undefined && input.priority !== ticket.priority) {
      door.log('ticket.priority_changed', { from: ticket.priority, to: input.priority })
      ticket.priority = input.priority
    }
    if (input.internal !== undefined && input.internal !== ticket.internal) {
      door.log('ticket.internal_changed', { internal: input.internal })
      ticket.internal = input.internal
    }
    if (input.labelIds !== undefined) await setLabels(door, input.labelIds)
  })
}

async function editAbout(door: Door, input: AboutInput): Promise<void> {
  const { type, inquiryType, fields, processingCategory } = input
  if (processingCategory !== undefined) changeAbout(door, await wholeForm(door.tx, door.ticket.deskId), input)
  else if (type !== undefined || inquiryType !== undefined || fields !== undefined)
    changeAbout(door, await readForm(door.tx, door.ticket.deskId), input)
}

async function editDescription(door: Door, input: DescriptionInput): Promise<void> {
  if (input.description === undefined && input.descriptionHtml === undefined) return
  const body = descriptionBody(input)
  if (!body) throw invalid(input.descriptionHtml === undefined ? 'description' : 'descriptionHtml', 'A description cannot be emptied.')
  await changeDescription(door, body)
}

async function setLabels(door: Door, wanted: readonly number[]): Promise<void> {
  const { tx, ticket } = door
  const present = (await tx.many<{ id: number }>(labelsOf, [tx.workspaceId, ticket.id])).map((label) => label.id)
  const added = [...new Set(wanted)].filter((id) => !present.includes(id))
  const removed = present.filter((id) => !wanted.includes(id))
  if (added.length > 0) {
    const written = await tx.many(addLabels, [tx.workspaceId, ticket.id, added])
    if (written.length !== added.length) throw invalid('labels', 'One of the labels does not exist.')
  }
  if (removed.length > 0) await tx.run(removeLabels, [tx.workspaceId, ticket.id, removed])
  for (const label of added) door.log('ticket.label_added', { label })
  for (const label of removed) door.log('ticket.label_removed', { label })
}
