import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TicketQuery } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { rowItems } from './list-items.ts'
import { ListRows } from './list-rows.tsx'
import { ListEmpty, ListError, ListLoading } from './list-states.tsx'
import { type ListProps, useSelecting } from './list-props.ts'
import { useListKeys } from './use-list-keys.ts'
import { usePrefetchTicket } from './use-prefetch-ticket.ts'

/** A list in the order of its activity, or what a search found in the order in which it did. */
export function FlatList({ query, search, selected, emptyText, saved }: ListProps & { query: TicketQuery }) {
  const list = useInfiniteQuery({
    ...queries.tickets(query),
    // While somebody types, what was found before stays until there is something newer.
    placeholderData: (old, before) => (query.q && (before?.queryKey[1] as TicketQuery | undefined)?.q ? old : undefined),
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const items = useMemo(() => rowItems(rows), [rows])
  const prefetch = usePrefetchTicket()
  const listId = JSON.stringify(query)
  const keys = useListKeys(rows, search, selected, listId)
  const onSelect = useSelecting(rows, list.hasNextPage)

  if (list.isPending) return <ListLoading />
  if (list.isError && rows.length === 0) return <ListError error={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0) return <ListEmpty search={search} filters={emptyText} saved={saved} />
  const loadMore = () => void (list.isFetchingNextPage || list.fetchNextPage())
  return (
    <ListRows
      key={query.q ? 'search' : listId}
      items={items}
      search={search}
      keys={keys}
      selected={selected}
      onOpen={prefetch}
      onSelect={onSelect}
      onEnd={list.hasNextPage && !list.isFetchNextPageError ? loadMore : undefined}
      isStale={list.isPlaceholderData}
      foot={
        list.isFetchNextPageError ? (
          <div className="p-3 text-center text-fg-2">
            {t.list.moreFailed}{' '}
            <button type="button" className="font-semibold text-accent-text" onClick={loadMore}>
              {t.tryAgain}
            </button>
          </div>
        ) : null
      }
    />
  )
}
