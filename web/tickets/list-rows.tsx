import { useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/states.tsx'
import { showHeld } from '../live/held.ts'
import { live, useLive } from '../live/live-store.ts'
import { usePreferences } from '../session/preferences.ts'
import { t } from '../words/index.ts'
import { GroupHeader } from './group-header.tsx'
import { groupHeight, heightOf, type ListItem } from './list-items.ts'
import { useSelection } from './selection.ts'
import { TicketRow } from './ticket-row.tsx'
import type { ListKeys } from './use-list-keys.ts'
import type { TicketSearch } from './ticket-search.ts'

type Props = {
  items: ListItem[]
  search: TicketSearch
  keys: ListKeys
  selected: string | undefined
  onOpen: (reference: string) => void
  onSelect: (id: string, extend: boolean) => void
  onToggleGroup?: (id: string, open: boolean) => void
  /** Hears which groups stand in sight without their rows. */
  onBlank?: (groups: string[]) => void
  /** Hears that the end is near. */
  onEnd?: () => void
  isStale?: boolean
  foot?: ReactNode
}

export function ListRows({ items, search, keys, selected, onOpen, onSelect, onToggleGroup, onBlank, onEnd, isStale, foot }: Props) {
  const { current } = keys
  const scroller = useRef<HTMLDivElement>(null)
  const { density } = usePreferences()
  const cache = useQueryClient()
  const held = useLive((state) => state.held)
  const { ids: chosen, allMatching } = useSelection()
  const rowHeight = density === 'compact' ? 44 : 64

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(items[index], rowHeight),
    overscan: 8,
    getItemKey: (index) => items[index]?.id ?? index,
  })

  // A new density changes every height; rows that come between groups change where the groups are.
  const shape = items.map((item) => item.kind[0]).join('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are read from the items, whose kinds are the shape
  useEffect(() => virtual.measure(), [virtual, rowHeight, shape])

  const place = useRef(-1)
  place.current = items.findIndex((item) => item.kind === 'row' && item.row.reference === current)
  // Only a new selection scrolls; a row that moves by itself does not take the list along.
  useEffect(() => {
    if (current && place.current >= 0) virtual.scrollToIndex(place.current, { align: 'auto' })
    moveFocus(scroller.current, current)
  }, [virtual, current])

  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= items.length - 12) onEnd?.()
  }, [lastShown, items.length, onEnd])

  const blank = [...new Set(shown.flatMap(({ index }) => (items[index]?.kind === 'blank' ? items[index].group : [])))].join('\n')
  useEffect(() => {
    if (blank) onBlank?.(blank.split('\n'))
  }, [blank, onBlank])

  function onScroll() {
    const atTop = (scroller.current?.scrollTop ?? 0) < 8
    if (atTop === live.get().atTop) return
    live.set({ atTop })
    if (atTop && live.get().held.size) showHeld(cache)
  }

  const stop = tabStop(items, shown, virtual.scrollOffset ?? 0, current)
  const stuck = stuckGroup(items, shown, virtual.scrollOffset ?? 0)
  return (
    <div className="relative min-h-0 flex-1">
      {stuck ? (
        <div className="absolute inset-x-0 top-0 z-10" style={{ height: groupHeight }}>
          <GroupHeader item={stuck} onToggle={(open) => onToggleGroup?.(stuck.group.id, open)} isStuck />
        </div>
      ) : null}
      {held.size ? (
        <button
          type="button"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 })
            showHeld(cache)
          }}
          className={classes(
            'absolute left-1/2 z-20 flex h-7 -translate-x-1/2 animate-[slide-in_150ms] items-center gap-1 rounded-full bg-accent px-3 text-xs font-semibold text-accent-fg shadow-float hover:bg-accent-hover',
            stuck ? 'top-10' : 'top-2',
          )}
        >
          <ArrowUp size={13} />
          {t.list.newRows(held.size)}
        </button>
      ) : null}
      <div ref={scroller} onScroll={onScroll} className="scroll-quiet h-full overflow-y-auto overscroll-contain">
        <ul
          aria-label={t.list.label}
          aria-busy={isStale || undefined}
          onFocus={({ target }) => {
            if (target.dataset.reference) keys.place(target.dataset.reference)
          }}
          onKeyDown={(event) => moveByArrows(event, keys)}
          className={classes('relative transition-opacity', isStale && 'opacity-60')}
          style={{ height: virtual.getTotalSize() }}
        >
          {shown.map(({ key, index, start }) => {
            const item = items[index]
            return item ? (
              <li
                key={key}
                className="absolute inset-x-0 top-0"
                style={{ height: heightOf(item, rowHeight), transform: `translateY(${start}px)` }}
              >
                {item.kind === 'row' ? (
                  <TicketRow
                    row={item.row}
                    search={search}
                    compact={density === 'compact'}
                    selected={item.row.reference === selected}
                    focused={item.row.reference === current}
                    isStop={item.row.reference === stop}
                    chosen={allMatching !== null || chosen.has(item.row.id)}
                    onOpen={onOpen}
                    onSelect={onSelect}
                  />
                ) : (
                  <OtherItem item={item} onToggleGroup={onToggleGroup} />
                )}
              </li>
            ) : null
          })}
        </ul>
        {foot}
      </div>
    </div>
  )
}

