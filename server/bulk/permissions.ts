import type { Context, Permission, StaffActor } from '../access/index.ts'
import { forbidden } from '../platform/errors/index.ts'
import type { BulkActionName } from './bulk.schema.ts'

/** The rights an action on many tickets takes. Archiving many at once hides them as deleting does, and takes that right, too. */
const needed: Readonly<Record<BulkActionName, readonly Permission[]>> = {
  status: ['tickets.change_status'],
  priority: ['tickets.edit'],
  labels: ['tickets.edit'],
  assign: ['tickets.assign'],
  unassign: ['tickets.assign'],
  note: ['tickets.note'],
  resolve: ['tickets.change_status'],
  hold: ['tickets.change_status'],
  snooze: ['tickets.snooze'],
  unsnooze: ['tickets.snooze'],
  star: [],
  unstar: [],
  archive: ['tickets.archive', 'tickets.delete'],
  unarchive: ['tickets.archive'],
  spam: ['tickets.spam'],
  'not-spam': ['tickets.not_spam'],
  delete: ['tickets.delete'],
  restore: ['tickets.restore'],
  purge: ['tickets.purge'],
}

/** What takes an action back, where it can be taken back at all. */
const inverse: Partial<Record<BulkActionName, BulkActionName>> = {
  status: 'status',
  priority: 'priority',
  labels: 'labels',
  assign: 'assign',
  unassign: 'assign',
  snooze: 'unsnooze',
  unsnooze: 'snooze',
  star: 'unstar',
  unstar: 'star',
  archive: 'unarchive',
  unarchive: 'archive',
  spam: 'not-spam',
  'not-spam': 'spam',
  delete: 'restore',
  restore: 'delete',
}

/** Everything that can be done to many tickets, each with the right that this person lacks for it. */
export function bulkActionsFor({ actor }: Context<StaffActor>): { action: string; missing: Permission | null }[] {
  return Object.entries(needed).map(([action, permissions]) => ({
    action,
    missing: permissions.find((permission) => !actor.permissions.has(permission)) ?? null,
  }))
}

export function requireBulk({ actor }: Context<StaffActor>, action: BulkActionName): void {
  const missing = needed[action].find((permission) => !actor.permissions.has(permission))
  if (missing) throw forbidden(missing)
}

/** The right that taking it back takes and this person does not have; null: they have it. Undefined: it cannot be taken back. */
export function missingToUndo({ actor }: Context<StaffActor>, action: BulkActionName): Permission | null | undefined {
  const back = inverse[action]
  return back && (needed[back].find((permission) => !actor.permissions.has(permission)) ?? null)
}
