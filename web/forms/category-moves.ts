import type { Form } from '../../client/types.ts'
import { type DropAt, keyAfterDrop, keyAfterStep } from './use-row-drag.ts'

export type Category = Form['categories'][number]
export interface CategoryMove {
  readonly parent: string | null
  readonly before: string | null
}

const siblings = (categories: readonly Category[], parent: string | null) =>
  categories.filter((one) => one.parent === parent && !one.retired).map((one) => one.id)

/** Where a category comes that is dropped at a row; null where it cannot be: below itself. */
export function moveTo(categories: readonly Category[], dragged: string, at: DropAt): CategoryMove | null {
  const target = categories.find((one) => one.id === at.key)
  if (!target || isBelow(categories, target.id, dragged)) return null
  if (at.place === 'into') return { parent: target.id, before: null }
  return { parent: target.parent, before: keyAfterDrop(siblings(categories, target.parent), dragged, at) }
}

/** Where an arrow key takes it: up and down among those beside it, right below the one before it, left out of the one it is in. */
export function moveBy(categories: readonly Category[], id: string, key: string): CategoryMove | null {
  const moved = categories.find((one) => one.id === id)
  if (!moved) return null
  const beside = siblings(categories, moved.parent)
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const before = keyAfterStep(beside, id, key === 'ArrowUp' ? -1 : 1)
    return before === undefined ? null : { parent: moved.parent, before }
  }
  if (key === 'ArrowRight') {
    const upper = beside[beside.indexOf(id) - 1]
    return upper === undefined ? null : { parent: upper, before: null }
  }
  if (key !== 'ArrowLeft' || moved.parent === null) return null
  const parent = categories.find((one) => one.id === moved.parent)
  const above = siblings(categories, parent?.parent ?? null)
  return { parent: parent?.parent ?? null, before: above[above.indexOf(moved.parent) + 1] ?? null }
}

function isBelow(categories: readonly Category[], id: string, upper: string): boolean {
  for (let at: string | null = id; at !== null; ) {
    if (at === upper) return true
    at = categories.find((one) => one.id === at)?.parent ?? null
  }
  return false
}
