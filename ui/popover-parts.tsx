import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement } from 'react'
import { classes } from './classes.ts'
import type { PopoverProps } from './popover.tsx'

export function PopoverWhole({
  trigger,
  children,
  label,
  open,
  onOpenChange,
  align = 'start',
  side = 'bottom',
  className,
  startsOpen,
}: PopoverProps & { startsOpen: boolean }) {
  return (
    <Base.Root open={open} defaultOpen={startsOpen} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-40">
          <Base.Popup
            aria-label={label}
            // React carries events out of portals: a form in here would submit the form that its button stands in.
            onSubmit={(event) => event.stopPropagation()}
            className={classes('floating max-h-(--available-height) overflow-auto', className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
