import { Link } from '@tanstack/react-router'
import { Eye, EyeOff, PenLine, Star } from 'lucide-react'
import { memo } from 'react'
import type { TicketRow as Row } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, Reference, StatusDot } from '../../ui/marks.tsx'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { localised, t } from '../words/index.ts'
import type { TicketSearch } from './ticket-search.ts'
import { noIntent, onIntent } from './use-prefetch-ticket.ts'

type Props = {
  row: Row
  search: TicketSearch
  selected: boolean
  focused: boolean
  compact: boolean
  onOpen: (reference: string) => void
}

const bars: Record<Row['priority'], string> = {
  low: 'bg-transparent',
  normal: 'bg-transparent',
  high: 'bg-orange-line',
  urgent: 'bg-red-line',
}

export const TicketRow = memo(function TicketRow({ row, search, selected, focused, compact, onOpen }: Props) {
  const me = useMe()
  const others = row.viewers.filter((viewer) => viewer.id !== me.id)
  return (
    <Link
      to="/tickets/$reference"
      params={{ reference: row.reference }}
      search={search}
      data-testid="ticket-row"
      data-reference={row.reference}
      aria-current={selected ? 'page' : undefined}
      aria-label={t.list.rowName(row.title, row.reference, localised(row.status.label), t.priority[row.priority], row.unread)}
      onPointerEnter={() => onIntent(() => onOpen(row.reference))}
      onPointerLeave={noIntent}
      onPointerDown={() => onOpen(row.reference)}
      className={classes(
        'relative flex h-full flex-col justify-center gap-px border-b border-line pr-3 pl-4 outline-offset-[-2px]',
        selected ? 'bg-selected shadow-[inset_0_0_0_1.5px_var(--focus)]' : 'hover:bg-hover',
        focused && !selected && 'bg-hover shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
      )}
    >
      <span aria-hidden="true" className={classes('absolute inset-y-0 left-0 w-[3px]', bars[row.priority])} />
      <TitleLine row={row} />
      {compact ? null : <PersonLine row={row} />}
      <span className="flex h-[18px] min-w-0 items-center gap-2 text-xs text-fg-3">
        {compact ? <span className="min-w-0 shrink truncate text-fg-2">{row.contact?.name ?? t.list.noContact}</span> : null}
        <Reference className="shrink-0">{row.reference}</Reference>
        <span className={classes('flex shrink-0 items-center gap-1', compact && 'min-w-0 shrink')}>
          <StatusDot colour={row.status.colour} hollow={row.status.category === 'waiting'} />
          <span className="truncate">{localised(row.status.label)}</span>
        </span>
        <Labels row={row} max={compact ? 1 : 2} />
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {others.length ? (
            <span className="flex items-center gap-0.5 text-amber-text" title={whoIsThere(others)}>
              {others.some((viewer) => viewer.typing) ? <PenLine size={13} /> : <Eye size={13} />}
              {others.slice(0, 2).map((viewer) => (
                <Avatar key={viewer.id} name={viewer.name} size={16} />
              ))}
            </span>
          ) : null}
          {row.assignee ? (
            <span title={t.list.assignedTo(row.assignee.name)}>
              <Avatar name={row.assignee.name} hue={row.assignee.avatarHue} size={16} />
            </span>
          ) : (
            <span
              aria-hidden="true"
              title={t.list.unassigned}
              className="inline-block size-4 rounded-full border border-dashed border-control"
            />
          )}
        </span>
      </span>
    </Link>
  )
})

/** Who writes is told before who only looks. */
function whoIsThere(others: Row['viewers']): string {
  const typing = others.filter((viewer) => viewer.typing)
  const names = (typing.length ? typing : others).map((viewer) => viewer.name).join(', ')
  if (typing.length === 0) return t.list.viewing(names)
  return typing.length > 1 ? t.writing.typingSeveral(names) : t.writing.typing(names)
}

function TitleLine({ row }: { row: Row }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span dir="auto" className={classes('min-w-0 flex-1 truncate text-start text-fg', row.unread && 'font-semibold')}>
        {row.title}
      </span>
      {row.internal ? <EyeOff size={13} className="shrink-0 text-amber-text" aria-label={t.ticket.internal} /> : null}
      {row.starred ? <Star size={13} className="shrink-0 fill-amber-line text-amber-line" aria-label={t.ticket.starred} /> : null}
      <When at={row.lastActivityAt} className={classes('shrink-0 text-xs', row.unread ? 'text-fg-2' : 'text-fg-3')} />
    </span>
  )
}

function PersonLine({ row }: { row: Row }) {
  return (
    <span className="flex min-w-0 items-center text-xs text-fg-2">
      <span dir="auto" className="max-w-[60%] shrink-0 truncate">
        {row.contact?.name ?? t.list.noContact}
      </span>
      <span className="shrink-0 px-1 text-fg-3">·</span>
      <span className="shrink-0 text-fg-3">{t.channelName(row.channel)}</span>
      {row.preview ? (
        <span dir="auto" className="min-w-0 truncate pl-2 text-start text-fg-3">
          {row.preview.replace(/\s+/g, ' ')}
        </span>
      ) : null}
    </span>
  )
}

function Labels({ row, max }: { row: Row; max: number }) {
  if (row.labels.length === 0) return null
  const rest = row.labels.length - max
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {row.labels.slice(0, max).map((label) => (
        <Chip key={label.id} hue={label.colour} className="h-4 min-w-0">
          {label.name}
        </Chip>
      ))}
      {rest > 0 ? <span className="text-2xs">+{rest}</span> : null}
    </span>
  )
}
