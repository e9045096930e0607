import type { App, Context, StaffActor } from '../platform/context.ts'
import { keptWith } from '../platform/kept-with.ts'

/** How long a caller's rights are believed. A change here shows at once; one in another process after this time. */
const believedMs = 2_000
/** How long a caller who showed a valid credential is told from strangers, so that these cannot use up their requests. */
const recognisedMs = 15 * 60_000
const most = 10_000

export interface CallerCache {
  /** Who this was a while ago: to count requests by, never to let anybody in. */
  recognise(name: string): Context<StaffActor> | undefined
  get(name: string): Context<StaffActor> | undefined
  load(name: string, load: () => Promise<Context<StaffActor>>): Promise<Context<StaffActor>>
  forgetUser(userId: number): void
  forgetAll(): void
}

interface Entry {
  readonly caller: Context<StaffActor>
  readonly loadedAt: number
}

/** Who showed which credential a moment ago. One per app. */
export const callerCache = keptWith((_app: App): CallerCache => newCache())

function newCache(): CallerCache {
  const entries = new Map<string, Entry>()
  // A load that began before somebody was forgotten must not put old rights back.
  let generation = 0
  const youngerThan = (name: string, ageMs: number) => {
    const entry = entries.get(name)
    return entry && entry.loadedAt + ageMs > performance.now() ? entry.caller : undefined
  }
  return {
    recognise: (name) => youngerThan(name, recognisedMs),
    get: (name) => youngerThan(name, believedMs),
    async load(name, load) {
      const began = generation
      const loadedAt = performance.now()
      const caller = await load()
      if (began === generation) {
        if (entries.size >= most) entries.clear()
        entries.set(name, { caller, loadedAt })
      }
      return caller
    },
    forgetUser(userId) {
      generation++
      for (const [name, { caller }] of entries) if (caller.actor.userId === userId) entries.delete(name)
    },
    forgetAll() {
      generation++
      entries.clear()
    },
  }
}
