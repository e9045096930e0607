import { type ReactElement, type ReactNode, useState } from 'react'
import { closedTrigger } from './closed-trigger.ts'
import { type Loadable, loadOnce, useLoaded } from './load-once.ts'

type Parts = typeof import('./menu-parts.tsx')

export const menuParts: Loadable<Parts> = loadOnce(() => import('./menu-parts.tsx'))

export type MenuProps = {
  trigger: ReactElement
  children: ReactNode
  label?: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Given when some entries are refused: the foot shows it, and the reason of the entry under the pointer or focus. */
  refusalHint?: string | false
  width?: string
}

/** Until it is first opened it is its button alone. */
export function Menu(props: MenuProps) {
  const [opened, setOpened] = useState(false)
  const wanted = opened || props.open === true
  const parts = useLoaded(menuParts, wanted)
  const [startedWhole] = useState(parts !== undefined)
  if (parts && (wanted || startedWhole)) return <parts.MenuWhole {...props} startsOpen={opened} />
  return closedTrigger(
    props.trigger,
    'menu',
    () => void menuParts.load().catch(() => undefined),
    () => {
      setOpened(true)
      props.onOpenChange?.(true)
    },
  )
}

type MenuItemProps = {
  children: ReactNode
  onSelect: () => void
  icon?: ReactNode
  checked?: boolean
  keys?: string
  refusal?: string | undefined
  danger?: boolean
}

// What stands in a menu is only shown by one that has been read.

export function MenuItem(props: MenuItemProps) {
  const parts = menuParts.get()
  return parts ? <parts.Item {...props} /> : null
}

export function MenuGroup(props: { label: string; children: ReactNode }) {
  const parts = menuParts.get()
  return parts ? <parts.Group {...props} /> : null
}

export function MenuSeparator() {
  const parts = menuParts.get()
  return parts ? <parts.Separator /> : null
}
