/** What can be seen from outside the product as it happens. */
export type Moment = 'client-data' | 'client-dot' | 'relay-dot' | 'relay-answer' | 'request'

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
