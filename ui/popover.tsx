import { type ReactElement, type ReactNode, useState } from 'react'
import { closedTrigger } from './closed-trigger.ts'
import { type Loadable, loadOnce, useLoaded } from './load-once.ts'

type Parts = typeof import('./popover-parts.tsx')

export const popoverParts: Loadable<Parts> = loadOnce(() => import('./popover-parts.tsx'))

export type PopoverProps = {
  trigger: ReactElement
  children: ReactNode
  label: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left'
  className?: string
}

/** Until it is first opened it is its button alone. */
export function Popover(props: PopoverProps) {
  const [opened, setOpened] = useState(false)
  const wanted = opened || props.open === true
  const parts = useLoaded(popoverParts, wanted)
  const [startedWhole] = useState(parts !== undefined)
  if (parts && (wanted || startedWhole)) return <parts.PopoverWhole {...props} startsOpen={opened} />
  return closedTrigger(
    props.trigger,
    'dialog',
    () => void popoverParts.load().catch(() => undefined),
    () => {
      setOpened(true)
      props.onOpenChange?.(true)
    },
  )
}
