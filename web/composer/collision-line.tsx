import { Eye, PenLine } from 'lucide-react'
import { classes } from '../../ui/classes.ts'
import { useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { namesOf, t } from '../words/index.ts'

/** Who else is at this ticket right now, where the answer is written, so that nobody answers twice. */
export function CollisionLine({ ticket }: { ticket: ShownTicket }) {
  const me = useMe()
  const others = ticket.viewers.filter((viewer) => viewer.id !== me.id)
  const typing = others.filter((viewer) => viewer.typing)
  const shown = typing.length ? typing : others
  if (shown.length === 0) return null
  const names = namesOf(shown)
  const several = shown.length > 1
  const words = typing.length
    ? several
      ? t.writing.typingSeveral(names)
      : t.writing.typing(names)
    : several
      ? t.writing.lookingSeveral(names)
      : t.writing.looking(names)
  const Icon = typing.length ? PenLine : Eye
  return (
    <p
      role="status"
      data-testid="collision"
      className={classes('flex min-w-0 items-center gap-1.5 px-4 pt-1 text-xs', typing.length ? 'text-amber-text' : 'text-fg-3')}
    >
      <Icon size={13} className="shrink-0" />
      <span dir="auto" className="truncate">
        {words}
      </span>
    </p>
  )
}
