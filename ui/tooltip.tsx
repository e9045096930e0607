import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement } from 'react'
import { hideTooltip, showTooltip, type Side } from './tooltip-store.ts'

type Props = { text: string; keys?: string | undefined; children: ReactElement; side?: Side }

type Handlers = {
  onPointerEnter?: (event: PointerEvent) => void
  onPointerLeave?: (event: PointerEvent) => void
  onPointerDown?: (event: PointerEvent) => void
  onFocus?: (event: FocusEvent) => void
  onBlur?: (event: FocusEvent) => void
}

/** Words for what has none on it. They show after a moment under the pointer and at once for the keyboard; nobody needs them by touch. */
export function Tooltip({ text, keys, children, side = 'bottom' }: Props) {
  const own = children.props as Handlers
  const said = { text, keys, side }
  return cloneElement(children as ReactElement<Handlers>, {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event)
      if (event.pointerType !== 'touch') showTooltip({ ...said, anchor: event.currentTarget }, 'pointer')
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event)
      hideTooltip('slowly')
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event)
      hideTooltip('now')
    },
    onFocus: (event) => {
      own.onFocus?.(event)
      if (event.currentTarget.matches(':focus-visible')) showTooltip({ ...said, anchor: event.currentTarget }, 'keyboard')
    },
    onBlur: (event) => {
      own.onBlur?.(event)
      hideTooltip('now')
    },
  })
}
