import type { TicketRow } from '../../client/types.ts'
import type { Group } from './groups.ts'

/** What stands in the list, one after the other. */
export type ListItem =
  | { readonly kind: 'row'; readonly id: string; readonly row: TicketRow }
  | { readonly kind: 'group'; readonly id: string; readonly group: Group; readonly isOpen: boolean }
  /** The place of rows that are on their way. */
  | { readonly kind: 'blank'; readonly id: string; readonly group: string }
  | { readonly kind: 'more'; readonly id: string; readonly left: number | null; readonly isBusy: boolean; readonly load: () => void }
  | { readonly kind: 'failed'; readonly id: string; readonly retry: () => void }

export const groupHeight = 32
export const moreHeight = 40

export function heightOf(item: ListItem | undefined, rowHeight: number): number {
  if (item?.kind === 'group') return groupHeight
  return item?.kind === 'more' || item?.kind === 'failed' ? moreHeight : rowHeight
}

export function rowItems(rows: readonly TicketRow[]): ListItem[] {
  return rows.map((row) => ({ kind: 'row', id: row.id, row }))
}
