import { AppError } from '../platform/errors/index.ts'
import type { Door } from './door.ts'
import type { Ticket } from './ticket.ts'

export interface FolderRefusal {
  readonly code: string
  readonly message: string
}

const possibleIn: Partial<Record<Ticket['bucket'], readonly string[]>> = {
  merged: ['note'],
  trash: ['note', 'restore', 'purge', 'delete', 'mask', 'unmask', 'move'],
}

/**
 * Why an action is not possible with a ticket where it lies, whatever its status; null when it is. Notes always are. The
 * buttons and the verbs both ask here, so that they cannot disagree.
 */
export function folderRefusal(action: string, ticket: Pick<Ticket, 'bucket' | 'deletionAt'>): FolderRefusal | null {
  const { bucket } = ticket
  const possible = possibleIn[bucket]
  const no = (message: string) => ({ code: `in_${bucket}`, message })
  if (possible && !possible.includes(action)) {
    return no(
      bucket === 'merged' ? 'the ticket was merged into another one. Work on that one.' : 'the ticket is in the trash. Restore it first.',
    )
  }
  // Its status may still be set from the spam folder.
  if (bucket === 'spam' && (action === 'reply' || action === 'merge' || action === 'split'))
    return no('the ticket is in the spam folder. Mark it as not spam first.')
  if (action === 'snooze' && bucket !== 'active' && bucket !== 'snoozed') return no('only a ticket among the active ones can be put away.')
  if (action === 'reply' && ticket.deletionAt) {
    return { code: 'deletion_scheduled', message: 'the ticket is scheduled for deletion. Cancel the deletion first.' }
  }
  return null
}

/** @param named what the problem calls the action, where it is not what the API calls it */
export function requirePossible(door: Door, action: string, named = action): void {
  const refusal = folderRefusal(action, door.ticket)
  if (!refusal) return
  throw new AppError('refused', `This is not possible: ${refusal.message}`, {
    action: named,
    reason: refusal.code,
    ticketStatus: door.ticket.status,
  })
}
