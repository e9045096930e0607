import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { queries } from '../data/queries.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { live } from '../live/live-store.ts'
import { ListHead } from './list-head.tsx'
import { ListRows } from './list-rows.tsx'
import { ListEmpty, ListError, ListLoading } from './list-states.tsx'
import { selection, useSelection } from './selection.ts'
import { ticketQuery } from './ticket-search.ts'
import { usePrefetchTicket } from './use-prefetch-ticket.ts'
import { viewOf } from './views.ts'

const BulkBar = lazy(() => import('../bulk/bulk-bar.tsx').then((module) => ({ default: module.BulkBar })))
const FolderBar = lazy(() => import('../bulk/folder-bar.tsx').then((module) => ({ default: module.FolderBar })))

export function TicketList({ selected }: { selected: string | undefined }) {
  const search = useSearch({ from: '/workspace/tickets' })
  const navigate = useNavigate()
  const query = useMemo(() => ticketQuery(search), [search])
  const list = useInfiniteQuery(queries.tickets(query))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [cursor, setCursor] = useState<string | null>(null)
  const prefetch = usePrefetchTicket()
  const { isEmpty } = useSelection()

  const at = rows.findIndex((row) => row.reference === (selected ?? cursor))

  const listId = JSON.stringify(query)
  // What waits behind the pill belongs to one list; another list starts with none, at its top.
  useEffect(() => {
    if (listId) live.set({ held: new Map(), atTop: true })
    setCursor(null)
    selection.clear()
  }, [listId])

  useEffect(() => {
    if (!selected) document.title = `${search.q ?? viewOf(search.view).name} · Statedesk`
  }, [selected, search.q, search.view])

  // Back in the list, the keys go on from the ticket that was open.
  useEffect(() => {
    if (selected) setCursor(selected)
  }, [selected])

  useEffect(() => {
    for (const neighbour of [rows[at + 1], rows[at - 1]]) if (at >= 0 && neighbour) prefetch(neighbour.reference)
  }, [at, rows, prefetch])

  function open(reference: string, replace = false) {
    void navigate({ to: '/tickets/$reference', params: { reference }, search, replace })
  }
  function step(by: 1 | -1) {
    goTo(at < 0 ? 0 : at + by)
  }
  function goTo(index: number) {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!next) return
    setCursor(next.reference)
    if (selected) open(next.reference, true)
  }

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: selected ? undefined : () => step(1),
    ArrowUp: selected ? undefined : () => step(-1),
    x: rows[at] ? () => selection.toggle(rows[at]?.id ?? '') : undefined,
    Home: selected ? undefined : () => goTo(0),
    End: selected ? undefined : () => goTo(rows.length - 1),
    Enter: !selected && cursor ? () => open(cursor) : undefined,
    u: selected ? () => void navigate({ to: '/tickets', search }) : undefined,
    Escape: selected ? () => void navigate({ to: '/tickets', search }) : undefined,
  })

  return (
    <>
      <ListHead search={search} />
      {rows.length > 0 && (query.view === 'trash' || query.view === 'spam') ? (
        <Suspense>
          <FolderBar query={query} />
        </Suspense>
      ) : null}
      {list.isPending ? (
        <ListLoading />
      ) : list.isError && rows.length === 0 ? (
        <ListError error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <ListEmpty search={search} />
      ) : (
        <ListRows
          key={listId}
          rows={rows}
          search={search}
          listKey={queries.tickets(query).queryKey}
          current={selected ?? cursor ?? undefined}
          selected={selected}
          onOpen={prefetch}
          more={list.hasNextPage && !list.isFetchNextPageError}
          loadMore={() => void (list.isFetchingNextPage || list.fetchNextPage())}
          failed={list.isFetchNextPageError}
        />
      )}
      {isEmpty ? null : (
        <Suspense>
          <BulkBar query={query} rows={rows} more={list.hasNextPage} />
        </Suspense>
      )}
    </>
  )
}
