import { ChevronRight } from 'lucide-react'
import { classes } from '../../ui/classes.ts'
import { formatNumber } from '../../ui/formats.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { language, localised } from '../words/index.ts'
import type { ListItem } from './list-items.ts'

type Props = { item: Extract<ListItem, { kind: 'group' }>; onToggle: (open: boolean) => void; isStuck?: boolean }

/** The head of a group: its status, how many tickets are in it, and whether they are shown. */
export function GroupHeader({ item: { group, isOpen }, onToggle, isStuck }: Props) {
  const count = group.count === null ? '' : formatNumber(group.count, language)
  return (
    <h2 className="h-full" aria-hidden={isStuck || undefined}>
      <button
        type="button"
        aria-expanded={isOpen}
        tabIndex={isStuck ? -1 : undefined}
        data-testid={isStuck ? undefined : 'ticket-group'}
        onClick={() => onToggle(!isOpen)}
        className={classes(
          'flex h-full w-full items-center gap-2 border-b border-line bg-canvas pr-3 pl-3 text-left text-xs text-fg-2 outline-offset-[-2px] hover:bg-hover hover:text-fg',
          isStuck && 'shadow-[0_2px_4px_rgb(20_26_40/0.06)]',
        )}
      >
        <ChevronRight size={14} className={classes('shrink-0 transition-transform duration-(--motion)', isOpen && 'rotate-90')} />
        <StatusDot colour={group.colour} hollow={group.category === 'waiting'} />
        <span className="min-w-0 truncate font-semibold">{localised(group.label)}</span> <span className="tabular text-fg-3">{count}</span>
      </button>
    </h2>
  )
}
