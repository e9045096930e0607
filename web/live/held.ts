import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { TicketRow } from '../../client/types.ts'
import { findRow, insertRow, type ListData, withMarks, withoutRow } from './apply-row.ts'
import { live } from './live-store.ts'

/** Whether this ticket waits behind the pill to be put into this list. */
export function isHeldFor(list: QueryKey, id: string): boolean {
  const waiting = live.get().held.get(id)
  return waiting !== undefined && hashKey(waiting.list) === hashKey(list)
}

/**
 * Carries what was just heard of a ticket to what waits of it: the newest is shown later, and nothing that has no place there any more.
 * @param moved what is to wait from now on, if it is to
 */
export function keepHeld(list: QueryKey, row: TicketRow, { moved, waitsOn }: { moved: TicketRow | null; waitsOn: boolean }): void {
  const waiting = live.get().held.get(row.id)
  if (waiting && waiting.row.version > row.version) return
  if (moved) return live.hold(list, moved)
  if (!waiting || hashKey(waiting.list) !== hashKey(list)) return
  if (waitsOn) live.hold(list, withMarks(row, waiting.row))
  else live.release(row.id)
}

/** A list that was read anew has everything in its place. */
export function releaseList(list: QueryKey): void {
  const hash = hashKey(list)
  for (const [id, waiting] of live.get().held) if (hashKey(waiting.list) === hash) live.release(id)
}

/** Puts what waits behind the pill into its lists. */
export function showHeld(cache: QueryClient): void {
  for (const { row, list } of live.get().held.values()) cache.setQueryData<ListData>(list, (old) => old && placed(old, row))
  live.set({ held: new Map() })
}

function placed(data: ListData, row: TicketRow): ListData {
  const present = findRow(data, row.id)
  if (present && present.version > row.version) return data
  // Of the same version the list may know more: that it was read since, who has it open.
  return insertRow(withoutRow(data, row.id), present?.version === row.version ? present : row)
}
