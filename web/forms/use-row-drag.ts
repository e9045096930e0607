import { type PointerEvent, useRef, useState } from 'react'

export interface DropAt {
  readonly key: string
  readonly place: 'before' | 'after' | 'into'
}

/**
 * Rows that are dragged by their handle, with a mouse, a pen or a finger.
 * @param into whether a row can be dropped onto another one, too
 */
export function useRowDrag(onDrop: (dragged: string, at: DropAt) => void, { into = false } = {}) {
  const rows = useRef(new Map<string, HTMLElement>())
  const [drag, setDrag] = useState<{ key: string; at: DropAt | null } | null>(null)

  function placeAt(y: number, dragged: string): DropAt | null {
    for (const [key, element] of rows.current) {
      const { top, bottom, height } = element.getBoundingClientRect()
      if (y < top || y >= bottom || key === dragged) continue
      const edge = into ? height / 4 : height / 2
      return { key, place: y < top + edge ? 'before' : y >= bottom - edge ? 'after' : 'into' }
    }
    return null
  }

  return {
    handle: (key: string) => ({
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ key, at: null })
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => drag?.key === key && setDrag({ key, at: placeAt(event.clientY, key) }),
      onPointerUp() {
        if (drag?.key === key && drag.at) onDrop(key, drag.at)
        setDrag(null)
      },
      onPointerCancel: () => setDrag(null),
    }),
    row: (key: string) => ({
      ref: (element: HTMLElement | null) => {
        if (element) rows.current.set(key, element)
        else rows.current.delete(key)
      },
      'data-drop': drag?.at?.key === key ? drag.at.place : undefined,
      'data-dragged': drag?.key === key ? '' : undefined,
    }),
  }
}

/** How a row shows where the dragged one will go. */
export const dropClasses =
  'data-[drop=before]:shadow-[inset_0_2px_0_var(--accent)] data-[drop=after]:shadow-[inset_0_-2px_0_var(--accent)] data-[drop=into]:bg-accent-fill data-[dragged]:opacity-50'

/** Of a list in its order: before which key one comes when it is dropped there; null: last. */
export function keyAfterDrop(keys: readonly string[], dragged: string, { key, place }: DropAt): string | null {
  const rest = keys.filter((one) => one !== dragged)
  const at = rest.indexOf(key)
  return place === 'after' ? (rest[at + 1] ?? null) : key
}

/** The same one step up or down; undefined where there is no further step. */
export function keyAfterStep(keys: readonly string[], moved: string, step: -1 | 1): string | null | undefined {
  const at = keys.indexOf(moved)
  if (at < 0 || at + step < 0 || at + step >= keys.length) return undefined
  return step === -1 ? (keys[at - 1] ?? null) : (keys[at + 2] ?? null)
}
