import { Link } from '@tanstack/react-router'
import { Eye, EyeOff, Lock, PencilLine, Star } from 'lucide-react'
import { memo } from 'react'
import type { TicketRow as Row } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, Reference, StatusDot } from '../../ui/marks.tsx'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { SlaDot } from '../sla/sla-dot.tsx'
import { labelled, localised, namesOf, t } from '../words/index.ts'
import { Highlighted } from './highlighted.tsx'
import type { TicketSearch } from './ticket-search.ts'
import { noIntent, onIntent } from './use-prefetch-ticket.ts'

type Props = {
  row: Row
  search: TicketSearch
  selected: boolean
  focused: boolean
  /** Where Tab comes to the list. */
  isStop: boolean
  /** Ticked, for what is done with several at once. */
  chosen: boolean
  compact: boolean
  onOpen: (reference: string) => void
  onSelect: (id: string, extend: boolean) => void
}

const bars: Record<Row['priority'], string> = {
  low: 'bg-transparent',
  normal: 'bg-transparent',
  high: 'bg-orange-line',
  urgent: 'bg-red-line',
}

export const TicketRow = memo(function TicketRow({ row, search, selected, focused, isStop, chosen, compact, onOpen, onSelect }: Props) {
  return (
    <div className="group/row relative h-full">
      <Link
        to="/tickets/$reference"
        params={{ reference: row.reference }}
        search={search}
        data-testid="ticket-row"
        data-reference={row.reference}
        tabIndex={isStop ? undefined : -1}
        aria-current={selected ? 'page' : undefined}
        onPointerEnter={() => onIntent(() => onOpen(row.reference))}
        onPointerLeave={noIntent}
        onPointerDown={() => onOpen(row.reference)}
        onClick={(event) => {
          if (!event.shiftKey) return
          // With Shift a click goes on selecting instead of opening another window.
          event.preventDefault()
          onSelect(row.id, true)
        }}
        className={classes(
          'relative flex h-full flex-col justify-center gap-px border-b border-line pr-3 pl-11 outline-offset-[-2px]',
          selected ? 'bg-selected shadow-[inset_0_0_0_1.5px_var(--focus)]' : chosen ? 'bg-accent-fill' : 'hover:bg-hover',
          focused && !selected && 'bg-hover shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
        )}
      >
        <span aria-hidden="true" className={classes('absolute inset-y-0 left-0 w-[3px]', bars[row.priority])} />
        <TitleLine row={row} />
        {compact ? null : <PersonLine row={row} />}
        <FactsLine row={row} compact={compact} />
      </Link>
      <SelectBox row={row} chosen={chosen} isStop={isStop} onSelect={onSelect} />
    </div>
  )
})

/** Whose it is; under the pointer, under the focus and while tickets are ticked, the box to tick it. */
function SelectBox({ row, chosen, isStop, onSelect }: Pick<Props, 'row' | 'chosen' | 'isStop' | 'onSelect'>) {
  const holder = row.assignee ? t.list.assignedTo(row.assignee.name) : t.list.unassigned
  return (
    <label
      title={holder}
      className="group/box absolute inset-y-0 left-[3px] flex w-10 cursor-pointer items-center justify-center"
      onClick={(event) => {
        if (!event.shiftKey) return
        event.preventDefault()
        onSelect(row.id, true)
      }}
    >
      <input
        type="checkbox"
        aria-label={t.bulk.select(row.reference)}
        tabIndex={isStop ? undefined : -1}
        checked={chosen}
        onChange={() => onSelect(row.id, false)}
        className="peer absolute size-4 accent-accent opacity-0 group-hover/row:opacity-100 checked:opacity-100 focus-visible:opacity-100 [[data-selecting]_&]:opacity-100"
      />
      <span className="flex group-hover/row:invisible peer-checked:invisible peer-focus-visible:invisible [[data-selecting]_&]:invisible">
        {row.assignee ? (
          <Avatar name={row.assignee.name} hue={row.assignee.avatarHue} size={20} />
        ) : (
          <span aria-hidden="true" className="inline-block size-5 rounded-full border border-dashed border-control" />
        )}
      </span>
    </label>
  )
}

