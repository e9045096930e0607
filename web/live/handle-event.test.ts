import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FeedEvent, Me, Ticket, TicketRow } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import type { ListData } from './apply-row.ts'
import { handleEvent } from './handle-event.ts'
import { live } from './live-store.ts'
import { ids, list, row } from './rows.fixture.ts'
import { createSoon } from './soon.ts'
import { withViewers } from './viewers.ts'

const me = { id: '1', teams: [] as Me['teams'] } as Me
const atOnce = (_key: string, _milliseconds: number, run: () => void) => run()
let cache: QueryClient

beforeEach(() => {
  cache = new QueryClient()
  live.set({ held: new Map(), atTop: true })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const about = (changed: TicketRow, type = 'ticket.status_changed'): FeedEvent => ({
  position: 5,
  ticketId: changed.id,
  reference: changed.reference,
  type,
  at: changed.updatedAt,
  actor: { kind: 'agent', id: '2', name: 'Carl' },
  data: {},
  row: changed,
})
const hear = (event: FeedEvent) => handleEvent(cache, me, event.type, event, atOnce)
const rowsOf = (view: string) => ids(cache.getQueryData<ListData>(['tickets', { view }]) as ListData)

test('one event brings every loaded list up to date, each by its own rules', () => {
  cache.setQueryData(['tickets', { view: 'all' }], list([row('1', 10), row('2', 20)]))
  cache.setQueryData(['tickets', { view: 'my_in_progress' }], list([]))
  cache.setQueryData(['tickets', { view: 'spam' }], list([]))
  hear(about(row('2', 0, { version: 2, assignee: { id: '1', name: 'Ada', avatarHue: 1 } }), 'ticket.assigned'))
  expect(rowsOf('all')).toEqual(['2', '1'])
  expect(rowsOf('my_in_progress')).toEqual(['2'])
  expect(rowsOf('spam')).toEqual([])
})

test('the open ticket shows the change at once and asks for what a row does not hold', () => {
  const ticket = { ...row('1', 10), closureAt: null } as unknown as Ticket
  cache.setQueryData(['ticket', 'TKT-0001'], ticket)
  cache.setQueryData(['actions', 'TKT-0001'], { ticketVersion: 1, actions: [] })
  hear(about(row('1', 0, { version: 2, priority: 'urgent' })))
  expect(cache.getQueryData<Ticket>(['ticket', 'TKT-0001'])?.priority).toBe('urgent')
  for (const key of ['ticket', 'actions']) expect(cache.getQueryState([key, 'TKT-0001'])?.isInvalidated).toBe(true)
})

test('several things that happen to a ticket within a moment are all asked for, not only what the first of them touched', async () => {
  vi.useFakeTimers()
  const soon = createSoon()
  for (const key of ['ticket', 'links', 'messages']) cache.setQueryData([key, 'TKT-0001'], row('1', 10, { version: 2 }))
  const stale = () => ['ticket', 'links', 'messages'].map((key) => cache.getQueryState([key, 'TKT-0001'])?.isInvalidated)
  // One's own act is known from its answer already; a colleague's that follows is not.
  for (const event of [
    about(row('1', 10, { version: 2 }), 'message.added'),
    about(row('1', 0, { version: 3 }), 'ticket.status_changed'),
    about(row('1', 0, { version: 3 }), 'ticket.linked'),
  ])
    handleEvent(cache, me, event.type, event, soon)
  expect(stale()).toEqual([false, false, false])
  await vi.advanceTimersByTimeAsync(60)
  expect(stale()).toEqual([true, true, true])
})

test('a ticket that may no longer be seen goes from every list', () => {
  cache.setQueryData(['tickets', { view: 'all' }], list([row('1', 10), row('2', 20)]))
  handleEvent(cache, me, 'ticket.left', { id: '1' }, atOnce)
  expect(rowsOf('all')).toEqual(['2'])
})

test('of a ticket that may no longer be seen nothing is kept for its page', () => {
  for (const key of ['ticket', 'messages', 'actions']) {
    cache.setQueryData([key, 'TKT-0001'], row('1', 10))
    cache.setQueryData([key, 'TKT-0002'], row('2', 10))
  }
  handleEvent(cache, me, 'ticket.left', { id: '1' }, atOnce)
  for (const key of ['ticket', 'messages', 'actions']) {
    expect(cache.getQueryData([key, 'TKT-0001'])).toBeUndefined()
    expect(cache.getQueryData([key, 'TKT-0002'])).toBeDefined()
  }
})

test('who has a ticket open is shown in its rows and on its page', () => {
  cache.setQueryData(['tickets', { view: 'all' }], list([row('1', 10)]))
  cache.setQueryData(['ticket', 'TKT-0001'], row('1', 10))
  const viewers = [{ id: '3', name: 'Mina', typing: true }]
  handleEvent(cache, me, 'viewing', { ticket: '1', viewers }, atOnce)
  expect(cache.getQueryData<ListData>(['tickets', { view: 'all' }])?.pages[0]?.items[0]?.viewers).toEqual(viewers)
  expect(cache.getQueryData<Ticket>(['ticket', 'TKT-0001'])?.viewers).toEqual(viewers)
})

test('an event whose row the reader may not see asks again only where the ticket is shown', () => {
  cache.setQueryData(['tickets', { view: 'all' }], list([row('1', 10)]))
  cache.setQueryData(['tickets', { view: 'spam' }], list([row('9', 10)]))
  const { row: _row, ...rest } = about(row('1', 0))
  hear(rest)
  expect(cache.getQueryState(['tickets', { view: 'all' }])?.isInvalidated).toBe(true)
  expect(cache.getQueryState(['tickets', { view: 'spam' }])?.isInvalidated).toBe(false)
})

test('many events in a moment ask once', async () => {
  const soon = createSoon()
  let asked = 0
  for (let count = 0; count < 20; count++) soon('counts', 10, () => asked++)
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(asked).toBe(1)
  soon('counts', 10, () => asked++)
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(asked).toBe(2)
})

test('who opened a ticket while its page was being asked for is not forgotten with the older answer', async () => {
  const viewers = [{ id: '3', name: 'Mina', typing: false }]
  const ticket = await withViewers(async () => {
    handleEvent(cache, me, 'viewing', { ticket: '7', viewers }, atOnce)
    return row('7', 10)
  })
  expect(ticket.viewers).toEqual(viewers)
  await new Promise((resolve) => setTimeout(resolve, 2))
  expect((await withViewers(async () => row('7', 10))).viewers).toEqual(row('7', 10).viewers)
})

test('whether a colleague is there is said by the event itself: nobody lists all colleagues again for it', () => {
  const agents = [
    { id: '2', name: 'Carl', presence: 'offline' },
    { id: '3', name: 'Mina', presence: 'away' },
  ]
  cache.setQueryData(['agents'], { items: agents })
  handleEvent(cache, me, 'agent.presence_changed', { id: '2', presence: 'online' }, atOnce)
  expect(cache.getQueryData(['agents'])).toEqual({ items: [{ ...agents[0], presence: 'online' }, agents[1]] })
  expect(cache.getQueryState(['agents'])?.isInvalidated).toBe(false)
})

test('who comes or goes is counted anew for everybody; one’s own presence decides what can be done', () => {
  const keys = [
    ['dashboard', '1'],
    ['actions', 'TKT-0001'],
  ]
  const stale = () => keys.map((key) => cache.getQueryState(key)?.isInvalidated)
  for (const key of keys) cache.setQueryData(key, {})
  handleEvent(cache, me, 'agent.presence_changed', { id: '2', presence: 'online' }, atOnce)
  expect(stale()).toEqual([true, false])
  handleEvent(cache, me, 'agent.presence_changed', { id: '1', presence: 'away' }, atOnce)
  expect(stale()).toEqual([true, true])
})

test('on a busy desk a long list that only the server can tell asks for its first page, once for many events', async () => {
  vi.useFakeTimers()
  const asked: string[] = []
  const answer = { items: [row('30', 0), row('1', 10)], nextCursor: 'a' }
  vi.stubGlobal('fetch', (address: string | URL | Request) => {
    asked.push(String(address instanceof Request ? address.url : address))
    return Promise.resolve(new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } }))
  })
  const query = { view: 'my_resolved' }
  const { queryKey } = queries.tickets(query)
  cache.setDefaultOptions({ queries: { staleTime: Number.POSITIVE_INFINITY } })
  const loaded = list([row('1', 10)], [row('2', 20)], [row('3', 30)])
  cache.setQueryData(queryKey, loaded)
  const leave = new InfiniteQueryObserver(cache, { ...queries.tickets(query), staleTime: Number.POSITIVE_INFINITY }).subscribe(
    () => undefined,
  )
  const soon = createSoon()
  const resolved = { assignee: { id: '1', name: 'Ada', avatarHue: 1 }, status: { ...row('9', 0).status, category: 'resolved' as const } }
  for (let id = 30; id < 50; id++) {
    const event = about(row(String(id), 0, resolved))
    handleEvent(cache, me, event.type, event, soon)
  }
  await vi.advanceTimersByTimeAsync(1_000)
  const pages = asked.filter((address) => address.includes('/tickets'))
  expect(pages).toHaveLength(1)
  expect(pages[0]).not.toContain('cursor')
  expect(ids(cache.getQueryData<ListData>(queryKey) as ListData)).toEqual(['30', '1', '2', '3'])
  leave()
})
