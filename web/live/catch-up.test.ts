import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FeedEvent, Me, Page, Ticket, TicketRow } from '../../client/types.ts'
import type { ListData } from './apply-row.ts'
import { catchUp } from './catch-up.ts'
import { handleEvent } from './handle-event.ts'
import { live } from './live-store.ts'
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
  const waiting: ((rows: TicketRow[]) => void)[] = []
  const observer = new InfiniteQueryObserver(cache, {
    queryKey: ['tickets', query],
    queryFn: () => new Promise<Page<TicketRow>>((resolve) => waiting.push((items) => resolve({ items, nextCursor: null }))),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  })
  stopWatching.push(observer.subscribe(() => undefined))
  return {
    observer,
    async answer(rows: TicketRow[]) {
      waiting.shift()?.(rows)
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
