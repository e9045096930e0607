import { setTimeout as pause } from 'node:timers/promises'

/** Looks again and again until there is something; null after the patience. */
export async function found<T>(look: () => T | null | undefined | Promise<T | null | undefined>, patienceMs: number): Promise<T | null> {
  const until = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (Date.now() > until) return null
    await pause(20)
  }
}
