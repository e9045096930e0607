import {
  Archive,
  ArchiveRestore,
  Clock,
  type LucideIcon,
  MailWarning,
  NotebookPen,
  PauseCircle,
  ShieldCheck,
  Star,
  StarOff,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { BulkAct } from '../../client/types.ts'
import { t } from '../words/index.ts'

export type BulkName = BulkAct['action']

const names: Partial<Record<BulkName, string>> = {
  status: t.fields.status,
  priority: t.fields.priority,
  labels: t.fields.labels,
  note: t.bulk.note,
  star: t.bulk.star,
  unstar: t.bulk.unstar,
}

/** What an action is called on buttons, in the palette and while it runs. */
export function nameOfBulk(action: string): string {
  return names[action as BulkName] ?? t.actionNames[action] ?? action
}

export const bulkIcons: Partial<Record<BulkName, LucideIcon>> = {
  note: NotebookPen,
  hold: PauseCircle,
  snooze: Clock,
  unsnooze: Undo2,
  star: Star,
  unstar: StarOff,
  archive: Archive,
  unarchive: ArchiveRestore,
  spam: MailWarning,
  'not-spam': ShieldCheck,
  delete: Trash2,
  restore: Undo2,
  purge: Trash2,
}

/** What stands in the menu, by the folder one looks at. */
export function moreActions(view: string | undefined): BulkName[][] {
  switch (view) {
    case 'trash':
      return [
        ['note', 'star', 'unstar'],
        ['restore', 'purge'],
      ]
    case 'spam':
      return [
        ['note', 'star', 'unstar'],
        ['not-spam', 'delete', 'purge'],
      ]
    case 'archived':
      return [
        ['note', 'star', 'unstar'],
        ['unarchive', 'spam', 'delete'],
      ]
    case 'snoozed':
      return [
        ['note', 'unsnooze', 'snooze', 'hold'],
        ['star', 'unstar'],
        ['archive', 'spam', 'delete'],
      ]
    default:
      return [
        ['note', 'snooze', 'hold'],
        ['star', 'unstar'],
        ['archive', 'spam', 'delete'],
      ]
  }
}

/** These are asked about first, however few tickets there are: they mail customers, take words, hide much or cannot be taken back. */
const asks = new Set<BulkName>(['resolve', 'hold', 'note', 'snooze', 'archive', 'purge'])
/** Everything else is asked about where it touches more than one can look over. */
const fewTickets = 25

/** @param count null while it is not known */
export function asksFirst(act: BulkAct, count: number | null): boolean {
  return asks.has(act.action) || count === null || count > fewTickets
}
