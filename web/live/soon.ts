export type Soon = (key: string, milliseconds: number, run: () => void) => void

/** Runs a thing once, a moment after the last time it was asked for, but not later than that moment after the first. */
export function createSoon(): Soon {
  const waiting = new Set<string>()
  return (key, milliseconds, run) => {
    if (waiting.has(key)) return
    waiting.add(key)
    setTimeout(() => {
      waiting.delete(key)
      run()
    }, milliseconds)
  }
}
