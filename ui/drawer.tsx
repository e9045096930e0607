import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Props = { open: boolean; onClose: () => void; label: string; side: 'left' | 'right'; children: ReactNode; width: string }

/** A column that has no room of its own on a narrow screen. */
export function Drawer({ open, onClose, label, side, children, width }: Props) {
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
