import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { queries } from '../data/queries.ts'

/** Long enough that a pointer on its way across the list asks for nothing. */
const intent = 90
let timer: ReturnType<typeof setTimeout> | undefined

/** For a pointer that comes to rest on a row. */
export function onIntent(run: () => void): void {
  clearTimeout(timer)
  timer = setTimeout(run, intent)
}

export function noIntent(): void {
  clearTimeout(timer)
}

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
