import { useCallback, useSyncExternalStore } from 'react'
import { now } from '../../ui/time.ts'

interface Beat {
  readonly everyMs: number
  readonly listeners: Set<() => void>
  timer?: ReturnType<typeof setInterval>
}

const minutes: Beat = { everyMs: 15_000, listeners: new Set() }
const seconds: Beat = { everyMs: 1_000, listeners: new Set() }

function listen(beat: Beat, listener: () => void): () => void {
  beat.listeners.add(listener)
  beat.timer ??= setInterval(() => {
    for (const call of beat.listeners) call()
  }, beat.everyMs)
  return () => {
    beat.listeners.delete(listener)
    if (beat.listeners.size > 0) return
    clearInterval(beat.timer)
    delete beat.timer
  }
}

/**
 * What something is at this moment. One timer for all of them; only who sees another value than before is drawn again, so
 * it must be a plain one.
 */
export function useNow<T extends string | number | boolean | null>(look: (now: number) => T, bySecond = false): T {
  const subscribe = useCallback((listener: () => void) => listen(bySecond ? seconds : minutes, listener), [bySecond])
  return useSyncExternalStore(subscribe, () => look(now()))
}
