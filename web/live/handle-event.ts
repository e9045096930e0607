import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Agent, FeedEvent, Items, Me, Presence, Ticket, TicketQuery, TicketRow, Viewing } from '../../client/types.ts'
import { applyInPlace, applyPage, applyRow, findRow, type ListData, replaceRow, withoutRow } from './apply-row.ts'
import { belongs } from './belongs.ts'
import { live } from './live-store.ts'
import { pagePause, readPage } from './read-page.ts'
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

export type Soon = (key: string, milliseconds: number, run: () => void) => void

/** Runs a thing once, a moment after the last time it was asked for, but not later than that moment after the first. */
export function createSoon(): Soon {
  const waiting = new Set<string>()
  return (key, milliseconds, run) => {
    if (waiting.has(key)) return
    waiting.add(key)
    setTimeout(() => {
      waiting.delete(key)
      run()
    }, milliseconds)
  }
}

function applyToLists(cache: QueryClient, me: Me, event: FeedEvent, soon: Soon) {
  const lists = cache.getQueryCache().findAll({ queryKey: ['tickets'] })
  for (const list of lists) {
    const data = list.state.data as ListData | undefined
    if (!data) continue
    const onScreen = list.isActive()
    const query = list.queryKey[1] as TicketQuery
    const isByActivity = query.sort !== 'due'
    if (!event.row) {
      if (findRow(data, event.ticketId)) rereadList(cache, list.queryKey, soon)
      continue
    }
    const verdict = belongs(event.row, query, me)
    const applied = isByActivity
      ? applyRow(data, event.row, verdict, !onScreen || live.get().atTop)
      : applyInPlace(data, event.row, verdict)
    if (applied.data !== data) cache.setQueryData(list.queryKey, applied.data)
    if (applied.held && onScreen) live.hold(list.queryKey, applied.held)
    if (!applied.ask) continue
    if (isByActivity && onScreen) askWhereItStands(cache, list.queryKey, event.row, soon)
    else rereadList(cache, list.queryKey, soon)
  }
}

/** All that is loaded of a list, as seldom as that is dear. */
function rereadList(cache: QueryClient, queryKey: QueryKey, soon: Soon) {
  const pages = cache.getQueryData<ListData>(queryKey)?.pages.length ?? 1
  soon(`list ${hashKey(queryKey)}`, pagePause(queryKey[1] as TicketQuery, pages), () => {
    void cache.invalidateQueries({ queryKey, exact: true })
  })
}

/** Rows of which only the server can say whether a list has them, by list and ticket. */
const unplaced = new Map<string, Map<string, TicketRow>>()

/** What just happened stands at the top of a list, if it has it at all: its first page says so, however much of it is loaded. */
function askWhereItStands(cache: QueryClient, queryKey: QueryKey, row: TicketRow, soon: Soon) {
  const list = hashKey(queryKey)
  const query = queryKey[1] as TicketQuery
  unplaced.set(list, (unplaced.get(list) ?? new Map<string, TicketRow>()).set(row.id, row))
  soon(`first page ${list}`, pagePause(query, 1), () => {
    const rows = [...(unplaced.get(list)?.values() ?? [])]
    unplaced.delete(list)
    readPage(query).then(
      (page) => {
        const data = cache.getQueryData<ListData>(queryKey)
        if (!data) return
        const placed = applyPage(data, rows, page, live.get().atTop)
        if (placed.data !== data) cache.setQueryData(queryKey, placed.data)
        for (const held of placed.held) live.hold(queryKey, held)
        if (placed.unsure) rereadList(cache, queryKey, soon)
      },
      // The list itself says what is wrong, and tries again.
      () => rereadList(cache, queryKey, soon),
    )
  })
}

function applyToTicket(cache: QueryClient, event: FeedEvent, soon: Soon) {
  for (const ref of [event.reference, event.ticketId]) {
    const known = cache.getQueryData<Ticket>(['ticket', ref])
    if (!known) continue
    const newer = event.row && event.row.version > known.version
    if (event.row && newer) cache.setQueryData<Ticket>(['ticket', ref], { ...known, ...event.row })
    soon(`ticket ${ref}`, 60, () => {
      if (newer || !event.row) void cache.invalidateQueries({ queryKey: ['ticket', ref] })
      if (/^ticket\.(un)?(linked|split|merged)/.test(event.type)) void cache.invalidateQueries({ queryKey: ['links', ref] })
      void cache.invalidateQueries({ queryKey: ['transfers', ref] })
      void cache.invalidateQueries({ queryKey: ['actions', ref] })
      void cache.invalidateQueries({ queryKey: ['messages', ref] })
      void cache.invalidateQueries({ queryKey: ['events', ref] })
    })
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
  for (const [key, ticket] of cache.getQueriesData<Ticket>({ queryKey: ['ticket'] })) {
    if (ticket && (ticket.id === viewing.ticket || ticket.reference === viewing.ticket)) {
      cache.setQueryData<Ticket>(key, { ...ticket, viewers: viewing.viewers })
    }
  }
}

/** The reader may no longer see this ticket: it goes from every list, nothing of it is kept, and its page says so when it asks again. */
function applyLeft(cache: QueryClient, id: string) {
  eachList(cache, (data) => withoutRow(data, id))
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
