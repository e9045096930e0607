import { Dialog as Base } from '@base-ui/react/dialog'
import { classes } from './classes.ts'
import type { DrawerProps } from './drawer.tsx'

export function DrawerWhole({ open, onClose, label, side, children, width }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-backdrop transition-opacity duration-(--motion) data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup
          aria-label={label}
          className={classes(
            'fixed inset-y-0 z-30 flex max-w-[88vw] flex-col bg-surface shadow-float outline-none transition-transform duration-(--motion)',
            width,
            side === 'left'
              ? 'left-0 data-[ending-style]:-translate-x-full data-[starting-style]:-translate-x-full'
              : 'right-0 data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full',
          )}
        >
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
