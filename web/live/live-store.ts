import { useSyncExternalStore } from 'react'
import type { QueryKey } from '@tanstack/react-query'
import type { TicketRow } from '../../client/types.ts'
import { forgetWithPerson } from '../session/person-memory.ts'

type LiveState = {
  connection: 'live' | 'reconnecting'
  /** Rows that wait behind the "new" pill of the list on screen, by ticket id, each with the list or group it belongs into. */
  held: ReadonlyMap<string, { row: TicketRow; list: QueryKey }>
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
  hold(list: QueryKey, row: TicketRow) {
    live.set({ held: new Map(state.held).set(row.id, { row, list }) })
  },
  release(id: string) {
    const held = new Map(state.held)
    if (held.delete(id)) live.set({ held })
  },
  /** Changes what waits of a ticket where it waits. */
  patchHeld(id: string, change: Partial<TicketRow>) {
    const waiting = state.held.get(id)
    if (waiting) live.hold(waiting.list, { ...waiting.row, ...change })
  },
}

forgetWithPerson(() => live.set({ held: new Map() }))

export function useLive<T>(select: (state: LiveState) => T): T {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => select(state),
  )
}
