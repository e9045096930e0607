import type { Context } from '../access/index.ts'
import { AppError, invalid } from '../platform/errors/index.ts'
import type { Permission } from '../access/index.ts'
import { changeTicket } from './change-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { purgeTicketContent } from './purge-ticket.ts'
import { requirePermission } from './require-permission.ts'

interface Base {
  readonly ticketId: number
  readonly expectedVersion?: number
}

/**
 * Folders a ticket can be put into and taken out of. They are facts of the ticket, the same in every lifecycle: status
 * and assignee stay as they are, so that a ticket comes back just as it went.
 */
const folders = {
  spam: { permission: 'tickets.spam', put: (door: Door) => markSpam(door) },
  'not-spam': { permission: 'tickets.not_spam', put: clearSpam },
  archive: { permission: 'tickets.archive', put: archive },
  unarchive: { permission: 'tickets.archive', put: unarchive },
  delete: { permission: 'tickets.delete', put: trash },
  restore: { permission: 'tickets.restore', put: restore },
} as const satisfies Record<string, { permission: Permission; put: (door: Door) => void }>

export type FolderAction = keyof typeof folders

export function folderPermission(action: FolderAction): Permission {
  return folders[action].permission
}

/** Moves a ticket into a folder or out of it. Asking for what is already so changes nothing. */
export function setAside(ctx: Context, input: Base & { action: FolderAction }): Promise<void> {
  requirePermission(ctx, folders[input.action].permission)
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, input.action)
    folders[input.action].put(door)
  })
}

export function markSpam(door: Door): void {
  if (door.ticket.spamAt) return
  door.ticket.spamAt = door.at
  door.log('ticket.spam_marked')
}

function clearSpam(door: Door): void {
  if (!door.ticket.spamAt) return
  door.ticket.spamAt = null
  door.log('ticket.spam_cleared')
}

function archive(door: Door): void {
  if (door.ticket.archivedAt) return
  door.ticket.archivedAt = door.at
  door.log('ticket.archived')
}

function unarchive(door: Door): void {
  if (!door.ticket.archivedAt) return
  door.ticket.archivedAt = null
  door.log('ticket.unarchived')
}

function trash(door: Door): void {
  if (door.ticket.trashedAt) return
  door.ticket.trashedAt = door.at
  door.log('ticket.trashed')
}

function restore(door: Door): void {
  if (!door.ticket.trashedAt) return
  door.ticket.trashedAt = null
  door.log('ticket.restored')
}

/** Schedules the deletion of a ticket. On desks whose lifecycle says so it closes at once. */
export function scheduleDeletion(ctx: Context, input: Base & { at: Date }): Promise<void> {
  requirePermission(ctx, 'tickets.schedule_deletion')
  return changeTicket(ctx, input, async (door) => {
    const { ticket } = door
    requirePossible(door, 'schedule-deletion')
    if (input.at <= door.at) throw invalid('at', 'That time is past. Choose one to come.')
    if (ticket.deletionAt) {
      throw new AppError('refused', 'A deletion of this ticket is scheduled already. Cancel it first.', {
        action: 'schedule-deletion',
        reason: 'already_scheduled',
        ticketStatus: ticket.status,
      })
    }
    await door.fire('deletion_scheduled', { by: 'system' })
    ticket.deletionAt = input.at
    door.log('ticket.deletion_scheduled', { at: input.at.toISOString() })
    door.arm('deletion', input.at)
  })
}

export function cancelDeletion(ctx: Context, input: Base): Promise<void> {
  requirePermission(ctx, 'tickets.schedule_deletion')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'cancel-deletion')
    if (!door.ticket.deletionAt) return
    door.ticket.deletionAt = null
    door.log('ticket.deletion_cancelled')
    door.disarm('deletion')
  })
}

/** Deletes for good what is in the trash: words, attachments and search entries go, the reference is never used again. */
export function purgeTicket(ctx: Context, input: Base): Promise<void> {
  requirePermission(ctx, 'tickets.purge')
  return changeTicket(ctx, input, async (door) => {
    if (!door.ticket.trashedAt) {
      throw new AppError('refused', 'Only a ticket in the trash can be deleted for good.', {
        action: 'purge',
        reason: 'not_in_trash',
        ticketStatus: door.ticket.status,
      })
    }
    await purgeTicketContent(door)
  })
}
