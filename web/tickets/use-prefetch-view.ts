import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Counts, Items, SavedView } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { preferences } from '../session/preferences.ts'
import { groupQuery, groupsOf, isOpenGroup } from './groups.ts'
import { isGrouped, isSavedView, ticketQuery, type TicketSearch } from './ticket-search.ts'
import { onIntent } from './use-prefetch-ticket.ts'

/** As many groups as are in sight when a grouped list opens. */
const inSight = 2

/** Reads the first page of a view that is likely to be opened next, so that opening it paints at once. */
export function usePrefetchView(): (search: TicketSearch) => void {
  const cache = useQueryClient()
  return useCallback(
    (search) =>
      onIntent(() => {
        const saved = cache.getQueryData<Items<SavedView>>(queries.views().queryKey)?.items.find((one) => one.id === search.view)
        if (isSavedView(search.view) && !saved) return
        const query = ticketQuery(search, saved)
        const read = (one: typeof query) => void cache.prefetchInfiniteQuery(queries.tickets(one))
        if (!isGrouped(search, preferences().groupByStatus)) return read(query)
        const counts = cache.getQueryData<Counts>(queries.counts(search.desk).queryKey)
        for (const group of groupsOf(counts?.statuses ?? [], 'all')
          .filter((one) => isOpenGroup(one, preferences().groups))
          .slice(0, inSight))
          read(groupQuery(query, group))
      }),
    [cache],
  )
}
