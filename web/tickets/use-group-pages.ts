import { type InfiniteData, InfiniteQueryObserver, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import type { Page, TicketQuery, TicketRow } from '../../client/types.ts'
import { queries } from '../data/queries.ts'

const observe = (cache: QueryClient, query: TicketQuery) => new InfiniteQueryObserver(cache, queries.tickets(query))
type Observer = ReturnType<typeof observe>

export interface GroupPages {
  /** Undefined until the first page is there. */
  readonly rows: readonly TicketRow[] | undefined
  readonly hasMore: boolean
  readonly isFetchingMore: boolean
  readonly failed: boolean
  readonly loadMore: () => void
  readonly retry: () => void
}

/**
 * The pages of several lists at once, as many as are wanted: each is kept apart, so that it stays as cheap to read on as a
 * list of its own. What is in the cache shows at once, also before its list is listened to.
 */
export function useGroupPages(wanted: readonly { id: string; query: TicketQuery }[]): (id: string, query: TicketQuery) => GroupPages {
  const cache = useQueryClient()
  const observers = useRef(new Map<string, { observer: Observer; hash: string; stop: () => void }>())
  const [, render] = useReducer((count: number) => count + 1, 0)
  const signature = JSON.stringify(wanted)

  useEffect(() => {
    const asked = JSON.parse(signature) as { id: string; query: TicketQuery }[]
    const held = observers.current
    for (const [id, { stop }] of held) {
      if (asked.some((one) => one.id === id)) continue
      stop()
      held.delete(id)
    }
    for (const { id, query } of asked) {
      const hash = JSON.stringify(query)
      if (held.get(id)?.hash === hash) continue
      held.get(id)?.stop()
      const observer = observe(cache, query)
      held.set(id, { observer, hash, stop: observer.subscribe(render) })
    }
    render()
  }, [cache, signature])

  useEffect(() => {
    const held = observers.current
    return () => {
      for (const { stop } of held.values()) stop()
      held.clear()
    }
  }, [])

  return (id, query) => {
    const entry = observers.current.get(id)
    const isAsked = entry?.hash === JSON.stringify(query)
    const result = isAsked ? entry.observer.getCurrentResult() : undefined
    const data = result?.data ?? cache.getQueryData<InfiniteData<Page<TicketRow>>>(queries.tickets(query).queryKey)
    return {
      rows: data?.pages.flatMap((page) => page.items),
      hasMore: (data?.pages.at(-1)?.nextCursor ?? null) !== null,
      isFetchingMore: result?.isFetchingNextPage ?? false,
      failed: result?.isError ?? false,
      loadMore: () => void (isAsked && !result?.isFetchingNextPage && entry.observer.fetchNextPage()),
      retry: () => void (isAsked && entry.observer.refetch()),
    }
  }
}
