import type { ReactNode } from 'react'
import { Button, type ButtonKind } from '../../ui/button.tsx'
import { useActions } from './action-context.tsx'
import { labelOf, refusalOf } from './actions.ts'

type Props = { action: string; kind?: ButtonKind; size?: 'sm' | 'md'; icon?: ReactNode; hideRefused?: boolean; className?: string }

/** A button for one act: there if the ticket knows the act, dimmed with its reason if it is refused now. */
export function ActionButton({ action, kind, size, icon, hideRefused, className }: Props) {
  const { find, run } = useActions()
  const entry = find(action)
  if (!entry || (hideRefused && !entry.allowed)) return null
  return (
    <Button kind={kind} size={size} refusal={refusalOf(entry)} className={className} onClick={() => run(entry)}>
      {icon}
      {labelOf(entry)}
    </Button>
  )
}
