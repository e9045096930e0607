/** Things a kill may be aimed at, as seen from outside the product. */
export const aims = ['moment', 'starting', 'client-data', 'client-dot', 'sink-dot', 'sink-answer', 'request'] as const
export type Aim = (typeof aims)[number]
export type Moment = Exclude<Aim, 'moment' | 'starting'>

/** Where senders, agents and the relay say what just happened. */
export interface Moments {
  happened(moment: Moment): void
  /** Settles at the next one, or after `patienceMs`; says whether it came. */
  next(moment: Moment, patienceMs: number): Promise<boolean>
}

export function momentsOf(): Moments {
  const waiting = new Map<Moment, Set<() => void>>()
  return {
    happened(moment) {
      for (const call of waiting.get(moment) ?? []) call()
    },
    next(moment, patienceMs) {
      return new Promise((resolve) => {
        const calls = waiting.get(moment) ?? new Set()
        waiting.set(moment, calls)
        const settle = (came: boolean) => {
          clearTimeout(timer)
          calls.delete(call)
          resolve(came)
        }
        const call = () => settle(true)
        const timer = setTimeout(settle, patienceMs, false)
        calls.add(call)
      })
    },
  }
}
