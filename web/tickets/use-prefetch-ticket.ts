import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queries } from '../data/queries.ts'

/** Fetches a ticket that is likely to be opened next, so that opening it paints at once. */
export function usePrefetchTicket(): (reference: string) => void {
  const cache = useQueryClient()
  return useCallback(
    (reference) => {
      void cache.prefetchQuery(queries.ticket(reference))
      void cache.prefetchInfiniteQuery(queries.messages(reference))
      void cache.prefetchQuery(queries.actions(reference))
    },
    [cache],
  )
}
