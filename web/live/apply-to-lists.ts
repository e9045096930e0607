import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { FeedEvent, Me, TicketQuery, TicketRow } from '../../client/types.ts'
import { applyInPlace, applyPage, applyRow, findRow, type ListData } from './apply-row.ts'
import { belongs } from './belongs.ts'
import { isHeldFor, keepHeld } from './held.ts'
import { live } from './live-store.ts'
import { pagePause, readPage } from './read-page.ts'
import type { Soon } from './soon.ts'

/** What happened to one ticket is carried into every list that is loaded. */
export function applyToLists(cache: QueryClient, me: Me, event: FeedEvent, soon: Soon) {
  if (event.row) rememberVersion(event.row)
  for (const { queryKey } of cache.getQueryCache().findAll({ queryKey: ['tickets'] })) applyToList(cache, me, queryKey, event, soon)
}

/** @param queryKey of the list, loaded or not */
export function applyToList(cache: QueryClient, me: Me, queryKey: QueryKey, event: FeedEvent, soon: Soon) {
  const list = cache.getQueryCache().find({ queryKey })
  const data = list?.state.data as ListData | undefined
  if (!list || !data) return
  const onScreen = list.isActive()
  const query = queryKey[1] as TicketQuery
  const isByActivity = query.sort !== 'due'
  if (!event.row) {
    if (findRow(data, event.ticketId) || isHeldFor(queryKey, event.ticketId)) rereadList(cache, queryKey, soon)
    return
  }
  const verdict = belongs(event.row, query, me)
  const atOnce = !onScreen || live.get().atTop
  const applied = isByActivity ? applyRow(data, event.row, verdict, atOnce) : applyInPlace(data, event.row, verdict)
  if (applied.data !== data) cache.setQueryData(queryKey, applied.data)
  keepHeld(queryKey, event.row, { moved: applied.held, waitsOn: verdict !== 'no' && !(isByActivity && atOnce) })
  if (!applied.ask) return
  if (isByActivity && onScreen) askWhereItStands(cache, queryKey, event.row, soon)
  else rereadList(cache, queryKey, soon)
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
/** The newest version that was heard of, by ticket: a page that was on its way meanwhile may know an older one. */
const newest = new Map<string, number>()
const mostNewest = 1_000

function rememberVersion({ id, version }: TicketRow) {
  const known = newest.get(id) ?? 0
  newest.delete(id)
  newest.set(id, Math.max(known, version))
  for (const oldest of newest.keys()) {
    if (newest.size <= mostNewest) break
    newest.delete(oldest)
  }
}

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
        const current = rows.filter((row) => (page.items.find(({ id }) => id === row.id) ?? row).version >= (newest.get(row.id) ?? 0))
        const placed = applyPage(data, current, page, live.get().atTop)
        if (placed.data !== data) cache.setQueryData(queryKey, placed.data)
        for (const held of placed.held) keepHeld(queryKey, held, { moved: held, waitsOn: true })
        for (const gone of placed.gone) keepHeld(queryKey, gone, { moved: null, waitsOn: false })
        if (placed.unsure) rereadList(cache, queryKey, soon)
      },
      // The list itself says what is wrong, and tries again.
      () => rereadList(cache, queryKey, soon),
    )
  })
}
