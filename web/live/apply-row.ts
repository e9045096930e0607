import type { InfiniteData } from '@tanstack/react-query'
import type { Page, TicketRow } from '../../client/types.ts'
import type { Verdict } from './belongs.ts'

export type ListData = InfiniteData<Page<TicketRow>, string | undefined>
export type Applied = { data: ListData; held: TicketRow | null; ask: boolean }

/**
 * What one changed row does to a loaded list.
 * Nothing moves under a reader: away from the top a row changes in place, and what would slide in or jump up is held until asked for.
 */
export function applyRow(data: ListData, changed: TicketRow, verdict: Verdict, atTop: boolean): Applied {
  const present = findRow(data, changed.id)
  if (present && present.version > changed.version) return { data, held: null, ask: false }
  const row = withMarks(changed, present)

  if (verdict === 'no') return { data: present ? withoutRow(data, row.id) : data, held: null, ask: false }
  if (!present) {
    // Older than all that is loaded it would not be shown either way.
    if (verdict === 'unknown') return { data, held: null, ask: insertRow(data, row) !== data }
    return atTop ? { data: insertRow(data, row), held: null, ask: false } : { data, held: row, ask: false }
  }
  const moves = row.lastActivityAt !== present.lastActivityAt
  if (moves && atTop) return { data: insertRow(withoutRow(data, row.id), row), held: null, ask: false }
  return { data: replaceRow(data, row), held: moves ? row : null, ask: false }
}

/** What a list in another order shows of a changed row: it stays where it is, until the server says where it stands now. */
export function applyInPlace(data: ListData, changed: TicketRow, verdict: Verdict): Applied {
  const present = findRow(data, changed.id)
  if (present && present.version > changed.version) return { data, held: null, ask: false }
  if (verdict === 'no') return { data: present ? withoutRow(data, changed.id) : data, held: null, ask: false }
  const moves = !present || JSON.stringify(present.sla) !== JSON.stringify(changed.sla)
  return { data: replaceRow(data, withMarks(changed, present)), held: null, ask: moves }
}

/**
 * What the first page of a list, read just now, says of rows that only the server can place. It tells of every row that is
 * newer than its end; of older ones nothing.
 */
export function applyPage(data: ListData, rows: readonly TicketRow[], page: Page<TicketRow>, atTop: boolean) {
  const end = page.nextCursor === null ? '' : (page.items.at(-1)?.lastActivityAt ?? '')
  const held: TicketRow[] = []
  const gone: TicketRow[] = []
  let next = data
  let unsure = false
  for (const row of rows) {
    const found = page.items.find((item) => item.id === row.id)
    const verdict = found ? 'yes' : row.lastActivityAt > end ? 'no' : 'unknown'
    const applied = applyRow(next, found ?? row, verdict, atTop)
    next = applied.data
    unsure ||= applied.ask
    if (applied.held) held.push(applied.held)
    if (verdict === 'no') gone.push(row)
  }
  return { data: next, held, gone, unsure }
}

/** A row of the feed knows nothing of what was searched for: marks stay where the words they stand in stay. */
export function withMarks(row: TicketRow, present: TicketRow | undefined): TicketRow {
  const match = present?.match
  if (!match || row.match) return row
  return {
    ...row,
    match: {
      ...match,
      title: row.title === present.title ? match.title : [],
      contact: row.contact?.name === present.contact?.name ? match.contact : [],
    },
  }
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
