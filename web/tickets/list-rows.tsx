import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Page, TicketRow as Row } from '../../client/types.ts'
import { insertRow, withoutRow } from '../live/apply-row.ts'
import { live, useLive } from '../live/live-store.ts'
import { usePreferences } from '../session/preferences.ts'
import { t } from '../words/index.ts'
import { RowCheck } from './row-check.tsx'
import { TicketRow } from './ticket-row.tsx'
import type { TicketSearch } from './ticket-search.ts'

type Props = {
  rows: Row[]
  search: TicketSearch
  listKey: readonly unknown[]
  current: string | undefined
  selected: string | undefined
  onOpen: (reference: string) => void
  more: boolean
  loadMore: () => void
  failed: boolean
}

export function ListRows({ rows, search, listKey, current, selected, onOpen, more, loadMore, failed }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { density } = usePreferences()
  const cache = useQueryClient()
  const held = useLive((state) => state.held)
  const height = density === 'compact' ? 44 : 64

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  })

  // A new density changes every height.
  useEffect(() => virtual.measure(), [virtual, height])

  const at = rows.findIndex((row) => row.reference === current)
  const place = useRef(at)
  place.current = at
  // Only a new selection scrolls; a row that moves by itself does not take the list along.
  useEffect(() => {
    if (current && place.current >= 0) virtual.scrollToIndex(place.current, { align: 'auto' })
    moveFocus(scroller.current, current)
  }, [virtual, current])

  const items = virtual.getVirtualItems()
  const lastShown = items[items.length - 1]?.index ?? 0
  useEffect(() => {
    if (more && lastShown >= rows.length - 12) loadMore()
  }, [more, lastShown, rows.length, loadMore])

  function showHeld() {
    cache.setQueryData<InfiniteData<Page<Row>, string | undefined>>(listKey, (old) => {
      if (!old) return old
      return [...live.get().held.values()].reduce((data, row) => insertRow(withoutRow(data, row.id), row), old)
    })
    live.set({ held: new Map() })
  }

  function onScroll() {
    const atTop = (scroller.current?.scrollTop ?? 0) < 8
    if (atTop === live.get().atTop) return
    live.set({ atTop })
    if (atTop && live.get().held.size) showHeld()
  }

  return (
    <div className="relative min-h-0 flex-1">
      {held.size ? (
        <button
          type="button"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 })
            showHeld()
          }}
          className="absolute top-2 left-1/2 z-10 flex h-7 -translate-x-1/2 animate-[slide-in_150ms] items-center gap-1 rounded-full bg-accent px-3 text-xs font-semibold text-accent-fg shadow-float hover:bg-accent-hover"
        >
          <ArrowUp size={13} />
          {t.list.newRows(held.size)}
        </button>
      ) : null}
      <div ref={scroller} onScroll={onScroll} className="scroll-quiet h-full overflow-y-auto overscroll-contain">
        <ul aria-label={t.list.label} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? (
              <li
                key={item.key}
                className="group/row absolute inset-x-0 top-0"
                style={{ height, transform: `translateY(${item.start}px)` }}
              >
                <RowCheck id={row.id} reference={row.reference} />
                <TicketRow
                  row={row}
                  search={search}
                  compact={density === 'compact'}
                  selected={row.reference === selected}
                  focused={row.reference === current}
                  onOpen={onOpen}
                />
              </li>
            ) : null
          })}
        </ul>
        {failed ? (
          <div className="p-3 text-center text-fg-2">
            {t.list.moreFailed}{' '}
            <button type="button" className="font-semibold text-accent-text" onClick={loadMore}>
              {t.tryAgain}
            </button>
          </div>
        ) : null}
      </div>
    </div>
  )
}

/** A row that was clicked keeps the browser's focus; when the keys move on, the focus goes along, so that one row only is marked. */
function moveFocus(list: HTMLElement | null, current: string | undefined) {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !list?.contains(focused) || focused.dataset.reference === current) return
  const next = list.querySelector<HTMLElement>(`[data-reference="${CSS.escape(current ?? '')}"]`)
  if (next) next.focus({ preventScroll: true })
  else focused.blur()
}
