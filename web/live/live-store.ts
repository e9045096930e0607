import { useSyncExternalStore } from 'react'
import type { TicketRow } from '../../client/types.ts'

type LiveState = {
  connection: 'live' | 'reconnecting'
  /** Rows of the list on screen that wait behind the "new" pill, by ticket id. */
  held: ReadonlyMap<string, TicketRow>
  atTop: boolean
}

let state: LiveState = { connection: 'live', held: new Map(), atTop: true }
const listeners = new Set<() => void>()

export const live = {
  get: () => state,
  set(change: Partial<LiveState>) {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  },
  hold(row: TicketRow) {
    live.set({ held: new Map(state.held).set(row.id, row) })
  },
}

export function useLive<T>(select: (state: LiveState) => T): T {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => select(state),
  )
}
