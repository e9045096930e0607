import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { FeedEvent, Me, Ticket } from '../../client/types.ts'
import { applyToList } from './apply-to-lists.ts'
import { askForTicket } from './handle-event.ts'
import type { Soon } from './soon.ts'

const mostHeard = 1_000

/**
 * An answer may be older than what was heard while it was on its way. What was heard since it was asked for is carried into
 * it as soon as it is there, so that no answer takes back what the feed has told already.
 */
export function catchUp(cache: QueryClient, reader: () => Me, soon: Soon): { heard: (event: FeedEvent) => void; stop: () => void } {
  let heard: { event: FeedEvent; at: number }[] = []
  /** When what is being asked for was asked for, by the hash of its key. */
  const asked = new Map<string, number>()
  let clock = 0

  const stop = cache.getQueryCache().subscribe((change) => {
    if (change.type === 'removed') asked.delete(change.query.queryHash)
    if (change.type !== 'updated') return
    const { queryHash, queryKey } = change.query
    if (change.action.type === 'fetch') asked.set(queryHash, clock)
    if (change.action.type !== 'success' || change.action.manual) return
    // What was asked for before anybody listened may be as old as can be.
    const since = asked.get(queryHash) ?? 0
    asked.delete(queryHash)
    const missed = heard.filter(({ at }) => at > since).map(({ event }) => event)
    if (missed.length === 0) return
    if (queryKey[0] === 'tickets') for (const event of newestOfEach(missed)) applyToList(cache, reader(), queryKey, event, soon)
    if (queryKey[0] === 'ticket') intoTicket(queryKey, missed)
  })

  function intoTicket(queryKey: QueryKey, missed: FeedEvent[]) {
    const event = newestOfEach(missed).find(({ reference, ticketId }) => reference === queryKey[1] || ticketId === queryKey[1])
    const ticket = cache.getQueryData<Ticket>(queryKey)
    if (!event || !ticket) return
    const isBehind = event.row !== undefined && event.row.version > ticket.version
    if (isBehind) cache.setQueryData<Ticket>(queryKey, { ...ticket, ...event.row })
    // What belongs to it may be behind although the ticket is not: it was asked for beside it.
    askForTicket(cache, String(queryKey[1]), event, isBehind, soon)
  }

  return {
    heard(event) {
      clock += 1
      heard.push({ event, at: clock })
      if (heard.length > mostHeard) heard = heard.slice(-mostHeard / 2)
    },
    stop,
  }
}

/** Of what was heard of each ticket the last. */
function newestOfEach(events: readonly FeedEvent[]): FeedEvent[] {
  return [...new Map(events.map((event) => [event.ticketId, event])).values()]
}