function OtherItem({ item, onToggleGroup }: { item: Exclude<ListItem, { kind: 'row' }>; onToggleGroup: Props['onToggleGroup'] }) {
  switch (item.kind) {
    case 'group':
      return <GroupHeader item={item} onToggle={(open) => onToggleGroup?.(item.group.id, open)} />
    case 'blank':
      return (
        <div className="appear-late flex h-full flex-col justify-center gap-2 border-b border-line pr-3 pl-11" aria-hidden="true">
          <Skeleton className="h-3 w-2/3" />
          <Skeleton className="h-2 w-1/3" />
        </div>
      )
    case 'more':
      return (
        <button
          type="button"
          aria-busy={item.isBusy || undefined}
          onClick={item.load}
          className="flex h-full w-full items-center border-b border-line pl-11 text-left text-xs font-semibold text-accent-text outline-offset-[-2px] hover:bg-hover"
        >
          {item.isBusy ? t.loading : item.left === null ? t.finding.showMoreOf : t.finding.showMore(item.left)}
        </button>
      )
    default:
      return (
        <div className="flex h-full items-center gap-2 border-b border-line pl-11 text-xs text-fg-2" role="alert">
          {t.list.moreFailed}
          <button type="button" className="font-semibold text-accent-text" onClick={item.retry}>
            {t.tryAgain}
          </button>
        </div>
      )
  }
}

/** Tab comes to the list once, at the row the keys stand on or the first in sight, and goes on behind it; arrows go through the rows. */
function tabStop(
  items: readonly ListItem[],
  shown: readonly { index: number; start: number }[],
  offset: number,
  current: string | undefined,
): string | undefined {
  const rows = shown.flatMap(({ index, start }) => {
    const item = items[index]
    return item?.kind === 'row' ? [{ reference: item.row.reference, start }] : []
  })
  const here = rows.find(({ reference }) => reference === current) ?? rows.find(({ start }) => start >= offset) ?? rows[0]
  return here?.reference
}

function moveByArrows(event: KeyboardEvent, { step, toEnd }: ListKeys): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.key === 'ArrowDown') step(1)
  else if (event.key === 'ArrowUp') step(-1)
  else if (event.key === 'Home') toEnd('first')
  else if (event.key === 'End') toEnd('last')
  else return
  event.preventDefault()
}

/** The group whose rows are at the top of what is in sight while its own head is above it. */
function stuckGroup(items: readonly ListItem[], shown: readonly { index: number; start: number; end: number }[], offset: number) {
  const first = shown.find((one) => one.end > offset)
  if (!first || offset <= 0) return null
  for (let at = first.index; at >= 0; at--) {
    const item = items[at]
    if (item?.kind === 'group') return at === first.index && first.start >= offset ? null : item
  }
  return null
}

/** A row that was clicked keeps the browser's focus; when the keys move on, the focus goes along, so that one row only is marked. */
function moveFocus(list: HTMLElement | null, current: string | undefined) {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !list?.contains(focused) || focused.dataset.reference === current) return
  const next = list.querySelector<HTMLElement>(`[data-reference="${CSS.escape(current ?? '')}"]`)
  if (next) next.focus({ preventScroll: true })
  else focused.blur()
}
