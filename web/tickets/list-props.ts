import { useCallback, useEffect, useRef } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { loadedRows } from './loaded-rows.ts'
import { selection } from './selection.ts'
import type { TicketSearch } from './ticket-search.ts'

export type ListProps = {
  search: TicketSearch
  selected: string | undefined
  /** The conditions that narrow the list, in words; for when it turns out empty. */
  emptyText: string | undefined
  /** The name of the saved view it is. */
  saved?: string | undefined
}

/** Ticks a row, or goes on to it from where ticking began; and says which rows are there to be ticked. */
export function useSelecting(rows: readonly TicketRow[], more: boolean): (id: string, extend: boolean) => void {
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => loadedRows.set({ rows, more }), [rows, more])
  useEffect(() => () => loadedRows.set({ rows: [], more: false }), [])
  return useCallback((id, extend) => {
    if (extend)
      selection.extendTo(
        id,
        latest.current.map((row) => row.id),
      )
    else selection.toggle(id)
  }, [])
}
