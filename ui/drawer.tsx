import type { ReactNode } from 'react'
import { type Loadable, loadOnce, useLoaded } from './load-once.ts'

type Parts = typeof import('./drawer-parts.tsx')

const drawerParts: Loadable<Parts> = loadOnce(() => import('./drawer-parts.tsx'))

export type DrawerProps = {
  open: boolean
  onClose: () => void
  label: string
  side: 'left' | 'right'
  children: ReactNode
  width: string
  /** Given, a head says what it is and has the way out. */
  closeLabel?: string
}

/** A column that has no room of its own on a narrow screen. */
export function Drawer(props: DrawerProps) {
  const parts = useLoaded(drawerParts, props.open)
  return parts ? <parts.DrawerWhole {...props} /> : null
}
