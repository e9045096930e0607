import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { FeedEvent, Me, Ticket } from '../../client/types.ts'
import { type ListData, withoutRow } from './apply-row.ts'
import { applyToList } from './apply-to-lists.ts'
import { askForTicket } from './ask-for-ticket.ts'
import { applyLeft } from './handle-event.ts'
import { releaseList } from './held.ts'
import type { Soon } from './soon.ts'

const mostHeard = 1_000

/** Something that happened on a ticket; without an event: it may no longer be seen. */
type Heard = { id: string; event: FeedEvent | null; at: number }

/** What is being asked for: since when, whether it is only the next page, and what became of it meanwhile. */
type Asked = { at: number; isNextPage: boolean; changed: InfiniteData<unknown> | null; isOutdated: boolean }

/**
 * An answer may be older than what was heard while it was on its way. What was heard since it was asked for is carried into
 * it as soon as it is there, so that no answer takes back what the feed has told already.
 */
export function catchUp(
  cache: QueryClient,
  reader: () => Me,
  soon: Soon,
): { heard: (event: FeedEvent) => void; left: (id: string) => void; stop: () => void } {
  let heard: Heard[] = []
  /** By the hash of its key. */
  const asked = new Map<string, Asked>()
  let clock = 0

  const stop = cache.getQueryCache().subscribe((change) => {
    const { queryHash, queryKey, state } = change.query
    if (change.type === 'removed') asked.delete(queryHash)
    if (change.type !== 'updated') return
    const { action } = change
    if (action.type === 'fetch') {
      const isNextPage = action.meta?.fetchMore !== undefined
      // The next page alone makes nothing of what stands before it newer.
      asked.set(queryHash, { at: clock, isNextPage, changed: null, isOutdated: isNextPage && state.isInvalidated })
    }
    const request = asked.get(queryHash)
    // What is being asked for the first time is not asked for anew by being called out of date.
    if (action.type === 'invalidate' && request && state.fetchStatus !== 'idle') request.isOutdated = true
    if (action.type !== 'success') return
    if (action.manual) {
      if (request?.isNextPage) request.changed = state.data as InfiniteData<unknown>
      return
    }
    asked.delete(queryHash)
    if (request?.changed) cache.setQueryData(queryKey, withNextPage(request.changed, state.data as InfiniteData<unknown>))
    // What was asked for before anybody listened may be as old as can be.
    const missed = heard.filter(({ at }) => at > (request?.at ?? 0))
    if (queryKey[0] === 'tickets') intoList(queryKey, missed, request?.isNextPage ?? false)
    if (queryKey[0] === 'ticket') intoTicket(queryKey, missed)
    if (request?.isOutdated) void cache.invalidateQueries({ queryKey, exact: true })
  })

  function intoList(queryKey: QueryKey, missed: readonly Heard[], isNextPage: boolean) {
    if (!isNextPage) releaseList(queryKey)
    for (const { id, event } of newestOfEach(missed)) {
      if (event) applyToList(cache, reader(), queryKey, event, soon)
      else cache.setQueryData<ListData>(queryKey, (data) => data && withoutRow(data, id))
    }
  }

  function intoTicket(queryKey: QueryKey, missed: readonly Heard[]) {
    const ticket = cache.getQueryData<Ticket>(queryKey)
    const own = missed.filter(({ id }) => id === ticket?.id)
    const newest = own.at(-1)
    if (!ticket || !newest) return
    if (!newest.event) return applyLeft(cache, ticket.id)
    const { row } = newest.event
    const isBehind = row !== undefined && row.version > ticket.version
    if (isBehind) cache.setQueryData<Ticket>(queryKey, { ...ticket, ...row })
    // What belongs to it may be behind although the ticket is not: it was asked for beside it.
    for (const { event } of own) if (event) askForTicket(cache, String(queryKey[1]), event, isBehind, soon)
  }

  function remember(id: string, event: FeedEvent | null) {
    clock += 1
    heard.push({ id, event, at: clock })
    if (heard.length > mostHeard) heard = heard.slice(-mostHeard / 2)
  }

  return { heard: (event) => remember(event.ticketId, event), left: (id) => remember(id, null), stop }
}

/** The pages as they are now, not as they were when the next one was asked for. */
function withNextPage({ pages, pageParams }: InfiniteData<unknown>, answer: InfiniteData<unknown>): InfiniteData<unknown> {
  return {
    pages: [...pages, ...answer.pages.slice(pages.length)],
    pageParams: [...pageParams, ...answer.pageParams.slice(pages.length)],
  }
}

/** Of what was heard of each ticket the last. */
function newestOfEach(heard: readonly Heard[]): Heard[] {
  return [...new Map(heard.map((one) => [one.id, one])).values()]
}
