import { useSyncExternalStore } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { forgetWithPerson } from '../session/person-memory.ts'

interface Loaded {
  readonly rows: readonly TicketRow[]
  /** There are more than these. */
  readonly more: boolean
}

let loaded: Loaded = { rows: [], more: false }
const listeners = new Set<() => void>()

/** The tickets that the list on screen has read so far, in its order: what “select all” means at first. */
export const loadedRows = {
  set(next: Loaded) {
    const isSame = next.more === loaded.more && next.rows.length === loaded.rows.length
    if (isSame && next.rows.every((row, at) => row === loaded.rows[at])) return
    loaded = next
    for (const listener of listeners) listener()
  },
}

forgetWithPerson(() => loadedRows.set({ rows: [], more: false }))

export function useLoadedRows(): Loaded {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => loaded,
  )
}
