import { useSyncExternalStore } from 'react'
import { mayLeave } from '../../ui/unsaved.ts'
import { chooseLanguage, chosenLanguage, type Language } from '../words/language.ts'

export type Theme = 'system' | 'light' | 'dark' | 'contrast'

/** What follows the person to another browser. The server keeps it; this browser has a copy, since the first paint cannot wait. */
export type OwnPreferences = {
  language: Language
  theme: Theme
  density: 'comfortable' | 'compact'
  /** How long a reply waits before it is sent, so that it can be taken back. */
  undoSendSeconds: number
  shortcuts: boolean
  /** The person's own keys, by shortcut; nothing for one that is turned off. */
  keys: Record<string, string>
  /** The tools of the ticket's right bar, top to bottom; those it does not name come after. */
  toolOrder: string[]
}

/** What stays in this browser: it follows from its screen and from what was done last in it. */
type HerePreferences = {
  details: boolean
  /** Today's numbers over the lists, and whose. */
  dashboard: boolean
  dashboardSide: 'all' | 'my' | 'talk'
  groupByStatus: boolean
  /** Groups that were opened or closed by hand, by status. */
  groups: Record<string, boolean>
  listHidden: boolean
  /** Tools of the ticket's right bar that are folded, by key. */
  toolsFolded: string[]
  sendThen: Record<string, string>
}

export type Preferences = Omit<OwnPreferences, 'language' | 'theme'> & HerePreferences

const defaultPreferences: Omit<OwnPreferences, 'language'> = {
  theme: 'system',
  density: 'comfortable',
  undoSendSeconds: 5,
  shortcuts: true,
  keys: {},
  toolOrder: [],
}

const { theme: _, ...shared } = defaultPreferences
const initial: Preferences = {
  ...shared,
  details: true,
  dashboard: true,
  dashboardSide: 'all',
  groupByStatus: true,
  groups: {},
  listHidden: false,
  toolsFolded: [],
  sendThen: {},
}
const storageKey = 'statedesk.preferences'
const themeKey = 'statedesk.theme'
const listeners = new Set<() => void>()
let current = read()

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

export function preferences(): Preferences {
  return current
}

/** Changes choices here at once; those that belong to the person go to the server as well. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  localStorage.setItem(storageKey, JSON.stringify(current))
  for (const listener of listeners) listener()
  const own = Object.entries(change).filter(([key]) => key in defaultPreferences)
  if (own.length > 0) tell(Object.fromEntries(own) as Change)
}

export function theme(): Theme {
  const stored = localStorage.getItem(themeKey)
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system'
}

/** `theme.js`, which runs before the first paint, listens to this. */
export function setTheme(next: Theme): void {
  showTheme(next)
  tell({ theme: next })
}

/** Takes the page into another language: its words are read at the start, so it begins anew. */
export async function setLanguage(next: Language): Promise<void> {
  if (!(await mayLeave())) return
  chooseLanguage(next)
  tell({ language: next })
  await settled()
  location.reload()
}

function showTheme(next: Theme) {
  localStorage.setItem(themeKey, next)
  dispatchEvent(new Event('statedesk:theme'))
}

type Change = Partial<OwnPreferences>
type Teller = (change: Change) => void
let tell: Teller = () => undefined
let settled: () => Promise<unknown> = () => Promise.resolve()

/** Who brings changes to the server. Set once; here nothing knows how. */
export function bringPreferencesTo(teller: Teller, done: () => Promise<unknown>): void {
  tell = teller
  settled = done
}

/**
 * Takes over what a person chose elsewhere; what they never chose is as it comes, whoever sat here before.
 *
 * @returns whether the page speaks another language from its next load on
 */
export function adoptPreferences(own: Change): boolean {
  const { language, theme: wanted, ...rest } = { ...defaultPreferences, ...own }
  const next = { ...current, ...rest }
  if (JSON.stringify(next) !== JSON.stringify(current)) {
    current = next
    localStorage.setItem(storageKey, JSON.stringify(current))
    for (const listener of listeners) listener()
  }
  if (wanted !== theme()) showTheme(wanted)
  const before = chosenLanguage()
  if (!language || language === before) return false
  chooseLanguage(language)
  // A browser that keeps nothing would be loaded anew for ever.
  return chosenLanguage() === language
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Preferences {
  if (typeof localStorage === 'undefined') return initial
  try {
    return { ...initial, ...JSON.parse(localStorage.getItem(storageKey) ?? '{}') }
  } catch {
    // A value somebody edited by hand is worth less than a working screen.
    return initial
  }
}
