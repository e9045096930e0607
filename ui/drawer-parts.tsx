import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import type { DrawerProps } from './drawer.tsx'

export function DrawerWhole({ open, onClose, label, side, children, width, closeLabel }: DrawerProps) {
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
          {closeLabel ? (
            <div className="flex h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
              <Base.Title className="font-semibold">{label}</Base.Title>
              <Base.Close render={<IconButton label={closeLabel} plain />}>
                <X size={16} />
              </Base.Close>
            </div>
          ) : null}
          <div className="min-h-0 flex-1">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
