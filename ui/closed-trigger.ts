import { cloneElement, type ReactElement } from 'react'

type Handlers = {
  onClick?: (event: React.MouseEvent) => void
  onKeyDown?: (event: React.KeyboardEvent) => void
  onFocus?: (event: React.FocusEvent) => void
  onPointerEnter?: (event: React.PointerEvent) => void
}

/** The button of a menu or window that nobody opened yet: it looks and sounds like one, and what it opens is read on the way to it. */
export function closedTrigger(trigger: ReactElement, kind: 'menu' | 'dialog', preload: () => void, open: () => void): ReactElement {
  const own = trigger.props as Handlers
  return cloneElement(trigger as ReactElement<Record<string, unknown>>, {
    'aria-haspopup': kind,
    'aria-expanded': false,
    onPointerEnter: (event: React.PointerEvent) => {
      own.onPointerEnter?.(event)
      preload()
    },
    onFocus: (event: React.FocusEvent) => {
      own.onFocus?.(event)
      preload()
    },
    onClick: (event: React.MouseEvent) => {
      own.onClick?.(event)
      if (!event.defaultPrevented) open()
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      own.onKeyDown?.(event)
      if (kind !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      open()
    },
  })
}
