import type { BulkActionName } from './bulk.schema.ts'

/** What actions on many tickets change of one, as it stands beside the run. */
export interface Facts {
  readonly status: string
  readonly priority: 'low' | 'normal' | 'high' | 'urgent'
  readonly assignee: number | null
  readonly team: number | null
  readonly category: number | null
  readonly snoozed: string | null
  readonly archived: boolean
  readonly spam: boolean
  readonly trashed: boolean
  /** The newest message the customer sees. */
  readonly said: number | null
  /** Labels that the action put on or took off. */
  readonly labels?: readonly number[]
  readonly starred?: boolean
}

/** What an action is about: as long as it is as the action left it, the action can be taken back. */
export const subjectOf: Partial<Record<BulkActionName, readonly (keyof Facts)[]>> = {
  status: ['status'],
  priority: ['priority'],
  assign: ['assignee', 'team'],
  unassign: ['assignee', 'team'],
  labels: [],
  snooze: ['snoozed'],
  unsnooze: ['snoozed'],
  star: [],
  unstar: [],
  archive: ['archived'],
  unarchive: ['archived'],
  spam: ['spam'],
  'not-spam': ['spam'],
  delete: ['trashed'],
  restore: ['trashed'],
}
