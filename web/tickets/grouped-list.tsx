import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { TicketQuery, TicketRow } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { eachOnce, type Group, groupQuery, groupsOf, isOpenGroup, matchingGroups } from './groups.ts'
import type { ListItem } from './list-items.ts'
import { type ListProps, useSelecting } from './list-props.ts'
import { ListRows } from './list-rows.tsx'
import { ListEmpty, ListError, ListLoading } from './list-states.tsx'
import { hasFilters } from './ticket-search.ts'
import { type GroupPages, useGroupPages } from './use-group-pages.ts'
import { useListKeys } from './use-list-keys.ts'
import { usePrefetchTicket } from './use-prefetch-ticket.ts'

/** As many rows as a group shows before it asks whether to go on, so that the groups below stay in reach. */
const mostBlank = 6
/** Asked for at once; the others when they come into sight. */
const atOnce = 2

/** A list by status: a head for each group with its count, its rows below; each group is read on for itself. */
export function GroupedList({ query, search, selected, emptyText }: ListProps & { query: TicketQuery }) {
  const { groups: byHand } = usePreferences()
  const isNarrowed = hasFilters(search)
  const counts = useQuery(queries.counts(search.desk))
  const matching = useQuery({ ...queries.matching(query), enabled: isNarrowed })
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const groups = useMemo(() => {
    const statuses = counts.data?.statuses
    if (!statuses) return undefined
    if (!isNarrowed) return groupsOf(statuses, search.mine ? 'mine' : 'all')
    return matching.data && matchingGroups(statuses, matching.data)
  }, [counts.data, matching.data, isNarrowed, search.mine])

  const listId = JSON.stringify(query)
  const open = useMemo(() => groups?.filter((group) => isOpenGroup(group, byHand)) ?? [], [groups, byHand])
  const wanted = open.filter((group, at) => at < atOnce || seen.has(listId + group.id))
  const pagesOf = useGroupPages(wanted.map((group) => ({ id: group.id, query: groupQuery(query, group) })))
  const shown = eachOnce(
    (groups ?? []).map((group) => {
      const isOpen = open.includes(group)
      const pages = isOpen ? pagesOf(group.id, groupQuery(query, group)) : null
      return { group, isOpen, pages, rows: pages?.rows }
    }),
  )

  const rows = useSame(shown.flatMap(({ rows }) => rows ?? []))
  const prefetch = usePrefetchTicket()
  const keys = useListKeys(rows, search, selected, listId)
  const hasMore = shown.some(({ pages, isOpen }) => !isOpen || pages?.hasMore || !pages?.rows)
  const onSelect = useSelecting(rows, hasMore)
  const onBlank = useCallback(
    (blank: string[]) =>
      setSeen((was) => (blank.every((id) => was.has(listId + id)) ? was : new Set([...was, ...blank.map((id) => listId + id)]))),
    [listId],
  )

  const failure = counts.error ?? matching.error
  if (!groups) return failure ? <ListError error={failure} retry={() => void (counts.refetch(), matching.refetch())} /> : <ListLoading />
  if (groups.length === 0) return <ListEmpty search={search} filters={emptyText} />
  return (
    <ListRows
      key={listId}
      items={shown.flatMap((one) => itemsOf(one.group, one.isOpen, one.pages, one.rows))}
      search={search}
      keys={keys}
      selected={selected}
      onOpen={prefetch}
      onSelect={onSelect}
      onBlank={onBlank}
      onToggleGroup={(id, isOpen) => setPreferences({ groups: { ...byHand, [id]: isOpen } })}
    />
  )
}

/** One and the same array for as long as the same rows stand in it: what depends on it is not done anew with every drawing. */
function useSame<T>(items: readonly T[]): readonly T[] {
  const last = useRef(items)
  const isSame = last.current.length === items.length && items.every((item, at) => item === last.current[at])
  if (!isSame) last.current = items
  return last.current
}

function itemsOf(group: Group, isOpen: boolean, pages: GroupPages | null, rows: readonly TicketRow[] | undefined): ListItem[] {
  const head: ListItem = { kind: 'group', id: `group ${group.id}`, group, isOpen }
  if (!isOpen || !pages) return [head]
  if (!rows) {
    if (pages.failed) return [head, { kind: 'failed', id: `failed ${group.id}`, retry: pages.retry }]
    const count = Math.min(group.count ?? mostBlank, mostBlank)
    return [
      head,
      ...Array.from({ length: count }, (_, at): ListItem => ({ kind: 'blank', id: `blank ${group.id} ${at}`, group: group.id })),
    ]
  }
  return [head, ...rows.map((row): ListItem => ({ kind: 'row', id: row.id, row })), ...more(group, pages)]
}

function more(group: Group, pages: GroupPages): ListItem[] {
  if (!pages.hasMore) return []
  if (pages.failed) return [{ kind: 'failed', id: `failed ${group.id}`, retry: pages.loadMore }]
  const left = group.count === null ? null : Math.max(1, group.count - (pages.rows?.length ?? 0))
  return [{ kind: 'more', id: `more ${group.id}`, left, isBusy: pages.isFetchingMore, load: pages.loadMore }]
}
