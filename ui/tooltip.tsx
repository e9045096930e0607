import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './kbd.tsx'

export const TooltipProvider = Base.Provider

type Props = { text: string; keys?: string | undefined; children: ReactElement; side?: 'top' | 'bottom' | 'left' | 'right' }

export function Tooltip({ text, keys, children, side = 'bottom' }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="floating max-w-72 px-2 py-1 text-xs text-fg">
            {text}
            {keys ? <Kbd keys={keys} className="ml-2" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
