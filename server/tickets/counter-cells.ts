import { finishOf, type Ticket } from './ticket.ts'

/** −1 for the counter cell a ticket leaves, +1 for the one it enters; null if it stays where it is. */
export function cellsMoved(before: Readonly<Ticket> | null, after: Readonly<Ticket>): string | null {
  const entered = cell(after)
  if (!before) return JSON.stringify([{ ...entered, n: 1 }])
  const left = cell(before)
  if (JSON.stringify(left) === JSON.stringify(entered)) return null
  return JSON.stringify([
    { ...left, n: -1 },
    { ...entered, n: 1 },
  ])
}

function cell(ticket: Readonly<Ticket>) {
  return {
    desk_id: ticket.deskId,
    lifecycle_version_id: ticket.lifecycleVersionId,
    status: ticket.status,
    category: ticket.category,
    assignee_id: ticket.assigneeId ?? 0,
    team_id: ticket.teamId ?? 0,
    bucket: ticket.bucket,
    finish: finishOf(ticket),
  }
}
