import { Tooltip as Base } from '@base-ui/react/tooltip'
import { Kbd } from './kbd.tsx'
import { hideTooltip, keepTooltip, type Said } from './tooltip-store.ts'

/** The one tooltip of the page, beside whatever asked for it. */
export function TooltipHost({ said: { text, keys, side, anchor } }: { said: Said }) {
  return (
    <Base.Root open onOpenChange={(open) => open || hideTooltip('now')}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            className="floating max-w-72 px-2 py-1 text-xs text-fg"
            onPointerEnter={keepTooltip}
            onPointerLeave={() => hideTooltip('slowly')}
          >
            {text}
            {keys ? <Kbd keys={keys} className="ml-2" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
