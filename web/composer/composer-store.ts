import { useSyncExternalStore } from 'react'

export type ComposerKind = 'reply' | 'note'
type State = {
  kind: ComposerKind
  open: boolean
  focus: number
  justClosed: boolean
  /** Changes when the draft on screen was replaced from outside: one that was taken back, a message to forward. */
  revision: number
}

/** Which tab of the composer is open; the keyboard and the buttons of the page open it from outside. */
let state: State = { kind: 'reply', open: false, focus: 0, justClosed: false, revision: 0 }
const listeners = new Set<() => void>()

function set(next: State) {
  state = next
  for (const listener of listeners) listener()
}

export const composer = {
  get: () => state,
  open: (kind: ComposerKind) => set({ ...state, kind, open: true, focus: state.focus + 1, justClosed: false }),
  /** Shows the draft anew, as it is stored now. */
  reopen: (kind: ComposerKind) => set({ kind, open: true, focus: state.focus + 1, justClosed: false, revision: state.revision + 1 }),
  close: () => set({ ...state, open: false, justClosed: true }),
  reset: () => set({ ...state, kind: 'reply', open: false, justClosed: false }),
}

export function useComposer(): State {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
