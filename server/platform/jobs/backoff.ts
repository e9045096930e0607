/** How long to wait after so many failures in a row: 1 s, 2 s, 4 s, … at most five minutes. */
export function backoffMs(failures: number): number {
  return Math.min(1_000 * 2 ** Math.max(0, failures - 1), 5 * 60_000)
}

/** What stands on a row about an error: enough to find it, never a page of it. */
export function errorLine(error: unknown): string {
  const line = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return line.replaceAll('\u0000', '').toWellFormed().slice(0, 500)
}
