import type { Shortcut } from './keymap.ts'

/** A person's own keys, by shortcut; '' turns one off. */
export type KeyChoices = Readonly<Record<string, string>>

/** The keys a shortcut has now; null when it has none. Those that are typed with Ctrl or Cmd, and Enter, stay what they are. */
export function keysOf({ id, keys, fixed }: Shortcut, choices: KeyChoices): string | null {
  if (fixed) return keys
  const own = choices[id]
  return own === undefined ? keys : own || null
}

/** Which shortcut already has these keys, or would never be heard because of them: "g" alone hides "g a". */
export function conflictOf(id: string, keys: string, shortcuts: readonly Shortcut[], choices: KeyChoices): Shortcut | undefined {
  return shortcuts.find((other) => {
    const theirs = other.id === id ? null : keysOf(other, choices)
    return theirs !== null && (theirs === keys || theirs.startsWith(`${keys} `) || keys.startsWith(`${theirs} `))
  })
}

/** For each shortcut's first keys what they are now; what stands in no shortcut (arrows, Escape) is left out. */
export function remapped(shortcuts: readonly Shortcut[], choices: KeyChoices): ReadonlyMap<string, string | null> {
  return new Map(shortcuts.map((shortcut) => [shortcut.keys, keysOf(shortcut, choices)]))
}

/** The key of an event as a choice may hold it: one character that is typed without Ctrl, Cmd or Alt. */
export function choosableKey(event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return /^[\x21-\x7e]$/.test(event.key) ? event.key.toLowerCase() : null
}
