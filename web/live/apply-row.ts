import type { InfiniteData } from '@tanstack/react-query'
import type { Page, TicketRow } from '../../client/types.ts'
import type { Verdict } from './belongs.ts'

export type ListData = InfiniteData<Page<TicketRow>, string | undefined>
export type Applied = { data: ListData; held: TicketRow | null; ask: boolean }

/**
 * What one changed row does to a loaded list.
 * Nothing moves under a reader: away from the top a row changes in place, and what would slide in or jump up is held until asked for.
 */
export function applyRow(data: ListData, row: TicketRow, verdict: Verdict, atTop: boolean): Applied {
  const present = findRow(data, row.id)
  if (present && present.version > row.version) return { data, held: null, ask: false }

  if (verdict === 'no') return { data: present ? withoutRow(data, row.id) : data, held: null, ask: false }
  if (!present) {
    if (verdict === 'unknown') return { data, held: null, ask: true }
    return atTop ? { data: insertRow(data, row), held: null, ask: false } : { data, held: row, ask: false }
  }
  const moves = row.lastActivityAt !== present.lastActivityAt
  if (moves && atTop) return { data: insertRow(withoutRow(data, row.id), row), held: null, ask: false }
  return { data: replaceRow(data, row), held: moves ? row : null, ask: false }
}

export function findRow(data: ListData, id: string): TicketRow | undefined {
  for (const page of data.pages) {
    const row = page.items.find((item) => item.id === id)
    if (row) return row
  }
  return undefined
}

export function replaceRow(data: ListData, row: TicketRow): ListData {
  return mapPages(data, (items) =>
    items.some((item) => item.id === row.id) ? items.map((item) => (item.id === row.id ? row : item)) : items,
  )
}

export function withoutRow(data: ListData, id: string): ListData {
  return mapPages(data, (items) => (items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : items))
}

/** Lists are sorted by last activity, newest first; a row older than all that is loaded waits for its page. */
export function insertRow(data: ListData, row: TicketRow): ListData {
  let placed = false
  const pages = data.pages.map((page, index) => {
    if (placed) return page
    const at = page.items.findIndex((item) => item.lastActivityAt <= row.lastActivityAt)
    const last = index === data.pages.length - 1 && page.nextCursor === null
    if (at < 0 && !last) return page
    placed = true
    const position = at < 0 ? page.items.length : at
    return { ...page, items: [...page.items.slice(0, position), row, ...page.items.slice(position)] }
  })
  return placed ? { ...data, pages } : data
}

function mapPages(data: ListData, change: (items: TicketRow[]) => TicketRow[]): ListData {
  let changed = false
  const pages = data.pages.map((page) => {
    const items = change(page.items)
    if (items === page.items) return page
    changed = true
    return { ...page, items }
  })
  return changed ? { ...data, pages } : data
}
