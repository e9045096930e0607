import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FeedEvent, Me, Page, Ticket, TicketRow } from '../../client/types.ts'
import { findRow, type ListData } from './apply-row.ts'
import { catchUp } from './catch-up.ts'
import { handleEvent } from './handle-event.ts'
import { showHeld } from './held.ts'
import { live } from './live-store.ts'
import { patchRow } from './patch-row.ts'
import { ids, row, words } from './rows.fixture.ts'

const me = { id: '1', teams: [] as Me['teams'] } as Me
const atOnce = (_key: string, _milliseconds: number, run: () => void) => run()
const resolved = { status: { key: 'resolved', label: words('Resolved'), colour: 'green', category: 'resolved' } } as const
let cache: QueryClient
let answers: ReturnType<typeof catchUp>
let stopWatching: (() => void)[]

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  answers = catchUp(cache, () => me, atOnce)
  live.set({ held: new Map(), atTop: true })
  stopWatching = []
})

afterEach(() => {
  for (const stop of stopWatching) stop()
  answers.stop()
  cache.clear()
})

function hear(changed: TicketRow) {
  const event: FeedEvent = {
    position: 5,
    ticketId: changed.id,
    reference: changed.reference,
    type: 'ticket.status_changed',
    at: changed.updatedAt,
    actor: { kind: 'staff', id: '2', name: 'Carl' },
    data: {},
    row: changed,
  }
  handleEvent(cache, me, event.type, event, atOnce)
  answers.heard(event)
}

/** A list on screen, whose pages are answered when the test says so. */
function listOnScreen(query: object) {
  const waiting: ((page: Page<TicketRow>) => void)[] = []
  const observer = new InfiniteQueryObserver(cache, {
    queryKey: ['tickets', query],
    queryFn: () => new Promise<Page<TicketRow>>((resolve) => waiting.push(resolve)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<TicketRow>) => page.nextCursor ?? undefined,
  })
  stopWatching.push(observer.subscribe(() => undefined))
  return {
    observer,
    waiting,
    async answer(items: TicketRow[], nextCursor: string | null = null) {
      waiting.shift()?.({ items, nextCursor })
      await new Promise((resolve) => setTimeout(resolve))
    },
    shown: () => ids(cache.getQueryData<ListData>(['tickets', query]) as ListData),
  }
}

test('an answer that was on its way while a ticket moved on does not put it back where it was', async () => {
  const open = listOnScreen({ view: 'all', status: 'open' })
  const done = listOnScreen({ view: 'all', status: 'resolved' })
  hear(row('1', 0, { version: 2, ...resolved }))
  await open.answer([row('1', 0), row('2', 10)])
  await done.answer([])
  expect(open.shown()).toEqual(['2'])
  expect(done.shown()).toEqual(['1'])
})

test('the same holds when a list is read again', async () => {
  const open = listOnScreen({ view: 'all', status: 'open' })
  await open.answer([row('1', 0), row('2', 10)])
  void open.observer.refetch()
  hear(row('1', 0, { version: 2, ...resolved }))
  expect(open.shown()).toEqual(['2'])
  await open.answer([row('1', 0), row('2', 10)])
  expect(open.shown()).toEqual(['2'])
})

test('what was heard before it was asked for changes nothing: the answer is newer', async () => {
  const open = listOnScreen({ view: 'all', status: 'open' })
  await open.answer([row('1', 0)])
  hear(row('1', 0, { version: 2, ...resolved }))
  void open.observer.refetch()
  await open.answer([row('1', 0, { version: 3 })])
  expect(open.shown()).toEqual(['1'])
})

