import { createContext, use } from 'react'

export type ShellControls = {
  openSidebar: () => void
  openPalette: () => void
  openHelp: () => void
  newTicket: () => void
  /** Search information: other systems, without a ticket. */
  searchInfo: () => void
}

export const ShellContext = createContext<ShellControls | null>(null)

export function useShell(): ShellControls {
  const controls = use(ShellContext)
  if (!controls) throw new Error('useShell is used outside the workspace')
  return controls
}
