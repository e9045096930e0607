import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { selection } from './selection.ts'
import type { TicketSearch } from './ticket-search.ts'
import { usePrefetchTicket } from './use-prefetch-ticket.ts'

/** Where the keys of a list stand, and how they go on. */
export type ListKeys = {
  /** The row, by its reference. */
  readonly current: string | undefined
  readonly step: (by: 1 | -1) => void
  /** To the first or the last row. */
  readonly toEnd: (end: 'first' | 'last') => void
  /** The focus came to a row by itself. */
  readonly place: (reference: string) => void
}

/** The keys of the list: going through its rows, opening one, selecting some. */
export function useListKeys(rows: readonly TicketRow[], search: TicketSearch, selected: string | undefined, listId: string): ListKeys {
  const navigate = useNavigate()
  const prefetch = usePrefetchTicket()
  const [cursor, setCursor] = useState<string | null>(null)
  const current = selected ?? cursor ?? undefined
  const at = rows.findIndex((row) => row.reference === current)

  // Another list begins at its top.
  useEffect(() => {
    if (listId) setCursor(null)
  }, [listId])

  // Back in the list, the keys go on from the ticket that was open.
  useEffect(() => {
    if (selected) setCursor(selected)
  }, [selected])

  useEffect(() => {
    for (const neighbour of [rows[at + 1], rows[at - 1]]) if (at >= 0 && neighbour) prefetch(neighbour.reference)
  }, [at, rows, prefetch])

  function open(reference: string, replace = false) {
    void navigate({ to: '/tickets/$reference', params: { reference }, search, replace })
  }
  function step(by: 1 | -1): TicketRow | undefined {
    return goTo(at < 0 ? 0 : at + by)
  }
  function goTo(index: number): TicketRow | undefined {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!next) return undefined
    setCursor(next.reference)
    if (selected) open(next.reference, true)
    return next
  }
  function extend(by: 1 | -1) {
    const here = rows[at]
    if (here && selection.get().anchor === null) selection.toggle(here.id)
    const next = step(by)
    if (next)
      selection.extendTo(
        next.id,
        rows.map((row) => row.id),
      )
  }
  const here = rows[at]

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    'Shift+j': () => extend(1),
    'Shift+k': () => extend(-1),
    x: here ? () => selection.toggle(here.id) : undefined,
    ArrowDown: selected ? undefined : () => step(1),
    ArrowUp: selected ? undefined : () => step(-1),
    Home: selected ? undefined : () => goTo(0),
    End: selected ? undefined : () => goTo(rows.length - 1),
    Enter: !selected && cursor ? () => open(cursor) : undefined,
    u: selected ? () => void navigate({ to: '/tickets', search }) : undefined,
    Escape: selected ? () => void navigate({ to: '/tickets', search }) : undefined,
  })
  return {
    current,
    step,
    toEnd: (end) => goTo(end === 'first' ? 0 : rows.length - 1),
    place: (reference) => (selected ? undefined : setCursor(reference)),
  }
}
