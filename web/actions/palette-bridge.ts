import type { Action } from '../../client/types.ts'

type Run = (action: Action) => void
let runner: Run | null = null

/** The palette lies above the pages; the open ticket lends it the way to do things. */
export function lendToPalette(run: Run): () => void {
  runner = run
  return () => {
    if (runner === run) runner = null
  }
}

export function runFromPalette(action: Action): void {
  runner?.(action)
}
