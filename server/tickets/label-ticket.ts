import type { Context } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { addLabels, labelsOf, removeLabels } from './create-ticket.queries.ts'
import { changeTicket } from './change-ticket.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'

const mostLabels = 50

export interface LabelChange {
  readonly added: readonly number[]
  readonly removed: readonly number[]
}

/** Puts some labels on a ticket and takes others off, and leaves the rest. Gives what that changed. */
export function labelTicket(
  ctx: Context,
  input: { ticketId: number; add: readonly number[]; remove: readonly number[] },
): Promise<LabelChange> {
  requirePermission(ctx, 'tickets.edit')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'edit')
    const { tx, ticket } = door
    const idsOf = (rows: readonly { id: number }[]) => rows.map((row) => row.id)
    const added = input.add.length === 0 ? [] : idsOf(await tx.many(addLabels, [tx.workspaceId, ticket.id, input.add]))
    const removed = input.remove.length === 0 ? [] : idsOf(await tx.many(removeLabels, [tx.workspaceId, ticket.id, input.remove]))
    if (added.length > 0 && (await tx.many(labelsOf, [tx.workspaceId, ticket.id])).length > mostLabels)
      throw invalid('labels', `A ticket carries ${mostLabels} labels at most.`)
    for (const label of added) door.log('ticket.label_added', { label })
    for (const label of removed) door.log('ticket.label_removed', { label })
    return { added, removed }
  })
}
