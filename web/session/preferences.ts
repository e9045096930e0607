import { useSyncExternalStore } from 'react'

/** Choices of this browser: they must be known before the server answers. */
export type Preferences = {
  density: 'comfortable' | 'compact'
  shortcuts: boolean
  details: boolean
  /** Today's numbers over the lists, and whose. */
  dashboard: boolean
  dashboardSide: 'all' | 'my' | 'talk'
  sendThen: Record<string, string>
}

const initial: Preferences = { density: 'comfortable', shortcuts: true, details: true, dashboard: true, dashboardSide: 'all', sendThen: {} }
const storageKey = 'statedesk.preferences'
const listeners = new Set<() => void>()
let current = read()

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

export function preferences(): Preferences {
  return current
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  localStorage.setItem(storageKey, JSON.stringify(current))
  for (const listener of listeners) listener()
}

export type Theme = 'system' | 'light' | 'dark' | 'contrast'

export function theme(): Theme {
  const stored = localStorage.getItem('statedesk.theme')
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system'
}

/** `theme.js`, which runs before the first paint, listens to this. */
export function setTheme(next: Theme): void {
  localStorage.setItem('statedesk.theme', next)
  dispatchEvent(new Event('statedesk:theme'))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Preferences {
  try {
    return { ...initial, ...JSON.parse(localStorage.getItem(storageKey) ?? '{}') }
  } catch {
    // A value somebody edited by hand is worth less than a working screen.
    return initial
  }
}
