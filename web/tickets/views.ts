import {
  AlarmClock,
  Archive,
  ArrowLeftRight,
  CheckCheck,
  CircleCheck,
  CircleDot,
  Hourglass,
  Inbox,
  type LucideIcon,
  ShieldAlert,
  Trash2,
  UserRoundX,
  UsersRound,
} from 'lucide-react'
import { t } from '../words/index.ts'

export type View = {
  key: string
  name: string
  icon: LucideIcon
  letter: string
  group: 'mine' | 'desk' | 'aside'
  /** Which of the status counts belongs to the view's tabs. */
  tabs: 'all' | 'unassigned' | 'mine' | null
}

/** The fixed views in the order of the sidebar; `letter` follows `g` on the keyboard. */
export const views: View[] = [
  { key: 'my_in_progress', name: t.views.my_in_progress, icon: CircleDot, letter: 'i', group: 'mine', tabs: null },
  { key: 'my_pending', name: t.views.my_pending, icon: Hourglass, letter: 'p', group: 'mine', tabs: null },
  { key: 'my_resolved', name: t.views.my_resolved, icon: CircleCheck, letter: 'r', group: 'mine', tabs: null },
  { key: 'my_completed', name: t.views.my_completed, icon: CheckCheck, letter: 'c', group: 'mine', tabs: null },
  { key: 'all', name: t.views.all, icon: Inbox, letter: 'a', group: 'desk', tabs: 'all' },
  { key: 'unassigned', name: t.views.unassigned, icon: UserRoundX, letter: 'u', group: 'desk', tabs: 'unassigned' },
  { key: 'my_team', name: t.views.my_team, icon: UsersRound, letter: 't', group: 'desk', tabs: null },
  { key: 'transferred', name: t.views.transferred, icon: ArrowLeftRight, letter: 'f', group: 'desk', tabs: null },
  { key: 'snoozed', name: t.views.snoozed, icon: AlarmClock, letter: 'h', group: 'aside', tabs: null },
  { key: 'spam', name: t.views.spam, icon: ShieldAlert, letter: 's', group: 'aside', tabs: null },
  { key: 'trash', name: t.views.trash, icon: Trash2, letter: 'x', group: 'aside', tabs: null },
  { key: 'archived', name: t.views.archived, icon: Archive, letter: 'd', group: 'aside', tabs: null },
]

export function viewOf(key: string | undefined): View {
  const view = views.find((candidate) => candidate.key === (key ?? 'all'))
  return view ?? (views.find((candidate) => candidate.key === 'all') as View)
}
