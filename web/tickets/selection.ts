import { useSyncExternalStore } from 'react'
import type { TicketQuery } from '../../client/types.ts'

interface Chosen {
  readonly ids: ReadonlySet<string>
  /** Set instead of ids: everything that the list shows from its first row to its last. */
  readonly allMatching: TicketQuery | null
}

const none: Chosen = { ids: new Set(), allMatching: null }
let chosen = none
const listeners = new Set<() => void>()

function change(next: Chosen) {
  chosen = next
  for (const listener of listeners) listener()
}

/** The tickets chosen for what is done to many. */
export const selection = {
  get: () => chosen,
  toggle(id: string) {
    const ids = new Set(chosen.ids)
    if (!ids.delete(id)) ids.add(id)
    change({ ids, allMatching: null })
  },
  select: (ids: Iterable<string>) => change({ ids: new Set(ids), allMatching: null }),
  selectAllMatching: (query: TicketQuery) => change({ ids: new Set(), allMatching: query }),
  clear: () => chosen !== none && change(none),
}

export function useSelection() {
  const { ids, allMatching } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => chosen,
  )
  return { ...selection, ids, allMatching, isEmpty: ids.size === 0 && allMatching === null }
}
