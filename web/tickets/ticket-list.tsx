import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import type { Condition } from '../../conditions/index.ts'
import { useSaying } from '../conditions/use-fields.ts'
import { live } from '../live/live-store.ts'
import { usePreferences } from '../session/preferences.ts'
import { useSavedView } from '../views/use-saved-view.ts'
import { readWhere } from './filters.ts'
import { FlatList } from './flat-list.tsx'
import { GroupedList } from './grouped-list.tsx'
import { ListHead } from './list-head.tsx'
import { ListGone, ListLoading } from './list-states.tsx'
import { useLoadedRows } from './loaded-rows.ts'
import { selection, useSelection } from './selection.ts'
import { isGrouped, ticketQuery } from './ticket-search.ts'
import { viewOf } from './views.ts'

const BulkBar = lazy(() => import('../bulk/bulk-bar.tsx').then((module) => ({ default: module.BulkBar })))
const FolderBar = lazy(() => import('../bulk/folder-bar.tsx').then((module) => ({ default: module.FolderBar })))

export function TicketList({ selected }: { selected: string | undefined }) {
  const search = useSearch({ from: '/workspace/tickets' })
  const { groupByStatus } = usePreferences()
  const saved = useSavedView(search.view)
  const query = useMemo(() => ticketQuery(search, saved.view), [search, saved.view])
  const listId = JSON.stringify(query)
  const name = saved.view?.name ?? viewOf(search.view).name
  const filters = readWhere(search.where)
  const saying = useSaying(search.desk, filters)
  const { isEmpty } = useSelection()
  const { rows, more } = useLoadedRows()

  // What waits behind the pill, and what is ticked, belongs to one list; another list starts with none, at its top.
  useEffect(() => {
    if (listId) live.set({ held: new Map(), atTop: true })
    selection.clear()
  }, [listId])

  useEffect(() => {
    if (!selected) document.title = `${search.q ?? name} · Statedesk`
  }, [selected, search.q, name])

  const all: Condition = { all: filters }
  const list = { query, search, selected, emptyText: filters.length > 0 ? saying.say(all) : undefined, saved: saved.view?.name }
  return (
    <div className="flex h-full min-h-0 w-full flex-col" data-selecting={isEmpty ? undefined : true}>
      <ListHead search={search} query={query} saved={saved.view} />
      {rows.length > 0 && (query.view === 'trash' || query.view === 'spam') ? (
        <Suspense>
          <FolderBar query={query} />
        </Suspense>
      ) : null}
      {saved.isGone ? (
        <ListGone />
      ) : saved.isPending ? (
        <ListLoading />
      ) : isGrouped(search, groupByStatus) ? (
        <GroupedList {...list} />
      ) : (
        <FlatList {...list} />
      )}
      {isEmpty ? null : (
        <Suspense>
          <BulkBar query={query} rows={rows} more={more} />
        </Suspense>
      )}
    </div>
  )
}
