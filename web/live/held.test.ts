import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FeedEvent, Me, Page, TicketRow } from '../../client/types.ts'
import { findRow, type ListData } from './apply-row.ts'
import { catchUp } from './catch-up.ts'
import { handleEvent } from './handle-event.ts'
import { showHeld } from './held.ts'
import { live } from './live-store.ts'
import { patchRow } from './patch-row.ts'
import { ids, list, row } from './rows.fixture.ts'

const me = { id: '1', teams: [] as Me['teams'] } as Me
const atOnce = (_key: string, _milliseconds: number, run: () => void) => run()
const carl = { id: '2', name: 'Carl', avatarHue: 1 }
let cache: QueryClient
let leaving: (() => void)[]

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  leaving = []
  live.set({ held: new Map(), atTop: false })
})

afterEach(() => {
  for (const leave of leaving) leave()
  live.set({ held: new Map(), atTop: true })
  vi.unstubAllGlobals()
})

/** A list on screen whose reader has scrolled down. */
function onScreen(query: object, ...rows: TicketRow[]) {
  const queryKey = ['tickets', query]
  const asked: ((rows: TicketRow[]) => void)[] = []
  cache.setQueryData(queryKey, list(rows))
  const observer = new InfiniteQueryObserver(cache, {
    queryKey,
    queryFn: () => new Promise<Page<TicketRow>>((resolve) => asked.push((items) => resolve({ items, nextCursor: null }))),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  })
  leaving.push(observer.subscribe(() => undefined))
  const data = () => cache.getQueryData<ListData>(queryKey) as ListData
  return { observer, asked, shown: () => ids(data()), find: (id: string) => findRow(data(), id) }
}

function hear(changed: TicketRow, type = 'ticket.status_changed'): FeedEvent {
  const event: FeedEvent = {
    position: 5,
    ticketId: changed.id,
    reference: changed.reference,
    type,
    at: changed.updatedAt,
    actor: { kind: 'staff', id: '2', name: 'Carl' },
    data: {},
    row: changed,
  }
  handleEvent(cache, me, type, event, atOnce)
  return event
}

const waiting = () => [...live.get().held.keys()]

test('a new ticket that a colleague takes while it waits behind the pill waits no more for the list of those nobody has', () => {
  const unassigned = onScreen({ view: 'unassigned' }, row('1', 10))
  hear(row('7', 0), 'ticket.created')
  hear(row('8', 0), 'ticket.created')
  expect(waiting()).toEqual(['7', '8'])
  hear(row('7', 0, { version: 2, assignee: carl }), 'ticket.assigned')
  expect(waiting()).toEqual(['8'])
  showHeld(cache)
  expect(unassigned.shown()).toEqual(['8', '1'])
})

test('what waits is shown as it is by then, not as it was when it began to wait', () => {
  const all = onScreen({ view: 'all' }, row('1', 10), row('2', 20))
  hear(row('7', 0), 'ticket.created')
  hear(row('7', 0, { version: 2, priority: 'urgent' }), 'ticket.priority_changed')
  hear(row('7', 0), 'ticket.created')
  hear(row('2', 0, { version: 5 }), 'message.added')
  hear(row('2', 0, { version: 6, priority: 'urgent' }), 'ticket.priority_changed')
  patchRow(cache, '2', { starred: true })
  patchRow(cache, '7', { starred: true })
  expect(waiting()).toEqual(['7', '2'])
  showHeld(cache)
  expect(all.shown()).toEqual(['2', '7', '1'])
  expect(all.find('2')).toMatchObject({ version: 6, priority: 'urgent', starred: true })
  expect(all.find('7')).toMatchObject({ version: 2, priority: 'urgent', starred: true })
})

test('what waits does not overwrite what the list has of a newer version', () => {
  const all = onScreen({ view: 'all' }, row('1', 10), row('2', 20, { version: 6 }))
  live.hold(['tickets', { view: 'all' }], row('2', 0, { version: 5 }))
  showHeld(cache)
  expect(all.shown()).toEqual(['1', '2'])
  expect(all.find('2')?.version).toBe(6)
})

test('a ticket that may no longer be seen waits no more', () => {
  const all = onScreen({ view: 'all' }, row('1', 10))
  hear(row('7', 0), 'ticket.created')
  handleEvent(cache, me, 'ticket.left', { id: '7' }, atOnce)
  expect(waiting()).toEqual([])
  showHeld(cache)
  expect(all.shown()).toEqual(['1'])
})

test('a ticket that waits for one group and moves to another waits for that one', () => {
  const fresh = onScreen({ view: 'all', status: 'open' }, row('1', 10))
  const done = onScreen({ view: 'all', status: 'resolved' })
  hear(row('7', 0), 'ticket.created')
  hear(row('7', 0, { version: 2, status: { ...row('7', 0).status, key: 'resolved', category: 'resolved' } }))
  expect(waiting()).toEqual(['7'])
  showHeld(cache)
  expect([fresh.shown(), done.shown()]).toEqual([['1'], ['7']])
})

test('a list that was read anew has what waited for it in its place already', async () => {
  const answers = catchUp(cache, () => me, atOnce)
  leaving.push(answers.stop)
  const unassigned = onScreen({ view: 'unassigned' }, row('1', 10))
  answers.heard(hear(row('7', 0), 'ticket.created'))
  void unassigned.observer.refetch()
  answers.heard(hear(row('8', 0), 'ticket.created'))
  unassigned.asked[0]?.([row('1', 10)])
  await vi.waitFor(() => expect(waiting()).toEqual(['8']))
  showHeld(cache)
  expect(unassigned.shown()).toEqual(['8', '1'])
})

test('the first page, asked where a ticket stands, does not bring it back as it was before it was taken', async () => {
  const answers: ((page: Page<TicketRow>) => void)[] = []
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) =>
        answers.push((page) => resolve(new Response(JSON.stringify(page), { headers: { 'content-type': 'application/json' } }))),
      ),
  )
  const found = onScreen({ q: 'printer', assignee: 'none' }, row('1', 10))
  hear(row('7', 0), 'ticket.created')
  hear(row('8', 0), 'ticket.created')
  hear(row('7', 0, { version: 2, assignee: carl }), 'ticket.assigned')
  for (const answer of answers) answer({ items: [row('8', 0), row('7', 0), row('1', 10)], nextCursor: null })
  await vi.waitFor(() => expect(waiting()).toContain('8'))
  expect(waiting()).toEqual(['8'])
  hear(row('8', 0, { version: 2, priority: 'high' }))
  answers.at(-1)?.({ items: [row('1', 10)], nextCursor: null })
  await vi.waitFor(() => expect(waiting()).toEqual([]))
  showHeld(cache)
  expect(found.shown()).toEqual(['1'])
})
