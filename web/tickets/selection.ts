import { useSyncExternalStore } from 'react'
import type { TicketQuery } from '../../client/types.ts'
import { forgetWithPerson } from '../session/person-memory.ts'

interface Chosen {
  readonly ids: ReadonlySet<string>
  /** Set instead of ids: everything that the list shows from its first row to its last. */
  readonly allMatching: TicketQuery | null
  /** Where a selection goes on from, by Shift. */
  readonly anchor: string | null
}

const none: Chosen = { ids: new Set(), allMatching: null, anchor: null }
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
    change({ ids, allMatching: null, anchor: id })
  },
  /** From where it was begun to this one, in the order of the list. */
  extendTo(id: string, inOrder: readonly string[]) {
    const from = chosen.anchor === null ? -1 : inOrder.indexOf(chosen.anchor)
    const to = inOrder.indexOf(id)
    if (to < 0) return
    const [low, high] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
    const ids = new Set([...chosen.ids, ...inOrder.slice(low, high + 1)])
    change({ ids, allMatching: null, anchor: from < 0 ? id : chosen.anchor })
  },
  select: (ids: Iterable<string>) => change({ ids: new Set(ids), allMatching: null, anchor: null }),
  selectAllMatching: (query: TicketQuery) => change({ ids: new Set(), allMatching: query, anchor: null }),
  clear: () => chosen !== none && change(none),
}

forgetWithPerson(selection.clear)

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
