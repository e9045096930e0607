import { useLayoutEffect, useState } from 'react'

/** What is written somewhere on the page and would be gone with it. */
const unsaved = new Set<object>()
const listeners = new Set<() => void>()
type Asker = () => Promise<boolean>
let asker: Asker | null = null

export const unsavedWork = {
  isThere: () => unsaved.size > 0,
  listen(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Notes that something is written, until the returned function is called. */
  mark(): () => void {
    const mark = {}
    unsaved.add(mark)
    tell()
    return () => {
      if (unsaved.delete(mark)) tell()
    }
  },
  /** Who asks the person whether it may go. */
  askedBy(next: Asker): () => void {
    asker = next
    return () => {
      if (asker === next) asker = null
    }
  },
}

/** Has the page ask before it is left while something in a form is not saved. */
export function useUnsaved(isChanged: boolean): void {
  useLayoutEffect(() => (isChanged ? unsavedWork.mark() : undefined), [isChanged])
}

/** The same for a form that is unsaved as soon as it is another than the one that was opened. */
export function useUnsavedSince(form: unknown): void {
  const now = JSON.stringify(form)
  const [opened] = useState(now)
  useUnsaved(now !== opened)
}

/** Whether what is on the page may be taken away: nothing is lost, or the person said so. */
export async function mayLeave(): Promise<boolean> {
  if (unsaved.size === 0) return true
  // What was just saved, or a window that was just closed, is drawn first.
  await new Promise((resolve) => setTimeout(resolve, 30))
  if (unsaved.size === 0 || !asker) return true
  if (!(await asker())) return false
  unsaved.clear()
  tell()
  return true
}

function tell() {
  for (const listener of listeners) listener()
}
