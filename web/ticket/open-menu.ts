import { useSyncExternalStore } from 'react'

/** Which property menu is open. A key press opens the one in the head; a click the one that was clicked. */
let open: string | null = null
const listeners = new Set<() => void>()

export function openMenu(name: string | null): void {
  open = name
  for (const listener of listeners) listener()
}

export function useOpenMenu(name: string): { open: boolean; onOpenChange: (open: boolean) => void } {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
  return { open: current === name, onOpenChange: (next) => openMenu(next ? name : null) }
}
