import { useSyncExternalStore } from 'react'
import type { Message } from '../../client/types.ts'

/** Where something is on the screen. */
export type Place = { left: number; right: number; top: number; bottom: number }

/** What somebody is about to mask or unmask. */
export type Masking =
  | { kind: 'selected'; message: Message; from: number; to: number; place: Place }
  | { kind: 'asked'; message: Message; from: number; to: number }
  | { kind: 'text'; message: Message }
  | { kind: 'unmask'; message: Message; mask: string }

let current: Masking | null = null
const listeners = new Set<() => void>()

export const masking = {
  get: () => current,
  set(next: Masking | null) {
    if (next === current) return
    current = next
    for (const listener of listeners) listener()
  },
  /** A selection gives way to nothing; a window that is open stays. */
  unselect() {
    if (current?.kind === 'selected') masking.set(null)
  },
}

export function useMasking(): Masking | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** What is selected in a message. A frame may say anything: only positions are taken from it, and only those that lie in the message. */
export function selectIn(message: Message, from: number, to: number, place: Place): void {
  if (current && current.kind !== 'selected') return
  if (from < 0 || to > message.text.length || message.text.slice(from, to).trim() === '') return masking.unselect()
  masking.set({ kind: 'selected', message, from, to, place })
}

export function askToUnmask(message: Message, mask: string): void {
  if (message.masks.some(({ id }) => id === mask)) masking.set({ kind: 'unmask', message, mask })
}