function TitleLine({ row }: { row: Row }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {row.unread ? <span className="sr-only">{t.notices.unread}</span> : null}
      <span
        dir="auto"
        data-testid="row-title"
        className={classes('min-w-0 flex-1 truncate text-start text-fg', row.unread && 'font-semibold')}
      >
        <Highlighted text={row.title} marks={row.match?.title} />
      </span>
      {row.internal ? <EyeOff size={13} className="shrink-0 text-amber-text" aria-label={t.ticket.internal} /> : null}
      {row.starred ? <Star size={13} className="shrink-0 fill-amber-line text-amber-line" aria-label={t.ticket.starred} /> : null}
      <When at={row.lastActivityAt} className={classes('shrink-0 text-xs', row.unread ? 'text-fg-2' : 'text-fg-3')} />
    </span>
  )
}

function PersonLine({ row }: { row: Row }) {
  const found = row.match?.message
  return (
    <span className="flex min-w-0 items-center text-xs text-fg-2">
      <span dir="auto" className={classes('shrink-0 truncate', found ? 'max-w-[30%]' : 'max-w-[60%]')}>
        {row.contact ? <Highlighted text={row.contact.name} marks={row.match?.contact} /> : t.list.noContact}
      </span>
      {found ? null : (
        <>
          <span className="shrink-0 px-1 text-fg-3">·</span>
          <span className="shrink-0 text-fg-3">{t.channelName(row.channel)}</span>
        </>
      )}
      {found ? (
        <Snippet found={found} />
      ) : row.preview ? (
        // What it is called is enough to choose it by; the first words of the message would be read out with every row.
        <span aria-hidden="true" dir="auto" className="min-w-0 truncate pl-2 text-start text-fg-3">
          {row.preview.replace(/\s+/g, ' ')}
        </span>
      ) : null}
    </span>
  )
}

/** The piece of the message that matched; a note says that it is one. */
function Snippet({ found }: { found: NonNullable<NonNullable<Row['match']>['message']> }) {
  return (
    <span className="flex min-w-0 flex-1 items-center pl-2 text-fg-3" title={t.finding.saidBy(found.author) + found.text}>
      {found.isNote ? <Lock size={11} className="mr-1 shrink-0 text-amber-text" aria-label={t.finding.note} /> : null}
      <span dir="auto" className="min-w-0 truncate text-start">
        {found.cutBefore ? '… ' : ''}
        <Highlighted text={found.text} marks={found.marks} />
        {found.cutAfter ? ' …' : ''}
      </span>
    </span>
  )
}

function FactsLine({ row, compact }: { row: Row; compact: boolean }) {
  return (
    <span className="flex h-[18px] min-w-0 items-center gap-2 text-xs text-fg-3">
      {compact ? <span className="min-w-0 shrink truncate text-fg-2">{row.contact?.name ?? t.list.noContact}</span> : null}
      <Reference className="shrink-0">
        <Highlighted text={row.reference} marks={row.match?.reference} />
      </Reference>
      <span className={classes('flex shrink-0 items-center gap-1', compact && 'min-w-0 shrink')}>
        <StatusDot colour={row.status.colour} hollow={row.status.category === 'waiting'} />
        <span className="truncate">{localised(row.status.label)}</span>
      </span>
      {row.priority === 'normal' ? null : <span className="sr-only">{labelled(t.fields.priority, t.priority[row.priority])}</span>}
      <Labels row={row} max={compact ? 1 : 2} />
      <span className="ml-auto flex shrink-0 items-center gap-1.5">
        <SlaDot sla={row.sla} />
        <Others row={row} />
      </span>
    </span>
  )
}

/** Who else has it open, and who is writing an answer this moment, so that nobody answers twice. */
function Others({ row }: { row: Row }) {
  const me = useMe()
  const others = row.viewers.filter((viewer) => viewer.id !== me.id)
  const writing = others.filter((viewer) => viewer.typing)
  if (others.length === 0) return null
  const says = writing.length ? t.finding.typing(namesOf(writing)) : t.list.viewing(namesOf(others))
  return (
    <span className="flex items-center gap-0.5 text-amber-text" title={says}>
      {writing.length ? <PencilLine size={13} aria-label={says} /> : <Eye size={13} aria-label={says} />}
      {(writing.length ? writing : others).slice(0, 2).map((viewer) => (
        <Avatar key={viewer.id} name={viewer.name} size={16} />
      ))}
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
