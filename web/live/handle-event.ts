import type { QueryClient } from '@tanstack/react-query'
import type { Agent, FeedEvent, Items, Me, Presence, Ticket, Viewing } from '../../client/types.ts'
import { findRow, type ListData, replaceRow, withoutRow } from './apply-row.ts'
import { applyToLists } from './apply-to-lists.ts'
import { askForTicket, isKept } from './ask-for-ticket.ts'
import { live } from './live-store.ts'
import type { Soon } from './soon.ts'
import { viewCountsPause } from './view-counts.ts'
import { hearViewers } from './viewers.ts'

/** Carries one event of the feed into the cache. */
export function handleEvent(cache: QueryClient, me: Me, name: string, data: unknown, soon: Soon): void {
  // Who has a ticket open is said once and kept nowhere: what was said before the stream stood is asked for.
  if (name === 'ready') {
    for (const key of ['ticket', 'notices', 'agents']) void cache.invalidateQueries({ queryKey: [key] })
    return
  }
  if (name === 'counts') return countsChanged(cache, soon)
  if (name === 'viewing') return applyViewing(cache, data as Viewing)
  if (name === 'ticket.left') return applyLeft(cache, (data as { id: string }).id)
  if (name === 'notices') return soon('notices', 200, () => void cache.invalidateQueries({ queryKey: ['notices'] }))
  if (name === 'agent.presence_changed') return presenceChanged(cache, me, data as { id: string; presence: Presence }, soon)

  const event = data as FeedEvent
  if (!event.reference) return
  applyToLists(cache, me, event, soon)
  applyToTicket(cache, event, soon)
  forgetMasked(cache, event)
  dashboardChanged(cache, soon)
  countsChanged(cache, soon)
}

/** Who is there is listed and counted; whether one is there oneself decides what one can be given. */
function presenceChanged(cache: QueryClient, me: Me, { id: agent, presence }: { id: string; presence: Presence }, soon: Soon) {
  cache.setQueryData<Items<Agent>>(
    ['agents'],
    (old) => old && { ...old, items: old.items.map((one) => (one.id === agent ? { ...one, presence } : one)) },
  )
  dashboardChanged(cache, soon)
  if (agent === me.id) void cache.invalidateQueries({ queryKey: ['actions'] })
}

function dashboardChanged(cache: QueryClient, soon: Soon) {
  soon('dashboard', 4000, () => void cache.invalidateQueries({ queryKey: ['dashboard'] }))
}

function countsChanged(cache: QueryClient, soon: Soon) {
  soon('counts', 800, () => void cache.invalidateQueries({ queryKey: ['counts'] }))
  soon('view counts', viewCountsPause(), () => {
    for (const queryKey of [['view-counts'], ['matching']]) void cache.invalidateQueries({ queryKey })
  })
}

function applyToTicket(cache: QueryClient, event: FeedEvent, soon: Soon) {
  for (const ref of [event.reference, event.ticketId]) {
    if (!isKept(cache, ref)) continue
    const known = cache.getQueryData<Ticket>(['ticket', ref])
    const newer = known && event.row && event.row.version > known.version
    if (event.row && newer) cache.setQueryData<Ticket>(['ticket', ref], { ...known, ...event.row })
    askForTicket(cache, ref, event, newer || (known !== undefined && !event.row), soon)
  }
}

/** What was masked is not kept for a page that is not open: it would be shown for a moment before it is asked for again. */
function forgetMasked(cache: QueryClient, event: FeedEvent) {
  if (event.type !== 'message.masked') return
  for (const ref of [event.reference, event.ticketId])
    for (const key of ['messages', 'events', 'ticket']) cache.removeQueries({ queryKey: [key, ref], type: 'inactive' })
  cache.removeQueries({ queryKey: ['search'] })
}

function applyViewing(cache: QueryClient, viewing: Viewing) {
  hearViewers(viewing)
  eachList(cache, (data) => {
    const row = findRow(data, viewing.ticket)
    return row ? replaceRow(data, { ...row, viewers: viewing.viewers }) : data
  })
  live.patchHeld(viewing.ticket, { viewers: viewing.viewers })
  for (const [key, ticket] of cache.getQueriesData<Ticket>({ queryKey: ['ticket'] })) {
    if (ticket && (ticket.id === viewing.ticket || ticket.reference === viewing.ticket)) {
      cache.setQueryData<Ticket>(key, { ...ticket, viewers: viewing.viewers })
    }
  }
}

/** The reader may no longer see this ticket: it goes from every list, nothing of it is kept, and its page says so when it asks again. */
export function applyLeft(cache: QueryClient, id: string): void {
  eachList(cache, (data) => withoutRow(data, id))
  live.release(id)
  for (const [key, ticket] of cache.getQueriesData<Ticket>({ queryKey: ['ticket'] })) {
    if (ticket?.id !== id) continue
    for (const part of ['messages', 'actions', 'events', 'links', 'transfers', 'ticket'])
      void cache.resetQueries({ queryKey: [part, key[1]] })
  }
}

function eachList(cache: QueryClient, change: (data: ListData) => ListData) {
  for (const [key, data] of cache.getQueriesData<ListData>({ queryKey: ['tickets'] })) {
    if (!data) continue
    const next = change(data)
    if (next !== data) cache.setQueryData(key, next)
  }
}