test('a ticket’s page that was being asked for shows what was heard meanwhile, and asks for what belongs to it', async () => {
  let answer: (ticket: Ticket) => void = () => undefined
  const queryKey = ['ticket', 'TKT-0001']
  const observer = new QueryObserver(cache, {
    queryKey,
    queryFn: () => new Promise<Ticket>((resolve) => (answer = resolve)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  stopWatching.push(observer.subscribe(() => undefined))
  cache.setQueryData(['messages', 'TKT-0001'], { pages: [], pageParams: [] })
  cache.setQueryData(['actions', 'TKT-0001'], { ticketVersion: 1, actions: [] })
  hear(row('1', 0, { version: 2, priority: 'urgent' }))
  answer({ ...row('1', 10), closureAt: null } as unknown as Ticket)
  await new Promise((resolve) => setTimeout(resolve))
  expect(cache.getQueryData<Ticket>(queryKey)).toMatchObject({ version: 2, priority: 'urgent', closureAt: null })
  for (const key of ['messages', 'actions']) expect(cache.getQueryState([key, 'TKT-0001'])?.isInvalidated).toBe(true)
})

test('the next page takes back nothing that happened to those before it while it was on its way', async () => {
  const unassigned = listOnScreen({ view: 'unassigned' })
  await unassigned.answer([row('1', 10), row('2', 20)], 'next')
  hear(row('3', 5))
  void unassigned.observer.fetchNextPage()
  // Not heard of, but done here: what waited is shown, a ticket is starred.
  live.hold(['tickets', { view: 'unassigned' }], row('9', 0))
  showHeld(cache)
  patchRow(cache, '1', { starred: true })
  hear(row('2', 20, { version: 2, assignee: { id: '2', name: 'Carl', avatarHue: 1 } }))
  hear(row('4', 30, { version: 2, assignee: { id: '2', name: 'Carl', avatarHue: 1 } }))
  await unassigned.answer([row('4', 30), row('5', 40)])
  expect(unassigned.shown()).toEqual(['9', '3', '1', '5'])
  expect(findRow(cache.getQueryData<ListData>(['tickets', { view: 'unassigned' }]) as ListData, '1')?.starred).toBe(true)
})

test('a list that is to be read anew still is when its next page comes in between', async () => {
  const all = listOnScreen({ view: 'all' })
  await all.answer([row('1', 10)], 'next')
  void cache.invalidateQueries({ queryKey: ['tickets', { view: 'all' }] })
  void all.observer.fetchNextPage()
  // The request that was given up is answered as well, to nobody.
  await all.answer([row('1', 10)])
  await all.answer([row('2', 20)])
  expect(all.waiting).toHaveLength(1)
})

test('a ticket that may no longer be seen is not brought back by an answer that was on its way', async () => {
  const all = listOnScreen({ view: 'all' })
  handleEvent(cache, me, 'ticket.left', { id: '1' }, atOnce)
  answers.left('1')
  await all.answer([row('1', 0), row('2', 10)])
  expect(all.shown()).toEqual(['2'])

  let asked = 0
  const queryKey = ['ticket', 'TKT-0003']
  let answer: (ticket: TicketRow) => void = () => undefined
  const observer = new QueryObserver(cache, { queryKey, queryFn: () => new Promise<TicketRow>((resolve) => (asked++, (answer = resolve))) })
  stopWatching.push(observer.subscribe(() => undefined))
  handleEvent(cache, me, 'ticket.left', { id: '3' }, atOnce)
  answers.left('3')
  answer(row('3', 0))
  await new Promise((resolve) => setTimeout(resolve))
  expect([cache.getQueryData(queryKey), asked]).toEqual([undefined, 2])
})

test('messages, acts and events that were asked for the first time while something happened are asked for again', async () => {
  const parts = ['messages', 'actions', 'events']
  const waiting: ((answer: object) => void)[] = []
  for (const part of parts) {
    const queryFn = () => new Promise<object>((resolve) => waiting.push(resolve))
    stopWatching.push(new QueryObserver(cache, { queryKey: [part, 'TKT-0001'], queryFn }).subscribe(() => undefined))
  }
  expect(waiting).toHaveLength(3)
  // The ticket itself is not there yet either.
  hear(row('1', 0, { version: 2 }))
  for (const answer of waiting.slice()) answer({ of: 'before' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(waiting).toHaveLength(6)
  for (const answer of waiting.slice(3)) answer({ of: 'after' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(parts.map((part) => cache.getQueryData([part, 'TKT-0001']))).toEqual(parts.map(() => ({ of: 'after' })))
  expect(waiting).toHaveLength(6)
})
